"""The rows of a table and the lines of a 様式, told each by its name, its number or its words. Knows nothing of 条."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.law.amending import groups, remarks
from ingest.law.amending.operation import Operation, Refused
from ingest.law.amending.place import Place, row_name
from ingest.law.amending.unit import APPENDED, Unit
from ingest.law.amending.wording import changes
from ingest.law.pieces import CELLS
from ingest.law.pieces import plain as plain_cells

if TYPE_CHECKING:
    from ingest.law.amending.drafting import Drafter

FEW_LINES = 3
"""Lines of a 様式 that may change before it is given anew."""


def rows(drafter: Drafter, old: Unit, new: Unit) -> None:
    """The rows of a table, each by its first cell; a table that cannot be told so is written anew."""
    before, after = old.of("row"), new.of("row")
    if [plain_row(each) for each in before] == [plain_row(each) for each in after]:
        return
    mark, saved = len(drafter.clauses), old.copy()
    try:
        _tell_rows(drafter, old, before, after)
        if [plain_row(each) for each in old.of("row")] == [plain_row(each) for each in after]:
            return
    except Refused:
        pass
    old.become(saved)
    del drafter.clauses[mark:]
    if old.kind in APPENDED or not before or not after:
        raise Refused("anew", "")
    place = Place((*drafter.place(old).steps, ("table", "")))
    drafter.do(Operation("rewrite", (place,), block=tuple(each.words for each in after)))


def _tell_rows(drafter: Drafter, table: Unit, before: list[Unit], after: list[Unit]) -> None:
    """Rows by their names, 備考 by their numbers, lines of a 様式 by their words. Raises Refused."""
    if not before or not after:
        raise Refused("anew", "")
    below, new_below = remarks.parted(before)[1], remarks.parted(after)[1]
    if below and new_below:
        before, after = remarks.parted(before)[0], remarks.parted(after)[0]
    if before[0].label and before[0].words.count("\t") != after[0].words.count("\t"):
        raise Refused("anew", "")  # another number of columns
    if [plain_row(each) for each in before] != [plain_row(each) for each in after]:
        before, after = _names_told(drafter, table, before, after)
        in_part = _comes_into_part(before, after) and groups.told(drafter, table, before, after)
        if not in_part and _tellable(before, after):
            drafter.siblings(table, before, after)
        elif not in_part and not groups.told(drafter, table, before, after):
            _tell_lines(drafter, table, before, after)
    if below and new_below:
        remarks.told(drafter, table, below, new_below)


def _names_told(
    drafter: Drafter, table: Unit, before: list[Unit], after: list[Unit]
) -> tuple[list[Unit], list[Unit]]:
    """The names of the columns are in no 項: 「別表中「夜間」を「夜」に改める。」; the rows that are left to tell."""
    from ingest.law.amending.detail import say

    one, two = before[0], after[0]
    names = (
        one.label
        and not re.search("[0-9０-９]", one.words)
        and one.words.count("\t") == two.words.count("\t")
    )
    if not names or plain_row(one) == plain_row(two):
        return before, after
    others = [table.mark, *(each.words for each in table.of("row") if each is not one)]
    found = changes(one.words, two.words, others, whole=True)
    if found is None:
        return before, after
    inside = () if table.kind in APPENDED else (("table", ""),)
    say(drafter, Place((*drafter.place(table).steps, *inside)), found)
    return before[1:], after[1:]


def _tell_lines(drafter: Drafter, form: Unit, before: list[Unit], after: list[Unit]) -> None:
    """「様式第1号中「㊞」を削る。」: words in a few lines of what has no rows with names. Raises Refused."""
    from ingest.law.amending.detail import say

    changed = [(a, b) for a, b in zip(before, after, strict=False) if a.words != b.words]
    if form.kind not in APPENDED or len(before) != len(after) or not 0 < len(changed) <= FEW_LINES:
        raise Refused("anew", "")
    for one, two in changed:
        others = [form.mark, *(each.words for each in form.of("row") if each is not one)]
        found = changes(one.words, two.words, others, whole=True)
        if found is None or "\t" in one.words + two.words:
            raise Refused("anew", "")
        say(drafter, drafter.place(form), found)


def plain_row(row: Unit) -> str:
    return plain_cells(tuple(CELLS.split(row.words.replace("<br>", ""))))


def _comes_into_part(before: list[Unit], after: list[Unit]) -> bool:
    """Whether a new row has the first cell of several that are there."""
    labels = [each.label for each in before]
    had = {plain_row(each) for each in before}
    return any(each.label and labels.count(each.label) > 1 for each in after if plain_row(each) not in had)


def _tellable(before: list[Unit], after: list[Unit]) -> bool:
    """Whether each row that differs has a name of its own, and most rows are as they were."""
    names = [row_name(each.label) for each in before]
    texts = {plain_row(each) for each in after}
    changed = [name for name, each in zip(names, before, strict=True) if plain_row(each) not in texts]
    if any(not name or names.count(name) > 1 for name in changed):
        return False
    return len(changed) <= max(3, len(before) * 2 // 3)
