"""The poster as a Word file that a clerk goes on editing: letters as letters, the QR code as a picture. Knows no drafts."""

from __future__ import annotations

import io
from typing import Any

from app.exporters.poster.colours import TEXT
from app.exporters.poster.content import Poster
from app.exporters.poster.lines import title_lines

FACE = "游ゴシック"
_ROOM, _ONE_LINE, _LINES = 470, 28, 3
"""Points of a line of the title; the least size at which it stands on one; the most lines otherwise."""


def make_word(poster: Poster) -> bytes:
    """A4 upright: a coloured head, the facts as a table, the text, the foot with the code and its alternative text."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(15)
    properties = document.core_properties
    properties.title, properties.subject, properties.author = poster.title, poster.alt, poster.host
    properties.language, properties.category = "ja-JP", poster.made
    properties.comments = poster.made
    _edge(section, poster)
    _plain_title(document)
    _head(document, poster)
    if poster.picture:
        made = document.add_picture(io.BytesIO(poster.picture), height=Mm(62))
        _say_instead(made, poster.picture_alt)
    _write(document.add_paragraph(), "", 6, TEXT, after=0)  # room below the band
    points = _points(poster)
    _facts(document, poster, points + 2)
    for line in poster.lines:
        _item(document.add_paragraph(), line, points, poster.strong)
    _foot(section.footer, poster)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _item(paragraph: Any, line: str, points: int, colour: str) -> None:
    """An item behind a dot of the poster's colour; what does not fit on its line hangs under its first letter."""
    from docx.shared import Pt

    hang = Pt(points * 1.3)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = hang, -hang
    paragraph.paragraph_format.tab_stops.add_tab_stop(hang)
    _write(paragraph, "●\t", points, colour, after=points // 3)
    _write(paragraph, line, points, TEXT, after=points // 3)


def _edge(section: Any, poster: Poster) -> None:
    """What the sheet draws around: a frame (枠) or a bar at the left (余白), as the page's own border."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    sides = {"枠": ("top", "left", "bottom", "right"), "余白": ("left",)}.get(poster.layout, ())
    if not sides:
        return
    borders = OxmlElement("w:pgBorders")
    borders.set(qn("w:offsetFrom"), "page")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        said = {"val": "single", "sz": "48", "space": "20", "color": poster.strong.lstrip("#").upper()}
        for name, value in said.items():
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    section._sectPr.find(qn("w:pgMar")).addnext(borders)


def _head(document: Any, poster: Poster) -> None:
    """The words above the title and the title, on a band of colour where the layout has one."""
    fill = poster.strong if poster.layout == "帯" else ""
    colour = "#ffffff" if fill else (poster.strong if poster.layout == "枠" else TEXT)
    if fill:
        _write(document.add_paragraph(), "", 12, colour, fill=fill)
    if poster.catch:
        small = 18 if len(poster.catch) <= 28 else 14
        _write(document.add_paragraph(), poster.catch, small, colour, fill=fill, centre=True)
    points, lines = _title(poster)
    _write(document.add_paragraph(style="Title"), "\n".join(lines), points, colour, fill=fill, centre=True)
    if fill:
        _write(document.add_paragraph(), "", 12, colour, fill=fill)


def _plain_title(document: Any) -> None:
    """Word's own style for titles draws a rule; this one has none."""
    from docx.oxml.ns import qn

    properties = document.styles["Title"].element.pPr
    for each in properties.findall(qn("w:pBdr")):
        properties.remove(each)


def _title(poster: Poster) -> tuple[int, list[str]]:
    """The size of the title and its lines: one where it is large enough, else three at the most, ended where a word ends."""
    one = 460 // max(len(poster.title), 1)
    if one >= _ONE_LINE:
        return min(40, one), [poster.title]
    for points in range(36, 22, -1):
        if len(lines := title_lines(poster.title, points, _ROOM)) <= _LINES:
            return points, lines
    return 22, title_lines(poster.title, 22, _ROOM)


def _title_more(poster: Poster) -> float:
    """Points that a title and the words above it take beyond one line each."""
    (points, lines), small = _title(poster), 18 if len(poster.catch) <= 28 else 14
    return (len(lines) - 1) * points * 1.5 + (len(poster.catch) * small // 470) * small * 1.5


def _points(poster: Poster) -> int:
    """The size of the text with which the poster fills one page, 20 points at most."""
    room = 560.0 - (180 if poster.picture else 0) - _title_more(poster)
    for points in range(20, 9, -1):
        facts = sum(1 + len(text) * (points + 2) // 390 for _, text in poster.facts) * (points + 2) * 1.9
        lines = sum(1 + (len(text) + 2) * points // 480 for text in poster.lines) * points * 1.9
        if facts + lines <= room:
            return points
    return 9


def _foot(footer: Any, poster: Poster) -> None:
    """Who to ask, who gives it and the code at the lower end of the page, whatever stands above."""
    from docx.shared import Mm

    footer.is_linked_to_previous = False
    table = footer.add_table(1, 2, Mm(174))
    table.autofit = False
    widths = (142, 32) if poster.url else (174, 0)
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Mm(width)
    said = [f"問合せ先　{poster.contact}", f"主催　{poster.host}" if poster.host else "", poster.url]
    left = table.rows[0].cells[0]
    for place, words in enumerate(filter(None, said)):
        paragraph = left.paragraphs[0] if place == 0 else left.add_paragraph()
        _write(paragraph, words, 10 if words == poster.url else 13, TEXT)
    if poster.url:
        _code(table.rows[0].cells[1].paragraphs[0], poster.url)


def _facts(document: Any, poster: Poster, points: int) -> None:
    from docx.shared import Mm

    if not poster.facts:
        return
    table = document.add_table(rows=len(poster.facts), cols=2)
    table.autofit = False
    for column, width in zip(table.columns, (32, 142), strict=True):
        column.width = Mm(width)
    for row, (name, text) in zip(table.rows, poster.facts, strict=True):
        for cell, width, said, fill in zip(
            row.cells, (32, 142), (name, text), (poster.soft, ""), strict=True
        ):
            cell.width = Mm(width)
            _write(cell.paragraphs[0], said, points, TEXT, fill=fill)
    document.add_paragraph()


def _write(
    paragraph: Any,
    text: str,
    points: int,
    colour: str,
    *,
    fill: str = "",
    centre: bool = False,
    after: int | None = None,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(points), points >= 18
    run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FACE)
    if after is not None or fill:
        paragraph.paragraph_format.space_before = Pt(0)
        paragraph.paragraph_format.space_after = Pt(after or 0)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if fill:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), fill.lstrip("#"))
        paragraph._p.get_or_add_pPr().append(shade)


def _code(paragraph: Any, url: str) -> None:
    import segno
    from docx.shared import Mm

    stream = io.BytesIO()
    segno.make(url, error="m", micro=False).save(stream, kind="png", scale=8, border=2)
    stream.seek(0)
    picture = paragraph.add_run().add_picture(stream, width=Mm(28))
    _say_instead(picture, f"リンク先のQRコード（{url}）")


def _say_instead(picture: Any, words: str) -> None:
    """The alternative text of a picture."""
    from docx.oxml.ns import qn

    picture._inline.find(qn("wp:docPr")).set("descr", words)
