"""Judges by a model: a prompt of prompts/judges, a letter, a number. Knows nothing of runs, and nothing of how far one may trust it.

A judge of pairs is asked twice with the texts turned round; where it changes its mind it has not decided: 0.5.
"""

from __future__ import annotations

import hashlib
import re
import threading
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.models.llm import Writer
from app.tasks.placeholder import fill
from ingest.errors import SettingError

TOKENS = 6
"""A letter, and what some models put before it."""
TIE = 0.5


@dataclass(frozen=True, slots=True)
class Judge:
    """``letters``: what the model may answer and its number; ``labels``: what a person's label is in the same numbers;
    ``digest`` is of the whole file."""

    name: str
    asks: str
    system: str
    prompt: str
    letters: Mapping[str, float]
    labels: Mapping[str, float]
    digest: str

    @property
    def pairs(self) -> bool:
        return "{b}" in self.prompt


@dataclass(frozen=True, slots=True)
class Verdict:
    """``value`` in 0–1, None where the model gave no letter; ``letters`` as it gave them, one or two."""

    value: float | None
    letters: str


def read_judges(prompts: Path) -> dict[str, Judge]:
    """File name without ending → judge. Raises SettingError naming the file that is wrong."""
    found = {}
    for file in sorted((prompts / "judges").glob("*.toml")):
        raw = file.read_bytes()
        try:
            table = tomllib.loads(raw.decode())
            name, asks, system, prompt = (
                str(table[part]).strip() for part in ("name", "asks", "system", "prompt")
            )
            letters, labels = (
                {str(k): float(v) for k, v in table[part].items()} for part in ("letters", "labels")
            )
        except (KeyError, ValueError, AttributeError) as error:
            raise SettingError(
                f"{file}：name、asks、system、prompt、[letters]、[labels] が要ります（{error}）。"
            ) from error
        digest = hashlib.sha256(raw).hexdigest()[:12]
        found[file.stem] = Judge(name, asks, system, prompt, letters, labels, digest)
    return found


def judged(writer: Writer, judge: Judge, values: Mapping[str, str]) -> Verdict:
    """What the judge says of one text (query, source, answer) or of two (query, source, a, b): 1 the first is better."""
    if not judge.pairs:
        letter = _asked(writer, judge, values)
        return Verdict(judge.letters.get(letter), letter)
    first = _asked(writer, judge, values)
    second = _asked(writer, judge, {**values, "a": values["b"], "b": values["a"]})
    if first not in judge.letters or second not in judge.letters:
        return Verdict(None, first + second)
    turned = 1.0 - judge.letters[second]
    return Verdict(judge.letters[first] if judge.letters[first] == turned else TIE, first + second)


def _asked(writer: Writer, judge: Judge, values: Mapping[str, str]) -> str:
    """The letter, "" where none of the judge's stands in what the model wrote."""
    messages = (("system", judge.system), ("user", fill(judge.prompt, values)))
    stop = threading.Event()
    with writer.queue.ticket() as ticket:
        ticket.called.wait()
        said = "".join(writer.stream(messages, max_tokens=TOKENS, temperature=0.0, stop_event=stop))
    return letter_of(said, judge.letters)


def letter_of(said: str, letters: Mapping[str, float]) -> str:
    """The first of the letters that stands by itself.

    >>> letter_of("判断：Ｂ です", {"A": 1.0, "B": 0.0}), letter_of("ABC", {"A": 1.0}), letter_of("", {"A": 1.0})
    ('B', '', '')
    """
    text = unicodedata.normalize("NFKC", said).upper()
    found = re.search(rf"(?<![A-Z])([{''.join(letters)}])(?![A-Z])", text)
    return found[1] if found else ""
