"""The changes within one unit: 見出し, words, ただし書, what is below it. Knows nothing of its siblings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.law.amending import shared, tabling
from ingest.law.amending.operation import Operation, Refused
from ingest.law.amending.place import Place, row_name
from ingest.law.amending.place import Step as PlaceStep
from ingest.law.amending.scope import part_span, slots
from ingest.law.amending.unit import APPENDED, GROUPS, Unit, plain
from ingest.law.amending.wording import Change, changes
from ingest.law.lines import GROUP_KINDS
from ingest.law.pieces import CELLS
from ingest.law.pieces import plain as plain_cells

if TYPE_CHECKING:
    from ingest.law.amending.drafting import Drafter

_UNITS = {kind: name for name, kind in GROUP_KINDS.items()}


def folded(unit: Unit) -> list[str]:
    """The lines as two revisions are held against each other: the cells of a table without what its format added."""
    lines = [line.lstrip("○◯ 　") if unit.kind == "title" else line for line in unit.lines(silent=False)]
    if unit.kind == "suppl" and lines:  # 抄 says what a collection leaves out, and no amendment spaces 附　則
        lines[0] = re.sub(r"[ 　]|抄$", "", lines[0])
    return [
        plain_cells(tuple(CELLS.split(line.replace("<br>", "")))) if "\t" in line else line for line in lines
    ]


def own_step(unit: Unit) -> PlaceStep:
    """The last step to a unit under the number it has."""
    if unit.kind in APPENDED:
        return "named", plain(unit.name)
    if unit.kind == "subitem":
        return "subitem", unit.mark.replace("（", "(").replace("）", ")")
    return (unit.kind, row_name(unit.label)) if unit.kind == "row" else (unit.kind, unit.number)


def under_number(old: Unit, new: Unit) -> str:
    """The words of a new row under the number that the old one has."""
    return f"{old.label}\t{new.cells}" if old.number and new.number else new.words


def group_unit(unit: Unit) -> str:
    """章, 節 …"""
    return _UNITS[unit.kind]


def bring(drafter: Drafter, old: Unit, new: Unit) -> None:
    """Everything within a unit. Raises Refused where only writing it anew will do."""
    if old.kind in ("title", *GROUPS) or _left_empty(new):
        raise Refused("anew", "")
    if old.kind in ("toc", "preamble"):
        _lines(drafter, old, new)
        return
    if old.kind == "row":
        words(drafter, old, under_number(old, new), drafter.place(old))
        return
    if old.kind in APPENDED:
        if old.mark != new.mark:
            _mark(drafter, old, new)
    else:
        if shared.everywhere(drafter, old, new):
            return
        _captions(drafter, old, new)
        if old.words != new.words:
            _sentences(drafter, old, new.words)
    _below(drafter, old, new)


def _left_empty(unit: Unit) -> bool:
    """Whether a 号 or 項 is 「削除」: that is told as its new text, not as words."""
    return bool(re.fullmatch(r"削[ 　]*除", unit.words))


def _captions(drafter: Drafter, old: Unit, new: Unit) -> None:
    if old.captions == new.captions:
        return
    if len(old.captions) > 1 or len(new.captions) > 1:
        raise Refused("anew", "")
    if not new.captions:
        drafter.do(Operation("uncaption", (drafter.place(old),)))
    elif not old.captions:
        drafter.do(Operation("caption", (drafter.place(old),), (("", new.captions[0]),)))
    else:
        found = changes(old.captions[0], new.captions[0], whole=True)
        place = replace(drafter.place(old, "caption"), shared=shared.heads_more(drafter.law, old))
        whole = bool(found and found[0].old == old.captions[0].strip("（）()"))
        if found and (not whole or place.shared):
            say(drafter, place, found)
        else:
            drafter.do(Operation("set", (place,), (("", new.captions[0]),)))


def _sentences(drafter: Drafter, old: Unit, new: str) -> None:
    """The words of a 項 or 号, its ただし書 and 後段 by their names."""
    unit = old
    for part, word in (("proviso", "ただし書"), ("second", "後段")):
        had, has = part_span(unit.words, part), part_span(new, part)
        if had and not has:
            drafter.do(Operation("remove", (drafter.place(unit, part),)))
        elif (
            has
            and not had
            and has[1] == len(new)
            and not (part == "second" and not new[has[0] :].startswith("この場合"))
        ):
            ahead = new[: has[0]]
            words(drafter, unit, ahead, drafter.place(unit))
            drafter.do(Operation("append", (drafter.place(unit),), what=word, block=(new[has[0] :],)))
            return
    for part in ("proviso", "second"):
        had, has = part_span(unit.words, part), part_span(new, part)
        if (
            had
            and has
            and unit.words[had[0] : had[1]] != new[has[0] : has[1]]
            and (part == "proviso" or _two(unit.words, new))
        ):
            rest = unit.words[had[0] :]
            if unit.words[: had[0]] != new[: has[0]]:
                words(drafter, unit, new[: has[0]] + rest, drafter.place(unit))
            words(drafter, unit, new[has[0] : has[1]], drafter.place(unit, part))
    if unit.words != new:
        words(drafter, unit, new, drafter.place(unit))


def _two(old: str, new: str) -> bool:
    """Whether both have a 前段 and a 後段 that goes with it."""
    spans = part_span(old, "second"), part_span(new, "second")
    return all(
        span and text[span[0] :].startswith("この場合") for span, text in zip(spans, (old, new), strict=True)
    )


def words(drafter: Drafter, unit: Unit, new: str, place: Place) -> None:
    """Change words in a unit, looked for in all that the place covers. Raises Refused where they cannot be quoted."""
    covered = _covered(drafter, unit, place)
    span = part_span(unit.words, place.part) if place.part else None
    old = unit.words[span[0] : span[1]] if span else unit.words
    if old == new:
        return
    found = changes(old, new, covered)
    if found is None and not place.part and unit.of("item"):
        place = Place(place.steps, "head")
        found = changes(old, new)
    if found is None:
        raise Refused("anew", "")
    say(drafter, place, found)


def _covered(drafter: Drafter, unit: Unit, place: Place) -> list[str]:
    """What else the place covers."""
    if place.part:
        return []
    holder = unit
    if unit.kind == "paragraph" and place.kind in ("article", "suppl"):
        holder = next((each for each in drafter.law.walk() if unit in each.children), unit)
    return [slot.get() for slot in slots(holder, Place(())) if slot.unit is not unit]


def say(drafter: Drafter, place: Place, found: tuple[Change, ...]) -> None:
    held: list[tuple[str, str]] = []
    verb = ""
    for each in found:
        if each.verb != verb and held:
            drafter.do(Operation(verb, (place,), tuple(held)))
            held = []
        verb = each.verb
        held.append((each.old, each.new))
    if held:
        drafter.do(Operation(verb, (place,), tuple(held)))


def _mark(drafter: Drafter, old: Unit, new: Unit) -> None:
    """「別表第1中「（第2条関係）」を「（第2条、第2条の2関係）」に改める。」"""
    shown = old.name + new.mark[len(new.name) :]
    if shown == old.mark:
        return
    told = old.mark, shown
    tails = old.mark[len(old.name) :], new.mark[len(new.name) :]
    others = [slot.get() for slot in slots(old, Place(())) if slot.field != "mark"]
    if all(tails) and not any(tails[0] in each for each in others):
        told = tails  # the name that the place already tells is not quoted with the rest
    drafter.do(Operation("replace", (drafter.place(old),), (told,)))


def _lines(drafter: Drafter, old: Unit, new: Unit) -> None:
    """目次 and 前文: words in single lines."""
    if len(old.children) != len(new.children):
        raise Refused("anew", "")
    for before, after in zip(old.children, new.children, strict=True):
        if before.words != after.words:
            others = [each.words for each in old.children if each is not before]
            found = changes(before.words, after.words, others, whole=True)
            if found is None:
                raise Refused("anew", "")
            say(drafter, drafter.place(old), found)


def _below(drafter: Drafter, old: Unit, new: Unit) -> None:
    kinds = [
        kind for kind in ("row", "article", "paragraph", "item", "subitem") if old.of(kind) or new.of(kind)
    ]
    for kind in kinds:
        if kind == "row":
            tabling.rows(drafter, old, new)
        elif old.kind == "article" and kind == "paragraph" and not (old.of(kind) and new.of(kind)):
            raise Refused("anew", "")
        elif old.kind == "suppl" and kind == "paragraph" and _unnumbered(old, new):
            _number_suppl(drafter, old, new)
            drafter.siblings(old, old.of(kind), new.of(kind))
        else:
            drafter.siblings(old, old.of(kind), new.of(kind))


def _unnumbered(old: Unit, new: Unit) -> bool:
    return len(old.of("paragraph")) == 1 and not old.of("paragraph")[0].mark and len(new.of("paragraph")) > 1


def _number_suppl(drafter: Drafter, old: Unit, new: Unit) -> None:
    """「附則を附則第1項とし、」: a 附則 of one sentence gets 項."""
    target = Place((("suppl", ""), ("paragraph", new.of("paragraph")[0].number)))
    drafter.do(Operation("renumber", (drafter.place(old),), target=target))
