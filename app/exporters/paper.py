"""The paper of an office in Word: page, fonts, styles, footer, borders, properties. Knows nothing of layout."""

from __future__ import annotations

from typing import Any

from app.exporters.appendix import by_model, made_of, open_lines
from app.result import Draft

MINCHO, GOTHIC = "ＭＳ 明朝", "ＭＳ ゴシック"
BODY_POINTS = 11
LINE_POINTS = 18
TEXT_MM = 165
"""A4 is 210 mm wide; 25 mm on the left for binding, 20 mm on the right."""
LINE_CHARACTERS = int(TEXT_MM / 25.4 * 72 / BODY_POINTS)
"""Characters of the body in a line."""


def set_up(document: Any, *, title: str) -> None:
    """A4 upright, margins, styles, page numbers, and a document's properties that name no machine as author."""
    _page(document.sections[0])
    _styles(document.styles)
    _footer(document.sections[0])
    _properties(document.core_properties, title)


def _page(section: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = Mm(25)
    section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(10)


def _styles(styles: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    defaults = (
        styles.element.find(tag_name("w:docDefaults")).find(tag_name("w:rPrDefault")).find(tag_name("w:rPr"))
    )
    _child(defaults, "w:lang", val="ja-JP", eastAsia="ja-JP")
    for name, font, points, bold in (
        ("Normal", MINCHO, BODY_POINTS, False),
        ("Title", MINCHO, 14, True),
        ("Heading 1", GOTHIC, BODY_POINTS, True),
        ("Heading 2", MINCHO, BODY_POINTS, True),
        ("Caption", MINCHO, 10, False),
    ):
        style = styles[name]
        _font(style.element.get_or_add_rPr(), font)
        style.font.size, style.font.bold, style.font.italic = Pt(points), bold, False
        _black(style)
        form = style.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE_POINTS)
        form.space_before = form.space_after = Pt(0)
        form.widow_control = True
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles["Title"].paragraph_format.line_spacing = Pt(24)
    styles["Title"].paragraph_format.space_after = Pt(LINE_POINTS)
    styles["Heading 1"].paragraph_format.space_before = Pt(LINE_POINTS / 2)
    for name in ("Title", "Heading 1", "Heading 2"):
        styles[name].paragraph_format.keep_with_next = True
        borders = styles[name].element.pPr.find(tag_name("w:pBdr"))
        if borders is not None:
            borders.getparent().remove(borders)


def _font(properties: Any, font: str) -> None:
    """The font for every script; without eastAsia Word would take the theme's own for Japanese."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(tag_name(f"w:{script}"), font)


def _black(style: Any) -> None:
    from docx.shared import RGBColor

    style.font.color.rgb = RGBColor(0, 0, 0)
    for tag in ("w:spacing", "w:kern"):
        for each in style.element.rPr.findall(tag_name(tag)):
            style.element.rPr.remove(each)


def _footer(section: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = section.footer.paragraphs[0]
    paragraph.style = "Normal"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("- ")
    for kind, instruction, shown in (
        ("begin", "", ""),
        ("", "PAGE", ""),
        ("separate", "", ""),
        ("", "", "1"),
        ("end", "", ""),
    ):
        run = paragraph.add_run(shown)
        if kind:
            _child(run._r, "w:fldChar", fldCharType=kind)
        elif instruction:
            _child(run._r, "w:instrText").text = f" {instruction} "
    paragraph.add_run(" -")


def _properties(properties: Any, title: str) -> None:
    from datetime import UTC, datetime

    properties.title, properties.language = title, "ja-JP"
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def describe(properties: Any, draft: Draft) -> None:
    """The file's properties say what made the draft, by which model if any, and from which sources."""
    sources = "、".join(dict.fromkeys(citation.label for citation in draft.citations))
    properties.category, properties.keywords = made_of(draft), "下書き"
    properties.content_status = "下書き" if open_lines(draft) else "確認済み"
    maker = f"。作成：{draft.trace.model}" if by_model(draft) else ""
    properties.comments = f"{made_of(draft)}{maker}。出典：{sources or 'なし'}"[:255]


def indent(paragraph: Any, *, left: int = 0, first: int = 0, right: int = 0) -> None:
    """Indents in characters, so that they follow the size of the text; ``first`` below 0 hangs.

    Word reads the …Chars; the twentieths of a point beside them are for readers that know only those.
    """
    character = BODY_POINTS * 20
    values = {"left": left, "right": right, "firstLine": max(first, 0), "hanging": max(-first, 0)}
    element = _child(paragraph._p.get_or_add_pPr(), "w:ind")
    for side, count in values.items():
        if count:
            element.set(tag_name(f"w:{side}Chars"), str(count * 100))
            element.set(tag_name(f"w:{side}"), str(count * character))


def fit(paragraph: Any, *, halves: int) -> None:
    """均等割付: the paragraph's letters spread over ``halves`` half characters, so that lines begin and end alike.

    The spaces between the letters are made wider: Word's own w:fitText is not drawn by every reader.
    """
    from app.exporters.letter import width

    for tag in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no room of its own between 第 and 12
        _child(paragraph._p.get_or_add_pPr(), tag, val="0")
    letters = [run for run in paragraph.runs if run.text]
    text = "".join(run.text for run in letters)
    if len(letters) != 1 or len(text) < 2 or (lacking := halves - width(text)) <= 0:
        return
    run, last = letters[0], paragraph.add_run(text[-1])
    run.text = text[:-1]
    each = round(lacking * BODY_POINTS * 10 / (len(text) - 1))
    spacing = _child(run._r.get_or_add_rPr(), "w:spacing", val=str(each))
    assert spacing is not None
    last.font.bold = run.font.bold


def box(paragraph: Any, *, sides: tuple[str, ...] = ("top", "left", "bottom", "right")) -> None:
    """A thin line around a paragraph, or along some of its sides."""
    borders = _child(paragraph._p.get_or_add_pPr(), "w:pBdr")
    for side in sides:
        _child(borders, f"w:{side}", val="single", sz="4", space="4", color="000000")


def repeat_header(row: Any) -> None:
    """The first row of a table again on every page, and no row torn in two."""
    properties = row._tr.get_or_add_trPr()
    _child(properties, "w:cantSplit")
    _child(properties, "w:tblHeader")


def put(run: Any, font: str, size: Any) -> None:
    """A run in another font and size than the paper's."""
    _font(run._r.get_or_add_rPr(), font)
    run.font.size = size


def raise_run(run: Any) -> None:
    """A run a little above the line, as a mark for a source stands: three points, in half points."""
    _child(run._r.get_or_add_rPr(), "w:position", val="6")


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    """A new child where Word's schema wants it; one of the same name is replaced."""
    from docx.oxml import OxmlElement

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(tag_name(f"w:{name}"), value)
    old = parent.find(tag_name(tag))
    if old is not None:
        parent.replace(old, element)
        return element
    spaced = ("w:spacing", "w:ind", "w:jc", "w:rPr")
    order = {"w:pBdr": ("w:shd", *spaced), "w:ind": ("w:jc", "w:rPr")}
    before = order.get(tag, spaced if tag.startswith("w:autoSpace") else ())
    place = next((child for name in before if (child := parent.find(tag_name(name))) is not None), None)
    if place is None:
        parent.append(element)
    else:
        place.addprevious(element)
    return element


def tag_name(tag: str) -> str:
    """「w:p」 with its namespace, as the tree of a Word file names it."""
    from docx.oxml.ns import qn

    name: str = qn(tag)
    return name
