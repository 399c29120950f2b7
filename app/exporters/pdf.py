"""A draft as a PDF with its letters in it: the same page as in Word, to be looked at and sent. Knows no Word."""

from __future__ import annotations

import importlib.util
import io
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from app.exporters.appendix import (
    NO_SOURCES,
    NOTHING_OPEN,
    OPEN_HEADING,
    SOURCES_HEADING,
    by_model,
    made_of,
    notice_of,
    open_lines,
    source_lines,
)
from app.exporters.layout import Block, column_widths, is_figure, read_blocks
from app.result import Draft

FONT = "IPAexGothic"
BODY, LINE = 10.5, 18
_CHARACTERS = int(165 / 25.4 * 72 / BODY)
_PARTS = re.compile(r"(【要確認[^】]*】)|(\[\d+\])|\*\*([^*\n]+)\*\*")


@cache
def font() -> str:
    """The name under which the Japanese font is known to the PDF; registered once."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(FONT, str(font_file())))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=FONT, italic=FONT, boldItalic=FONT)
    return FONT


def font_file() -> Path:
    """IPAex Gothic as its package carries it (found without importing the package, which wants a plotting library)."""
    spec = importlib.util.find_spec("matplotlib_fontja")
    assert spec is not None and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "fonts" / "ipaexg.ttf"


def export_pdf(draft: Draft, *, title: str) -> bytes:
    """A4 upright: notice, title, text, what is not confirmed, sources, page numbers. The font is embedded."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import PageBreak, SimpleDocTemplate

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
    story = [
        _paragraph(escape(notice_of(draft)), size=9.5, align=1, box=True),
    ]
    blocks = read_blocks(draft.text, title=title)
    if not any(block.kind == "subject" for block in blocks):  # a letter's subject is its title
        story.append(_paragraph(escape(title), size=14, align=1))
    story += [flow for block in blocks for flow in _flows(block)]
    story += [PageBreak(), _heading(OPEN_HEADING)]
    story += [_paragraph(_marked(f"{n}　{line}")) for n, line in enumerate(open_lines(draft), start=1)] or [
        _paragraph(NOTHING_OPEN)
    ]
    story.append(_heading(SOURCES_HEADING))
    for citation in draft.citations:
        label, quote = source_lines(citation)
        story.append(_paragraph(escape(label), left=2, hanging=2))
        story += [_paragraph(escape(quote), left=2, size=9.5)] if quote else []
    story += [] if draft.citations else [_paragraph(NO_SOURCES)]
    made.build(story, onFirstPage=_number, onLaterPages=_number)
    return stream.getvalue()


def _flows(block: Block) -> list[Any]:
    from reportlab.platypus import Spacer

    if block.kind == "blank":
        return [Spacer(1, LINE / 2)]
    if block.kind == "table":
        return [_table(block.rows), Spacer(1, LINE / 2)]
    if block.kind == "code":
        text = escape(block.text).replace(" ", "&nbsp;").replace("\n", "<br/>")
        return [_paragraph(text, size=9, left=1, right=1, box=True), Spacer(1, LINE / 2)]
    text = _marked(block.text)
    if block.kind == "heading":
        return [_heading(text, left=0 if block.level == 1 else 1)]
    if block.kind == "right":
        return [_paragraph(text, align=2), *([Spacer(1, LINE / 2)] if block.text == "以上" else [])]
    if block.kind == "centre":
        return [Spacer(1, LINE / 2), _paragraph(text, align=1)]
    if block.kind in ("head", "to", "sender", "subject", "contact"):
        return _letter(block, text)
    if block.kind == "item":
        return [_paragraph(text, left=max(block.level, 1) + block.indent, hanging=1)]
    if block.kind == "bullet":
        return [_paragraph(text, left=block.level + 1 + block.indent, hanging=1)]
    if block.kind in ("caption", "deep"):
        return [_paragraph(text, left=max(block.level, 1))]
    if block.kind == "article":
        return [_paragraph(text, left=1, hanging=1)]
    first = int(block.indent or block.text.endswith("。"))
    return [_paragraph(text, left=block.level, hanging=-first)]


def _letter(block: Block, text: str) -> list[Any]:
    """A line of a letter's head or end, with the empty line before it that Word has too."""
    from reportlab.platypus import Spacer

    room = [Spacer(1, LINE)]
    if block.kind == "head":
        return [_paragraph(text, align=2, right=1)]
    if block.kind == "to":
        return [*(room if block.level == 1 else []), _paragraph(text, left=block.level)]
    if block.kind == "sender":
        return [*(room if block.level else []), _paragraph(text, align=2, right=2)]
    if block.kind == "subject":
        return [*room, _paragraph(text, left=3, right=3), *room]
    return [_paragraph(text, left=_CHARACTERS - 1 - (block.level + 1) // 2)]


def _paragraph(
    text: str,
    *,
    size: float = BODY,
    align: int = 0,
    left: int = 0,
    right: int = 0,
    hanging: int = 0,
    box: bool = False,
) -> Any:
    """``left``, ``right`` and ``hanging`` (below 0: the first line moves in) in characters of the body."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "p",
        fontName=font(),
        fontSize=size,
        leading=max(LINE, size * 1.6),
        alignment=align,
        leftIndent=left * BODY,
        rightIndent=right * BODY,
        firstLineIndent=-hanging * BODY,
        wordWrap="CJK",
        borderWidth=0.5 if box else 0,
        borderPadding=4 if box else 0,
        borderColor="#000000" if box else None,
        spaceAfter=LINE if align == 1 else 0,
    )
    return Paragraph(text, style)


def _heading(text: str, *, left: int = 0) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "h",
        fontName=font(),
        fontSize=BODY + 1,
        leading=LINE,
        spaceBefore=LINE / 2,
        leftIndent=left * BODY,
        keepWithNext=1,
        wordWrap="CJK",
    )
    return Paragraph(f"<b>{text}</b>", style)


def _table(rows: tuple[tuple[str, ...], ...]) -> Any:
    from reportlab.lib.units import mm
    from reportlab.platypus import Table

    widths = column_widths(rows, 165 * mm)
    cells = [
        [_paragraph(_marked(cell), size=9.5, align=2 if at and is_figure(cell) else 0) for cell in row]
        for at, row in enumerate(rows)
    ]
    ruled = [("GRID", (0, 0), (-1, -1), 0.5, "#000000"), ("BACKGROUND", (0, 0), (-1, 0), "#f2f2f2")]
    return Table(cells, colWidths=widths, repeatRows=1, style=[*ruled, ("VALIGN", (0, 0), (-1, -1), "TOP")])


def _marked(text: str) -> str:
    """``text`` as reportlab's markup: 【要確認】 on yellow, [n] small and raised, **words** underlined."""

    def one(match: re.Match[str]) -> str:
        if match[1]:
            return f'<font backColor="#ffff00">{match[1]}</font>'
        return f'<super size="7">{match[2]}</super>' if match[2] else f"<u>{match[3]}</u>"

    return _PARTS.sub(one, escape(text)).replace("\n", "<br/>").replace("　", "&nbsp;&nbsp;&nbsp;")


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(font(), 9)
    canvas.drawCentredString(105 * 72 / 25.4, 10 * 72 / 25.4, f"- {document.page} -")
