"""A speech on vertical paper (式辞用紙) in Word: large letters, numbers in 漢数字, readings beside. Knows nothing of how it was made."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.exporters.docx_end import add_end, add_notice
from app.exporters.layout import Block, printable, read_blocks
from app.exporters.letter import DAY, without_weekday
from app.exporters.margin import Margin
from app.exporters.paper import MINCHO, describe, set_up, tag_name
from app.exporters.runs import Hand, write
from app.result import Draft
from app.text.vertical import in_kanji

POINTS, LINE = 16, 32
"""A speech is read standing: letters and lines larger than a letter's."""
MEMO_HEADING = "原稿に載せていない行"
_MEMO = re.compile(r"^(?:日時|日にち|開催日|会場|場所|話者|時間|聴衆|聞く人|行事|行事名|立場)[　：:]\s*\S")
_STYLE = "式辞"
_SIGNS = 3
"""Lines that may stand below the day at the end: who speaks."""


def export_speech(draft: Draft, *, title: str) -> bytes:
    """A4 on its side, written downwards from the right: title, text, day, who speaks. What is not confirmed and the
    sources follow on upright pages; the comments stand beside the words as in any draft."""
    from docx import Document
    from docx.enum.section import WD_SECTION

    document = Document()
    heading = printable(title).strip() or "原稿"
    set_up(document, title=heading)
    describe(document.core_properties, draft)
    _style(document)
    _turn(document.sections[0])
    add_notice(document, draft)
    blocks = [each for each in read_blocks(printable(draft.text), title=heading) if each.kind != "blank"]
    memo, said, signed = _parts(blocks)
    _line(document, heading, left=2)
    margin = Margin(draft)
    for block in memo:
        margin.beside(block.text)
    for block in said:
        _say(document, block, margin)
    for block in signed:
        _sign(document, block, margin)
    _turn_back(document.add_section(WD_SECTION.NEW_PAGE))
    add_end(document, draft)
    if memo:
        document.add_paragraph(MEMO_HEADING, style="Heading 1")
    for block in memo:
        document.add_paragraph(block.text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _parts(blocks: Sequence[Block]) -> tuple[list[Block], list[Block], list[Block]]:
    """What only tells of the speech (日時, 会場 …), what is said, and the day with who speaks at its end."""
    begin = next((at for at, block in enumerate(blocks) if not _MEMO.match(block.text)), len(blocks))
    days = [at for at, block in enumerate(blocks) if at >= begin and DAY.match(block.text.strip())]
    end = days[-1] if days and days[-1] >= len(blocks) - 1 - _SIGNS else len(blocks)
    return list(blocks[:begin]), list(blocks[begin:end]), list(blocks[end:])


def _say(document: Any, block: Block, margin: Margin) -> None:
    if block.kind == "table":
        block = replace(block, text="\n".join("　".join(row) for row in block.rows))
    paragraph = document.add_paragraph(style=_STYLE)
    _indent(paragraph, first=int(block.indent or block.text.endswith("。")))
    _words(document, paragraph, block.text, margin)


def _sign(document: Any, block: Block, margin: Margin) -> None:
    """The day two letters down, who speaks at the foot of the line."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph(style=_STYLE)
    if DAY.match(block.text.strip()):
        margin.beside(block.text)
        _indent(paragraph, left=2)
        write(paragraph, without_weekday(block.text.strip()), hand=_hand())
        return
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _indent(paragraph, right=2)
    _words(document, paragraph, block.text, margin)


def _words(document: Any, paragraph: Any, text: str, margin: Margin) -> None:
    write(paragraph, text, margin.beside(text), document, hand=_hand())


def _hand() -> Hand:
    return Hand(points=POINTS, says=in_kanji, cites=False)


def _line(document: Any, text: str, *, left: int) -> None:
    paragraph = document.add_paragraph(style=_STYLE)
    paragraph.paragraph_format.keep_with_next = True
    _indent(paragraph, left=left)
    write(paragraph, text, hand=_hand())
    for run in paragraph.runs:
        run.font.bold = True


def _style(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    style = document.styles.add_style(_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(POINTS)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(tag_name(f"w:{script}"), MINCHO)
    form = style.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)


def _indent(paragraph: Any, *, left: int = 0, first: int = 0, right: int = 0) -> None:
    from docx.shared import Pt

    form = paragraph.paragraph_format
    if left:
        form.left_indent = Pt(left * POINTS)
    if right:
        form.right_indent = Pt(right * POINTS)
    if first:
        form.first_line_indent = Pt(first * POINTS)


def _turn(section: Any) -> None:
    """A page on its side whose lines run downwards, from the right to the left."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(25)
    direction = OxmlElement("w:textDirection")
    direction.set(tag_name("w:val"), "tbRl")
    grid = section._sectPr.find(tag_name("w:docGrid"))
    if grid is not None:
        grid.addprevious(direction)
    else:
        section._sectPr.append(direction)


def _turn_back(section: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    for each in section._sectPr.findall(tag_name("w:textDirection")):
        section._sectPr.remove(each)
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = Mm(25)
    section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
