"""A draft as a PDF with its letters in it: laid out as in Word, to be looked at and sent. Knows no Word."""

from __future__ import annotations

import io
from typing import Any

from app.exporters.appendix import (
    NOTHING_OPEN,
    OPEN_HEADING,
    SOURCES_HEADING,
    TICKED_HEADING,
    by_model,
    end_of_sources,
    made_of,
    notice_of,
    open_lines,
    source_lines,
    ticked_lines,
)
from app.exporters.layout import Block, column_widths, figure_columns, kept_together, printable, read_blocks
from app.exporters.pdf_font import font, known, must_know
from app.exporters.pdf_lines import Unit, units
from app.exporters.readings import with_reads
from app.result import Draft

BODY, LINE = 10.5, 18
_CHARACTERS = int(165 / 25.4 * 72 / BODY)


def export_pdf(draft: Draft, *, title: str, read: str = "") -> bytes:
    """A4 upright: notice, title, text, what is not confirmed, sources, page numbers. The font is embedded.

    Readings stand above their words as in Word. Raises SettingError for a text with letters that the font has not.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import SimpleDocTemplate

    must_know(title + draft.text)
    stream = io.BytesIO()
    made = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=25 * mm,
        rightMargin=20 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        title=title,
        author="",
        subject=made_of(draft),
        creator=f"下書き（{draft.trace.model if by_model(draft) else made_of(draft)}）",
        lang="ja-JP",
    )
    story = [_boxed(notice_of(draft), size=9.5, align=1)]
    blocks = read_blocks(printable(draft.text), title=title)
    if not any(block.kind == "subject" for block in blocks):  # a letter's subject is its title
        story.append(_paragraph(title, size=14, align=1))
    for (block, reads), following in zip(
        with_reads(blocks, read), [*blocks, Block("blank")][1:], strict=True
    ):
        flows = _flows(block, reads)
        if kept_together(block, following):
            flows[-1].keepWithNext = 1
        story += flows
    made.build([*story, *_end(draft)], onFirstPage=_number, onLaterPages=_number)
    return stream.getvalue()


def _end(draft: Draft) -> list[Any]:
    """What is not confirmed, what is, and the sources: on a page of their own."""
    from reportlab.platypus import PageBreak

    story = [PageBreak(), _heading(OPEN_HEADING)]
    lines = [f"{n}　{known(line)}" for n, line in enumerate(open_lines(draft), start=1)]
    story += [_paragraph(line, left=2, hanging=2) for line in lines] or [_paragraph(NOTHING_OPEN)]
    if ticked := ticked_lines(draft):
        story += [_heading(TICKED_HEADING), *(_paragraph(known(line), left=2, hanging=1) for line in ticked)]
    story.append(_heading(SOURCES_HEADING))
    for citation in draft.citations:
        label, quote = (known(line) for line in source_lines(citation))
        story.append(_paragraph(label, left=3, hanging=2, plain=True))
        story += [_paragraph(quote, left=3, size=9.5)] if quote else []
        story[-1 if not quote else -2].keepWithNext = int(bool(quote))
    return [*story, *(_paragraph(known(line)) for line in end_of_sources(draft))]


def _flows(block: Block, reads: bool) -> list[Any]:
    from reportlab.platypus import Spacer

    text = block.text
    if block.kind == "blank":
        return [Spacer(1, LINE / 2)]
    if block.kind == "table":
        return [_table(block.rows, reads), Spacer(1, LINE / 2)]
    if block.kind == "code":
        return [_boxed(text, size=9, left=1, right=1), Spacer(1, LINE / 2)]
    if block.kind == "heading":
        return [_heading(text, left=0 if block.level == 1 else 1, reads=reads)]
    if block.kind == "right":
        return [_paragraph(text, align=2), *([Spacer(1, LINE / 2)] if text == "以上" else [])]
    if block.kind == "centre":
        return [Spacer(1, LINE / 2), _paragraph(text, align=1)]
    if block.kind in ("head", "to", "sender", "subject", "contact"):
        return _letter(block)
    if block.kind == "item":
        return [_paragraph(text, left=max(block.level, 1) + block.indent, hanging=1, reads=reads)]
    if block.kind == "bullet":
        return [_paragraph(text, left=block.level + 1 + block.indent, hanging=1, reads=reads)]
    if block.kind in ("caption", "deep"):
        return [_paragraph(text, left=max(block.level, 1), reads=reads)]
    if block.kind == "article":
        return [_paragraph(text, left=1, hanging=1, reads=reads)]
    first = int(block.indent or text.endswith("。"))
    return [_paragraph(text, left=block.level, hanging=-first, reads=reads)]


def _letter(block: Block) -> list[Any]:
    """A line of a letter's head or end, with the empty line before it that Word has too."""
    from reportlab.platypus import Spacer

    room, text = [Spacer(1, LINE)], block.text
    if block.kind == "head":
        return [_paragraph(text, align=2, right=1)]
    if block.kind == "to":
        return [*(room if block.level == 1 else []), _paragraph(text, left=block.level)]
    if block.kind == "sender":
        return [*(room if block.level else []), _paragraph(text, align=2, right=2)]
    if block.kind == "subject":
        return [*room, _paragraph(text, left=3, right=3), *room]
    return [_paragraph(text, left=_CHARACTERS - 2 - (block.level + 1) // 2)]


def _style(
    size: float = BODY,
    *,
    align: int = 0,
    left: int = 0,
    right: int = 0,
    hanging: int = 0,
    **more: Any,
) -> Any:
    """``left``, ``right`` and ``hanging`` (below 0: the first line moves in) in characters of the body."""
    from reportlab.lib.styles import ParagraphStyle

    given = {
        "fontName": font(),
        "fontSize": size,
        "leading": max(LINE, size * 1.6),
        "alignment": align,
        "leftIndent": left * BODY,
        "rightIndent": right * BODY,
        "firstLineIndent": -hanging * BODY,
        "wordWrap": "CJK",
        "spaceAfter": LINE if align == 1 else 0,
    }
    return ParagraphStyle("p", **{**given, **more})


def _paragraph(
    text: str, *, size: float = BODY, reads: bool = False, plain: bool = False, **places: int
) -> Any:
    """``text`` with 【要確認】 on yellow, [n] small and raised, **words** underlined; a ``plain`` one as it is."""
    from app.exporters.pdf_flow import Lines

    said = [Unit(each) for each in text] if plain else units(text, every=reads)
    return Lines(said, _style(size, **places))


def _boxed(text: str, *, size: float, **places: int) -> Any:
    from xml.sax.saxutils import escape

    from reportlab.platypus import Paragraph

    style = _style(size, **places, borderWidth=0.5, borderPadding=4, borderColor="#000000")
    return Paragraph(escape(text).replace(" ", "&nbsp;").replace("\n", "<br/>"), style)


def _heading(text: str, *, left: int = 0, reads: bool = False) -> Any:
    from app.exporters.pdf_flow import Lines

    style = _style(BODY + 1, left=left, leading=LINE, spaceBefore=LINE / 2, keepWithNext=1)
    return Lines(units(text, every=reads), style)


def _table(rows: tuple[tuple[str, ...], ...], reads: bool) -> Any:
    from reportlab.lib.units import mm
    from reportlab.platypus import Table

    widths, figures = column_widths(rows, 165 * mm), figure_columns(rows)
    cells = [
        [
            _paragraph(cell, size=9.5, align=2 if at and column in figures else 0, reads=reads)
            for column, cell in enumerate(row)
        ]
        for at, row in enumerate(rows)
    ]
    ruled = [("GRID", (0, 0), (-1, -1), 0.5, "#000000"), ("BACKGROUND", (0, 0), (-1, 0), "#f2f2f2")]
    return Table(cells, colWidths=widths, repeatRows=1, style=[*ruled, ("VALIGN", (0, 0), (-1, -1), "TOP")])


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(font(), 9)
    canvas.drawCentredString(105 * 72 / 25.4, 10 * 72 / 25.4, f"- {document.page} -")
