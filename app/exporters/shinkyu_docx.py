"""A 新旧対照表 as a Word file: A4 on its side, a real table whose head repeats, underlines as runs. Knows no law."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from app.exporters.layout import printable
from app.exporters.paper import repeat_header, set_up
from app.law.shinkyu import Block, Cells, Sheet

WIDTH_MM = 257
"""A4 on its side less 20 mm on both sides."""
POINTS, LINE = 10.5, 16


def export_shinkyu_docx(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a .docx with one or more tables, each under its heading."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = Document()
    set_up(document, title=printable(sheets[0].title))
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    document.add_paragraph(printable(sheets[0].title), style="Title").paragraph_format.space_after = 0
    for sheet in sheets:
        for line in (*sheet.lead.split("\n"), sheet.heading):
            if line:
                document.add_paragraph(printable(line))
        _table(document, sheet)
        if sheet.remark:
            document.add_paragraph(sheet.remark)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table(document: Any, sheet: Sheet) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    blocks = [(block, at == 0, at == len(row) - 1) for row in sheet.rows for at, block in enumerate(row)]
    table = document.add_table(rows=1 + len(blocks), cols=2, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    rows = list(table.rows)
    for row in rows:
        for cell in row.cells:
            cell.width = Mm(WIDTH_MM / 2)
    for cell, words in zip(rows[0].cells, sheet.heads, strict=True):
        cell.paragraphs[0].add_run(printable(words))
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    repeat_header(rows[0])
    for row, (block, first, last) in zip(rows[1:], blocks, strict=True):
        for cell, side in zip(row.cells, (block.left, block.right), strict=True):
            _fill(cell, block, side)
            _open(cell, top=not first, bottom=not last)


def _fill(cell: Any, block: Block, side: Sequence[Cells]) -> None:
    if block.kind == "text":
        _write(cell.paragraphs[0], side[0], hanging=True)
        return
    rows = [cells for cells in side if len(cells) > 1 or cells[0]]
    if any(len(cells) > 1 for cells in rows):
        _nested(cell, rows)
        return
    for at, cells in enumerate(rows):
        _write(cell.add_paragraph() if at else cell.paragraphs[0], cells)


def _nested(cell: Any, rows: Sequence[Cells]) -> None:
    """Some rows as a table inside the cell; the last cell of a shorter row, and 「（略）」 between rows, go over the rest of it."""
    from docx.shared import Mm

    width = max(len(row) for row in rows)
    table = cell.add_table(rows=len(rows), cols=width)
    table.style = "Table Grid"
    widths = _widths(rows, width)
    cell._tc.remove(cell.paragraphs[0]._p)
    for row, cells in zip(list(table.rows), rows, strict=True):
        boxes = row.cells
        for at, box in enumerate(boxes):
            box.width = Mm(widths[at])
            if at < len(cells):
                _write(box.paragraphs[0], (cells[at],))
        if len(cells) < width:
            boxes[len(cells) - 1].merge(boxes[width - 1])


def _widths(rows: Sequence[Cells], width: int) -> list[float]:
    """Millimetres of each column: by its longest cell, none narrower than four characters."""
    longest = [4] * width
    for row in rows:
        for at, cell in enumerate(row if len(row) == width else ()):
            longest[at] = max(longest[at], min(24, sum(len(run.text) for run in cell) + 1))
    return [(WIDTH_MM / 2 - 6) * length / sum(longest) for length in longest]


def _write(paragraph: Any, cells: Cells, *, hanging: bool = False) -> None:
    from docx.shared import Pt

    for run in (run for cell in cells for run in cell):
        made = paragraph.add_run(printable(run.text))
        made.font.size = Pt(POINTS)
        made.font.underline = run.changed or None
    form = paragraph.paragraph_format
    form.line_spacing = Pt(LINE)
    text = paragraph.text
    if hanging and not text.startswith(("（", "別表", "様式", "附")):
        depth = 2 if text.startswith("(") else 3 if text[:1] in "アイウエオカキクケコ" else 1
        form.left_indent, form.first_line_indent = Pt(POINTS * depth), Pt(-POINTS)
    elif hanging and text.startswith("（") and text.endswith("）"):
        form.left_indent = Pt(POINTS)


def _open(cell: Any, *, top: bool, bottom: bool) -> None:
    """No line above or below: the lines of one 条 stand in one box, at the height of those they face."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tcBorders")
    for side, wanted in (("top", top), ("bottom", bottom)):
        if wanted:
            element = OxmlElement(f"w:{side}")
            element.set(qn("w:val"), "nil")
            borders.append(element)
    if len(borders):
        cell._tc.get_or_add_tcPr().append(borders)
