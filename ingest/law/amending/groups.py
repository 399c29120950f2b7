"""Rows that share their first cell told by 部 and 項: 「別表第1専用使用の部弓道場の項中「1,000円」を「1,200円」に改める。」 Knows no other change of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.law.amending.operation import Operation
from ingest.law.amending.place import Place, row_name
from ingest.law.amending.unit import APPENDED, Unit

if TYPE_CHECKING:
    from ingest.law.amending.drafting import Drafter


def told(drafter: Drafter, table: Unit, before: list[Unit], after: list[Unit]) -> bool:
    """Tell the cells that changed behind the first two, and rows that came into a 部 or went; False where a row has no name of
    its own so, or more than that happened."""
    from ingest.law.amending.detail import words
    from ingest.law.amending.tabling import plain_row

    names, wanted = [_name(each) for each in before], [_name(each) for each in after]
    kept = [name for name in names if name in wanted]
    gone, come = [n for n in names if n not in wanted], [n for n in wanted if n not in names]
    pairs = {name: (before[names.index(name)], after[wanted.index(name)]) for name in kept}
    changed = [name for name, (one, two) in pairs.items() if plain_row(one) != plain_row(two)]
    touched = [*changed, *gone, *come]
    if (
        kept != [name for name in wanted if name in names]
        or not touched
        or not all(touched)
        or any(names.count(name) > 1 or wanted.count(name) > 1 for name in touched)
        or len(touched) > max(3, len(before) // 2)
        or not all(_behind(wanted, name, names) for name in come)
    ):
        return False
    inside = () if table.kind in APPENDED else (("table", ""),)

    def place(name: str) -> Place:
        return Place((*drafter.place(table).steps, *inside, ("row", name)))

    for name in sorted([*changed, *gone], key=names.index):
        if name in gone:
            drafter.do(Operation("remove", (place(name),)))
        else:
            one, two = pairs[name]
            words(drafter, one, two.words, place(name))
    for at, name in enumerate(wanted):
        if name in come:
            block = (after[at].words,)
            behind = place(_behind(wanted, name, names))
            drafter.do(Operation("add", (behind,), side="after", step=1, block=block))
    return True


def _behind(wanted: list[str], name: str, names: list[str]) -> str:
    """The row that a new one stands behind: that of its own 部, or the whole 部 before a new one; "" for another place."""
    at = wanted.index(name)
    before, after = (wanted[n] if 0 <= n < len(wanted) else "" for n in (at - 1, at + 1))
    if not before:
        return ""
    if _part(before) == _part(name):
        return before
    fresh = _part(name) not in map(_part, names) and _part(before) != _part(after)
    return _part(before) if fresh else ""


def _part(name: str) -> str:
    return name.partition("の部")[0]


def same_group(place: Place, before: Place | None) -> str:
    """「同部学生の項」 for a row of the 部 named just before; "" for another place."""
    if (
        before is None
        or place.part
        or place.kind != "row"
        or before.kind != "row"
        or place.above != before.above
    ):
        return ""
    group, _, name = place.steps[-1][1].partition("の部")
    other, _, last = before.steps[-1][1].partition("の部")
    return f"同部{name}の項" if name and last and group == other and name != last else ""


def _name(row: Unit) -> str:
    """「専用使用の部弓道場」; "" for a row of fewer than three cells."""
    cells = row.words.split("\t")
    first, second = (row_name(each) for each in cells[:2]) if len(cells) > 2 else ("", "")
    return f"{first}の部{second}" if first and second and first != second else ""
