"""Carries out operations on the working copy of a regulation. Knows nothing of how they were worded.

Nothing is guessed: a place that is not there, words that do not occur, a number that is taken are refused, and the
text stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.law.amending import insertion, rewriting
from ingest.law.amending.numerals import remark
from ingest.law.amending.operation import Doubt, Operation, Refused
from ingest.law.amending.partial import depend, find, replaced, together
from ingest.law.amending.place import Place
from ingest.law.amending.reach import Missing, expanded, reach, remarks, rows_of, step_name
from ingest.law.amending.scope import Slot, part_span, slots
from ingest.law.amending.unit import APPENDED, GROUPS, Unit


def perform(law: Unit, operation: Operation) -> tuple[Doubt, ...]:
    """Change the working copy; what of it may not be meant. Raises Refused, with nothing changed by this operation."""
    try:
        if any(place.through for place in operation.places):
            operation = replace(operation, places=expanded(law, operation.places))
        return _VERBS[operation.verb](law, operation) or ()
    except Missing as error:
        raise Refused("missing", str(error)) from error


# ---- words


def _replace(law: Unit, operation: Operation) -> tuple[Doubt, ...]:
    return _each(law, operation, operation.words)


def _insert(law: Unit, operation: Operation) -> tuple[Doubt, ...]:
    return _each(law, operation, [(old, old + new) for old, new in operation.words])


def _each(law: Unit, operation: Operation, pairs: Sequence[tuple[str, str]]) -> tuple[Doubt, ...]:
    """Every pair of words in turn, in all places; a pair must occur in each place."""
    covered = [_slots(law, place) for place in operation.places]
    if depend(pairs) and not any("\n" in old for old, _ in pairs):
        return _together(covered, pairs)
    before = [[(slot, slot.get()) for slot in each] for each in covered]
    doubts: list[Doubt] = []
    try:
        for old, new in pairs:
            for each in covered:
                holding = [slot for slot in each if old and old in slot.get()]
                if not holding and not _lines_changed(each, old, new):
                    raise Refused("words", old)
                made, longer, kept = replaced([slot.get() for slot in holding], old, new)
                for slot, words in zip(holding, made, strict=True):
                    slot.set(words)
                doubts += [Doubt("within" if kept else "inside", old, whole) for whole in longer]
    except Refused:
        for each_before in before:
            for slot, words in each_before:
                if not slot.part:
                    slot.set(words)
        raise
    return tuple(dict.fromkeys(doubts))


def _together(covered: Sequence[Sequence[Slot]], pairs: Sequence[tuple[str, str]]) -> tuple[Doubt, ...]:
    """A list whose later words stand in what the earlier ones put in: all are looked for in the text as it was."""
    for old, _ in pairs:
        if not all(any(not one.whole for slot in each for one in find(old, slot.get())) for each in covered):
            raise Refused("words", old)
    for slot in [slot for each in covered for slot in each]:
        if (made := together(slot.get(), pairs)) != slot.get():
            slot.set(made)
    return ()


def _lines_changed(covered: list[Slot], old: str, new: str) -> bool:
    """Words over several lines are looked for where they are quoted so; so is a mark with its words (「(1)　大人」)."""
    if "\n" in old:
        return _over_lines([slot.unit for slot in covered if slot.unit.kind == "row"], old, new)
    for slot in covered:
        unit = slot.unit
        if slot.field == "words" and unit.mark and old in unit.mark + unit.gap + unit.words:
            whole = (unit.mark + unit.gap + unit.words).replace(old, new)
            if whole.startswith(unit.mark + unit.gap):
                unit.words = whole[len(unit.mark + unit.gap) :]
                return True
    return False


def _over_lines(rows: list[Unit], old: str, new: str) -> bool:
    """Change what goes from one line of a 目次 or table to a later one: all of the lines between them too."""
    quoted = old.split("\n")
    for at in range(len(rows) - len(quoted) + 1):
        lines = [each.words for each in rows[at : at + len(quoted)]]
        joined = (
            lines[0].endswith(quoted[0]) and lines[1:-1] == quoted[1:-1] and lines[-1].startswith(quoted[-1])
        )
        if joined:
            head, tail = lines[0].removesuffix(quoted[0]), lines[-1].removeprefix(quoted[-1])
            for each in rows[at : at + len(quoted)]:
                each.words = ""
            rows[at].words = head + new + tail
            return True
    return False


def _slots(law: Unit, place: Place) -> list[Slot]:
    if place.kind == "law":
        main = [unit for unit in law.children if unit.kind in ("article", "paragraph", *GROUPS)]
        return [slot for unit in main for slot in slots(unit, Place((), with_caption=place.with_caption))]
    *_, holder, unit = [law, *reach(law, place)]
    if place.kind == "row":
        same = rows_of(holder, unit, place.steps[-1][1])
        return [slot for each in same for slot in slots(each, place)]
    if place.kind == "remarks":
        return [slot for each in remarks(unit, place.steps[-1][1]) for slot in slots(each, place)]
    if place.kind == "table":
        return [slot for each in unit.of("row") for slot in slots(each, place)]
    if place.kind in GROUPS and not place.part:
        from ingest.law.amending.reach import members

        return [slot for each in members(law, unit) for slot in slots(each, place)]
    found = slots(unit, place)
    if place.part and not any(slot.get() for slot in found):
        raise Refused("part", place.part)
    return found


# ---- whole units


def _remove(law: Unit, operation: Operation) -> None:
    chains = [reach(law, place) for place in operation.places]
    if operation.places[0].part == "name":
        for chain in chains:
            law.children.remove(chain[-1])
        return
    if operation.places[0].part:
        for place, chain in zip(operation.places, chains, strict=True):
            _remove_part(chain[-1], place.part)
        return
    for chain, place in zip(chains, operation.places, strict=True):
        insertion.remove(law, chain[-2], chain[-1], place.kind, place.steps[-1][1] if place.steps else "")


def _remove_part(unit: Unit, part: str) -> None:
    if part == "caption":
        unit.captions = []
        return
    if part == "items":
        holders = [each for each in (unit, *unit.of("paragraph")) if each.of("item")]
        if len(holders) != 1:
            raise Refused("part", part)
        holders[0].children = [each for each in holders[0].children if each.kind != "item"]
        return
    for slot in slots(unit, Place((), part)):
        span = part_span(slot.unit.words, part)
        if span:
            slot.set("")
            return
    raise Refused("part", part)


def _renumber(law: Unit, operation: Operation) -> None:
    assert operation.target is not None
    place, target = operation.places[0], operation.target
    chain = reach(law, place)
    unit = chain[-1]
    if place.kind == "article" and target.kind == "paragraph" and len(unit.of("paragraph")) == 1:
        insertion.renumber(law, unit, unit.of("paragraph")[0], target.steps[-1], _taken)
        return
    if place.kind in ("article", "paragraph", "item", "row") and target.kind != place.kind:
        raise Refused("missing", step_name(target.steps[-1]))
    if place.kind == "suppl" and target.kind == "paragraph":
        first = unit.of("paragraph")[0] if unit.of("paragraph") else None
        if first is None or first.mark:
            raise Refused("taken", step_name(target.steps[-1]))
        first.number, first.mark = target.steps[-1][1], insertion.paragraph_mark(law, target.steps[-1][1])
        return
    insertion.renumber(law, chain[-2], unit, target.steps[-1], _taken)


def _taken(words: str) -> Exception:
    return Refused("taken", words)


def _shift(law: Unit, operation: Operation) -> None:
    units = [reach(law, place) for place in operation.places]
    numbers = [chain[-1].number for chain in units]
    if not all(number.isdigit() for number in numbers):
        raise Refused("number", "、".join(numbers))
    new = [str(int(number) + operation.step) for number in numbers]
    holder = units[0][-2]
    others = {each.number for each in holder.children if each.kind == units[0][-1].kind} - set(numbers)
    if clash := sorted(set(new) & others):
        raise Refused("taken", step_name((units[0][-1].kind, clash[0])))
    for chain, number in zip(units, new, strict=True):
        unit = chain[-1]
        unit.mark, unit.number = remark(unit.mark, unit.number, number), number


# ---- new text


def _add(law: Unit, operation: Operation) -> None:
    if not operation.block:
        raise Refused("block", "")
    insertion.add(law, operation)


def _append(law: Unit, operation: Operation) -> None:
    unit = reach(law, operation.places[0])[-1]
    heads = unit.of("paragraph") if unit.kind in ("article", "suppl") else []
    target = heads[-1] if heads else unit
    words = "".join(line.strip() for line in operation.block)
    if not words:
        raise Refused("block", "")
    target.words += words


def _caption(law: Unit, operation: Operation) -> None:
    unit = reach(law, operation.places[0])[-1]
    if unit.kind == "suppl" and len(unit.of("paragraph")) == 1:
        unit = unit.of("paragraph")[0]  # 「附則に見出しとして「（施行期日）」を付し、附則を附則第1項とし」
    if unit.kind in APPENDED or (unit.captions and operation.verb == "caption"):
        raise Refused("captioned", "".join(unit.captions))
    unit.captions = [operation.words[0][1]] if operation.verb == "caption" else []


_VERBS: dict[str, Callable[[Unit, Operation], tuple[Doubt, ...] | None]] = {
    "replace": _replace, "insert": _insert, "delete": _replace, "rewrite": rewriting.rewrite, "set": rewriting.put, "remove": _remove,
    "renumber": _renumber, "shift": _shift, "add": _add, "append": _append, "caption": _caption, "uncaption": _caption,
}  # fmt: skip
