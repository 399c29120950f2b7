"""Make the issues of 広報みどり and the city's flyers: pages of one to three columns under a band, with a table of contents, charts and a drawn picture.

A text (corpus/texts/past/koho/NAME.txt) becomes past/kouhou/NAME.pdf (``@as docx`` keeps the .docx). It starts with ``@key value``
lines (title, issue, issued, first, size) and then ``@page BAND | COLUMNS`` for every page (``@part`` for a band further down the same page),
with office.py's marks below it and
    @lead text       the text across the page, under the band
    @contents        the table rows that follow have no lines: a table of contents
    @bars TITLE | UNIT | LABEL=VALUE | …        a chart of bars          @box text      a framed, shaded line
    @big text        a line set large                                    @hills SEASON | ALT     hills, a river, trees and the sun
Run with no argument to make all of them, or name the texts to make. The drawings are the same for the same text.
"""

import io
import sys
from dataclasses import replace
from pathlib import Path

import office
import papers
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from PIL import Image, ImageDraw, ImageFont

TEXTS = papers.TEXTS / "koho"
WIDTH, GAP = 184.0, 6.0  # millimetres of a page between its margins, and between two columns
FACE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
GREEN, PALE = "2E6B4F", "E3F0E8"
SEASONS = {  # sky, sun, far hill, near hill, leaves
    "春": ("#E4F1F7", "#F9D976", "#A9CFA6", "#5F9E6E", "#F2B8C6"),
    "初夏": ("#DDEFF7", "#F6C851", "#8FBF9A", "#2E6B4F", "#3F8A5E"),
    "雨": ("#C9D3DA", "#E6E9EB", "#8BA39A", "#3F5F56", "#4E7A66"),
    "秋": ("#EAF0F5", "#F1A24A", "#C9B27C", "#7C8A4A", "#C8642D"),
}
OWN = ("lead", "contents", "bars", "box", "big", "hills")

Part = tuple[str, str]
"""One piece of a page: the mark without its @ and its words, or "text" and lines in office.py's marks."""
Page = tuple[str, str, int, list[Part]]
"""page or part, its band, its columns, its pieces."""


def read(file: Path) -> tuple[papers.Head, list[Page]]:
    """The values of the first lines, and each page's band, columns and parts."""
    head: papers.Head = {}
    pages: list[Page] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        key, _, value = line[1:].partition(" ") if line.startswith("@") else ("", "", "")
        if key in ("page", "part"):
            band, _, columns = value.partition(" | ")
            pages.append((key, band.strip(), int(columns or 1), []))
        elif not pages:
            if key:
                head.setdefault(key, []).append(value)
        elif key in OWN:
            pages[-1][3].append((key, value))
        else:
            parts = pages[-1][3]
            if not parts or parts[-1][0] != "text":
                parts.append(("text", ""))
            parts[-1] = ("text", parts[-1][1] + line + "\n")
    return head, pages


def issue(head: papers.Head, pages: list[Page]) -> Document:
    paper = papers.new_paper(" ".join(head["title"] + head.get("issue", [])), margins=(12, 13, 15, 13))
    normal = paper.styles["Normal"]
    size = float(head.get("size", ["10.5"])[0])
    normal.font.size, normal.paragraph_format.line_spacing = Pt(size), Pt(size * 1.6)
    paper.styles["Heading 2"].paragraph_format.space_before = Pt(4)
    for level, large in ((1, 13), (2, 11)):
        style = paper.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = (
            office.GOTHIC,
            Pt(large),
            RGBColor.from_string(GREEN),
        )
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), office.GOTHIC)
    footer(paper, head)
    for number, (key, band, columns, parts) in enumerate(pages):
        if number:
            split(paper, 1)
        cover = number == 0 and "issue" in head
        masthead(paper, head, cover=cover, new=number > 0 and key == "page", band=band)
        across = [part for part in parts if part[0] in ("lead", "hills", "big")]
        put(paper, across, width=WIDTH)
        split(paper, columns)
        width = (WIDTH - GAP * (columns - 1)) / columns
        put(paper, [part for part in parts if part not in across], width=width)
    split(paper, 1)  # without a part after it, LibreOffice runs the last columns down one side
    return paper


def split(paper: Document, columns: int) -> None:
    """Begin a part of ``columns`` columns on the same page; what stands before it is spread evenly over its own columns."""
    marks = paper.add_section(WD_SECTION.CONTINUOUS)._sectPr.find(qn("w:cols"))
    for key in list(marks.attrib):
        del marks.attrib[key]
    for key, value in (("num", columns), ("space", round(GAP * 56.7)), ("sep", int(columns > 1))):
        marks.set(qn(f"w:{key}"), str(value))


def masthead(paper: Document, head: papers.Head, *, cover: bool, new: bool, band: str) -> None:
    if cover:
        cells = paper.add_table(rows=1, cols=2, style="Table Grid").rows[0].cells
        for cell, text, size in (
            (cells[0], head["title"][0], 30),
            (cells[1], f"{head['issue'][0]}\n{head['issued'][0]}", 11),
        ):
            papers.shade(cell, GREEN)
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.font.name, run.font.color.rgb = (
                Pt(size),
                office.GOTHIC,
                RGBColor(255, 255, 255),
            )
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), office.GOTHIC)
            cell.paragraphs[0].paragraph_format.line_spacing = Pt(size * 1.5)
    if band:
        paragraph = paper.add_heading(band, level=1)
        paragraph.paragraph_format.page_break_before = new
        paragraph.paragraph_format.space_before = Pt(4)
        paint(paragraph, PALE)
        for run in paragraph.runs:
            run.font.size = Pt(16)


def footer(paper: Document, head: papers.Head) -> None:
    if "first" not in head:
        return
    page = OxmlElement("w:pgNumType")
    page.set(qn("w:start"), head["first"][0])
    paper.sections[0]._sectPr.append(page)
    line = paper.sections[0].footer.paragraphs[0]
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)
    line.add_run(
        f"　{head['title'][0]}　{head['issue'][0].partition('　')[0]}　／　市役所代表　☎0999-22-1111"
    )


def put(paper: Document, parts: list[Part], *, width: float) -> None:
    plain = False
    for mark, value in parts:
        if mark == "contents":
            plain = True
        elif mark == "bars":
            picture(paper, *bars(value), width=width)
        elif mark == "hills":
            season, _, alt = value.partition(" | ")
            picture(paper, hills(season), alt, width=width)
        elif mark in ("lead", "big", "box"):
            paragraph = paper.add_paragraph(value)
            paragraph.paragraph_format.space_after = Pt(6)
            body = paper.styles["Normal"].font.size.pt
            size = {"lead": max(body, 10.5), "big": 24, "box": body - 0.5}[mark]
            paragraph.paragraph_format.line_spacing = Pt(size * 1.5)
            for run in paragraph.runs:
                run.font.size = Pt(size)
                if mark != "lead":
                    run.font.name = office.GOTHIC
                    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), office.GOTHIC)
            if mark == "big":
                paragraph.alignment = papers.CENTRE
            if mark == "box":
                paint(paragraph, PALE, framed=True)
        else:
            for block in office.blocks(value):
                if block.kind == "table" and plain:
                    contents(paper, block)
                elif block.kind == "table":
                    papers.add_table(paper, block.rows, width=width - 1)
                    whole(paper)
                else:
                    # a telephone number in a narrow column is set on a line of its own, not broken in two
                    text = block.text.replace("　☎", "\n☎") if width < 70 else block.text
                    text = ("・" if block.kind == "bullet" else "") + text
                    papers.add(paper, [replace(block, text=text)], width=width - 1, first=0)
            plain = False


def whole(paper: Document) -> None:
    """Keep the last table in one column, its lines as far apart as its letters ask."""
    *rows, last = paper.tables[-1].rows
    for row in (*rows, last):
        for cell in row.cells:
            form = cell.paragraphs[0].paragraph_format
            form.keep_with_next = row is not last
            form.line_spacing = Pt(paper.styles["Normal"].font.size.pt * 1.4)


def contents(paper: Document, block: office.Block) -> None:
    """A table of contents: the subject, and the page at the right of a dotted line."""
    for subject, page in block.rows:
        line = paper.add_paragraph(f"{subject}\t{page}")
        line.paragraph_format.line_spacing = Pt(16)
        stops = OxmlElement("w:tabs")
        stop = OxmlElement("w:tab")
        for key, value in (("val", "right"), ("leader", "dot"), ("pos", str(round(WIDTH * 56.7) - 60))):
            stop.set(qn(f"w:{key}"), value)
        stops.append(stop)
        line._p.get_or_add_pPr().append(stops)


def paint(paragraph: Paragraph, colour: str, *, framed: bool = False) -> None:
    form = paragraph._p.get_or_add_pPr()
    if framed:
        frame = OxmlElement("w:pBdr")
        for side in ("top", "left", "bottom", "right"):
            edge = OxmlElement(f"w:{side}")
            for key, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", GREEN)):
                edge.set(qn(f"w:{key}"), value)
            frame.append(edge)
        form.append(frame)
    ground = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        ground.set(qn(f"w:{key}"), value)
    form.append(ground)


def picture(paper: Document, image: Image.Image, alt: str, *, width: float) -> None:
    held = io.BytesIO()
    image.save(held, "PNG")
    held.seek(0)
    shape = paper.add_paragraph().add_run().add_picture(held, width=Mm(width - 1))
    paragraph = paper.paragraphs[-1]
    paragraph.paragraph_format.line_spacing = 1.0
    shape._inline.docPr.set("descr", alt)
    for side in "TBLR":  # LibreOffice leaves three millimetres where these are missing
        shape._inline.set(f"dist{side}", "0")


def bars(value: str) -> tuple[Image.Image, str]:
    """The chart of ``TITLE | UNIT | LABEL=VALUE | …`` and its alternative text."""
    title, unit, *rows = [each.strip() for each in value.split("|")]
    pairs = [
        (label, float(number.replace(",", ""))) for label, _, number in (row.partition("=") for row in rows)
    ]
    words = ImageFont.truetype(FACE, 30, index=0)
    image = Image.new("RGB", (1000, 70 + 52 * len(pairs)), "white")
    pen = ImageDraw.Draw(image)
    pen.text((10, 8), f"{title}（単位　{unit}）", font=ImageFont.truetype(FACE, 32, index=0), fill="black")
    most = max(number for _, number in pairs)
    left = 20 + max(pen.textlength(label, font=words) for label, _ in pairs)
    for n, (label, number) in enumerate(pairs):
        top = 66 + 52 * n
        shown = f"{number:,.1f}" if any(each % 1 for _, each in pairs) else f"{number:,.0f}"
        pen.text((10, top), label, font=words, fill="black")
        long = (1000 - left - 190) * number / most
        pen.rectangle((left, top + 2, left + max(long, 2), top + 40), fill=f"#{GREEN}")
        pen.text((left + long + 10, top), shown, font=words, fill="black")
    told = "、".join(f"{label} {number:,.10g}" for label, number in pairs)
    return image, f"棒グラフ　{title}（{unit}）。{told}"


def hills(season: str) -> Image.Image:
    sky, sun, far, near, leaves = SEASONS[season]
    image = Image.new("RGB", (1840, 700), sky)
    pen = ImageDraw.Draw(image)
    pen.ellipse((1480, 60, 1640, 220), fill=sun)
    for points, colour in (
        ([(0, 400), (380, 190), (820, 420), (1240, 220), (1840, 440), (1840, 700), (0, 700)], far),
        ([(0, 480), (520, 350), (1100, 500), (1500, 390), (1840, 510), (1840, 700), (0, 700)], near),
        (
            [
                (600, 700),
                (860, 580),
                (760, 520),
                (980, 455),
                (1010, 465),
                (880, 530),
                (1060, 590),
                (1000, 700),
            ],
            "#7CB7D9",
        ),
    ):
        pen.polygon(points, fill=colour)
    for left, top in ((180, 420), (250, 440), (360, 500), (1460, 480), (1560, 450), (1640, 470), (1720, 480)):
        pen.rectangle((left + 22, top + 60, left + 32, top + 110), fill="#6B4A2B")
        pen.ellipse((left - 12, top, left + 66, top + 80), fill=leaves)
    return image


def make(source: Path) -> Path:
    head, pages = read(source)
    paper = issue(head, pages)
    target = papers.PAST / "kouhou" / f"{source.stem}.{head.get('as', ['pdf'])[0]}"
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".pdf":
        papers.print_pdf(paper, target)
    else:
        paper.save(str(target))
        office._settle(target)
    return target


if __name__ == "__main__":
    named = [Path(argument) for argument in sys.argv[1:]]
    for source in named or sorted(TEXTS.glob("*.txt")):
        print(make(source.resolve()).relative_to(office.CORPUS))
