"""Rich text (.rtf) as Word and WordPad write it: paragraphs, tables, footnotes, in Japanese code pages too.

Knows nothing of fonts and page layout: a heading is what reads like one.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.loaders.builder import Loaded, Table, TextBuilder, clean
from ingest.loaders.hidden import hidden_notes
from ingest.loaders.lines import Line, add_lines
from ingest.loaders.messages import note
from ingest.loaders.office.rtf_words import RtfCell, RtfWords
from ingest.loaders.source import Source
from ingest.loaders.tables import Cell, lay_out, read_table
from ingest.loaders.titles import find_title


def load(source: Source) -> Loaded:
    """The text, a paragraph a line; the rows of a table with the names of their columns."""
    words = RtfWords().read(source.path.read_bytes())
    builder = TextBuilder(source.limits)
    pending: list[Line] = []
    for part in words.parts:
        if isinstance(part, str):
            pending += [Line(line) for line in clean(part).split("\n") if line.strip()]
            continue
        add_lines(builder, pending, followed=True)
        pending = []
        table = _table(part)
        if table.rows and len(table.rows[0]) == 1:  # a frame around text, not a table
            pending = [Line(line) for row in table.rows for line in row[0].split("\n") if line.strip()]
        else:
            builder.table(table)
    add_lines(builder, pending)
    for number, said in enumerate(words.notes, 1):
        builder.add("paragraph", f"（注{number}）{said}")
    if words.objects:
        builder.note(note("embedded", place="文書", count=words.objects))
    for told in hidden_notes(+words.unseen):
        builder.note(told)
    return builder.loaded(find_title(builder.first_lines(15), source.stem))


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
