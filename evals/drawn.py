"""Drafts of every case drawn many times by a writer of chance and scored: what runs of the same build can look like.

Knows nothing of gates. The writer obeys its prompt, as far as it does: without the rules it invents figures, sets no mark.
"""

from __future__ import annotations

import random
import re
import shutil
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.models.chat import Message
from app.models.queueing import FairQueue
from app.tasks.template_file import Prompts, load_prompts
from evals.comparison import Table
from evals.proofs import Proof, prove
from evals.runner import run_cases
from evals.suites.suites import Suite

RULES = ("数字、日付、金額", "資料の番号を")
"""Words of the rules (prompts/parts/rules.md) that the writer looks for."""
SEEN = ("facts.v1", "numbers_cited.v3", "citation_marks.v1", "citation_recall.v2", "says.v1", "status.v1")


class Obedient:
    """A writer that says a sentence of its sources, another each time, and slips in ``slips`` of its parts all the same."""

    name, context, local = "obedient", 32768, True

    def __init__(self, seed: int, slips: float = 0.0) -> None:
        self.queue, self.slips, self._draw = FairQueue(4), slips, random.Random(seed)

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float, stop_event: threading.Event
    ) -> Generator[str, None, None]:
        told, asked = messages[0][1], messages[-1][1]
        found = re.findall(r"\[(\d+)\] [^：\n]*：([^\n]*)", asked)[:2]
        heard = [rule in told and self._draw.random() >= self.slips for rule in RULES]
        rows = [(number, one) for number, text in found for one in re.split(r"(?<=。)", text) if one.endswith("。") and 12 < len(one) < 200]  # fmt: skip
        number, words = self._draw.choice(rows) if rows else ("", "担当課に確かめてください。")
        words = re.sub(r"^.*[／|]", "", words).strip() or "次のとおりです。"
        words = words if heard[0] else f"費用は{self._draw.randint(10, 97)}万8,531円です。"
        yield f"　{words.rstrip('。')}{f'[{number}]' if heard[1] and number else ''}。"

    def whole(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float, stop_event: threading.Event
    ) -> str:
        return "".join(self.stream(messages, max_tokens=max_tokens, temperature=temperature, stop_event=stop_event))  # fmt: skip

    def close(self) -> None:
        """Nothing is open."""


class _Written:
    """The office with another writer and its prompts, or others."""

    def __init__(self, office: Any, writer: Obedient, prompts: Prompts) -> None:
        self.index, self.viewer, self.settings = office.index, office.viewer, office.settings
        self.folder = office.folder
        self.writer, self.prompts = writer, prompts


@contextmanager
def without_rules(folder: Path) -> Iterator[Prompts]:
    """The prompts of ``folder`` without the first two rules of parts/rules.md."""
    with TemporaryDirectory(prefix="shitagaki-eval-") as place:
        copy = Path(shutil.copytree(folder, Path(place) / "prompts"))
        rules = copy / "parts" / "rules.md"
        lines = rules.read_text(encoding="utf-8").splitlines(keepends=True)
        rules.write_text("".join(one for one in lines if not one.startswith(("1.", "2."))), encoding="utf-8")
        yield load_prompts(copy)


@dataclass(frozen=True, slots=True)
class Pool:
    """``drafts``: case → what each draft of it scored, by scorer; ``like``: a table of the build, for all but its values."""

    drafts: Mapping[str, Sequence[Mapping[str, float]]]
    like: Table
    proofs: Mapping[str, Proof]

    def tables(self, cases: Sequence[str], repeats: int, draw: random.Random) -> tuple[Table, Table]:
        """Two runs of the build over ``cases``, ``repeats`` drafts of each, none of them in both."""
        halves: tuple[dict[str, dict[str, float]], ...] = ({}, {})
        for case in cases:
            drafts = draw.sample(self.drafts[case], 2 * repeats)
            for values, some in zip(halves, (drafts[:repeats], drafts[repeats:]), strict=True):
                for name in {name for one in some for name in one}:
                    told = [one[name] for one in some if name in one]
                    values.setdefault(name, {})[case] = sum(told) / len(told)
        first, second = (
            Table(self.like.suite, self.like.digests, values, self.like.clusters, self.like.groups)
            for values in halves
        )
        return first, second


def pool(office: Any, suite: Suite, prompts: Prompts, draws: int, *, seed: int, slips: float = 0.0) -> Pool:
    """Every case of ``suite`` written ``draws`` times and scored."""
    desk: Any = _Written(office, Obedient(seed, slips), prompts)
    drafts: dict[str, list[dict[str, float]]] = {one.id: [] for one in suite.cases}
    for _ in range(draws):
        made = run_cases(suite.name, desk, suite=suite)
        for case, found in drafts.items():
            found.append({name: rows[case] for name, rows in made.table.values.items() if case in rows})
    return Pool(drafts, made.table, prove(made.outputs, made.table.values, each=12))
