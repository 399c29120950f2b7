"""The gaps of one line and the cells between them, with the place that each has on paper. Knows nothing of other lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.law.brackets import inside, outer_spans

_GAP = re.compile(r"[ 　\t]+")
_TAB = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """Words with their place on paper, in half characters; ``gap`` is what stands before them."""

    text: str
    start: int
    end: int
    gap: str


def width(words: str) -> int:
    """Half characters on paper; a tab goes on to the next eighth.

    >>> width("区分 1"), width("a\\t")
    (6, 8)
    """
    at = 0
    for char in words:
        if char == "\t":
            at += _TAB - at % _TAB
        else:
            at += 2 if unicodedata.east_asian_width(char) in "WFA" else 1
    return at


def cells_of(line: str, least: int, *, joined: bool = False) -> tuple[Cell, ...]:
    """The cells that gaps of ``least`` half characters part, none within brackets; ``joined``: 「区　　分」 is one cell.

    >>> [each.text for each in cells_of("　大ホール（2階 東）　500円", 1)]
    ['大ホール（2階 東）', '500円']
    """
    found: list[Cell] = []
    gaps = list(_GAP.finditer(line))
    within = inside([each.start() for each in gaps], outer_spans(line))
    at = len(line) - len(line.lstrip(" 　\t"))
    lead = line[:at]
    for gap in gaps:
        wide = width(line[: gap.end()]) - width(line[: gap.start()])
        if gap.start() <= at or gap.end() == len(line) or gap.start() in within or wide < least:
            continue
        found.append(_cell(line, at, gap.start(), lead))
        at, lead = gap.end(), gap[0]
    if line[at:].strip(" 　\t"):
        found.append(_cell(line, at, len(line.rstrip(" 　\t")), lead))
    return tuple(_spread(found) if joined else found)


def _cell(line: str, start: int, end: int, gap: str) -> Cell:
    return Cell(line[start:end], width(line[:start]), width(line[:end]), gap)


def _spread(cells: Sequence[Cell]) -> list[Cell]:
    """Characters that stand apart put together: 「区」 and 「分」 are the cell 「区　　分」."""
    found: list[Cell] = []
    for cell in cells:
        last = found[-1] if found else None
        if last and _single(cell.text) and _goes_on(last.text, cell.gap):
            found[-1] = Cell(last.text + cell.gap + cell.text, last.start, cell.end, last.gap)
        else:
            found.append(cell)
    return found


def _goes_on(word: str, gap: str) -> bool:
    """Whether a gap is as wide as those within a word whose characters stand apart."""
    inner = [width(each) for each in _GAP.findall(word)]
    return all(map(_single, _GAP.split(word))) and (not inner or width(gap) <= inner[0] + 2)


def _single(words: str) -> bool:
    return len(words) == 1 and not words.isdigit() and words not in "-－―ー○×△"


def placed(
    cells: Sequence[Cell], columns: Sequence[tuple[int, int, int]], *, loosely: bool = False
) -> tuple[str, ...] | None:
    """Fewer cells than columns, each in the column below which it stands; None where that cannot be told.

    ``columns`` are the first and last half character of each, and where most of its cells begin. ``loosely``: the name of several columns stands in the one that it
    is above most.
    """
    found = [""] * len(columns)
    at = -1
    for cell in cells:
        shared = [min(cell.end, end) - max(cell.start, start) for start, end, _ in columns]
        below = [abs(cell.start - usual) < 2 for _, _, usual in columns]
        if sum(below) == 1:
            shared = [each if here else 0 for each, here in zip(shared, below, strict=True)]
        best = max(shared)
        if best <= 0 or (sum(each > 0 for each in shared) > 1 and not loosely) or shared.index(best) <= at:
            return None
        at = shared.index(best)
        found[at] = cell.text
    return tuple(found)


def apart(lines: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """The columns between what is blank in every line, at least two half characters wide."""
    taken: set[int] = set()
    for line in lines:
        for cell in cells_of(line, 1):
            taken.update(range(cell.start, cell.end))
    found: list[tuple[int, int]] = []
    for at in sorted(taken):
        if found and at - found[-1][1] < 2:
            found[-1] = found[-1][0], at + 1
        else:
            found.append((at, at + 1))
    return tuple(found)
