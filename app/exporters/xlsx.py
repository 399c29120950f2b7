"""The tables of a draft as a workbook, a sheet for each; figures are numbers. Knows nothing of what they mean."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from typing import Any

from app.exporters.appendix import (
    NOTHING_OPEN,
    OPEN_HEADING,
    SOURCES_HEADING,
    end_of_sources,
    made_of,
    notice_of,
    open_lines,
    source_lines,
)
from app.exporters.cells import no_formula
from app.exporters.layout import Block, printable, read_blocks
from app.exporters.letter import width
from app.result import Draft
from app.text.marks import REVIEW
from ingest.errors import SettingError

_FIGURE = re.compile(r"^([△▲-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([円人件枚台%％]?)$")
_SHEET = re.compile(r"[\\/*?:\[\]']")
_LINE, _TALLEST = 18.0, 409.0
"""Points of a line, and of the tallest row that Excel has."""
_WIDER = 1.1
"""A kanji is a little wider than two digits."""
_LONGEST, _UPRIGHT = 60, 95
"""Characters of a digit's width: of the widest column, and of an upright page."""


def export_xlsx(draft: Draft, *, title: str) -> bytes:
    """Each table with the heading above it, figures as numbers in the form they were written; then what is not confirmed
    and the sources. A sheet prints on the width of A4; cells with 【要確認】 are yellow.

    Raises SettingError when the draft has no table.
    """
    from openpyxl import Workbook

    tables = _tables(draft, title)
    if not tables:
        raise SettingError("この文案には表がないので、Excel にはできません。Word か PDF を選んでください。")
    book = Workbook()
    del book[book.sheetnames[0]]
    for number, (name, rows) in enumerate(tables, start=1):
        _fill(book.create_sheet(_SHEET.sub("", f"{number} {name}")[:31]), rows)
    notice = [(notice_of(draft),)]
    _list(
        book.create_sheet(OPEN_HEADING),
        [*notice, *((line,) for line in open_lines(draft) or (NOTHING_OPEN,))],
    )
    _list(
        book.create_sheet(SOURCES_HEADING),
        [*notice, *map(source_lines, draft.citations), *((line,) for line in end_of_sources(draft))],
    )
    for sheet in book:
        _page(sheet)
        _heights(sheet)
    properties = book.properties
    properties.title, properties.creator, properties.language = printable(title), "", "ja-JP"
    properties.category = properties.description = made_of(draft)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _tables(draft: Draft, title: str) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    found = []
    name = printable(title)
    blocks: tuple[Block, ...] = read_blocks(printable(draft.text), title=name)
    for block in blocks:
        if block.kind == "heading":
            name = block.text
        elif block.kind == "table":
            found.append((name, block.rows))
    return found


def _list(sheet: Any, rows: Sequence[tuple[str, ...]]) -> None:
    """Lines as they are told at the end of a draft; the first, which tells what made it, runs over the columns."""
    from openpyxl.styles import Alignment

    for at, row in enumerate(rows, start=1):
        sheet.append([no_formula(printable(text)) for text in row])
        for cell in sheet[at] if at > 1 else ():
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    wide = max(map(len, rows))
    for letter in "AB"[:wide]:
        sheet.column_dimensions[letter].width = _LONGEST


def _page(sheet: Any) -> None:
    """A4, as wide as one page; on its side where the columns ask for it."""
    wide = sum(each.width for each in sheet.column_dimensions.values())
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if wide > _UPRIGHT else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _heights(sheet: Any) -> None:
    """Each row as high as its longest cell needs: not every reader finds that out for itself."""
    wide = {letter: each.width for letter, each in sheet.column_dimensions.items()}
    for row in sheet.iter_rows():
        lines = [
            sum(
                max(1, math.ceil(width(line) * _WIDER / wide[cell.column_letter]))
                for line in str(cell.value).split("\n")
            )
            for cell in row
            if cell.value is not None and cell.alignment.wrap_text
        ]
        if max(lines, default=1) > 1:
            sheet.row_dimensions[row[0].row].height = min(max(lines) * _LINE, _TALLEST)


def _fill(sheet: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Side(style="thin", color="949494")
    for at, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            _value(cell, text)
            if REVIEW.search(text):
                cell.fill = PatternFill("solid", fgColor="FFFF00")
            if at == 1:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8F1FE")
    for column in range(1, len(rows[0]) + 1):
        longest = max(len(row[column - 1]) for row in rows)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(8, longest * 2 + 2), _LONGEST)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _value(cell: Any, text: str) -> None:
    """A figure as a number shown as it was written (△1,200円); other text as text, never as a formula."""
    plain = re.sub(r"\[\d+\]", "", text).strip()
    if figure := _FIGURE.match(plain):
        sign, whole, part, unit = figure.groups()
        number = float(whole.replace(",", "") + (part or ""))
        percent = unit in ("%", "％")
        value = (number / 100 if percent else number) * (-1 if sign else 1)
        cell.value = int(value) if value.is_integer() and not percent else value
        places = "." + "0" * (len(part) - 1) if part else ""
        form = f"0{places}%" if percent else f'#,##0{places}"{unit}"' if unit else f"#,##0{places}"
        cell.number_format = f'{form};"△"{form}'
    else:
        cell.value = no_formula(text)
