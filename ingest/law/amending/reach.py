"""From a named place to the units of the working copy, and back. Knows nothing of what is done to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.law.amending.place import Place, Step, row_name
from ingest.law.amending.unit import APPENDED, GROUPS, Unit, plain
from ingest.law.lines import key


class Missing(LookupError):
    """The place is not in the text; the message says what is missing."""


def reach(law: Unit, place: Place) -> list[Unit]:
    """The units from the outermost to the one that the place names. Raises Missing."""
    chain = [law]
    if not place.steps:
        raise Missing("")
    for step in place.steps:
        chain += [_inside(law, chain[-1], step)] if chain[-1].kind in GROUPS else _below(chain[-1], step)
    return chain


def _inside(law: Unit, group: Unit, step: Step) -> Unit:
    """A 節 or 条 of a 章: the 章名 and what follows it stand in one row."""
    for unit in members(law, group):
        if (unit.kind, unit.number) == step:
            return unit
    raise Missing(step_name(step))


def members(law: Unit, group: Unit) -> list[Unit]:
    """What belongs to a 章: everything up to the next 章名 of its rank, or to the 附則."""
    at = law.children.index(group) + 1
    end = at
    while end < len(law.children):
        unit = law.children[end]
        if unit.kind in GROUPS and GROUPS.index(unit.kind) <= GROUPS.index(group.kind):
            break
        if unit.kind not in (*GROUPS, "article", "paragraph", "note"):
            break
        end += 1
    return law.children[at:end]


def _below(holder: Unit, step: Step) -> list[Unit]:
    kind, number = step
    if kind == "law":
        return [holder]
    found = _find(holder, kind, number)
    if found is not None:
        return [found]
    if kind in ("item", "table", "subitem") and holder.kind in ("article", "suppl"):
        paragraphs = holder.of("paragraph")
        if len(paragraphs) == 1:
            inner = _find(paragraphs[0], kind, number)
            if inner is not None:
                return [paragraphs[0], inner]
    if kind == "table" or (kind == "remarks" and remarks(holder, number)):
        return [holder]
    if (
        kind == "paragraph"
        and number == "1"
        and holder.kind == "article"
        and len(holder.of("paragraph")) == 1
    ):
        return holder.of("paragraph")
    raise Missing(step_name(step))


def remarks(holder: Unit, name: str) -> list[Unit]:
    """The lines of the 備考 (or 注) below a table; of one number of it (「備考2」) that line and those that belong to it."""
    rows = holder.of("row", "item")
    word = name.rstrip("0123456789_")
    head = re.compile("[ 　]*".join(word))
    start = next((n for n, each in enumerate(rows) if head.match(each.words.strip())), None)
    if start is None:
        return []
    wanted = name[len(word) :]
    if not wanted:
        return rows[start:]
    found: list[Unit] = []
    for each in rows[start:]:
        number = re.match(
            rf"(?:{head.pattern}[ 　]*)?([0-9]+)(?![0-9.])", plain(f"{each.mark}{each.words}".strip())
        )
        if number and number[1] != wanted and found:
            break
        if found or (number and number[1] == wanted):
            found.append(each)
    return found


def _find(holder: Unit, kind: str, number: str) -> Unit | None:
    for child in holder.children:
        if kind in ("title", "toc", "preamble", "suppl") and child.kind == kind and not child.foreign:
            return child
        if kind == "named" and child.kind in APPENDED and plain(child.name) == number:
            return child
        if kind == "row" and child.kind == "row" and row_name(child.label) == number:
            return child
        if kind == "subitem" and child.kind == "subitem" and _mark(child) == number:
            return child
        if kind == child.kind and kind not in ("row", "subitem") and child.number == number:
            return child
        if child.last and kind == child.kind and key(child.number) < key(number) <= key(child.last):
            return child  # 「第5条から第8条まで　削除」 stands for each of them
    if kind == "table" and any(child.label for child in holder.of("row")):
        return holder
    if kind != "row":
        return None
    told = number.removeprefix("中")  # 「別表中会館の部」, and no 「中央」
    return next(iter(_within(holder, number)), None) or (
        _find(holder, kind, told) if told != number else None
    )


def rows_of(holder: Unit, unit: Unit, name: str) -> list[Unit]:
    """The lines of a row that ``reach`` found: all with its first cell, or those that ``name`` tells by a further cell."""
    if name and row_name(unit.label) not in (name, name.removeprefix("中")):
        return _within(holder, name) or _within(holder, name.removeprefix("中"))
    return [each for each in holder.of("row") if each.label == unit.label]


def _within(holder: Unit, name: str) -> list[Unit]:
    """「専用使用の部弓道場の項」: the lines by their first two cells; 「弓道場の項」 where only one line has that second cell."""
    part, _, inner = name.rpartition("の部")
    found = [
        each
        for each in holder.of("row")
        if each.words.count("\t") > 1
        and row_name(each.words.split("\t")[1]) == inner
        and (not part or row_name(each.label) == part)
    ]
    return found if part or len(found) == 1 else []


def below_part(made: Sequence[Unit], beside: Unit, name: str) -> None:
    """New rows beside 「個人使用の部学生の項」, which do not say the 部 again, get its cell."""
    for each in made if "の部" in name else ():
        if each.words.count("\t") == beside.words.count("\t") - 1:
            each.words = f"{beside.label}\t{each.words}"


def _mark(unit: Unit) -> str:
    return unit.mark.replace("（", "(").replace("）", ")")


def expanded(law: Unit, places: Sequence[Place]) -> tuple[Place, ...]:
    """The places with everything between the two ends of a range: 第3条の2 too in 「第3条から第5条まで」."""
    found: list[Place] = []
    for place in places:
        if place.through and found:
            holder, first = reach(law, found[-1])[-2:]
            last = reach(law, place)[-1]
            siblings = [each for each in _siblings(law, holder, first) if each.kind == first.kind]
            if last not in siblings or siblings.index(last) < siblings.index(first):
                raise Missing(step_name(place.steps[-1]))
            between = siblings[siblings.index(first) + 1 : siblings.index(last)]
            above = place.steps[:-1]
            found += [Place((*above, step_of(holder, each)[-1]), place.part) for each in between]
        found.append(Place(place.steps, place.part, place.with_caption))
    return tuple(found)


def _siblings(law: Unit, holder: Unit, unit: Unit) -> list[Unit]:
    return law.children if holder.kind in GROUPS or unit in law.children else holder.children


def steps_to(law: Unit, unit: Unit) -> tuple[Step, ...]:
    """How amending sentences name a unit: its 条, the 項 unless the 条 has one only, its 号 …"""

    def descend(holder: Unit, trail: tuple[Step, ...]) -> tuple[Step, ...] | None:
        for child in holder.children:
            step = step_of(holder, child)
            here = (*trail, *step)
            if child is unit:
                return here
            below = descend(child, here)
            if below is not None:
                return below
        return None

    found = descend(law, ()) or ()
    if unit.kind in GROUPS:
        around = [each for each in law.children if each.kind in GROUPS and unit in members(law, each)]
        return (*((each.kind, each.number) for each in around), *found)
    return found


def step_of(holder: Unit, child: Unit) -> tuple[Step, ...]:
    """The step from a unit to one in it; none for the only 項 of a 条."""
    if child.kind in ("title", "toc", "preamble", "suppl"):
        return ((child.kind, ""),)
    if child.kind in APPENDED:
        return (("named", plain(child.name)),)
    if child.kind == "subitem":
        return (("subitem", _mark(child)),)
    if child.kind == "row":
        table: tuple[Step, ...] = () if holder.kind in APPENDED else (("table", ""),)
        return (*table, ("row", row_name(child.label)))
    if child.kind == "paragraph" and len(holder.of("paragraph")) == 1 and not child.mark:
        return (("law", ""),) if holder.kind == "law" else ()
    return ((child.kind, child.number),)


def step_name(step: Step) -> str:
    """「第3条」, 「第2項」, 「ア」, 「2の項」 in half-width digits, for messages."""
    from ingest.law.amending.numerals import UNITS, Numerals

    kind, number = step
    if kind in UNITS and kind not in APPENDED:
        return Numerals().ordinal(number, UNITS[kind])
    fixed = {
        "title": "題名",
        "toc": "目次",
        "preamble": "前文",
        "suppl": "附則",
        "law": "本則",
        "table": "表",
    }
    return fixed.get(kind) or (f"{number}の項" if kind == "row" else number)
