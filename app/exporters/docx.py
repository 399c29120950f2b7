"""A draft as a Word file that looks like an office's paper. Knows nothing of how the draft was made."""

from __future__ import annotations

import io
from typing import Any

from app.exporters.docx_end import add_end, add_notice
from app.exporters.layout import (
    Block,
    column_widths,
    figure_columns,
    kept_together,
    printable,
    read_blocks,
)
from app.exporters.margin import Margin
from app.exporters.paper import (
    GOTHIC,
    LINE_CHARACTERS,
    LINE_POINTS,
    TEXT_MM,
    box,
    describe,
    fit,
    indent,
    put,
    repeat_header,
    set_up,
)
from app.exporters.readings import with_reads
from app.exporters.runs import write
from app.result import Draft

_SHORT_TABLE = 8
"""Rows up to which a table is not torn in two."""


def export_docx(draft: Draft, *, title: str, read: str = "") -> bytes:
    """The bytes of a .docx: notice, title, text, what is not confirmed, sources. A4 upright.

    Under the heading that ``read`` names every word has its reading above it (app.exporters.readings). Comments in the margin name each source where it is first cited, and what is not confirmed.
    """
    from docx import Document

    document = Document()
    heading = printable(title).strip() or "下書き"
    set_up(document, title=heading)
    describe(document.core_properties, draft)
    add_notice(document, draft)
    blocks = read_blocks(printable(draft.text), title=heading)
    if not any(block.kind == "subject" for block in blocks):  # a letter's subject is its title
        document.add_paragraph(heading, style="Title")
    margin = Margin(draft)
    for (block, reads), following in zip(
        with_reads(blocks, read), [*blocks, Block("blank")][1:], strict=True
    ):
        _add(document, block, margin, reads)
        if kept_together(block, following):
            document.paragraphs[-1].paragraph_format.keep_with_next = True
    add_end(document, draft)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add(document: Any, block: Block, margin: Margin, reads: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if block.kind == "table":
        _table(document, block.rows, margin, reads)
        return
    if block.kind == "code":
        _code(document, block.text)
        return
    style = f"Heading {block.level}" if block.kind == "heading" else "Normal"
    paragraph = document.add_paragraph(style=style)
    write(paragraph, block.text, margin.beside(block.text), document, reads=reads)
    if block.kind == "centre":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _room(paragraph, before=True)
    elif block.kind == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        indent(paragraph, right=1)
        if block.text == "以上":
            _room(paragraph, before=False)
    elif block.kind in ("head", "to", "sender", "subject", "contact"):
        _letter(paragraph, block)
    elif block.kind == "item":
        indent(paragraph, left=max(block.level, 1) + block.indent, first=-1)
    elif block.kind == "bullet":
        indent(paragraph, left=block.level + 1 + block.indent, first=-1)
    elif block.kind == "heading" and block.text.startswith(("(", "（")):
        indent(paragraph, left=2, first=-1)
    elif block.kind == "article":
        indent(paragraph, left=1, first=-1)
    elif block.kind in ("caption", "deep"):
        indent(paragraph, left=max(block.level, 1))
    elif block.kind == "body":
        indent(paragraph, left=block.level, first=int(block.indent or block.text.endswith("。")))


def _room(paragraph: Any, *, before: bool) -> None:
    """Half an empty line below a paragraph, and above it too."""
    from docx.shared import Pt

    form = paragraph.paragraph_format
    form.space_after = Pt(LINE_POINTS / 2)
    form.space_before = Pt(LINE_POINTS / 2) if before else form.space_before


def _code(document: Any, text: str) -> None:
    """A formula or macro to be copied: each line as it is, with letters of one width and in a frame."""
    from docx.shared import Pt

    for line in text.split("\n"):
        paragraph = document.add_paragraph()
        put(paragraph.add_run(line), GOTHIC, Pt(9))
        paragraph.paragraph_format.line_spacing = Pt(LINE_POINTS * 0.75)
        indent(paragraph, left=1, right=1)
        box(paragraph)


def _letter(paragraph: Any, block: Block) -> None:
    """A line of a letter's head or end where an office's rules put it (domain.md section 4)."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    form, line = paragraph.paragraph_format, Pt(LINE_POINTS)
    if block.kind == "head":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        indent(paragraph, right=1)
        fit(paragraph, halves=block.level)
    elif block.kind == "to":
        indent(paragraph, left=block.level)
        form.space_before = line if block.level == 1 else Pt(0)
    elif block.kind == "sender":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        indent(paragraph, right=2)
        form.space_before = line if block.level else Pt(0)
    elif block.kind == "subject":
        indent(paragraph, left=3, right=3)
        form.space_before = form.space_after = line
    else:
        indent(paragraph, left=max(0, LINE_CHARACTERS - 1 - (block.level + 1) // 2))


def _table(document: Any, rows: tuple[tuple[str, ...], ...], margin: Margin, reads: bool) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths, figures = column_widths(rows, TEXT_MM), figure_columns(rows)
    for width, column in zip(widths, table.columns, strict=True):
        column.width = Mm(width)
    for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        for column, (width, cell, text) in enumerate(zip(widths, row.cells, cells, strict=True)):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            write(paragraph, text, margin.beside(text), document, reads=reads)
            if number == 0:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif column in figures:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    repeat_header(table.rows[0])
    _keep(table.rows)
    after = document.add_paragraph()
    after.paragraph_format.line_spacing = Pt(9)


def _keep(rows: Any) -> None:
    """A short table on one page; of a long one the names of its columns on the page of the first row."""
    together = len(rows) - 1 if len(rows) <= _SHORT_TABLE else 1
    for row in list(rows)[:together]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
