"""How sure the gate is: a degraded build must be blocked and the same build again must pass, each many times.

`python -m evals.gate_repeats --times 20`. The degraded builds are a search that reads one hit, and prompts that lost the
rule on figures and marks, with a writer that obeys its prompt and words its sentences by chance. Each time another half
of the cases is asked, and another seed draws the intervals. Knows nothing of how anything is scored.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import re
import shutil
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.models.chat import Message
from app.models.queueing import FairQueue
from app.tasks.template_file import Prompts, load_prompts
from evals.comparison import FAILED, PASSED, compare
from evals.margins import load_margins
from evals.metrics import wilson
from evals.proofs import prove
from evals.runner import Report, run_cases
from evals.suites.suites import Suite, open_suite, shared_out

RULES = ("数字、日付、金額", "資料の番号を")
"""Words of the rules (prompts/parts/rules.md) that the writer looks for: without them it invents figures, sets no mark."""
SEEN = ("facts.v1", "numbers_cited.v2", "citation_marks.v1", "citation_recall.v2", "says.v1", "status.v1")


class Obedient:
    """A writer that says a sentence of its sources, another each time, as far as its prompt tells it to."""

    name, context, local = "obedient", 32768, True

    def __init__(self, seed: int) -> None:
        self.queue, self._draw = FairQueue(4), random.Random(seed)

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float, stop_event: threading.Event
    ) -> Generator[str, None, None]:
        told, asked = messages[0][1], messages[-1][1]
        found = re.findall(r"\[(\d+)\] [^：\n]*：([^\n]*)", asked)[:2]
        heard = [rule in told for rule in RULES]
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

    def __init__(self, office: Any, seed: int, prompts: Prompts) -> None:
        self.index, self.viewer, self.settings = office.index, office.viewer, office.settings
        self.folder = office.folder
        self.writer, self.prompts = Obedient(seed), prompts


@contextmanager
def without_rules(folder: Path) -> Iterator[Prompts]:
    """The prompts of ``folder`` without the first two rules of parts/rules.md."""
    with TemporaryDirectory(prefix="shitagaki-eval-") as place:
        copy = Path(shutil.copytree(folder, Path(place) / "prompts"))
        rules = copy / "parts" / "rules.md"
        lines = rules.read_text(encoding="utf-8").splitlines(keepends=True)
        rules.write_text("".join(one for one in lines if not one.startswith(("1.", "2."))), encoding="utf-8")
        yield load_prompts(copy)


def half(suite: Suite, seed: int) -> Suite:
    """Half of the cases, drawn by chance."""
    drawn = random.Random(seed).sample(suite.cases, (len(suite.cases) + 1) // 2)
    return dataclasses.replace(suite, cases=tuple(one for one in suite.cases if one in drawn))


def code(old: Report, new: Report, seed: int) -> int:
    proofs = prove(new.outputs, new.table.values, each=12)
    return compare(old.table, new.table, proofs=proofs, margins=load_margins(new.suite), seed=seed).code


def searched(office: Any, seed: int) -> tuple[int, int]:
    """(exit code of a search that reads one hit, of the same search again) held against the search."""
    whole = half(open_suite("answering"), seed)
    asked = {one.id for one in whole.cases}
    one_hit = open_suite("answering", k=1)
    cut = dataclasses.replace(one_hit, cases=tuple(one for one in one_hit.cases if one.id in asked))
    runs = [run_cases("answering", office, suite=suite) for suite in (whole, cut, whole)]
    return code(runs[0], runs[1], seed), code(runs[0], runs[2], seed)


def written(office: Any, seed: int) -> tuple[int, int]:
    """(exit code of prompts without the rules, of the same prompts with other chance) held against the prompts."""
    suite = dataclasses.replace(
        shared_out(half(open_suite("drafting", office=office), seed), 18), scorers=SEEN
    )
    with without_rules(office.settings.prompts) as poor:
        built = [office.prompts, poor, office.prompts]
        runs = [
            run_cases("drafting", _Written(office, seed * 10 + at, prompts), suite=suite)  # type: ignore[arg-type]
            for at, prompts in enumerate(built)
        ]
    return code(runs[0], runs[1], seed), code(runs[0], runs[2], seed)


BUILDS: dict[str, Callable[[Any, int], tuple[int, int]]] = {"search": searched, "rules": written}


def main() -> None:
    from evals.cli.runs import open_office

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", choices=tuple(BUILDS), action="append", default=[])
    options = parser.parse_args()
    office = open_office()
    for name in options.only or BUILDS:
        codes = [BUILDS[name](office, seed) for seed in range(options.times)]
        for told, good in (
            ("劣る版を止めた", [bad == FAILED for bad, _ in codes]),
            ("同じ版を通した", [same == PASSED for _, same in codes]),
        ):
            low, high = wilson(sum(good), len(good))
            print(f"{name}　{told}：{sum(good)}／{len(good)} [{low:.2f}, {high:.2f}]", flush=True)
        print(f"{name}　終了コード：{codes}", flush=True)


if __name__ == "__main__":
    main()
