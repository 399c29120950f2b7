"""What stands around a draft in Word: the notice above it, what is not confirmed and the sources behind it. Knows no layout."""

from __future__ import annotations

from typing import Any

from app.exporters.appendix import (
    NOTHING_OPEN,
    OPEN_HEADING,
    SOURCES_HEADING,
    TICKED_HEADING,
    end_of_sources,
    notice_of,
    open_lines,
    source_lines,
    ticked_lines,
)
from app.exporters.layout import printable
from app.exporters.paper import box, indent
from app.exporters.runs import write
from app.result import Draft


def add_notice(document: Any, draft: Draft) -> None:
    """The sentence that tells what made the draft, in a box."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph(style="Normal")
    paragraph.add_run(notice_of(draft)).font.size = Pt(10)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(18)
    indent(paragraph, left=1, right=1)
    box(paragraph)


def add_end(document: Any, draft: Draft) -> None:
    """What is not confirmed, what is, and the sources, on a page of their own."""
    _unconfirmed(document, draft)
    _sources(document, draft)


def _unconfirmed(document: Any, draft: Draft) -> None:
    """On a page of its own, which the office takes away once everything is confirmed."""
    heading = document.add_paragraph(OPEN_HEADING, style="Heading 1")
    heading.paragraph_format.page_break_before = True
    lines = open_lines(draft)
    for number, line in enumerate(lines, start=1):
        paragraph = document.add_paragraph()
        write(paragraph, f"{number}　{printable(line)}")
        indent(paragraph, left=2, first=-1)
    if not lines:
        indent(document.add_paragraph(NOTHING_OPEN), left=1)
    if ticked := ticked_lines(draft):
        document.add_paragraph(TICKED_HEADING, style="Heading 1")
    for line in ticked:
        indent(document.add_paragraph(printable(line)), left=2, first=-1)


def _sources(document: Any, draft: Draft) -> None:
    from docx.shared import Pt

    document.add_paragraph(SOURCES_HEADING, style="Heading 1").paragraph_format.space_before = Pt(18)
    for citation in draft.citations:
        label, quote = (printable(line) for line in source_lines(citation))
        paragraph = document.add_paragraph(label)
        indent(paragraph, left=3, first=-2)
        paragraph.paragraph_format.keep_with_next = bool(quote)
        if quote:
            quoted = document.add_paragraph()
            quoted.add_run(quote).font.size = Pt(10)
            indent(quoted, left=3)
    for line in end_of_sources(draft):
        indent(document.add_paragraph(printable(line)), left=1)
