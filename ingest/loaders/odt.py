"""OpenDocument text (.odt): paragraphs and tables in their order, headings, numbers as seen, text boxes, footnotes.

Knows nothing of page layout; headers and footers, comments, hidden text and tracked deletions are not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.loaders.builder import Loaded, TextBuilder
from ingest.loaders.hidden import hidden_notes
from ingest.loaders.lines import Line, add_lines
from ingest.loaders.markup import attribute, children, local
from ingest.loaders.messages import note
from ingest.loaders.odf.styles import open_document
from ingest.loaders.odf.words import Parts, Piece, grid_of, pieces, rows_of, words_of
from ingest.loaders.source import Source
from ingest.loaders.tables import read_table
from ingest.loaders.titles import find_title


def load(source: Source) -> Loaded:
    """The document's text, a paragraph a line. Raises zipfile's and lxml's errors for damaged files."""
    body, styles = open_document(source)
    parts = Parts(styles)
    builder = TextBuilder(source.limits)
    title = _add_body(builder, pieces(body, parts), parts)
    for number, words in enumerate(parts.notes, 1):
        builder.add("paragraph", f"（注{number}）{words}")
    if parts.objects:
        builder.note(note("embedded", place="文書", count=parts.objects))
    for told in hidden_notes(+parts.unseen):
        builder.note(told)
    return builder.loaded(title or find_title(builder.first_lines(15), source.stem))


def _add_body(builder: TextBuilder, body: Iterator[Piece], parts: Parts) -> str:
    """Add paragraphs and tables in their order; the text of the Title paragraph comes back, or ""."""
    title = ""
    pending: list[Line] = []

    def flush(*, followed: bool = False) -> None:
        add_lines(builder, pending, followed=followed)
        pending.clear()

    for piece in body:
        builder.need(len(pending))
        if local(piece.element) == "table":
            flush(followed=True)
            _add_table(builder, piece.element, parts)
            continue
        text = words_of(piece, parts)
        boxes, parts.boxes = parts.boxes, []
        named = parts.styles.is_title(attribute(piece.element, "style-name"))
        if text.strip() and (local(piece.element) == "h" or named):
            flush()
            level = attribute(piece.element, "outline-level")
            builder.add(
                "heading", text.replace("\n", " "), level=min(int(level), 6) if level.isdigit() else 1
            )
            title = title or (" ".join(text.split()) if named else "")
        elif text.strip():
            pending += [Line(line) for line in text.split("\n") if line.strip()]
        for box in boxes:
            flush()
            _add_body(builder, pieces(box, parts), parts)
    flush()
    return title


def _add_table(builder: TextBuilder, element: etree._Element, parts: Parts) -> None:
    grid, spread = grid_of(element, parts)
    marked = sum(len(list(rows_of(head))) for head in children(element, "table-header-rows"))
    table = read_table(grid, spread, marked=marked)
    if table.rows and len(table.rows[0]) == 1:  # a frame around text, not a table
        lines = [line for row in table.rows for line in row[0].split("\n")]
        add_lines(builder, [Line(line) for line in lines if line.strip()])
    else:
        builder.table(table)
