"""やさしい日本語 by rule: short sentences, hard words replaced. Knows nothing of models; 振り仮名 where they are asked for.

A rule cannot turn a text around: it is a beginning for the person who knows the reader.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from app.material import Material, Piece
from app.rewording.furigana import with_readings
from app.template import Section

READINGS, WITH_READINGS = "振り仮名", "文の中に《》で付ける"
"""The field that asks for readings in the text, and its value."""
KANJI = re.compile(r"[一-龠々]+")
VERB = re.compile(r"する|すれ|し(?!か)|さ[れせ]|でき|いた|くだ|下さ|願")


def make_easy(section: Section, material: Material) -> Iterator[Piece]:
    """The field that ``keeps`` names in easier words, a sentence a line."""
    words = easy_words(Path(material.template.file).parent.parent / "easy.toml")
    lines = [easier(line, words) for line in _sentences(material.values.get(section.keeps, ""))]
    if material.values.get(READINGS, "") == WITH_READINGS:
        lines = [with_readings(line) for line in lines]
    yield Piece("\n".join(lines), section, ask=material.ask(section))


@lru_cache(maxsize=4)
def easy_words(file: Path) -> Mapping[str, str]:
    """The office's list of hard words and what to say instead; empty when there is no such file."""
    if not file.is_file():
        return {}
    read: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))
    return dict(sorted(read.items(), key=lambda pair: -len(pair[0])))


def easier(sentence: str, words: Mapping[str, str]) -> str:
    """``sentence`` with its hard words replaced; a word that is part of a longer one stays, figures too.

    >>> easier("至急、避難してください。", {"避難してください": "逃げてください", "至急": "すぐに"})
    'すぐに、逃げてください。'
    >>> easier("納付書で納付する人、納付の方法", {"納付": "払うこと"})
    '納付書で納付する人、払うことの方法'
    """
    if not words:
        return sentence
    pattern = re.compile("|".join(re.escape(word) for word in words))
    return pattern.sub(lambda match: words[match[0]] if _fits(match, words[match[0]]) else match[0], sentence)


def _fits(match: re.Match[str], instead: str) -> bool:
    """Whether the replacement can stand there: 届出 may not fall out of 妊娠届出書, 「申し込むことする」 is no verb."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if instead.endswith("こと") and VERB.match(after):
        return False
    if not KANJI.fullmatch(match[0]):
        return True
    explained = instead.startswith(match[0])
    return not KANJI.match(after[:1]) and (explained or not KANJI.match(before[-1:]))


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for sentence in re.split(r"(?<=。)", line):
            if sentence.strip():
                yield sentence.strip()
