"""Several units that become one 「第5条から第8条まで　削除」, and one that becomes several again. Knows nothing of changed words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.law.amending.operation import Operation
from ingest.law.amending.place import Place
from ingest.law.amending.unit import Unit
from ingest.law.lines import key

if TYPE_CHECKING:
    from ingest.law.amending.drafting import Drafter


def ahead(old: list[Unit], new: list[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """The units before the first range that stay where they are: what changes in them is told before it."""
    if not any(each.last for each in (*old, *new)):
        return
    for one, two in zip(old, new, strict=False):
        if one.last or two.last or (one.kind, one.number) != (two.kind, two.number):
            return
        yield one, two


def told(
    drafter: Drafter, holder: Unit, old: list[Unit], new: list[Unit], *, apart: bool = False
) -> list[Unit]:
    """The old siblings after everything about ranges has been told."""
    for two in [each for each in new if each.last]:
        covered = [one for one in old if _within(one, two) and not one.last]
        if len(covered) > 1:
            places = [drafter.place(each) for each in covered]
            _rewrite(drafter, places, (two,), apart)
            old = _now(drafter, holder, old, covered)
    for one in [each for each in old if each.last]:
        parts = [two for two in new if _within(two, one)]
        if len(parts) > 1:
            first = drafter.place(one)
            last = Place((*first.steps[:-1], (one.kind, one.last)))
            _rewrite(drafter, [first, last], tuple(parts), apart)
            old = _now(drafter, holder, old, [one])
    return old


def _within(unit: Unit, range_: Unit) -> bool:
    if unit.kind != range_.kind or not unit.number:
        return False
    return key(range_.number) <= key(unit.number) and key(unit.last or unit.number) <= key(range_.last)


def _rewrite(drafter: Drafter, places: list[Place], made: tuple[Unit, ...], apart: bool) -> None:
    drafter.group += apart
    first, last = places[0].steps[-1][1], places[-1].steps[-1][1]
    several = len(places) > 2 or key(last)[0] - key(first)[0] > 1
    if several:
        places[-1] = replace(places[-1], through=True)
    block = tuple(line for unit in made for line in unit.lines(silent=False))
    drafter.do(Operation("rewrite", tuple(places if not several else (places[0], places[-1])), block=block))


def _now(drafter: Drafter, holder: Unit, old: list[Unit], gone: list[Unit]) -> list[Unit]:
    """The siblings as they stand in the working copy, of the kinds that were looked at."""
    kinds = {each.kind for each in (*old, *gone)}
    inside = holder.children if holder.kind != "law" else drafter.law.children
    return [each for each in inside if each.kind in kinds]
