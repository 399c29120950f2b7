"""The ruled tables of a PDF page, found by pdfplumber and filled with the page's own glyphs. Knows nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.loaders.builder import Table
from ingest.loaders.layout.amounts import ends_in_amount, with_amounts
from ingest.loaders.layout.fragments import into_lines, join_broken
from ingest.loaders.layout.pdf_glyphs import Glyph, into_fragments
from ingest.loaders.lines import begins_part
from ingest.loaders.tables import read_table

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's top left corner."""

_SNAP = 2.5
_LONGEST_CELL = 1500
_FEWEST_FILLED = 3


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table and where it stands."""

    box: Box
    table: Table


def find_tables(page: Any, glyphs: Sequence[Glyph]) -> list[Ruled]:
    """The tables of a pdfplumber page, from top to bottom; frames around text are not tables.

    Cells merged across are written once, cells merged down in every row they span.
    """
    found = []
    left, top = page.bbox[0], page.bbox[1]
    for table in page.find_tables():
        cells = [(c[0] - left, c[1] - top, c[2] - left, c[3] - top) for c in table.cells if c]
        grid, spread = _grid(cells, glyphs)
        filled = sum(bool(cell.strip()) for row in grid for cell in row)
        longest = max((len(cell) for row in grid for cell in row), default=0)
        columns = len(grid[0]) if grid else 0
        if columns < 2 or filled < min(_FEWEST_FILLED, columns) or longest > _LONGEST_CELL:
            continue
        read = read_table(grid, spread)
        if read.rows and len(read.rows[0]) > 1:
            box = (
                min(cell[0] for cell in cells),
                min(cell[1] for cell in cells),
                max(cell[2] for cell in cells),
                max(cell[3] for cell in cells),
            )
            found.append(Ruled(box, read))
    return sorted(found, key=lambda each: each.box[1])


def inside(glyph: Glyph, box: Box) -> bool:
    """Whether the middle of a glyph lies in a box."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _grid(cells: Sequence[Box], glyphs: Sequence[Glyph]) -> tuple[list[list[str]], list[list[str]]]:
    columns, rows = _edges([cell[0] for cell in cells]), _edges([cell[1] for cell in cells])
    grid = [[""] * len(columns) for _ in rows]
    spread = [[""] * len(columns) for _ in rows]
    for x0, top, x1, bottom in cells:
        text = _cell_text([glyph for glyph in glyphs if inside(glyph, (x0, top, x1, bottom))])
        first = _index(columns, x0)
        for row in range(_index(rows, top), max(_index(rows, top) + 1, bisect_left(rows, bottom - _SNAP))):
            grid[row][first] = text
            for column in range(first, max(first + 1, bisect_left(columns, x1 - _SNAP))):
                spread[row][column] = text
    return grid, spread


def _edges(values: Sequence[float]) -> list[float]:
    """The distinct values, those within a few points of one another taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return max(0, min(len(edges) - 1, bisect_left(edges, value - _SNAP)))


def _cell_text(glyphs: list[Glyph]) -> str:
    """The words of a cell; lines broken by its width are joined, items stay apart."""
    text = ""
    lines = into_lines(into_fragments(glyphs))
    for line in with_amounts(lines) or [line.text for line in lines]:
        if text and (
            begins_part(line) or text.endswith("。") or (ends_in_amount(text) and ends_in_amount(line))
        ):
            text += "\n" + line
        else:
            text = join_broken(text, line)
    return text.strip()
