"""Make the corpus's Office and PDF files from the plain texts in corpus/texts.

A text is named after the file it becomes, plus what it is written in:
    texts/reiki/bunsho_kitei.docx.md  →  reiki/bunsho_kitei.docx
    texts/tokei/jinko.xlsx.tsv        →  tokei/jinko.xlsx
Run with no argument to make all of them, or name the texts to make. The same text always gives the same bytes.

Marks understood in .md texts (a line is a paragraph; blank lines only separate):
    # title   ## heading 1   ### heading 2   #### heading 3      **bold**
    - bullet   | a | b | table row (the first row is the heading; a |---| row is ignored)
    >> right-aligned line   >< centred line   --- page break
In .pptx.md every "# " starts a slide and "> " lines become its notes.
In .xlsx.tsv a "# " line starts a sheet; numbers become numbers, "=…" becomes a formula.
"""

import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent
MINCHO, GOTHIC = "ＭＳ 明朝", "ＭＳ ゴシック"
_DAY = datetime(2026, 11, 1)  # written into every file, so that a rebuild changes no byte
_ALIGN = {">>": "right", "><": "center"}
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, table or page break of a text."""

    kind: str  # title heading bullet paragraph table break
    text: str = ""
    level: int = 0
    align: str = "left"
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(text: str) -> Iterator[Block]:
    table: list[tuple[str, ...]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = tuple(
                cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")
            )
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                table.append(cells)
            continue
        if table:
            yield Block("table", rows=tuple(table))
            table = []
        if line.strip():
            yield _block(line)


def _block(line: str) -> Block:
    marks, _, rest = line.partition(" ")
    if line.strip() == "---":
        return Block("break")
    if re.fullmatch(r"#{1,4}", marks):
        return Block("title" if marks == "#" else "heading", rest.strip(), level=len(marks) - 1)
    if marks == "-":
        return Block("bullet", rest.strip())
    if marks in _ALIGN:
        return Block("paragraph", rest.strip(), align=_ALIGN[marks])
    return Block("paragraph", line.rstrip())


def write_docx(text: str, path: Path, font: str = MINCHO) -> None:
    import docx
    from docx.document import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor
    from docx.text.paragraph import Paragraph

    def add(document: Document, block: Block) -> Paragraph:
        style = {"title": "Title", "heading": f"Heading {block.level}", "bullet": "List Bullet"}.get(
            block.kind
        )
        paragraph = document.add_paragraph(style=style)
        paragraph.alignment = {
            "left": None,
            "right": WD_ALIGN_PARAGRAPH.RIGHT,
            "center": WD_ALIGN_PARAGRAPH.CENTER,
        }[block.align]
        for n, piece in enumerate(_BOLD.split(block.text)):
            if piece:
                paragraph.add_run(piece).bold = True if n % 2 else None
        return paragraph

    document = docx.Document()
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet"):
        style = document.styles[name]
        face = font if name in ("Normal", "List Bullet") else GOTHIC
        style.font.name = face
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), face)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.size = Pt({"Title": 16, "Heading 1": 13}.get(name, 10.5))
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(25)
    for block in blocks(text):
        if block.kind == "table":
            width = max(len(row) for row in block.rows)
            table = document.add_table(rows=0, cols=width, style="Table Grid")
            for row in block.rows:
                for cell, value in zip(table.add_row().cells, row, strict=False):
                    cell.text = value
        elif block.kind == "break":
            document.add_page_break()
        else:
            add(document, block)
    document.core_properties.author = "みどり市"
    document.core_properties.title = next((b.text for b in blocks(text) if b.kind == "title"), "")
    document.core_properties.created = document.core_properties.modified = _DAY
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    _settle(path)


def write_xlsx(sheets: Iterable[tuple[str, Sequence[Sequence[object]]]], path: Path) -> None:
    """Each sheet is its name and its rows; the first row with two or more cells is set bold, and the panes freeze below it."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    thin = Side(style="thin")
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        head = next((n for n, row in enumerate(rows, 1) if len(row) > 1), 0)
        for n, row in enumerate(rows, 1):
            sheet.append(list(row))
            for cell in sheet[n][: len(row)] if len(row) > 1 else ():
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                cell.font = Font(name=GOTHIC, bold=n == head)
                if isinstance(cell.value, int | float):
                    cell.number_format = "#,##0" if isinstance(cell.value, int) else "#,##0.0"
        for column in range(1, max((len(row) for row in rows), default=1) + 1):
            longest = max(
                (len(str(row[column - 1])) for row in rows if len(row) > 1 and len(row) >= column), default=8
            )
            sheet.column_dimensions[get_column_letter(column)].width = min(60, max(8, longest * 2))
        if head:
            sheet.freeze_panes = f"A{head + 1}"
    book.properties.creator = "みどり市"
    book.properties.created = book.properties.modified = _DAY
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))
    _settle(path)


def sheets_in(text: str) -> list[tuple[str, list[list[object]]]]:
    sheets: list[tuple[str, list[list[object]]]] = []
    for line in text.splitlines():
        if line.startswith("# "):
            sheets.append((line[2:].strip(), []))
        elif line.strip():
            sheets = sheets or [("Sheet1", [])]
            sheets[-1][1].append([_value(cell) for cell in line.split("\t")])
    return sheets


def _value(cell: str) -> object:
    if re.fullmatch(r"-?(0|[1-9]\d*)", cell):
        return int(cell)
    return float(cell) if re.fullmatch(r"-?\d+\.\d+", cell) else cell


def write_pptx(text: str, path: Path) -> None:
    from pptx import Presentation
    from pptx.util import Mm, Pt

    deck = Presentation()
    deck.slide_width, deck.slide_height = Mm(338), Mm(190)
    for part in re.split(r"(?m)^(?=# )", text):
        if not part.strip():
            continue
        title, *lines = part.strip().splitlines()
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title.removeprefix("# ").strip()
        notes = [line[2:] for line in lines if line.startswith("> ")]
        top, body = Mm(40), "\n".join(line for line in lines if not line.startswith("> "))
        for block in blocks(body):
            if block.kind == "table":
                height = Mm(10) * len(block.rows)
                shape = slide.shapes.add_table(
                    len(block.rows), max(map(len, block.rows)), Mm(20), top, Mm(298), height
                )
                for r, row in enumerate(block.rows):
                    for c, value in enumerate(row):
                        shape.table.cell(r, c).text = value
            else:
                height = Mm(10) * (1 + len(block.text) // 50)
                frame = slide.shapes.add_textbox(Mm(20), top, Mm(298), height).text_frame
                frame.word_wrap = True
                frame.text = ("・" if block.kind == "bullet" else "") + block.text
                frame.paragraphs[0].font.size = Pt(20)
            top += height + Mm(2)
        if notes:
            slide.notes_slide.notes_text_frame.text = "\n".join(notes)
    deck.core_properties.author = "みどり市"
    deck.core_properties.created = deck.core_properties.modified = _DAY
    path.parent.mkdir(parents=True, exist_ok=True)
    deck.save(str(path))
    _settle(path)


def write_pdf(text: str, path: Path, font: str = "HeiseiMin-W3") -> None:
    """Headings are set in HeiseiKakuGo-W5. Both are the reader's own fonts: nothing is embedded."""
    from xml.sax.saxutils import escape

    from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    head = "HeiseiKakuGo-W5"
    for face in {font, head}:
        pdfmetrics.registerFont(UnicodeCIDFont(face))

    def paragraph(block: Block, face: str, size: float, align: int = TA_LEFT) -> Paragraph:
        style = ParagraphStyle(
            block.kind, fontName=face, fontSize=size, leading=size * 1.6, alignment=align, wordWrap="CJK"
        )
        return Paragraph(_BOLD.sub(rf'<font name="{head}">\1</font>', escape(block.text)), style)

    flow: list[Flowable] = []
    for block in blocks(text):
        if block.kind == "title":
            flow += [paragraph(block, head, 16, TA_CENTER), Spacer(1, 4 * mm)]
        elif block.kind == "heading":
            flow += [Spacer(1, 2 * mm), paragraph(block, head, 14.5 - 1.5 * block.level)]
        elif block.kind == "break":
            flow.append(PageBreak())
        elif block.kind == "table":
            width = max(len(row) for row in block.rows)
            cells = [
                [paragraph(Block("cell", v), font, 9) for v in (*row, *[""] * (width - len(row)))]
                for row in block.rows
            ]
            grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            flow += [
                Table(cells, colWidths=[170 * mm / width] * width, style=grid, repeatRows=1),
                Spacer(1, 2 * mm),
            ]
        else:
            mark = "・" if block.kind == "bullet" else ""
            align = {"left": TA_LEFT, "right": TA_RIGHT, "center": TA_CENTER}[block.align]
            flow.append(paragraph(Block(block.kind, mark + block.text), font, 10.5, align))
    path.parent.mkdir(parents=True, exist_ok=True)
    title = next((b.text for b in blocks(text) if b.kind == "title"), "")
    SimpleDocTemplate(
        str(path),
        pagesize=A4,
        margin=20 * mm,
        leftMargin=20 * mm,
        rightMargin=20 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        title=title,
        author="みどり市",
        invariant=1,
    ).build(flow)


def _settle(path: Path) -> None:
    """Give every member of a zip file the same date, so that equal contents are equal bytes."""
    with zipfile.ZipFile(path) as old:
        members = [(entry.filename, old.read(entry)) for entry in old.infolist()]
    with zipfile.ZipFile(path, "w") as new:
        for name, data in members:
            if name == "docProps/core.xml":  # openpyxl stamps the hour of saving here
                data = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*",
                    rb"\g<1>" + _DAY.strftime("%Y-%m-%dT%H:%M:%SZ").encode(),
                    data,
                )
            new.writestr(zipfile.ZipInfo(name, _DAY.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)


def build(source: Path) -> Path:
    target = CORPUS / source.resolve().relative_to(CORPUS / "texts").with_suffix("")
    text = source.read_text(encoding="utf-8")
    if target.suffix == ".xlsx":
        write_xlsx(sheets_in(text), target)
    elif target.suffix in (".docx", ".pptx", ".pdf"):
        {".docx": write_docx, ".pptx": write_pptx, ".pdf": write_pdf}[target.suffix](text, target)
    else:
        raise SystemExit(f"{source}: the name must end in .docx.md, .pptx.md, .pdf.md or .xlsx.tsv")
    return target


if __name__ == "__main__":
    named = [Path(argument) for argument in sys.argv[1:]]
    for source in named or sorted(p for p in (CORPUS / "texts").rglob("*.*.*") if p.is_file()):
        print(build(source).relative_to(CORPUS))
