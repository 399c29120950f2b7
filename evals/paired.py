"""The paired differences of two tables: over all cases and task by task, each paid for what is looked at beside it.

Knows nothing of gates or words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from evals.margins import Margins
from evals.scorers import known
from evals.statistics import Difference, difference, holm, judged

if TYPE_CHECKING:
    from evals.comparison import Table

Rows = Mapping[str, Difference]


def over_all(
    old: Table, new: Table, names: Collection[str], gating: frozenset[str], margin: float, seed: int
) -> dict[str, Difference]:
    """Every measure over the cases that both have."""
    return _adjusted({name: _paired(old, new, name, None, margin, seed) for name in names}, gating, margin)


def by_task(
    old: Table,
    new: Table,
    names: Collection[str],
    gating: frozenset[str],
    margins: Margins,
    seed: int,
    *,
    chance: bool,
) -> dict[str, dict[str, Difference]]:
    """Every measure of every group of cases. With ``chance`` in the writing all groups are paid for together: of eighteen
    tasks of six cases each, one falls in all six by chance once in four comparisons of the same build."""
    rows: dict[str, dict[str, Difference]] = {}
    for group in sorted({group for case in new.cases for group in new.groups.get(case, ())}):
        cases = {case for case, groups in new.groups.items() if group in groups}
        found = {name: _paired(old, new, name, cases, margins.of(group), seed) for name in names}
        rows[group] = {name: one for name, one in found.items() if one.n}
    if not chance:
        return {group: _adjusted(of, gating, margins.of(group)) for group, of in rows.items()}
    whole = {(group, name): one for group, of in rows.items() for name, one in of.items() if name in gating}
    keys = {f"{name}@{group}": (group, name) for group, name in whole}
    paid = holm({key: whole[pair] for key, pair in keys.items()})
    for key, (group, name) in keys.items():
        rows[group][name] = judged(paid[key], margins.of(group))
    return rows


def _adjusted(rows: Rows, gating: frozenset[str], margin: float) -> dict[str, Difference]:
    """Paid for looking at several; what decides nothing costs those that decide nothing."""
    families = [{name: one for name, one in rows.items() if (name in gating) == side} for side in (True, False)]  # fmt: skip
    paid = holm(families[0], margin=margin) | holm(families[1], margin=margin)
    return {name: paid[name] for name in rows}


def pairs(old: Table, new: Table, name: str) -> dict[str, tuple[float, float]]:
    """Case → (before, after) of the cases that both asked and the scorer judged. One that looks for faults has judged a case
    also where it found nothing that could be one: a draft that names an article for the first time, and a wrong one, has
    fallen, though no article could be judged before."""
    before, after = old.values[name], new.values[name]
    if not known(name).faults:
        return {case: (before[case], value) for case, value in after.items() if case in before}
    asked = (before.keys() | after.keys()) & old.cases & new.cases
    return {case: (before.get(case, 1.0), after.get(case, 1.0)) for case in asked}


def _paired(
    old: Table, new: Table, name: str, cases: set[str] | None, margin: float, seed: int
) -> Difference:
    found = sorted(
        (case, *both) for case, both in pairs(old, new, name).items() if cases is None or case in cases
    )
    clusters = [new.clusters.get(case, case) for case, _, _ in found]
    return difference(
        [was for _, was, _ in found], [now for _, _, now in found], clusters, margin=margin, seed=seed
    )
