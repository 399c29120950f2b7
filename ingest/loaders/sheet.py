"""Excel workbooks: the values of every visible sheet as they are shown, row by row.

Knows nothing of what the tables mean; comments, charts and hidden sheets are not read.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

from ingest.loaders.builder import Loaded, TextBuilder
from ingest.loaders.hidden import hidden_notes
from ingest.loaders.markup import attribute, children, parse_xml
from ingest.loaders.messages import note
from ingest.loaders.office.number_format import shown
from ingest.loaders.office.regions import Merge, Sheet, add_sheet, book_title, letters
from ingest.loaders.source import Source
from ingest.loaders.zips import open_zip, read_part

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TINY = 2.0
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c\b[^<>]*>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def load(source: Source) -> Loaded:
    """Each visible sheet under a heading 「シート「歳入」」. Values are what Excel last computed."""
    import openpyxl

    builder = TextBuilder(source.limits)
    with warnings.catch_warnings(), source.path.open("rb") as file:
        warnings.simplefilter("ignore")  # openpyxl warns of the parts it does not know
        workbook = openpyxl.load_workbook(file, data_only=True, keep_links=False)
    uncomputed = _uncomputed(source)
    for sheet in workbook.worksheets:
        label = f"シート「{sheet.title}」"
        if sheet.sheet_state != "visible":
            builder.note(note("hidden_sheet", sheet=label))
            continue
        if uncomputed.get(sheet.title):
            builder.note(note("no_values", sheet=label, count=uncomputed[sheet.title]))
        cells = _cells(sheet, label, builder)
        if cells.rows:
            builder.add("heading", label, level=1, place=label)
            add_sheet(builder, cells)
    for chart in workbook.chartsheets:
        builder.note(note("chart_sheet", sheet=f"シート「{chart.title}」"))
    return builder.loaded(book_title(builder, source.stem))


def _cells(sheet: Worksheet, label: str, builder: TextBuilder) -> Sheet:
    """The sheet's filled cells as shown. Only cells that exist are visited: a sheet may claim 17 billion."""
    hidden_columns = _hidden_columns(sheet)
    hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    rows: dict[int, dict[int, str]] = {}
    skipped: set[str] = set()
    unseen: Counter[str] = Counter()
    existing: dict[tuple[int, int], Any] = sheet._cells
    for (row, column), cell in sorted(existing.items()):
        text = shown(cell.value, cell.number_format) if cell.value is not None else ""
        if not text.strip():
            continue
        if row in hidden_rows or column in hidden_columns:
            skipped.add(f"{row}行" if row in hidden_rows else f"{letters(column)}列")
            continue
        if how := _unseen(cell, sheet):
            unseen[how] += 1
            continue
        rows.setdefault(row, {})[column] = text
    for told in hidden_notes(unseen):
        builder.note(f"{label}　{told}")
    if comments := sum(cell.comment is not None for cell in existing.values()):
        builder.note(note("cell_comments", sheet=label, count=comments))
    if skipped:
        named = "、".join(sorted(skipped, key=lambda each: (len(each), each))[:5])
        builder.note(note("hidden_rows", sheet=label, count=f"{named}ほか" if len(skipped) > 5 else named))
    merges = [
        Merge(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges
    ]
    return Sheet(label, rows, merges)


def _unseen(cell: Any, sheet: Worksheet) -> str:
    """How a cell's text is hidden: white on no ground, of no size. What a table's or a rule's style does is not known."""
    if not cell.has_style:
        return ""
    font = cell.font
    if font.sz is not None and font.sz <= _TINY:
        return "極端に小さい文字"
    colour = font.color
    white = colour is not None and (
        (colour.type == "rgb" and str(colour.rgb).upper().endswith("FFFFFF"))
        or (colour.type == "theme" and colour.theme == 0 and not colour.tint)
    )
    if not white or cell.fill.fill_type is not None or sheet.tables or sheet.conditional_formatting:
        return ""
    return "白い文字"


def _hidden_columns(sheet: Worksheet) -> set[int]:
    """Hidden columns; one entry of the file may stand for a run of them."""
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            first = dimension.min or 0
            hidden.update(range(first, min(dimension.max or first, 16_384) + 1))
    return hidden


def _uncomputed(source: Source) -> dict[str, int]:
    """How many formulas of each sheet have no stored result (written by a program, never opened in Excel)."""
    counts: dict[str, int] = {}
    with open_zip(source.path, source.name) as archive:
        book = parse_xml(read_part(archive, "xl/workbook.xml"))
        relations = read_part(archive, "xl/_rels/workbook.xml.rels")
        targets = (
            {attribute(each, "Id"): attribute(each, "Target") for each in parse_xml(relations)}
            if relations
            else {}
        )
        for group in children(book, "sheets"):
            for each in children(group, "sheet"):
                target = targets.get(attribute(each, "id"), "").lstrip("/")
                part = target if target.startswith("xl/") else f"xl/{target}"
                data = read_part(archive, part)
                counts[attribute(each, "name")] = len(_UNCOMPUTED.findall(data)) if b"<f" in data else 0
    return counts
