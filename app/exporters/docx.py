"""A draft as a Word file that looks like an office's paper. Knows nothing of how the draft was made."""

from __future__ import annotations

import io
import re
from typing import Any

from app.exporters.appendix import (
    NO_SOURCES,
    NOTHING_OPEN,
    NOTICE,
    OPEN_HEADING,
    SOURCES_HEADING,
    TICKED_HEADING,
    open_lines,
    source_lines,
    ticked_lines,
)
from app.exporters.layout import Block, read_blocks
from app.exporters.paper import TEXT_MM, box, indent, raise_run, repeat_header, set_up
from app.result import Draft

_PARTS = re.compile(r"(?P<review>【要確認[^】]*】)|(?P<cite>\[\d+\])|\*\*(?P<strong>[^*\n]+)\*\*")
_FIGURE = re.compile(r"^[△▲-]?[0-9０-９,，.．]+[万千億]?[一-龠か-こ%％]{0,3}$")
# What XML cannot hold: control characters and halves of surrogate pairs, as pasted text sometimes has them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def export_docx(draft: Draft, *, title: str) -> bytes:
    """The bytes of a .docx: notice, title, text, what is not confirmed, sources. A4 upright."""
    from docx import Document

    document = Document()
    heading = _clean(title).strip() or "下書き"
    set_up(document, title=heading)
    _notice(document)
    document.add_paragraph(heading, style="Title")
    for block in read_blocks(_clean(draft.text), title=heading):
        _add(document, block)
    _unconfirmed(document, draft)
    _sources(document, draft)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _notice(document: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph(style="Normal")
    paragraph.add_run(NOTICE).font.size = Pt(10)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(18)
    indent(paragraph, left=1, right=1)
    box(paragraph)


def _add(document: Any, block: Block) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if block.kind == "table":
        _table(document, block.rows)
        return
    style = f"Heading {block.level}" if block.kind == "heading" else "Normal"
    paragraph = document.add_paragraph(style=style)
    write(paragraph, block.text)
    if block.kind == "centre":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif block.kind == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        indent(paragraph, right=1)
    elif block.kind == "sender":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        indent(paragraph, right=2)
    elif block.kind == "subject":
        indent(paragraph, left=3, right=3)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(18)
    elif block.kind == "item":
        indent(paragraph, left=max(block.level, 1) + block.indent, first=-1)
    elif block.kind == "heading" and block.text.startswith(("(", "（")):
        indent(paragraph, left=2, first=-1)
    elif block.kind == "body":
        indent(paragraph, left=block.level, first=int(block.indent or block.text.endswith("。")))


def write(paragraph: Any, text: str) -> None:
    """``text`` in runs: 【要確認…】 bold on yellow, [n] small and raised, **words** bold."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt

    at = 0
    for match in _PARTS.finditer(text):
        if match.start() > at:
            paragraph.add_run(text[at : match.start()])
        run = paragraph.add_run(match["strong"] or match[0])
        if match["cite"]:
            run.font.size, run.font.bold = Pt(8), False
            raise_run(run)
        else:
            run.font.bold = True
        if match["review"]:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        at = match.end()
    if at < len(text):
        paragraph.add_run(text[at:])


def _table(document: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = _widths(rows)
    for width, column in zip(widths, table.columns, strict=True):
        column.width = Mm(width)
    for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        for width, cell, text in zip(widths, row.cells, cells, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            write(paragraph, text)
            if number == 0:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif _FIGURE.match(re.sub(r"\[\d+\]|【[^】]*】", "", text)):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    repeat_header(table.rows[0])
    after = document.add_paragraph()
    after.paragraph_format.line_spacing = Pt(9)


def _widths(rows: tuple[tuple[str, ...], ...]) -> list[float]:
    """Millimetres of each column: by its longest cell, a column of short words never narrower than six characters."""
    longest = [min(max(6, *(len(row[column]) + 2 for row in rows)), 34) for column in range(len(rows[0]))]
    return [TEXT_MM * length / sum(longest) for length in longest]


def _unconfirmed(document: Any, draft: Draft) -> None:
    """On a page of its own, which the office takes away once everything is confirmed."""
    heading = document.add_paragraph(OPEN_HEADING, style="Heading 1")
    heading.paragraph_format.page_break_before = True
    lines = open_lines(draft)
    for number, line in enumerate(lines, start=1):
        paragraph = document.add_paragraph()
        write(paragraph, f"{number}　{_clean(line)}")
        indent(paragraph, left=2, first=-1)
    if not lines:
        indent(document.add_paragraph(NOTHING_OPEN), left=1)
    if ticked := ticked_lines(draft):
        document.add_paragraph(TICKED_HEADING, style="Heading 1")
    for line in ticked:
        indent(document.add_paragraph(_clean(line)), left=2, first=-1)


def _sources(document: Any, draft: Draft) -> None:
    from docx.shared import Pt

    document.add_paragraph(SOURCES_HEADING, style="Heading 1").paragraph_format.space_before = Pt(18)
    for citation in draft.citations:
        label, quote = (_clean(line) for line in source_lines(citation))
        paragraph = document.add_paragraph(label)
        indent(paragraph, left=3, first=-2)
        paragraph.paragraph_format.keep_with_next = bool(quote)
        if quote:
            quoted = document.add_paragraph()
            quoted.add_run(quote).font.size = Pt(10)
            indent(quoted, left=3)
    if not draft.citations:
        indent(document.add_paragraph(NO_SOURCES), left=1)


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
