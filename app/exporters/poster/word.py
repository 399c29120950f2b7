"""The poster as a Word file that a clerk goes on editing: letters as letters, the QR code as a picture. Knows no drafts."""

from __future__ import annotations

import io
from typing import Any

from app.exporters.poster.content import TEXT, Poster

FACE = "游ゴシック"


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
    fill = poster.strong if poster.layout == "帯" else ""
    colour = "#ffffff" if fill else (poster.strong if poster.layout == "枠" else TEXT)
    if poster.catch:
        _write(document.add_paragraph(), poster.catch, 18, colour, fill=fill, centre=True)
    _write(
        document.add_paragraph(style="Title"),
        poster.title,
        max(20, min(40, 460 // max(len(poster.title), 1))),
        colour,
        fill=fill,
        centre=True,
    )
    if poster.picture:
        made = document.add_picture(io.BytesIO(poster.picture), height=Mm(62))
        _say_instead(made, poster.picture_alt)
    _facts(document, poster)
    for line in poster.lines:
        _write(document.add_paragraph(), f"● {line}", 16, TEXT)
    _write(document.add_paragraph(), f"問合せ先　{poster.contact}\n主催　{poster.host}", 13, TEXT)
    if poster.url:
        _code(document, poster.url)
        _write(document.add_paragraph(), poster.url, 10, TEXT)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


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


def _facts(document: Any, poster: Poster) -> None:
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
            _write(cell.paragraphs[0], said, 18, TEXT, fill=fill)
    document.add_paragraph()


def _write(
    paragraph: Any, text: str, points: int, colour: str, *, fill: str = "", centre: bool = False
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
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if fill:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), fill.lstrip("#"))
        paragraph._p.get_or_add_pPr().append(shade)


def _code(document: Any, url: str) -> None:
    import segno
    from docx.shared import Mm

    stream = io.BytesIO()
    segno.make(url, error="m", micro=False).save(stream, kind="png", scale=8, border=2)
    stream.seek(0)
    picture = document.add_picture(stream, width=Mm(28))
    _say_instead(picture, f"リンク先のQRコード（{url}）")


def _say_instead(picture: Any, words: str) -> None:
    """The alternative text of a picture."""
    from docx.oxml.ns import qn

    picture._inline.find(qn("wp:docPr")).set("descr", words)
