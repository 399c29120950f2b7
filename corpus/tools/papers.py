"""Make the papers whose layout needs more than office.py's marks: official letters, press releases, a two-column newsletter.

A text (corpus/texts/past/{tsuuchi,kisha,kouhou}/NAME.txt) starts with ``@key value`` lines and goes on in office.py's marks;
``@ki`` and ``@ijou`` stand for the centred 記 and the 以上 at the right. ``@as pdf`` prints the paper with LibreOffice,
with fonts embedded, where office.py's own PDFs leave them to the reader.
Run with no argument to make all of them, or name the texts to make. The same text always gives the same .docx bytes.
"""

import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import office
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

TEXTS, PAST = office.CORPUS / "texts" / "past", office.CORPUS / "past"
EMBEDDED = {office.MINCHO: "Noto Serif CJK JP", office.GOTHIC: "Noto Sans CJK JP"}
MARKS = (r"[0-9]+　", r"\([0-9]+\)　", r"[ア-ン]　")
"""The marks of numbered items, from the outer to the inner; each is set one character further in."""
RIGHT, CENTRE = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
LETTER = 10.5  # points

Head = dict[str, list[str]]


def read(file: Path) -> tuple[Head, list[office.Block]]:
    """The values of the ``@`` lines by key, in order, and the blocks of the rest."""
    head: Head = {}
    body = []
    for line in file.read_text(encoding="utf-8").splitlines():
        key, _, value = line[1:].partition(" ") if line.startswith("@") else ("", "", "")
        if key in ("ki", "ijou"):
            body.append({"ki": ">< 記", "ijou": ">> 以上"}[key])
        elif key:
            head.setdefault(key, []).append(value)
        else:
            body.append(line)
    return head, list(office.blocks("\n".join(body)))


def new_paper(title: str, *, margins: tuple[float, float, float, float] = (25, 22, 25, 25)) -> Document:
    """An A4 paper in 10.5 point Mincho with Gothic headings; ``margins`` are top, right, bottom, left in millimetres."""
    paper = docx.Document()
    for name, face, size in (
        ("Normal", office.MINCHO, LETTER),
        ("Title", office.GOTHIC, 15),
        ("Heading 1", office.GOTHIC, 11.5),
    ):
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = face, Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[key]
        fonts.set(qn("w:eastAsia"), face)
    for border in paper.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break
    (
        paper.styles["Normal"].paragraph_format.space_after,
        paper.styles["Normal"].paragraph_format.line_spacing,
    ) = Pt(0), Pt(18)
    paper.styles["Heading 1"].paragraph_format.space_before = Pt(6)
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.right_margin, page.bottom_margin, page.left_margin = (Mm(each) for each in margins)
    core = paper.core_properties
    core.title, core.author, core.language, core.comments = title, "みどり市", "ja-JP", ""
    core.created = core.modified = office._DAY
    return paper


def indent(paragraph: Paragraph, *, left: float = 0, first: float = 0, right: float = 0) -> Paragraph:
    """Indents in characters; a negative ``first`` hangs."""
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent, form.right_indent = (
        Pt(each * LETTER) for each in (left, first, right)
    )
    return paragraph


def add(paper: Document, blocks: Sequence[office.Block], *, width: float, first: float = 1) -> None:
    """Set ``blocks``: items indented by their mark, plain paragraphs by ``first`` characters, tables ``width`` millimetres wide."""
    for block in blocks:
        if block.kind == "table":
            add_table(paper, block.rows, width=width)
        elif block.kind == "heading":
            paper.add_heading(block.text, level=block.level)
        else:
            paragraph = paper.add_paragraph(block.text)
            level = next((n for n, mark in enumerate(MARKS) if re.match(mark, block.text)), None)
            if block.align != "left":
                paragraph.alignment = RIGHT if block.align == "right" else CENTRE
            elif level is not None:
                hang = 1 if level == 0 else 2
                indent(paragraph, left=level + hang, first=-hang)
            else:
                indent(paragraph, first=first)


def add_table(paper: Document, rows: Sequence[Sequence[str]], *, width: float) -> Table:
    """A ruled table; its first row is shaded and repeats on the next page; columns are as wide as their longest text asks."""
    table = paper.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.autofit = False
    for values in rows:
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value
            cell.paragraphs[0].paragraph_format.line_spacing = Pt(14)
            if re.fullmatch(r"[0-9,.]+", value):
                cell.paragraphs[0].alignment = RIGHT
    for cell in table.rows[0].cells:
        shade(cell)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    shares = [max(min(wide(row[n]), 24) for row in rows) + 2 for n in range(len(rows[0]))]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(width * share / sum(shares))
        for cell in column.cells:
            cell.width = Mm(width * share / sum(shares))
    return table


def wide(text: str) -> float:
    """The width of ``text`` in full-width characters: 「令和8年」 is 3.5."""
    return sum(1 if unicodedata.east_asian_width(each) in "WFA" else 0.5 for each in text)


def shade(cell: _Cell, colour: str = "E7EEF5") -> None:
    paint = OxmlElement("w:shd")
    for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        paint.set(qn(key), value)
    cell._tc.get_or_add_tcPr().append(paint)


def letter(head: Head, body: Sequence[office.Block]) -> Document:
    """Number and date at the right, addressee, sender, subject three characters in, body, 記, 以上, the person in charge."""
    paper = new_paper(head["subject"][0])
    width = max(wide(head[key][0]) for key in ("docno", "date"))
    for key in ("docno", "date"):
        line = indent(paper.add_paragraph(), right=1)
        line.alignment = RIGHT
        spread(line, head[key][0], width)
    paper.add_paragraph()
    for name in head["to"]:
        indent(paper.add_paragraph(name), left=1)
    paper.add_paragraph()
    for text in (*head["from"], *head.get("seal", [])):
        indent(paper.add_paragraph(text), right=2).alignment = RIGHT
    paper.add_paragraph()
    indent(paper.add_paragraph(head["subject"][0]), left=3, right=3)
    paper.add_paragraph()
    add(paper, body, width=163)
    paper.add_paragraph()
    for n, text in enumerate(head["tantou"]):
        indent(paper.add_paragraph(text if n else f"担当　{text}"), left=22)
    return paper


def spread(paragraph: Paragraph, text: str, width: float) -> None:
    """Set ``text`` over ``width`` characters, so that the first and last letters of two lines meet (均等割付)."""
    fit = OxmlElement("w:fitText")
    fit.set(qn("w:val"), str(round(width * LETTER * 20)))
    paragraph.add_run(text)._r.get_or_add_rPr().append(fit)


def release(head: Head, body: Sequence[office.Block]) -> Document:
    """A banner with day and issuer, the headline, the lead in a frame, the rest."""
    paper = new_paper(head["title"][0], margins=(18, 22, 18, 22))
    banner = paper.add_table(rows=1, cols=2, style="Table Grid").rows[0].cells
    banner[0].text, banner[1].text = "記者発表資料", f"{head['release'][0]}\n{head['issuer'][0]}"
    shade(banner[0])
    paper.add_paragraph(head["title"][0], style="Title").alignment = CENTRE
    paper.add_table(rows=1, cols=1, style="Table Grid").rows[0].cells[0].text = head["lead"][0]
    add(paper, body, width=166)
    return paper


def newsletter(head: Head, body: Sequence[office.Block]) -> Document:
    """The issue's head across the page, two columns with a rule between them, the page's number at the foot."""
    paper = new_paper(head["title"][0], margins=(13, 13, 16, 13))
    normal = paper.styles["Normal"]
    normal.font.size, normal.paragraph_format.line_spacing = Pt(9), Pt(13.5)
    paper.add_paragraph(head["title"][0], style="Title").alignment = CENTRE
    paper.add_paragraph(head["sub"][0]).alignment = CENTRE
    section = paper.add_section(WD_SECTION.CONTINUOUS)
    columns = section._sectPr.find(qn("w:cols"))
    for key, value in (("w:num", "2"), ("w:space", "340"), ("w:sep", "1")):
        columns.set(qn(key), value)
    add(paper, body, width=86, first=0)
    paper.sections[0].footer.paragraphs[0].text = head["footer"][0]
    return paper


FORMS = {"tsuuchi": letter, "kisha": release, "kouhou": newsletter}


def print_pdf(paper: Document, target: Path) -> None:
    """Print ``paper`` with LibreOffice, Noto fonts in place of Microsoft's. Raises CalledProcessError when that fails."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / f"{target.stem}.docx"
        paper.save(str(draft))
        with zipfile.ZipFile(draft) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, data in parts.items():
                for font, other in EMBEDDED.items():
                    data = data.replace(font.encode(), other.encode())
                packed.writestr(name, data)
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        subprocess.run([*command, "--outdir", folder, str(draft)], check=True, capture_output=True)
        target.write_bytes((Path(folder) / f"{target.stem}.pdf").read_bytes())


def make(source: Path) -> Path:
    head, body = read(source)
    paper = FORMS[source.parent.name](head, body)
    target = PAST / source.parent.name / f"{source.stem}.{head.get('as', ['docx'])[0]}"
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".pdf":
        print_pdf(paper, target)
    else:
        paper.save(str(target))
        office._settle(target)
    return target


if __name__ == "__main__":
    named = [Path(argument) for argument in sys.argv[1:]]
    for source in named or sorted(each for kind in FORMS for each in (TEXTS / kind).glob("*.txt")):
        print(make(source.resolve()).relative_to(office.CORPUS))
