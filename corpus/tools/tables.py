"""Make the spreadsheets with merged cells that office.py's .xlsx.tsv cannot say: corpus/texts/past/toukei/NAME.tsv → past/toukei/NAME.xlsx.

The text is office.py's, with two more cells: "<" joins the cell at its left, "^" the cell above. A line of one cell spans the sheet.
A cell "=SUM(B4:B9)" stays a formula; its result is stored beside it, as Excel would (see sums.py).
Run with no argument to make all of them. The same text always gives the same bytes.
"""

import sys
from pathlib import Path

import office
import openpyxl
import papers
import sums
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

TEXTS, TARGET = office.CORPUS / "texts" / "past" / "toukei", office.CORPUS / "past" / "toukei"
SHADE = PatternFill("solid", fgColor="E7EEF5")


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


def dress(sheet: Worksheet, results: dict[str, float]) -> None:
    """Shade the rows that name the columns, fit the columns to what they show, print on one page's width."""
    lines = [[cell for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    widths: dict[int, float] = {}
    naming = True
    for line in (line for line in lines if len(line) > 1):
        numbers = [cell for cell in line if cell.coordinate in results or isinstance(cell.value, int | float)]
        naming = naming and not numbers
        for cell in line:
            value = results.get(cell.coordinate, cell.value)
            if naming:
                cell.fill = SHADE
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            if cell.coordinate in results:
                kept = sums.digits(cell.value)
                cell.number_format = "#,##0." + "0" * kept if kept else "#,##0"
            text = f"{value:,}" if isinstance(value, int | float) else str(value).strip("<^")
            room = papers.wide(text) * 2 + 2
            widths[cell.column] = max(widths.get(cell.column, 7), min(room, 14 if naming else 64))
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[1].height = 22
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0


def make(source: Path, *, folder: Path = TARGET) -> Path:
    target = folder / f"{source.stem}.xlsx"
    office.write_xlsx(office.sheets_in(source.read_text(encoding="utf-8")), target)
    book = openpyxl.load_workbook(target)
    results = [sums.results(sheet) for sheet in book.worksheets]
    for sheet, found in zip(book.worksheets, results, strict=True):
        dress(sheet, found)
        join(sheet)
        sheet.freeze_panes = None
    book.save(str(target))
    sums.store(target, results)
    office._settle(target)
    return target


if __name__ == "__main__":
    for source in [Path(each) for each in sys.argv[1:]] or sorted(TEXTS.glob("*.tsv")):
        print(make(source.resolve()).relative_to(office.CORPUS))
