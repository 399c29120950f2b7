"""「次のように改める」: new text in the place of a unit or a part of one. Knows nothing of single words."""

from __future__ import annotations

from ingest.law.amending import insertion
from ingest.law.amending.block import read_block
from ingest.law.amending.operation import Operation, Refused
from ingest.law.amending.place import Place
from ingest.law.amending.reach import reach, remarks, rows_of
from ingest.law.amending.scope import slots
from ingest.law.amending.unit import GROUPS, Unit, read, row
from ingest.law.tree import parse


def rewrite(law: Unit, operation: Operation) -> None:
    if not operation.block:
        raise Refused("block", "")
    place = operation.places[0]
    if place.part:
        _rewrite_part(law, operation)
        return
    if place.kind == "law":
        _main(law, operation)
        return
    *_, holder, unit = reach(law, place)
    if place.kind == "table":
        _rows(unit, operation)
        return
    if place.kind == "remarks":
        _remarks(unit, place.steps[-1][1], operation)
        return
    made = _made(unit, operation)
    if unit.kind == "row":
        _row(holder, rows_of(holder, unit, place.steps[-1][1]), made)
        return
    if place.kind == "paragraph" and not unit.mark and len(made) == 1 and made[0].kind == "paragraph":
        made[0].number = unit.number
    olds = [reach(law, each)[-1] for each in operation.places]
    if len(olds) > 1 and all(each is unit for each in olds):  # a range: 「第5条から第8条まで　削除」
        insertion.replace(law, holder, unit, made)
        return
    if len(operation.places) != len(made) and unit.kind != "title":
        if len(operation.places) > 1 and len(made) == 1:
            _merge(law, operation, made[0])
            return
        if len(operation.places) == 1 and made:
            insertion.replace(law, holder, unit, made)
            return
        raise Refused("count", str(len(made)))
    for before, after in zip(olds, made, strict=False):
        insertion.take_over(before, after)


def _row(holder: Unit, same: list[Unit], made: list[Unit]) -> None:
    """The lines of a row give way to others."""
    if len(same) == len(made) == 1:
        insertion.take_over(same[0], made[0])
        return
    at = holder.children.index(same[0])
    kept = [each for each in holder.children if each not in same]
    holder.children = [*kept[:at], *made, *kept[at:]]


def _rows(unit: Unit, operation: Operation) -> None:
    """The table of a 項 or 号, all its rows."""
    rows = unit.of("row")
    new = [row(line) for line in operation.block]
    at = unit.children.index(rows[0]) if rows else 0
    unit.children = [*unit.children[:at], *new, *(each for each in unit.children[at:] if each.kind != "row")]


def _remarks(unit: Unit, name: str, operation: Operation) -> None:
    """The 備考 below a table, or one number of it."""
    gone = remarks(unit, name)
    at = unit.children.index(gone[0])
    made = [row(line.strip()) for line in operation.block if line.strip()]
    unit.children = [*unit.children[:at], *made, *(each for each in unit.children[at:] if each not in gone)]


def _made(unit: Unit, operation: Operation) -> list[Unit]:
    if unit.kind == "suppl":
        return read(parse("\n".join(operation.block))).of("suppl")
    return read_block(operation.block, "group" if unit.kind in GROUPS else unit.kind)


def _main(law: Unit, operation: Operation) -> None:
    """「本則を次のように改める。」"""
    old = law.of("article", "paragraph", *GROUPS)
    at = law.children.index(old[0]) if old else insertion.end_of_main(law)
    made = read(parse("\n".join(operation.block))).children
    law.children = [*law.children[:at], *made, *(each for each in law.children[at:] if each not in old)]


def _merge(law: Unit, operation: Operation, new: Unit) -> None:
    """「第5条から第8条までを次のように改める。」 with one 「第5条から第8条まで　削除」."""
    chains = [reach(law, place) for place in operation.places]
    for chain in chains[1:]:
        chain[-2].children.remove(chain[-1])
    insertion.take_over(chains[0][-1], new)


def _rewrite_part(law: Unit, operation: Operation) -> None:
    place = operation.places[0]
    unit = reach(law, place)[-1]
    words = "".join(line.strip() for line in operation.block)
    if place.part == "name":
        unit.mark, _, unit.words = words.partition("　") if "　" in words else (unit.mark, "", words)
    elif place.part == "caption":
        unit.captions = [words]
    elif place.part == "items":
        holder = unit.of("paragraph")[0] if unit.of("paragraph") else unit
        at = next((n for n, each in enumerate(holder.children) if each.kind == "item"), len(holder.children))
        kept = [each for each in holder.children if each.kind != "item"]
        holder.children = [*kept[:at], *read_block(operation.block, "item"), *kept[at:]]
    else:
        _set_part(unit, place, words)


def _set_part(unit: Unit, place: Place, words: str) -> None:
    """The first part of that name that has words gets others."""
    found = [slot for slot in slots(unit, place) if slot.get()]
    if not found:
        raise Refused("part", place.part)
    found[0].set(words)


def put(law: Unit, operation: Operation) -> None:
    place, words = operation.places[0], operation.words[0][1]
    unit = reach(law, place)[-1]
    if place.part in ("caption", "name"):
        _rewrite_part(law, Operation("rewrite", operation.places, block=(words,)))
    elif place.part:
        _set_part(unit, place, words)
    else:
        unit.words = words
