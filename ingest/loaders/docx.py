"""Word documents: body order of paragraphs and tables, styles, numbers as seen, text boxes, footnotes.

Knows nothing of page layout; headers and footers, comments, hidden text and tracked deletions are not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.loaders.builder import Loaded, Table, TextBuilder, clean
from ingest.loaders.markup import attribute, child, children, local, parse_xml
from ingest.loaders.messages import note
from ingest.loaders.office.docx_numbers import read_numbering
from ingest.loaders.office.docx_runs import Parts, read_runs
from ingest.loaders.office.docx_styles import Style, paragraph_style, read_styles
from ingest.loaders.source import Source
from ingest.loaders.story import Story, finish
from ingest.loaders.tables import MAX_SPAN, read_table
from ingest.loaders.zips import open_zip, read_part


def load(source: Source) -> Loaded:
    """The document's text, a paragraph a line. Raises zipfile's and lxml's errors for damaged files."""
    with open_zip(source.path, source.name) as archive:
        main = next(
            name for name in archive.namelist() if name.startswith("word/document") and name.endswith(".xml")
        )
        body = child(parse_xml(archive.read(main)), "body")
        data = {
            part: read_part(archive, f"word/{part}.xml")
            for part in ("styles", "numbering", "footnotes", "endnotes")
        }
    roots = {part: parse_xml(xml) if xml else None for part, xml in data.items()}
    parts = Parts(read_styles(roots["styles"]), read_numbering(roots["numbering"]), {})
    for kind in ("footnote", "endnote"):
        for each in children(roots[f"{kind}s"], kind):
            parts.notes[kind + attribute(each, "id")] = _story(each, parts)
    builder = TextBuilder(source.limits)
    title = _add_body(builder, _content(body), parts)
    if parts.pictures:
        builder.note(note("images", count=parts.pictures))
    notes = [parts.notes[key] for key in parts.cited]
    return finish(builder, title=title, stem=source.stem, notes=notes, objects=parts.objects, unseen=parts.unseen)  # fmt: skip


def _add_body(builder: TextBuilder, elements: Iterator[etree._Element], parts: Parts) -> str:
    """Add paragraphs and tables in their order; the text of the Title paragraph comes back, or ""."""
    story = Story(builder)
    for element in elements:
        if local(element) == "tbl":
            story.table(_table(element, parts))
            continue
        style = paragraph_style(child(element, "pPr"), parts.styles)
        text = _numbered(element, style, parts)
        boxes, parts.boxes = parts.boxes, []
        if not style.contents:
            story.add(text, level=style.level, named=style.title)
        for box in boxes:
            story.part()
            _add_body(builder, _content(box), parts)
    story.part()
    return story.title


def _content(parent: etree._Element | None) -> Iterator[etree._Element]:
    """The paragraphs and tables below an element, through content controls and tracked insertions."""
    for each in children(parent, "p", "tbl", "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
        if local(each) in ("p", "tbl"):
            yield each
        elif attribute(child(each, "sdtPr", "docPartObj", "docPartGallery"), "val") != "Table of Contents":
            yield from _content(each)


def _numbered(paragraph: etree._Element, style: Style, parts: Parts) -> str:
    """A paragraph's text with the number that Word shows before it."""
    text = clean("".join(read_runs(paragraph, parts)))
    if not text.strip() or not style.list_id or style.list_id == "0":
        return text
    label = parts.numbering.label(style.list_id, style.depth)
    return f"{label}　{text.lstrip()}" if label else text


def _story(element: etree._Element, parts: Parts) -> str:
    """All the text of a cell or a note, a line a paragraph; nested tables as their rows."""
    lines: list[str] = []
    for each in _content(element):
        if local(each) == "tbl":
            lines += [" ".join(filter(None, row)) for row in _grid(each, parts)[0]]
        else:
            lines.append(_numbered(each, paragraph_style(child(each, "pPr"), parts.styles), parts))
            boxes, parts.boxes = parts.boxes, []
            lines += [_story(box, parts) for box in boxes]
    return "\n".join(line for line in lines if line.strip()).strip()


def _table(element: etree._Element, parts: Parts) -> Table:
    grid, spread = _grid(element, parts)
    return read_table(grid, spread, marked=sum(child(row, "trPr", "tblHeader") is not None for row in _rows(element)))  # fmt: skip


def _grid(table: etree._Element, parts: Parts) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of a table, twice: cells merged across written once, and in all their columns.

    Cells merged down are written in every row they span.
    """
    rows: list[list[str]] = []
    spread: list[list[str]] = []
    above: dict[int, str] = {}
    for row in _rows(table):
        before = attribute(child(row, "trPr", "gridBefore"), "val")
        line = [""] * (min(int(before), MAX_SPAN) if before.isdigit() else 0)
        wide = list(line)
        for cell in _cells(row):
            properties = child(cell, "tcPr")
            merged = child(properties, "vMerge")
            text = _story(cell, parts)
            if merged is not None and attribute(merged, "val") != "restart":
                text = above.get(len(line), "")
            above[len(line)] = text
            span = attribute(child(properties, "gridSpan"), "val")
            across = min(int(span), MAX_SPAN) if span.isdigit() else 1
            line += [text, *[""] * (across - 1)]
            wide += [text] * across
        rows.append(line)
        spread.append(wide)
    return rows, spread


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for each in children(table, "tr", "sdt", "sdtContent", "ins"):
        if local(each) != "tr":
            yield from _rows(each)
        elif child(each, "trPr", "del") is None:
            yield each


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for each in children(row, "tc", "sdt", "sdtContent"):
        if local(each) == "tc":
            yield each
        else:
            yield from _cells(each)
