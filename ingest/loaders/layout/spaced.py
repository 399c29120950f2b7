"""Tables that a text sets with spaces alone, under a line that names the columns. Knows nothing of what the cells say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

_GAP, _NARROW = re.compile(r"[ 　]{2,}"), re.compile(r"　+| {2,}")
"""Between two cells: where a long cell leaves no room, one wide space."""
_NO_NAME = re.compile(r"[。、：:「」※\t]|[0-9０-９](?:円|月|時|日|,|-|[:：])|^[0-9０-９]+$")
"""What the name of a column has nothing of."""
_COLUMNS, _ROWS = 3, 2
_NAME = 14
"""Characters of the longest name of a column."""
_NEAR = 6
"""Half-width places that a cell may stand beside its column."""


@dataclass(frozen=True, slots=True)
class Spaced:
    """Lines ``start`` to ``end`` (not included) and their cells, the names of the columns first."""

    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]


def spaced_tables(lines: Sequence[str]) -> Iterator[Spaced]:
    """The tables among ``lines``, in their order: a line of names, and below it rows of as many cells, or with cells that
    stand under the names.

    >>> text = ["種類　　対象　　　料金", "胃がん　　40歳から　900円", "肺がん　　40歳から　無料"]
    >>> [table.rows[1] for table in spaced_tables(text)]
    [('胃がん', '40歳から', '900円')]
    """
    at = 0
    while at < len(lines):
        names = _names(lines[at])
        rows = [tuple(name for _, name in names)] if names else []
        end = at + 1
        while rows and end < len(lines) and (row := _row(lines[end], names)):
            rows.append(row)
            end += 1
        if len(rows) > _ROWS:
            yield Spaced(at, end, tuple(rows))
            at = end
        else:
            at += 1


def _names(line: str) -> list[tuple[int, str]]:
    """The names of columns and where they stand; [] for another line."""
    names = _placed(line, _GAP)
    said = [name for _, name in names]
    plain = not any(_NO_NAME.search(name) or len(name) > _NAME for name in said)
    return (
        names if len(said) >= _COLUMNS and len(said[0]) > 1 and plain and len(set(said)) == len(said) else []
    )


def _row(line: str, names: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """The cells of a row below ``names``, "" where one has nothing; () for another line."""
    for gap in (_GAP, _NARROW):
        cells = _placed(line, gap)
        if len(cells) == len(names):
            return tuple(cell for _, cell in cells)
    cells = _placed(line, _GAP)
    if not 1 < len(cells) < len(names):
        return ()
    row = [""] * len(names)
    for place, cell in cells:
        column = min(range(len(names)), key=lambda each: abs(names[each][0] - place))
        if abs(names[column][0] - place) > _NEAR or any(row[column:]):
            return ()
        row[column] = cell
    return tuple(row)


def _placed(line: str, gap: re.Pattern[str]) -> list[tuple[int, str]]:
    """The cells of a line, each with the half-width places before it."""
    found: list[tuple[int, str]] = []
    start = len(line) - len(line.lstrip(" 　"))
    body = line.rstrip(" 　")
    for match in (*gap.finditer(body, start), None):
        end = match.start() if match else len(body)
        if end > start:
            found.append((_width(line[:start]), line[start:end]))
        start = match.end() if match else end
    return found


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)
