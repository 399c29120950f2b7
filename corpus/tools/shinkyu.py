"""Lay out 新旧対照表 as the office prints them: corpus/texts/reiki/shinkyu/NAME.txt → reiki/shinkyu/NAME.docx, A4 across, two columns.

A text has ``@title``, ``@bill`` (what it belongs to) and then, for each ordinance that is amended, ``@law`` and its rows. A row is
the lines after 【改正後】 and the lines after 【改正前】; {{…}} is underlined, and tables are written as in reiki.py. Rows stand side by side, what is new at the left, as
第7条 of the city's 公文例規程 asks.
Run with no argument to make all of them, or name the texts to make. The same text always gives the same bytes.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import office
import papers
import reiki
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

TEXTS, TARGET = office.CORPUS / "texts" / "reiki" / "shinkyu", office.CORPUS / "reiki" / "shinkyu"
NEW, OLD = "【改正後】", "【改正前】"
Row = tuple[list[str], list[str]]


def rows(lines: list[str]) -> Iterator[str | Row]:
    """In their order: the name of an ordinance, or the two cells of a row, each its lines."""
    row: Row | None = None
    side = 0
    for line in [*lines, "@end"]:
        if line == NEW or line.startswith("@"):
            if row:
                yield row
            row, side = (([], []), 0) if line == NEW else (None, 0)
            if line.startswith("@law "):
                yield line.removeprefix("@law ")
        elif line == OLD:
            side = 1
        elif line and row:
            row[side].append(line)


def fill(cell: _Cell, lines: list[str]) -> None:
    """Set the lines of a cell, items further in than articles; lines with tabs are a table of their own."""
    table: list[tuple[str, ...]] = []
    for line in [*lines, ""]:
        if "\t" in line:
            table.append(tuple(line.split("\t")))
            continue
        if table:
            add_table(cell, table)
            table = []
        if line:
            plain = line.replace("{{", "").replace("}}", "")
            marks = ("[ア-ン]　", r"\([0-9]+\)", "[0-9]+　|第[0-9]+条")
            level = next((n for n, mark in enumerate(marks) if re.match(mark, plain)), None)
            left = {0: 3, 1: 2, 2: 1}.get(level, 1 if plain.startswith(("（", "　")) else 0)
            write(papers.indent(new_paragraph(cell), left=left, first=-1 if level is not None else 0), line)


def new_paragraph(cell: _Cell) -> Paragraph:
    """The cell's first paragraph while it is empty, else one more."""
    first = cell.paragraphs[0]
    return first if not cell.tables and len(cell.paragraphs) == 1 and not first.text else cell.add_paragraph()


def write(paragraph: Paragraph, text: str) -> None:
    """Set a line, what is in {{…}} underlined."""
    paragraph.paragraph_format.line_spacing = Pt(14)
    for n, piece in enumerate(re.split(r"\{\{(.+?)\}\}", text)):
        if piece:
            run = paragraph.add_run(piece)
            run.font.size = Pt(9.5)
            run.underline = True if n % 2 else None


def add_table(cell: _Cell, lines: list[tuple[str, ...]]) -> None:
    width = max(map(len, lines))
    lines = [line + ("",) * (width - len(line)) for line in lines]
    table = cell.add_table(rows=len(lines), cols=width)
    table.style = "Table Grid"
    for r, row in enumerate(reiki.spans(tuple(lines))):
        places = [c for c, text in enumerate(lines[r]) if text not in ("<", "^")]
        for c, (text, across, down) in zip(places, row, strict=True):
            one = table.cell(r, c)
            if (across, down) != (1, 1):
                one = one.merge(table.cell(r + down - 1, c + across - 1))
            write(one.paragraphs[0], text)


def make(source: Path) -> Path:
    lines = source.read_text(encoding="utf-8").splitlines()
    head = dict(line[1:].split(" ", 1) for line in lines if line.startswith(("@title", "@bill")))
    paper = papers.new_paper(head["title"], margins=(20, 20, 20, 20))
    page = paper.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    paper.add_paragraph(head["title"], style="Title").alignment = papers.CENTRE
    paper.add_paragraph(head["bill"]).alignment = papers.RIGHT
    table = None
    for row in rows(lines):
        if isinstance(row, str):
            paper.add_paragraph(f"○{row}")
            table = paper.add_table(rows=1, cols=2, style="Table Grid")
            table.autofit = False
            for cell, name in zip(table.rows[0].cells, ("改正後", "改正前"), strict=True):
                cell.text = name
                cell.paragraphs[0].alignment = papers.CENTRE
                papers.shade(cell)
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        else:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                fill(cell, text)
                cell.width = Mm(128.5)
    target = TARGET / f"{source.stem}.docx"
    target.parent.mkdir(parents=True, exist_ok=True)
    paper.save(str(target))
    office._settle(target)
    return target


if __name__ == "__main__":
    named = [Path(argument) for argument in sys.argv[1:]]
    for source in named or sorted(TEXTS.glob("*.txt")):
        print(make(source).relative_to(office.CORPUS))
