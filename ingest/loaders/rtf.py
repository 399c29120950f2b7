"""Rich text (.rtf) as Word and WordPad write it: paragraphs, tables, footnotes, in Japanese code pages too.

Knows nothing of fonts and page layout: a heading is what reads like one.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.loaders.builder import Loaded, Table, TextBuilder, clean
from ingest.loaders.lines import Line, add_lines
from ingest.loaders.office.rtf_words import RtfCell, RtfWords
from ingest.loaders.source import Source
from ingest.loaders.story import finish, is_frame, lines_of
from ingest.loaders.tables import Cell, lay_out, read_table


def load(source: Source) -> Loaded:
    """The text, a paragraph a line; the rows of a table with the names of their columns."""
    words = RtfWords().read(source.path.read_bytes())
    builder = TextBuilder(source.limits)
    pending: list[Line] = []
    for part in words.parts:
        if isinstance(part, str):
            pending += lines_of(clean(part))
            continue
        add_lines(builder, pending, followed=True)
        pending = []
        table = _table(part)
        if is_frame(table):
            pending = [line for row in table.rows for line in lines_of(row[0])]
        else:
            builder.table(table)
    add_lines(builder, pending)
    return finish(builder, title="", stem=source.stem, notes=words.notes, objects=words.objects, unseen=words.unseen)  # fmt: skip


def _table(rows: Sequence[Sequence[RtfCell]]) -> Table:
    """Rows on a grid: a cell covers the columns whose edges lie within it; one that goes on says what stands above."""
    edges = sorted({cell.edge for row in rows for cell in row})
    above: dict[int, str] = {}
    grid: list[list[Cell]] = []
    for row in rows:
        line, at = [], 0
        for cell in row:
            to = edges.index(cell.edge) + 1
            text = above.get(cell.edge, "") if cell.merged else clean(cell.text).strip()
            above[cell.edge] = text
            line.append(Cell(text, max(to - at, 1)))
            at = to
        grid.append(line)
    return read_table(lay_out(grid), lay_out(grid, spread=True))
