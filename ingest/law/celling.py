"""The cells of lines that stand below each other, told by all of them together. Knows nothing of regulations.

A gap parts cells where it makes as many of them in every line, or where it stands in the same column of every line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import product

from ingest.law.gaps import Cell, apart, cells_of, placed

MARK = re.compile(
    r"(?:[0-9０-９]+(?:の[0-9０-９]+)*|[（(][^（）()]{1,3}[）)]|[ア-ンa-z①-⑳⑴-⒇]|[〇一二三四五六七八九十]+|第[^\s　]{1,5}[条項号]|[・※○◎●])[.．]?"
)
_SHARE = 0.5
"""Rows, as a share of those with cells, that have all of them."""
_FILLED = 0.75
"""Cells of a table told by its columns alone, as a share, that have words."""


def cells_in(
    lines: Sequence[str], leasts: Sequence[int] = (1, 2, 0, 3, 4), *, appended: bool = True
) -> tuple[tuple[str, ...], ...]:
    """The cells of each line; () where the lines are no table, or have their tabs as it should be.

    ``leasts`` are the half characters of a gap from which it parts cells, in the order in which they are tried; 0: what is
    blank in every line does.
    """
    if any("\t" in line for line in lines):
        return _by_tabs(lines)
    for least, joined in product(leasts, (False, True)):
        if not least:
            rows = _by_columns(lines)
        else:
            made = [cells_of(line, least, joined=joined) for line in lines]
            size = _size(made, appended)
            rows = _filled_up(made, size) if size else ()
        if rows:
            return rows
    return ()


def _by_tabs(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Cells that several tabs part where that makes the same number in each row; () where single tabs do, or nothing does."""
    rows = [tuple(re.split(r"[ 　]*\t+[ 　]*", line.strip())) for line in lines]
    uneven = len({line.count("\t") for line in lines if "\t" in line}) > 1
    return tuple(rows) if uneven and len({len(row) for row in rows if len(row) > 1}) == 1 else ()


def _size(made: Sequence[tuple[Cell, ...]], appended: bool) -> int:
    """How many cells a row has; 0 where the rows do not agree, or a list of marks with words is all it is."""
    several = [cells for cells in made if len(cells) > 1]
    if len(several) < 2 or len(several) < len(made) / 2:
        return 0
    size, often = Counter(map(len, several)).most_common(1)[0]
    if size < max(map(len, several)) or often < _SHARE * len(several):
        return 0
    marked = sum(bool(MARK.fullmatch(cells[0].text)) for cells in several)
    if size == 2 and (marked > len(several) / 3 or (not appended and len(several) < 3)):
        return 0
    return size


def _filled_up(made: Sequence[tuple[Cell, ...]], size: int) -> tuple[tuple[str, ...], ...]:
    """Each line with all its cells, a first one that goes on in each; () where a line does not fit."""
    full = [cells for cells in made if len(cells) == size]
    columns = [
        (
            min(cells[n].start for cells in full),
            max(cells[n].end for cells in full),
            Counter(cells[n].start for cells in full).most_common(1)[0][0],
        )
        for n in range(size)
    ]
    found: list[tuple[str, ...]] = []
    for cells in made:
        if len(cells) == size:
            found.append(tuple(cell.text for cell in cells))
        elif len(cells) == 1 and cells[0].start <= columns[0][0]:
            _take(found, (cells[0].text,))
        elif (
            row := placed(cells, columns, loosely=not found and not MARK.fullmatch(cells[0].text))
        ) is not None:
            _take(found, row)
        else:
            return ()
    return tuple(found)


def _take(found: list[tuple[str, ...]], row: tuple[str, ...]) -> None:
    """A row with the first cell of the one above where it has none; what goes on in one cell is put to that cell."""
    at = next((n for n in range(len(found) - 1, -1, -1) if len(found[n]) > 1), None)
    filled = [n for n, cell in enumerate(row) if cell]
    above = found[at] if at is not None else ()
    wraps = len(row) == 1 and (n := next((n for n, cell in enumerate(above) if _open(cell)), -1)) >= 0
    if at is not None and (wraps or (len(row) > 2 and len(filled) == 1 and filled[0])):
        n = n if wraps else filled[0]
        found[at] = (*above[:n], above[n] + row[-1 if wraps else n], *above[n + 1 :])
        found.append(())
    else:
        found.append((above[0], *row[1:]) if above and not row[0] else row)


def _open(cell: str) -> bool:
    return len(re.findall("[（(]", cell)) > len(re.findall("[）)]", cell))


def _by_columns(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The cells by what is blank in every line; () where that leaves no table."""
    several = [line for line in lines if len(cells_of(line, 2)) > 1]
    columns = apart(several) if len(several) > 2 else ()
    if len(columns) < 2:
        return ()
    found: list[tuple[str, ...]] = []
    for line in lines:
        if line not in several:
            found.append((line.strip(),))
            continue
        _take(found, tuple(_between(line, *column) for column in columns))
    full = [row for row in found if len(row) > 1]
    filled = sum(bool(cell) for row in full for cell in row)
    marked = len(columns) == 2 and sum(bool(MARK.fullmatch(row[0])) for row in full) > len(full) / 3
    return tuple(found) if filled >= _FILLED * len(full) * len(columns) and not marked else ()


def _between(line: str, start: int, end: int) -> str:
    cells = [cell for cell in cells_of(line, 1) if start <= cell.start < end]
    return "".join(cell.gap * bool(n) + cell.text for n, cell in enumerate(cells))
