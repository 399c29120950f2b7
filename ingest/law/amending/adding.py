"""Where new units go, as amendments say it: 「第5条の次に」, 「第3項の前に」, 「第2章に」, 「本則に」. Knows nothing of changed words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.law.amending import detail
from ingest.law.amending.operation import Operation
from ingest.law.amending.place import Place
from ingest.law.amending.reach import members
from ingest.law.amending.steps import Entry
from ingest.law.amending.unit import APPENDED, GROUPS, Unit

if TYPE_CHECKING:
    from ingest.law.amending.drafting import Drafter

WHAT = {
    "article": "条",
    "paragraph": "項",
    "item": "号",
    "appendix_table": "表",
    "form": "様式",
    "appendix": "別記",
}


def add(
    drafter: Drafter, holder: Unit, new: list[Unit], entries: list[Entry], after: dict[int, Unit | None]
) -> None:
    """Put new units in behind the one that stands before them now."""
    order = [two for _, two in entries if two is not None]
    at = order.index(new[0])
    earlier = next((after[id(two)] for two in reversed(order[:at]) if after[id(two)] is not None), None)
    later = next((after[id(two)] for two in order[at + len(new) :] if after[id(two)] is not None), None)
    if new[0].kind in GROUPS and later is not None and later.kind == "article":
        _add_heading(drafter, new, later)
        return
    place, side = _beside(drafter, holder, earlier, later, new[0])
    what = WHAT.get(new[0].kind, "章" if new[0].kind in GROUPS else "")
    if new[0].kind in GROUPS:
        what = detail.group_unit(new[0])
    block = tuple(line for unit in new for line in unit.lines(silent=False))
    count = sum(unit.kind == new[0].kind for unit in new)
    drafter.do(Operation("add", (place,), side=side, what=what, step=count, block=block))
    made = [
        unit
        for unit in drafter.law.walk()
        if "\n".join(unit.lines(silent=False)) in {"\n".join(each.lines(silent=False)) for each in new}
        and unit.kind == new[0].kind
    ]
    for unit in new:
        text = unit.lines(silent=False)
        after[id(unit)] = next(
            (each for each in made if each.lines(silent=False) == text and each.number == unit.number),
            None,
        )


def add_front(drafter: Drafter, made: Unit, new: Unit) -> None:
    """「題名の次に次の目次を付する。」: a 目次 or 前文 where there was none, behind what stands before it."""
    ahead = [each.kind for each in new.children[: new.children.index(made)]]
    before = next((kind for kind in reversed(ahead) if kind in ("title", "toc", "preamble")), "title")
    what = {"toc": "目次", "preamble": "前文"}[made.kind]
    block = tuple(made.lines(silent=False))
    drafter.do(Operation("add", (Place(((before, ""),)),), side="after", what=what, block=block))


def _add_heading(drafter: Drafter, new: list[Unit], later: Unit) -> None:
    """A 章名 put before a 条 that was there; new 条 behind it come with it."""
    what = detail.group_unit(new[0]) + "名"
    block = tuple(line for unit in new for line in unit.lines(silent=False))
    drafter.do(Operation("add", (drafter.place(later),), side="before", what=what, block=block))


def _beside(
    drafter: Drafter, holder: Unit, earlier: Unit | None, later: Unit | None, new: Unit
) -> tuple[Place, str]:
    if earlier is not None and earlier.kind in GROUPS and new.kind == "article":
        if later is not None and later.kind == "article":
            return drafter.place(later), "before"
        return drafter.place(earlier), "in"
    if earlier is not None and new.kind in GROUPS and earlier.kind not in GROUPS:
        around = [each for each in drafter.law.of(*GROUPS) if earlier in members(drafter.law, each)]
        around = [each for each in around if GROUPS.index(each.kind) >= GROUPS.index(new.kind)][:1] or around[
            :1
        ]
        if around:
            return drafter.place(around[0]), "after"
        return Place((("law", ""),)), "in"
    if earlier is None and later is not None:
        side = "first" if new.kind == "paragraph" and holder.kind == "article" else "before"
        return (drafter.place(holder) if side == "first" else drafter.place(later)), side
    if earlier is None:
        if new.kind in APPENDED:
            return Place((("suppl", ""),)), "after"
        return (Place((("law", ""),)) if holder.kind == "law" else drafter.place(holder)), "in"
    if new.kind == "row" and earlier is holder.children[0] and later is not None and later.label:
        return drafter.place(later), "before"  # the first row names the columns
    if later is None and new.kind in ("paragraph", "item", "subitem") and holder.kind != "law":
        return drafter.place(holder), "in"
    if new.kind == "article" and holder.kind == "law" and (later is None or later.kind in GROUPS):
        around = [each for each in drafter.law.of(*GROUPS) if earlier in members(drafter.law, each)]
        return (drafter.place(around[-1]) if around else Place((("law", ""),))), "in"
    return drafter.place(earlier), "after"
