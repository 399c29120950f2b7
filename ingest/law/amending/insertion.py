"""Puts units into a working copy, takes them out, gives them another number. Knows nothing of words within them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.law.amending.block import KINDS, read_block
from ingest.law.amending.numerals import Numerals, habit_of, remark
from ingest.law.amending.operation import Operation, Refused
from ingest.law.amending.place import Step
from ingest.law.amending.reach import Missing, below_part, members, reach, rows_of, step_name
from ingest.law.amending.unit import APPENDED, GROUPS, Unit

_BELOW = {
    "article": "paragraph",
    "paragraph": "item",
    "item": "subitem",
    "subitem": "subitem",
    "suppl": "paragraph",
}


def add(law: Unit, operation: Operation) -> None:
    """Put the new text before, after or into the place. Raises Missing where the place is not there."""
    place = operation.places[0]
    chain = reach(law, place)
    unit = chain[-1]
    kind = _kind(operation, unit, place.kind)
    if kind in ("toc", "preamble"):
        _front(law, unit, kind, operation.block)
        return
    made = read_block(operation.block, kind)
    _not_twice(law, unit if operation.side in ("in", "first") else chain[-2], made)
    if operation.side in ("after", "before"):
        _beside(law, chain, made, operation)
    elif kind in ("article", "group"):
        inside = members(law, unit) if unit.kind in GROUPS else []
        if unit.kind == "suppl":
            _append(unit, made)
            return
        last = inside[-1] if inside else unit if unit.kind in GROUPS else None
        at = law.children.index(last) + 1 if last else end_of_main(law)
        law.children[at:at] = made
    elif operation.side == "first":
        at = next((n for n, each in enumerate(unit.children) if each.kind == kind), 0)
        unit.children[at:at] = made
        mark_paragraphs(law, unit)
    else:
        _into(law, unit, made, kind, appended=unit.kind == "law")


def _front(law: Unit, unit: Unit, kind: str, block: Sequence[str]) -> None:
    """A 目次 or 前文 behind the 題名; 「次の目次及び章名を付する」 brings the 章名 above 第1条 with it."""
    if law.of(kind):
        raise Refused("taken", step_name((kind, "")))
    lines = [line.strip() for line in block if line.strip()]
    marks = [re.split(r"[ 　]", line)[0] for line in lines]
    again = next((n for n, mark in enumerate(marks) if n > 1 and mark == marks[1]), len(lines))
    at = law.children.index(unit) + 1
    while at < len(law.children) and law.children[at].kind == "number":
        at += 1
    law.children[at:at] = read_block(lines[:again], kind)
    main = next((n for n, each in enumerate(law.children) if each.kind in ("article", "paragraph")), at + 1)
    law.children[main:main] = read_block(lines[again:], "group") if lines[again:] else []


def _not_twice(law: Unit, holder: Unit, made: list[Unit]) -> None:
    """Refuse a number that is there already."""
    siblings = law.children if holder.kind in ("law", *GROUPS) else holder.children
    if holder.kind in ("article", "suppl") and made and made[0].kind in ("item", "subitem"):
        siblings = [each for paragraph in holder.of("paragraph") for each in paragraph.children]
    numbered = [each for each in made if each.kind in ("article", "paragraph", "item") and each.number]
    known = {(each.kind, each.number) for each in siblings}
    for each in numbered:
        if (each.kind, each.number) in known:
            raise Refused("taken", step_name((each.kind, each.number)))


def _kind(operation: Operation, unit: Unit, place: str) -> str:
    what = operation.what if place != "remarks" else ""
    if what.startswith(("目次", "前文")):
        return "toc" if what.startswith("目次") else "preamble"
    if what[:1] in KINDS and what not in ("様式",) and what[:1] in "条項号表編章節款目":
        return KINDS[what[:1]]
    if what in KINDS:
        return KINDS[what]
    if operation.side in ("after", "before"):
        return unit.kind if unit.kind not in GROUPS else "group"
    if place in ("table", "toc", "preamble", "remarks") or unit.kind in APPENDED:
        return "row"
    return _BELOW.get(unit.kind, "row")


def _beside(law: Unit, chain: list[Unit], made: list[Unit], operation: Operation) -> None:
    holder, unit = chain[-2], chain[-1]
    if unit.kind in GROUPS or (holder.kind in GROUPS):
        holder = law
    if unit.kind in GROUPS and operation.side == "after":
        inside = members(law, unit)
        unit = inside[-1] if inside else unit
    if unit.kind == "row":
        same = rows_of(holder, unit, operation.places[-1].steps[-1][1])
        below_part(made, unit, operation.places[-1].steps[-1][1])
        unit = same[-1] if operation.side == "after" else same[0]
    if unit.kind == "suppl":
        unit = [each for each in law.children if each.kind == "suppl"][-1]
    if unit not in holder.children:  # 本則 of one 項 without a number, beside which nothing can be added
        raise Refused("missing", step_name(operation.places[-1].steps[-1]))
    at = holder.children.index(unit) + (operation.side == "after")
    while operation.side == "after" and at < len(holder.children) and holder.children[at].kind == "note":
        at += unit.kind not in ("paragraph", "item", "subitem")
        if unit.kind in ("paragraph", "item", "subitem"):
            break
    holder.children[at:at] = made
    mark_paragraphs(law, holder)


def _into(law: Unit, unit: Unit, made: list[Unit], kind: str, *, appended: bool) -> None:
    if appended:
        at = end_of_main(law)
        law.children[at:at] = made
        return
    if kind in ("item", "subitem", "row") and unit.kind in ("article", "suppl") and unit.of("paragraph"):
        if len(unit.of("paragraph")) > 1 and kind != "row":
            raise Missing(step_name(("paragraph", "1")))
        unit = unit.of("paragraph")[-1]
    _append(unit, made)
    mark_paragraphs(law, unit)


def _append(unit: Unit, made: list[Unit]) -> None:
    at = len(unit.children)
    while at and unit.children[at - 1].kind == "note" and made and made[0].kind != "row":
        at -= 1
    unit.children[at:at] = made


def end_of_main(law: Unit) -> int:
    """Where in the law the 本則 ends: behind its last 条, or ahead of the 附則 where there is no 条 yet."""
    kinds = [each.kind for each in law.children]
    main = [at for at, kind in enumerate(kinds) if kind in ("article", "paragraph", *GROUPS)]
    behind = [at for at, kind in enumerate(kinds) if kind in ("suppl", *APPENDED)]
    return main[-1] + 1 if main else behind[0] if behind else len(kinds)


def mark_paragraphs(law: Unit, holder: Unit) -> None:
    """A first 項 that came to stand behind another gets its number as a mark; the new first one of a 条 has none."""
    if holder.kind != "article":
        return
    for at, paragraph in enumerate(holder.of("paragraph")):
        if at and not paragraph.mark:
            paragraph.mark = paragraph_mark(law, paragraph.number)


def paragraph_mark(law: Unit, number: str) -> str:
    """「2」 or 「２」, as the other 項 of the regulation are numbered."""
    for unit in law.walk():
        if unit.kind == "paragraph" and unit.mark:
            return remark(unit.mark, unit.number, number)
    habit = habit_of("\n".join(law.lines()))
    whole = habit.habit if habit.habit in ("half", "mixed") else "full"
    return re.sub("[0-9]+", lambda found: Numerals(whole).count(int(found[0])), number)


def renumber(law: Unit, holder: Unit, unit: Unit, step: Step, taken: Callable[[str], Exception]) -> None:
    """Give a unit another number, in its own form. Raises what ``taken`` makes where another one has it."""
    kind, number = step
    if unit.kind == "row":
        cell = unit.label
        rows = [each for each in holder.of("row") if each.label == cell]
        if any(each.label == number for each in holder.of("row") if each not in rows):
            raise taken(step_name(step))
        for each in rows:
            each.words, each.number = remark(cell, cell, number) + "\t" + each.cells, number
        return
    if unit.kind in APPENDED:
        if any(each.kind in APPENDED and _name(each) == number for each in law.children if each is not unit):
            raise taken(step_name(step))
        unit.mark = _written(law, number) + unit.mark[len(unit.name) :]
        unit.number = "".join(filter(str.isdigit, number))
        return
    if kind == "subitem":
        if any(
            each.kind == "subitem" and each.mark == number for each in holder.children if each is not unit
        ):
            raise taken(step_name(step))
        unit.mark, unit.number = number, ""
        return
    siblings = law.children if holder.kind in (*GROUPS, "law") else holder.children
    rivals = [each for each in siblings if each.kind == unit.kind and each is not unit]
    if unit.kind in GROUPS[1:]:
        rivals = [each for each in holder_members(law, unit) if each is not unit and each.kind == unit.kind]
    if any(each.number == number for each in rivals):
        raise taken(step_name(step))
    unit.mark = remark(unit.mark, unit.number, number) if unit.mark else ""
    if not unit.mark and unit.kind == "paragraph":
        unit.mark = paragraph_mark(law, number)
    unit.number = number


def holder_members(law: Unit, group: Unit) -> list[Unit]:
    """The 章名 that stand beside a 章: those in the same 編."""
    around = [each for each in law.children if each.kind in GROUPS and group in members(law, each)]
    return members(law, around[-1]) if around else law.children


def _name(unit: Unit) -> str:
    from ingest.law.amending.unit import plain

    return plain(unit.name)


def _written(law: Unit, name: str) -> str:
    """「別表第2」 as this regulation writes numbers."""
    import re

    habit = habit_of("\n".join(law.lines()))
    return re.sub("[0-9]+", lambda found: habit.count(int(found[0])), name)


def take_over(old: Unit, new: Unit) -> None:
    """Put new text in the place of a unit; its notes of history stay."""
    notes = [each for each in old.children if each.kind == "note"]
    old.become(new)
    old.children = [*old.children, *notes]


def replace(law: Unit, holder: Unit, unit: Unit, made: list[Unit]) -> None:
    """One unit gives way to several, or to units of another kind."""
    siblings = law.children if holder.kind in GROUPS else holder.children
    at = siblings.index(unit)
    siblings[at : at + 1] = made


def remove(law: Unit, holder: Unit, unit: Unit, kind: str, name: str = "") -> None:
    """Take a unit out; a 章 with everything in it, a row with its continuation rows."""
    if unit.kind == "law":
        raise Missing(step_name(("law", "")))
    if unit.kind in GROUPS:
        gone = [unit, *members(law, unit)]
        law.children = [each for each in law.children if each not in gone]
    elif kind == "table":
        unit.children = [each for each in unit.children if each.kind != "row"]
    elif unit.kind == "row":
        gone = rows_of(holder, unit, name)
        holder.children = [each for each in holder.children if each not in gone]
    else:
        (law.children if holder.kind in GROUPS else holder.children).remove(unit)
