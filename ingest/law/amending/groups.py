"""Rows that share their first cell told by 部 and 項: 「別表第1専用使用の部弓道場の項中「1,000円」を「1,200円」に改める。」 Knows no other change of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.law.amending.place import Place, row_name
from ingest.law.amending.unit import APPENDED, Unit

if TYPE_CHECKING:
    from ingest.law.amending.drafting import Drafter


def told(drafter: Drafter, table: Unit, before: list[Unit], after: list[Unit]) -> bool:
    """Tell the cells that changed behind the first two; False where a row came, went, or has no name of its own so."""
    from ingest.law.amending.detail import words
    from ingest.law.amending.tabling import plain_row

    names = [_name(each) for each in before]
    if names != [_name(each) for each in after]:
        return False
    changed = [
        (name, one, two)
        for name, one, two in zip(names, before, after, strict=True)
        if plain_row(one) != plain_row(two)
    ]
    if any(not name or names.count(name) > 1 for name, _, _ in changed) or len(changed) > max(
        3, len(before) // 2
    ):
        return False
    inside = () if table.kind in APPENDED else (("table", ""),)
    for name, one, two in changed:
        words(drafter, one, two.words, Place((*drafter.place(table).steps, *inside, ("row", name))))
    return True


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
