"""The tables of a draft as a workbook, a sheet for each; figures are numbers. Knows nothing of what they mean."""

from __future__ import annotations

import io
import re
from typing import Any

from app.exporters.appendix import SOURCES_HEADING, notice_of, source_lines
from app.exporters.cells import no_formula
from app.exporters.layout import Block, printable, read_blocks
from app.result import Draft
from ingest.errors import SettingError

_FIGURE = re.compile(r"^([△▲-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([円人件枚台%％]?)$")
_SHEET = re.compile(r"[\\/*?:\[\]']")
_LONGEST = 60


def export_xlsx(draft: Draft, *, title: str) -> bytes:
    """Each table with the heading above it, figures as numbers in the form they were written; then the sources.

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
    sheet = book.create_sheet(SOURCES_HEADING)
    sheet.append([notice_of(draft)])
    for citation in draft.citations:
        sheet.append([no_formula(printable(line)) for line in source_lines(citation)])
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
