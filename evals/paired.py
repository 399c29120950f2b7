"""The paired differences of two tables: over all cases and task by task, each paid for what is looked at beside it.

Knows nothing of gates or words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from evals.margins import Margins
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


def _paired(
    old: Table, new: Table, name: str, cases: set[str] | None, margin: float, seed: int
) -> Difference:
    both = sorted(
        case for case in new.values[name] if case in old.values[name] and (cases is None or case in cases)
    )
    before = [old.values[name][case] for case in both]
    after = [new.values[name][case] for case in both]
    clusters = [new.clusters.get(case, case) for case in both]
    return difference(before, after, clusters, margin=margin, seed=seed)
