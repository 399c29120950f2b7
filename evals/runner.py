"""A suite asked, scored, and held against the floors that it must keep: what the tests' gate runs. Knows nothing of pages."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.wire import Office
from evals.acceptance import floors
from evals.asking import digests_of
from evals.comparison import Table, tabulate
from evals.reading import short
from evals.runs import Output, Run, Score
from evals.scorers import score_outputs
from evals.suites.suites import Suite, chosen, open_suite


@dataclass(frozen=True, slots=True)
class Report:
    """``means``: score → (mean, lower, upper, n). ``regressed`` names the scores below their floor."""

    suite: str
    means: dict[str, tuple[float, float, float, int]]
    outputs: tuple[Output, ...]
    scores: tuple[Score, ...]
    table: Table
    regressed: tuple[str, ...]


def run_cases(name: str, office: Office, *, suite: Suite | None = None) -> Report:
    """Ask every case with the office's own index and writer, without keeping a run."""
    opened = suite or open_suite(name, office=office)
    outputs = []
    for one in chosen(opened):
        made, tokens = one.ask(office)
        given = json.loads(json.dumps(made, ensure_ascii=False, default=str))  # as a kept run has it
        outputs.append(Output(one.id, 0, "", one.cluster, one.tags, one.input, given, tokens=tokens))
    scores = tuple(score_outputs(outputs, opened.scorers))
    run = Run(name, name, "", digests_of(office, name))
    table = tabulate(run, outputs, scores)
    means = {short(each): (one.mean, one.low, one.high, one.n) for each, one in table.estimates().items()}
    return Report(name, means, tuple(outputs), scores, table, regressed(name, table.means()))


def regressed(name: str, means: dict[str, float]) -> tuple[str, ...]:
    """The scores, and scores of groups, whose mean is below the floor of the suite; one that is missing counts as 0."""
    return tuple(each for each, least in floors(name).items() if means.get(each, 0.0) < least)
