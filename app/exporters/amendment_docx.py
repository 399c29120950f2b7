"""A 改め文 as a Word file: the lines as they are written, rows of a table as a table. Knows no law."""

from __future__ import annotations

import io
import re
from typing import Any

from app.exporters.layout import printable
from app.exporters.paper import TEXT_MM, indent, set_up

_CELLS = re.compile(r"\t| \| ")
_MARK = re.compile(r"^(?:第[^\s　]+条|[0-9０-９]+|[(（][^)）]+[)）])[ 　]")


def export_amendment_docx(text: str) -> bytes:
    """The bytes of a .docx, A4 upright; the spaces that begin a line stay as indents."""
    from docx import Document

    document = Document()
    lines = printable(text).rstrip("\n").split("\n")
    set_up(document, title=lines[0].strip(" 　"))
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        cells = _CELLS.split(line)
        if len(cells) > 1:
            rows.append(cells)
            continue
        if rows:
            _table(document, rows)
            rows = []
        if line:
            _paragraph(document, line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _paragraph(document: Any, line: str) -> None:
    words = line.lstrip(" 　")
    depth = len(line) - len(words)
    paragraph = document.add_paragraph(words)
    if _MARK.match(words):
        indent(paragraph, left=depth + 1, first=-1)
    else:
        indent(paragraph, left=depth if depth > 1 else 0, first=1 if depth == 1 else 0)


def _table(document: Any, rows: list[list[str]]) -> None:
    from docx.shared import Mm, Pt

    width = max(map(len, rows))
    table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    for row, cells in zip(list(table.rows), rows, strict=True):
        for at, box in enumerate(row.cells):
            box.width = Mm(TEXT_MM / width)
            box.text = cells[at].strip() if at < len(cells) else ""
            box.paragraphs[0].paragraph_format.line_spacing = Pt(16)
