"""The 備考 (or 注) below a table told by itself: 「別表第2備考第2項中「5割」を「10割」に改める。」 Knows nothing of the rows above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.law.amending.operation import Operation, Refused
from ingest.law.amending.place import Place
from ingest.law.amending.reach import remarks
from ingest.law.amending.unit import APPENDED, Unit, plain
from ingest.law.amending.wording import changes

if TYPE_CHECKING:
    from ingest.law.amending.drafting import Drafter

_HEAD = re.compile(r"(備[ 　]*考|注)(?=[ 　\t0-9０-９]|$)")
_NUMBERED = re.compile(r"(?:(?:備[ 　]*考|注)[ 　]*)?([0-9]+)[ 　.．]")


def parted(rows: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """(rows of the table, lines of what stands below it)."""
    at = next((n for n, each in enumerate(rows) if _HEAD.match(each.words.strip())), len(rows))
    return list(rows[:at]), list(rows[at:])


def told(drafter: Drafter, table: Unit, before: Sequence[Unit], after: Sequence[Unit]) -> None:
    """Tell what changed in 備考 that stand in both texts: words in single numbers, or the whole of it anew."""
    if [each.words for each in before] == [each.words for each in after]:
        return
    inside = () if table.kind in APPENDED else (("table", ""),)
    found = _HEAD.match(before[0].words.strip())
    assert found is not None
    whole = Place(
        (*drafter.place(table).steps, *inside, ("remarks", found[1].replace("　", "").replace(" ", "")))
    )
    more = after[len(before) :]
    same = [each.words for each in before] == [each.words for each in after[: len(before)]]
    if same and more and _number(before[-1]) and all(map(_number, more)):
        block = tuple(each.words for each in more)
        drafter.do(Operation("add", (whole,), side="in", what="項", step=len(more), block=block))
        return
    mark, saved = len(drafter.clauses), [each.words for each in before]
    try:
        _words(drafter, table, whole, before, after)
    except Refused:
        for each, words in zip(before, saved, strict=True):
            each.words = words
        del drafter.clauses[mark:]
        drafter.do(Operation("rewrite", (whole,), block=tuple(each.words for each in after)))


def _words(
    drafter: Drafter, table: Unit, whole: Place, before: Sequence[Unit], after: Sequence[Unit]
) -> None:
    from ingest.law.amending.detail import say

    names = [_number(each) for each in before]
    if names != [_number(each) for each in after]:
        raise Refused("anew", "")
    for at, (one, two) in enumerate(zip(before, after, strict=True)):
        if one.words == two.words:
            continue
        number = next((name for name in reversed(names[: at + 1]) if name), "")
        place = Place((*whole.steps[:-1], ("remarks", whole.steps[-1][1] + number)))
        covered = remarks(table, place.steps[-1][1])
        if not covered or (number and names.count(number) > 1):
            raise Refused("anew", "")
        quoted = changes(one.words, two.words, [each.words for each in covered if each is not one])
        if quoted is None:
            raise Refused("anew", "")
        say(drafter, place, quoted)


def _number(line: Unit) -> str:
    found = _NUMBERED.match(plain(line.words.strip()))
    return found[1] if found else ""
