"""Make the spreadsheets with merged cells that office.py's .xlsx.tsv cannot say: corpus/texts/past/toukei/NAME.tsv → past/toukei/NAME.xlsx.

The text is office.py's, with two more cells: "<" joins the cell at its left, "^" the cell above. A line of one cell spans the sheet.
Run with no argument to make all of them. The same text always gives the same bytes.
"""

import sys
from pathlib import Path

import office
import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

TEXTS, TARGET = office.CORPUS / "texts" / "past" / "toukei", office.CORPUS / "past" / "toukei"


def join(sheet: Worksheet) -> None:
    """Merge what "<" and "^" ask for, and every lone cell over the sheet's width."""
    values = {
        (cell.row, cell.column): cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    width = sheet.max_column
    for (row, column), value in values.items():
        if value in ("<", "^"):
            continue
        last_row, last_column = row, column
        while values.get((row, last_column + 1)) == "<":
            last_column += 1
        while values.get((last_row + 1, column)) == "^":
            last_row += 1
        lone = all(values.get((row, other)) is None for other in range(1, width + 1) if other != column)
        if lone:
            last_column = width
            sheet.cell(row, column).font = Font(
                name=office.GOTHIC, bold=row == 1, size=13 if row == 1 else 10
            )
            sheet.cell(row, column).alignment = Alignment(
                horizontal="center" if row == 1 else "left", wrap_text=True, vertical="top"
            )
        if (last_row, last_column) != (row, column):
            sheet.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)


def make(source: Path) -> Path:
    target = TARGET / f"{source.stem}.xlsx"
    office.write_xlsx(office.sheets_in(source.read_text(encoding="utf-8")), target)
    book = openpyxl.load_workbook(target)
    for sheet in book.worksheets:
        join(sheet)
        sheet.freeze_panes = None
    book.save(str(target))
    office._settle(target)
    return target


if __name__ == "__main__":
    for source in [Path(each) for each in sys.argv[1:]] or sorted(TEXTS.glob("*.tsv")):
        print(make(source.resolve()).relative_to(office.CORPUS))
