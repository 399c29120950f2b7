"""Make the long papers: plans, proposals, specifications, contracts and manuals, with a cover, contents and page numbers.

A text (corpus/texts/past/{keikaku,kikaku,shiyousho,keiyaku,manual}/NAME.txt) starts with ``@key value`` lines, as papers.py's do,
and goes on in office.py's marks. ``@title`` is required; ``@sub`` (lines under it), ``@issuer``, ``@cover yes`` (a page of its own),
``@size 11`` (points), ``@contents 1`` (a list of the headings down to that level, with their pages), ``@as pdf``.
In a table "<" joins the cell at its left and "^" the cell above; a paragraph 「表…」 stands above its table, 「注…」 and 「資料…」 small below.
Run with no argument to make all of them. The same text always gives the same .docx bytes.
"""

import re
import sys
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import office
import papers
import pypdfium2
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table

FORMS = ("keikaku", "kikaku", "shiyousho", "keiyaku", "manual")
MARGINS, WIDTH = (22, 23, 22, 25), 162  # millimetres; WIDTH is what they leave
CAPTION, SMALL = (
    re.compile(r"(図?表|様式)[0-9]+[-0-9]*　"),
    re.compile(r"(注|資料|出典|備考|※)[0-9]?[　：]"),
)
ARTICLE = re.compile(r"第[0-9]+条?　")
FIGURE = re.compile(r"[△▲+-]?[0-9][0-9,.]*[％%]?|－")
SIZES = {"Heading 1": 14, "Heading 2": 12, "Heading 3": 10.5}


def book(head: papers.Head, blocks: Sequence[office.Block], pages: dict[int, int]) -> Document:
    """The paper; ``pages`` gives the page of each heading by its place in ``blocks``, where it is known already."""
    paper = papers.new_paper(head["title"][0], margins=MARGINS)
    for name, size in SIZES.items():
        _headings(paper, name, size)
    size = float(head.get("size", ["10.5"])[0])
    paper.styles["Normal"].font.size = Pt(size)
    paper.styles["Normal"].paragraph_format.line_spacing = Pt(round(size * 1.8))
    covered, depth = "cover" in head, int(head.get("contents", ["0"])[0])
    for _ in range(12 if covered else 0):
        paper.add_paragraph()
    paper.add_paragraph(head["title"][0], style="Title").alignment = papers.CENTRE
    for text in head.get("sub", []):
        paper.add_paragraph(text).alignment = papers.CENTRE
    for _ in range(18 if covered else 0):
        paper.add_paragraph()
    for text in head.get("issuer", []):
        paper.add_paragraph(text).alignment = papers.CENTRE if covered else papers.RIGHT
    if not covered:
        paper.add_paragraph()
    if depth:
        if covered:
            paper.add_page_break()
        contents(paper, blocks, depth, pages)
    if covered or depth:
        paper.add_section(WD_SECTION.NEW_PAGE)
    number(paper, alone=covered or depth > 0)
    for before, block in zip((None, *blocks), blocks, strict=False):
        if block.kind == "break":
            continue
        add(paper, block)
        if before is not None and before.kind == "break":
            paper.paragraphs[-1].paragraph_format.page_break_before = True
    return paper


def _headings(paper: Document, name: str, size: float) -> None:
    style = paper.styles[name]
    style.font.name, style.font.size, style.font.bold = office.GOTHIC, Pt(size), True
    style.font.italic = False
    style.font.color.rgb = paper.styles["Normal"].font.color.rgb
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if "Theme" in key]:
        del fonts.attrib[key]
    fonts.set(qn("w:eastAsia"), office.GOTHIC)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(size - 2), Pt(3), Pt(size * 1.6)


def contents(paper: Document, blocks: Sequence[office.Block], depth: int, pages: dict[int, int]) -> None:
    paper.add_paragraph("目次").alignment = papers.CENTRE
    for n, block in enumerate(blocks):
        if block.kind == "heading" and block.level <= depth:
            line = papers.indent(paper.add_paragraph(), left=(block.level - 1) * 1.5)
            line.paragraph_format.tab_stops.add_tab_stop(
                Mm(WIDTH - 2), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
            )
            line.paragraph_format.line_spacing = Pt(16)
            line.add_run(f"{block.text}\t{pages.get(n, 0)}")


def number(paper: Document, *, alone: bool) -> None:
    """The page's number at the foot; it begins at 1 after a cover or contents, which have none."""
    section = paper.sections[-1]
    if alone:
        section.footer.is_linked_to_previous = False
        start = OxmlElement("w:pgNumType")
        start.set(qn("w:start"), "1")
        section._sectPr.append(start)
    foot = section.footer.paragraphs[0]
    foot.alignment = papers.CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot.add_run("－ ")
    foot._p.append(field)
    foot.add_run(" －")


def add(paper: Document, block: office.Block) -> None:
    if block.kind == "table":
        add_table(paper, block.rows)
        paper.add_paragraph().paragraph_format.line_spacing = Pt(8)
    elif block.kind == "heading":
        paper.add_heading(block.text, level=block.level)
    elif block.kind == "bullet":
        papers.indent(paper.add_paragraph(f"・{block.text}"), left=2, first=-1)
    elif CAPTION.match(block.text):
        line = paper.add_paragraph()
        line.add_run(block.text).font.name = office.GOTHIC
        line.runs[0]._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), office.GOTHIC)
        line.paragraph_format.keep_with_next = True
    elif SMALL.match(block.text):
        line = papers.indent(paper.add_paragraph(), left=2, first=-2)
        line.add_run(block.text).font.size = Pt(9)
        line.paragraph_format.line_spacing = Pt(13)
    else:
        papers.add(paper, [block], width=WIDTH, first=0 if block.text.startswith("　") else 1)
        if ARTICLE.match(block.text):
            papers.indent(paper.paragraphs[-1], left=1, first=-1)
        for run in _bold(paper):
            run.bold = True
            paper.paragraphs[-1].paragraph_format.keep_with_next = run.text == paper.paragraphs[-1].text


def _bold(paper: Document) -> list:
    """Set anew the last paragraph if it has **bold** words, and give those."""
    line = paper.paragraphs[-1]
    pieces = re.split(r"\*\*(.+?)\*\*", line.text)
    if len(pieces) == 1:
        return []
    line.text = ""
    return [line.add_run(piece) for piece in pieces][1::2]


def add_table(paper: Document, rows: Sequence[Sequence[str]]) -> Table:
    """A ruled table as wide as the page's text: numbers at the right, the first rows shaded (as many as the first cell spans)."""
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    table = paper.add_table(rows=len(rows), cols=width, style="Table Grid")
    table.autofit = False
    shares = [max(min(papers.wide(row[n].strip("<^")), 34) for row in rows) + 3.5 for n in range(width)]
    figures = [sum(bool(FIGURE.fullmatch(row[n])) for row in rows) * 2 >= len(rows) for n in range(width)]
    for c, column in enumerate(table.columns):
        column.width = Mm(WIDTH * shares[c] / sum(shares))
    grid = [[table.cell(r, c) for c in range(width)] for r in range(len(rows))]
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            grid[r][c].width = Mm(WIDTH * shares[c] / sum(shares))
            if value in ("<", "^"):
                continue
            line = grid[r][c].paragraphs[0]
            line.paragraph_format.line_spacing = Pt(13)
            line.add_run(value).font.size = Pt(9 if width > 5 else 9.5)
            if figures[c] and FIGURE.fullmatch(value):
                line.alignment = papers.RIGHT
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value in ("<", "^"):
                continue
            right, down = c, r
            while right + 1 < width and rows[r][right + 1] == "<":
                right += 1
            while down + 1 < len(rows) and rows[down + 1][c] == "^":
                down += 1
            if (right, down) != (c, r):
                grid[r][c].merge(grid[down][right])
    heads = 1 + next((n for n, row in enumerate(rows[1:]) if row[0] != "^"), 0)
    for r, row in enumerate(table.rows):
        mark = OxmlElement("w:tblHeader" if r < heads else "w:cantSplit")
        row._tr.get_or_add_trPr().append(mark)
        for cell in row.cells if r < heads else ():
            papers.shade(cell)
            cell.paragraphs[0].alignment = papers.CENTRE
    return table


def pages_of(printed: Path, blocks: Sequence[office.Block]) -> dict[int, int]:
    """On which page, counted after the cover and contents, each heading stands."""
    document = pypdfium2.PdfDocument(str(printed))
    texts = [_plain(page.get_textpage().get_text_range()) for page in document]
    headings = [(n, _plain(block.text).strip()) for n, block in enumerate(blocks) if block.kind == "heading"]
    front = next(page for page, text in enumerate(texts) if f"\n{headings[0][1]}\n" in text)
    found, at = {}, front
    for n, heading in headings:
        at = next((page for page in range(at, len(texts)) if f"\n{heading[:14]}" in texts[page]), at)
        found[n] = at - front + 1
    return found


def _plain(text: str) -> str:
    lines = (re.sub(r"\s", "", unicodedata.normalize("NFKC", line)) for line in text.splitlines())
    return "\n" + "\n".join(lines) + "\n"


def make(source: Path) -> Path:
    head, blocks = papers.read(source)
    pages: dict[int, int] = {}
    if "contents" in head:
        with tempfile.TemporaryDirectory() as folder:
            papers.print_pdf(book(head, blocks, pages), Path(folder) / "draft.pdf")
            pages = pages_of(Path(folder) / "draft.pdf", blocks)
    paper = book(head, blocks, pages)
    target = papers.PAST / source.parent.name / f"{source.stem}.{head.get('as', ['docx'])[0]}"
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".pdf":
        papers.print_pdf(paper, target)
    else:
        paper.save(str(target))
        office._settle(target)
    return target


if __name__ == "__main__":
    named = [Path(argument) for argument in sys.argv[1:]]
    for source in named or sorted(each for form in FORMS for each in (papers.TEXTS / form).glob("*.txt")):
        print(make(source.resolve()).relative_to(office.CORPUS))
