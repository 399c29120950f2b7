"""A 逐条解説 as a Word file: a heading for each 条, its words in a box, the sections below. Knows no law."""

from __future__ import annotations

import io
from typing import Any

from app.exporters.layout import printable
from app.exporters.paper import indent, set_up
from app.law.book import Book


def export_commentary_docx(book: Book) -> bytes:
    """The bytes of a .docx, A4 upright."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = Document()
    set_up(document, title=printable(book.title))
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run(printable(book.title)).bold = True
    document.add_paragraph(printable(book.lead))
    for each in book.articles:
        title = document.add_paragraph(style="Heading 2")
        title.add_run(printable(each.heading))
        box = document.add_table(rows=1, cols=1, style="Table Grid").rows[0].cells[0]
        lines = [line for line in printable(each.text).split("\n") if line.strip()]
        box.text = lines[0].strip() if lines else ""
        for line in lines[1:]:
            box.add_paragraph(line.strip())
        for name, told in each.sections:
            label = document.add_paragraph()
            label.add_run(name).bold = True
            label.paragraph_format.keep_with_next = True
            for one in told:
                _item(document, one.text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _item(document: Any, words: str) -> None:
    paragraph = document.add_paragraph(f"・{printable(words)}")
    indent(paragraph, left=2, first=-1)
