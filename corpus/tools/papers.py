"""Manuscripts (corpus/texts/past/…/*.txt) into the Word files and PDFs that an office would have. Knows nothing of spreadsheets or slides.

A manuscript is lines of text. ``@key value`` lines say what stands around the body; the body is:
    # 1　目的            heading 1 (## heading 2)
    (1)　…  ア　…        items, indented by their mark
    |=区分|数量          a table row, ``=`` for a heading cell row;  |執務室|4,120  a plain one
    >>…  ><…  ---        to the right, centred, a new page
Run: python -m corpus.tools.papers [names of manuscripts…]      (a PDF needs LibreOffice)
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

CORPUS = Path(__file__).resolve().parent.parent
TEXTS = CORPUS / "texts" / "past"
PAST = CORPUS / "past"
MINCHO, GOTHIC = "ＭＳ 明朝", "ＭＳ ゴシック"
EMBEDDED = {MINCHO: "Noto Serif CJK JP", GOTHIC: "Noto Sans CJK JP"}
"""Fonts put in place of Microsoft's before a PDF is printed, so that it carries glyphs that every reader can show."""
ITEM = re.compile(r"^(?:(?P<one>[0-9]+　|第[0-9]+条　)|(?P<two>\([0-9]+\)　)|(?P<three>[ア-ン]　)|(?P<four>\([ア-ン]\)　))")
LETTER = ("docno", "date", "to", "from", "seal", "subject")

Head = dict[str, list[str]]


def read_manuscript(file: Path) -> tuple[Head, list[str]]:
    """The ``@`` lines by key, in order, and the body's lines without blank ends; ``@ki`` and ``@ijou`` stay in the body."""
    head: Head = {}
    body: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        key, _, value = line[1:].partition(" ") if line.startswith("@") else ("", "", "")
        if not key or key in ("ki", "ijou"):
            body.append(line)
        else:
            head.setdefault(key, []).append(value)
    return head, body


def new_word(title: str, *, day: datetime, margins: tuple[int, int, int, int] = (25, 22, 25, 22)) -> Word:
    """An A4 document in 10.5 point Mincho; ``margins`` are top, right, bottom, left in millimetres."""
    word = Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (Mm(each) for each in margins)
    for name, font, size in (("Normal", MINCHO, 10.5), ("Title", GOTHIC, 15), ("Heading 1", GOTHIC, 11.5), ("Heading 2", GOTHIC, 10.5)):
        style = word.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[theme]
        for script in ("w:eastAsia", "w:ascii", "w:hAnsi"):
            fonts.set(qn(script), font)
        if name != "Normal":
            style.font.color.rgb, style.font.bold = None, True
            colour = style.element.rPr.find(qn("w:color"))
            if colour is not None:
                style.element.rPr.remove(colour)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(8), Pt(2)
    word.styles["Normal"].paragraph_format.space_after = Pt(0)
    word.styles["Normal"].paragraph_format.line_spacing = Pt(18)
    border = word.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        word.styles["Title"].element.pPr.remove(border)
    properties = word.core_properties
    properties.title, properties.author, properties.language, properties.comments = title, "みどり市", "ja-JP", ""
    properties.created = properties.modified = day
    return word


def indent(paragraph: Paragraph, *, left: float = 0, first: float = 0, right: float = 0, size: float = 10.5) -> Paragraph:
    """Indents counted in characters of ``size`` points; a negative ``first`` hangs."""
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent, form.right_indent = Pt(left * size), Pt(first * size), Pt(right * size)
    return paragraph


def add_body(word: Word, lines: list[str], *, start: float = 0) -> None:
    """The body's lines as headings, items, tables and paragraphs; ``start`` characters of indent for a plain paragraph's first line."""
    rows: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            add_table(word, rows)
            rows = []
        if line:
            add_line(word, line, start=start)


def add_line(word: Word, line: str, *, start: float) -> None:
    """One line of a body, by its mark."""
    if line == "---":
        word.add_page_break()
    elif line.startswith("## "):
        word.add_heading(line[3:], level=2)
    elif line.startswith("# "):
        word.add_heading(line[2:], level=1)
    elif line.startswith(">>"):
        word.add_paragraph(line[2:]).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif line.startswith("><") or line in ("@ki", "@ijou"):
        text = {"@ki": "記", "@ijou": "以上"}.get(line, line[2:])
        paragraph = word.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if text == "以上" else WD_ALIGN_PARAGRAPH.CENTER
    else:
        mark = ITEM.match(line)
        paragraph = word.add_paragraph(line)
        if mark:
            level = ("one", "two", "three", "four").index(mark.lastgroup or "one")
            hang = 1 if mark["one"] else 2
            indent(paragraph, left=level + hang, first=-hang)
        elif not line.startswith("　"):
            indent(paragraph, first=start)


def add_table(word: Word, rows: list[str]) -> Table:
    """A ruled table; a first row marked ``=`` repeats on every page, a later one has a shaded first cell, one lone cell spans the row."""
    cells = [row.lstrip("|").lstrip("=").split("|") for row in rows]
    cells = [each[:-1] if each[-1] == "" and len(each) == 2 else each for each in cells]
    width = max(len(each) for each in cells)
    table = word.add_table(rows=0, cols=width)
    table.style = "Table Grid"
    for number, (row, values) in enumerate(zip(rows, cells, strict=True)):
        line = table.add_row()
        for place, value in enumerate(values):
            line.cells[place].text = value
            for paragraph in line.cells[place].paragraphs:
                paragraph.paragraph_format.line_spacing = Pt(15)
                if re.fullmatch(r"[0-9,.]+", value):
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if len(values) == 1 and width > 1:
            line.cells[0].merge(line.cells[-1])
        if row.startswith("|="):
            for cell in line.cells if number == 0 else line.cells[:1]:
                shade(cell._tc)
            if number == 0:
                repeat = OxmlElement("w:tblHeader")
                line._tr.get_or_add_trPr().append(repeat)
    fit_columns(table, cells)
    return table


def fit_columns(table: Table, cells: list[list[str]], *, whole: float = 166) -> None:
    """Column widths by the longest text of each column, ``whole`` millimetres in all, no column below 14."""
    width = max(len(each) for each in cells)
    longest = [max((min(len(row[place]), 26) for row in cells if len(row) == width), default=4) + 2 for place in range(width)]
    for place, column in enumerate(table.columns):
        for cell in column.cells:
            cell.width = Mm(max(14, whole * longest[place] / sum(longest)))


def shade(cell: object, colour: str = "E7EEF5") -> None:
    """Paint the background of a ``w:tc``."""
    paint = OxmlElement("w:shd")
    for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        paint.set(qn(key), value)
    cell.get_or_add_tcPr().append(paint)  # type: ignore[attr-defined]


def specification(head: Head, body: list[str], day: datetime) -> Word:
    """仕様書 and 契約書: a title, its second line, the numbered clauses."""
    word = new_word(head["title"][0], day=day)
    word.add_paragraph(head["title"][0], style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in head.get("sub", []):
        word.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if head.get("owner"):
        word.add_paragraph(head["owner"][0]).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_body(word, body, start=1)
    number_pages(word)
    return word


def letter(head: Head, body: list[str], day: datetime) -> Word:
    """An official letter: number and date at the right, addressee, sender, subject, body, 記, 以上, the person in charge."""
    word = new_word(head["subject"][0], day=day)
    longest = max(len(head[key][0]) for key in ("docno", "date"))
    for key in ("docno", "date"):
        line = indent(word.add_paragraph(), right=1)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        spread(line, head[key][0], width=longest)
    word.add_paragraph()
    for name in head["to"]:
        indent(word.add_paragraph(name), left=1)
    word.add_paragraph()
    for key in ("from", "seal"):
        for text in head.get(key, []):
            indent(word.add_paragraph(text), right=2).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    word.add_paragraph()
    indent(word.add_paragraph(head["subject"][0]), left=3, right=3)
    word.add_paragraph()
    add_body(word, body, start=1)
    word.add_paragraph()
    for text in head.get("tantou", []):
        indent(word.add_paragraph(text if text.startswith(("電話", "メール")) else f"担当　{text}"), left=22)
    return word


def spread(paragraph: Paragraph, text: str, *, width: int, size: float = 10.5) -> None:
    """Write ``text`` over the width of ``width`` characters, so that first and last letters of two lines meet (均等割付)."""
    run = paragraph.add_run(text)
    fit = OxmlElement("w:fitText")
    fit.set(qn("w:val"), str(round(width * size * 20)))
    run._r.get_or_add_rPr().append(fit)


def release(head: Head, body: list[str], day: datetime) -> Word:
    """A press release: banner, date, issuer, headline, lead in a frame, the rest."""
    word = new_word(head["title"][0], day=day)
    banner = word.add_table(rows=1, cols=2)
    banner.style = "Table Grid"
    banner.rows[0].cells[0].text = "記者発表資料"
    banner.rows[0].cells[1].text = f"{head['release'][0]}\n{head['issuer'][0]}"
    shade(banner.rows[0].cells[0]._tc)
    word.add_paragraph(head["title"][0], style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    frame = word.add_table(rows=1, cols=1)
    frame.style = "Table Grid"
    frame.rows[0].cells[0].text = head["lead"][0]
    add_body(word, body, start=1)
    return word


def newsletter(head: Head, body: list[str], day: datetime) -> Word:
    """A page of the city's newsletter: one head across, two columns below, the footer of the issue."""
    word = new_word(head["title"][0], day=day, margins=(15, 14, 16, 14))
    word.styles["Normal"].font.size, word.styles["Normal"].paragraph_format.line_spacing = Pt(9), Pt(13.5)
    title = word.add_paragraph(head["title"][0], style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_paragraph(head["sub"][0]).alignment = WD_ALIGN_PARAGRAPH.CENTER
    section = word.add_section(WD_SECTION.CONTINUOUS)
    columns = section._sectPr.find(qn("w:cols"))
    for key, value in (("w:num", "2"), ("w:space", "340"), ("w:sep", "1")):
        columns.set(qn(key), value)
    add_body(word, body)
    for table in word.tables:
        fit_columns(table, [[cell.text for cell in row.cells] for row in table.rows], whole=86)
    section.footer.is_linked_to_previous = False
    section.footer.paragraphs[0].text = head["footer"][0]
    return word


def number_pages(word: Word) -> None:
    """The page's number in the middle of the foot."""
    paragraph = word.sections[-1].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


FORMS = {"shiyousho": specification, "keiyaku": specification, "manual": specification, "keikaku": specification,
         "tsuuchi": letter, "kisha": release, "kouhou": newsletter}


def settle(file: Path, day: datetime) -> None:
    """Write an Office file's parts again with one date, so that the same manuscript gives the same bytes."""
    with zipfile.ZipFile(file) as packed:
        parts = [(name, packed.read(name)) for name in packed.namelist()]
    stamp = day.strftime("%Y-%m-%dT%H:%M:%SZ")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts:
            if name == "docProps/core.xml":
                text = data.decode("utf-8")
                data = re.sub(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rf"\g<1>{stamp}", text).encode("utf-8")
            packed.writestr(zipfile.ZipInfo(name, (day.year, day.month, day.day, 9, 0, 0)), data, zipfile.ZIP_DEFLATED)


def print_pdf(word: Word, target: Path, day: datetime) -> None:
    """Print ``word`` to ``target`` with embedded Noto fonts. Raises CalledProcessError when LibreOffice fails."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / f"{target.stem}.docx"
        word.save(str(draft))
        with zipfile.ZipFile(draft) as packed:
            parts = [(name, packed.read(name)) for name in packed.namelist()]
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, data in parts:
                for font, other in EMBEDDED.items():
                    data = data.replace(font.encode(), other.encode()) if name.endswith(".xml") else data
                packed.writestr(name, data)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        epoch = {"SOURCE_DATE_EPOCH": str(int(day.timestamp())), "HOME": folder, "PATH": "/usr/bin:/bin", "TZ": "UTC"}
        subprocess.run([*command, "--outdir", folder, str(draft)], check=True, capture_output=True, env=epoch)
        target.write_bytes((Path(folder) / f"{target.stem}.pdf").read_bytes())


def make(manuscript: Path) -> Path:
    """Make the file of one manuscript; ``@day`` (2026-02-16) dates it, ``@as pdf`` prints it."""
    head, body = read_manuscript(manuscript)
    day = datetime.fromisoformat(head["day"][0]).replace(hour=9)
    kind = manuscript.parent.name
    word = FORMS[kind](head, body, day)
    target = PAST / kind / f"{manuscript.stem}.{head.get('as', ['docx'])[0]}"
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".pdf":
        print_pdf(word, target, day)
    else:
        word.save(str(target))
        settle(target, day)
    return target


def main(names: list[str]) -> None:
    files = [each for kind in FORMS for each in sorted((TEXTS / kind).glob("*.txt"))]
    for file in files:
        if not names or file.stem in names:
            sys.stdout.write(f"{make(file).relative_to(CORPUS)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
