"""The rows of tables in a text, as the loaders write them (「定員 | 30人」) or as Markdown is pasted (「| 定員 | 30人 |」).

Knows nothing of what stands in a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CELL = " | "
_RULE = re.compile(r"^[ 　]*[|]?(?:[ 　]*:?-{2,}:?[ 　]*[|])+[ 　]*(?::?-{2,}:?)?[ 　]*$")
_BETWEEN = re.compile(r"[ 　]\|(?=[ 　]|$)")
"""Between two cells; an empty one may have a single space: 「合計 | | | 27」."""
_OPENS, _CLOSES = re.compile(r"^[ 　]*[|][ 　]?"), re.compile(r"[ 　]?[|][ 　]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line without the spaces around them, and where each begins in the text."""

    cells: tuple[str, ...]
    starts: tuple[int, ...]


def tables(text: str) -> Iterator[list[Row]]:
    """Lines that stand together and have the same number of cells, two at least; the first is the head, where there is one."""
    rows: list[Row] = []
    at = 0
    for line in [*text.split("\n"), ""]:
        if not (rows and _RULE.match(line)):
            row = _row(line, at)
            if rows and len(row.cells) != len(rows[0].cells):
                yield rows
                rows = []
            if len(row.cells) > 1:
                rows.append(row)
        at += len(line) + 1


def _row(line: str, at: int) -> Row:
    opened = _OPENS.match(line) if line.count("|") > 1 else None
    begin = opened.end() if opened else 0
    closed = _CLOSES.search(line, begin) if opened else None
    end = closed.start() if closed else len(line)
    cells, starts = [], []
    for stop in (*(each.start() for each in _BETWEEN.finditer(line, begin, end)), end):
        cell = line[begin:stop]
        cells.append(cell.strip(" 　"))
        starts.append(at + begin + len(cell) - len(cell.lstrip(" 　")))
        begin = stop + 2
    return Row(tuple(cells), tuple(starts))
