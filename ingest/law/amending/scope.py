"""The words that a place covers: where in a unit 「…」 is looked for, and where it is changed. Knows no sentences of amendments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.law.amending.place import Place
from ingest.law.amending.unit import APPENDED, SILENT, Unit
from ingest.law.sentences import sentence_ends


@dataclass(eq=False, slots=True)
class Slot:
    """A stretch of words of a unit that can be read and set."""

    unit: Unit
    field: str
    index: int = -1
    part: str = ""

    def get(self) -> str:
        whole = self._whole()
        if not self.part:
            return whole
        span = part_span(whole, self.part)
        return whole[span[0] : span[1]] if span else ""

    def set(self, words: str) -> None:
        whole = self._whole()
        if self.part:
            start, end = part_span(whole, self.part) or (0, 0)
            words = whole[:start] + words + whole[end:]
        if self.field == "captions":
            self.unit.captions[self.index] = words
        else:
            setattr(self.unit, self.field, words)

    def _whole(self) -> str:
        return (
            self.unit.captions[self.index]
            if self.field == "captions"
            else str(getattr(self.unit, self.field))
        )


def part_span(words: str, part: str) -> tuple[int, int] | None:
    """Where the 本文, ただし書, 前段 or 後段 of some words is; None where there is none."""
    ends = sentence_ends(words)
    if not ends or ends[-1] < len(words):
        ends.append(len(words))
    starts = [0, *ends[:-1]]
    proviso = next((at for at in starts[1:] if re.match("ただし|但し", words[at:])), None)
    if part in ("main", "proviso"):
        if proviso is None:
            return None
        return (0, proviso) if part == "main" else (proviso, len(words))
    stop = proviso or len(words)
    inner = [at for at in starts if at < stop]
    if len(inner) < 2:
        return None
    return (0, inner[1]) if part == "first" else (inner[-1], stop)


def slots(unit: Unit, place: Place) -> list[Slot]:
    """Everything that 「… 中」 covers, in the order of the text; 見出し only where they are named."""
    if place.part == "caption":
        holder = unit
        return [Slot(holder, "captions", n) for n in range(len(holder.captions))]
    if place.part == "name":
        return [Slot(unit, "words")]
    if place.part == "items":
        return [slot for each in _heads(unit) for item in each.of("item") for slot in _all(item)]
    if place.part == "head":
        return [Slot(each, "words") for each in _heads(unit)]
    if place.part:
        return [Slot(each, "words", part=place.part) for each in _heads(unit)]
    found = [Slot(unit, "captions", n) for n in range(len(unit.captions))] if place.with_caption else []
    return found + list(_all(unit))


def _heads(unit: Unit) -> list[Unit]:
    """The units whose own words a part is a part of: the 項 of a 条, or the unit itself."""
    return unit.of("paragraph") if unit.kind in ("article", "suppl") and unit.of("paragraph") else [unit]


def _all(unit: Unit) -> Iterator[Slot]:
    if unit.kind in APPENDED:
        yield Slot(unit, "mark")
    if unit.words and unit.kind not in SILENT:
        yield Slot(unit, "words")
    for child in unit.children:
        if child.kind not in SILENT:
            yield from _all(child)
