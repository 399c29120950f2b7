"""OpenDocument text (.odt): paragraphs and tables in their order, headings, numbers as seen, text boxes, footnotes.

Knows nothing of page layout; headers and footers, comments, hidden text and tracked deletions are not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.loaders.builder import Loaded, Table, TextBuilder
from ingest.loaders.markup import attribute, children, local
from ingest.loaders.odf.styles import open_document
from ingest.loaders.odf.words import Parts, Piece, grid_of, pieces, rows_of, words_of
from ingest.loaders.source import Source
from ingest.loaders.story import Story, finish
from ingest.loaders.tables import read_table


def load(source: Source) -> Loaded:
    """The document's text, a paragraph a line. Raises zipfile's and lxml's errors for damaged files."""
    body, styles = open_document(source)
    parts = Parts(styles)
    builder = TextBuilder(source.limits)
    title = _add_body(builder, pieces(body, parts), parts)
    return finish(builder, title=title, stem=source.stem, notes=parts.notes, objects=parts.objects, unseen=parts.unseen)  # fmt: skip


def _add_body(builder: TextBuilder, body: Iterator[Piece], parts: Parts) -> str:
    """Add paragraphs and tables in their order; the text of the Title paragraph comes back, or ""."""
    story = Story(builder)
    for piece in body:
        if local(piece.element) == "table":
            story.table(_table(piece.element, parts))
            continue
        text = words_of(piece, parts)
        boxes, parts.boxes = parts.boxes, []
        named = parts.styles.is_title(attribute(piece.element, "style-name"))
        story.add(text, level=_level(piece.element, named=named), named=named)
        for box in boxes:
            story.part()
            _add_body(builder, pieces(box, parts), parts)
    story.part()
    return story.title


def _level(element: etree._Element, *, named: bool) -> int:
    """1 to 6 for a heading or the title, else 0."""
    level = attribute(element, "outline-level")
    if local(element) != "h" and not named:
        return 0
    return min(int(level), 6) if level.isdigit() else 1


def _table(element: etree._Element, parts: Parts) -> Table:
    grid, spread = grid_of(element, parts)
    return read_table(grid, spread, marked=sum(len(list(rows_of(head))) for head in children(element, "table-header-rows")))  # fmt: skip
