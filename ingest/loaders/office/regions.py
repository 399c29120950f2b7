"""The tables of a sheet, and the titles and notes around them, found in its filled cells.

Knows nothing of workbooks; csv and xlsx bring their cells here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.loaders.builder import SEPARATOR, TextBuilder, join_cells, join_names
from ingest.loaders.tables import names_columns, numeric
from ingest.loaders.titles import find_title

_NOTE = re.compile(r"^[ 　]*(?:[※＊*]|[(（]?注|備考|出典|資料[:：]|摘要[:：])")
_UNIT = re.compile(r"^[(（【]?[ 　]*(?:単位|現在|作成|更新|[^（()]{1,12}現在)[^()（）]*[)）】]?$")


_NUMBERED = re.compile(
    r"[ 　]*(?:第?[ 　]*[0-9０-９一二三四五六七八九十]+[ 　]*(?:表|図)|表|図|[0-9０-９]+[-－．.])"
)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area, all bounds inclusive and counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of one sheet as text: row number → column number → text, counted from 1.

    ``label`` is how people name the sheet, 「シート「歳入」」, or "" for a csv file.
    """

    label: str
    rows: dict[int, dict[int, str]]
    merges: Sequence[Merge] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows first to last of the sheet; the first ``depth`` of them name the columns."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    depth: int = 0
    names: str = field(default="")


def add_sheet(builder: TextBuilder, sheet: Sheet) -> None:
    """Add the sheet's cells: titles and notes as paragraphs, every other row with the names of its columns.

    A row keeps all its cells in one block, questions and their answers included, and says where it stands:
    「シート「歳入」A5:F5」, or 「5行」 in a csv file.
    """
    rows = _filled_down(sheet)
    before: _Table | None = None
    for segment in _segments(sorted(rows)):
        start, end = _table_rows(segment, rows)
        for number in segment[:start]:
            _add_paragraph(builder, sheet, number, rows[number])
        if start < end:
            table = _table(segment[start:end], rows, sheet, before)
            _add_table(builder, sheet, table, rows)
            before = table
        elif start:
            before = None
        before = None if end < len(segment) else before
        for number in segment[end:]:
            _add_paragraph(builder, sheet, number, rows[number])


def book_title(builder: TextBuilder, stem: str) -> str:
    """What stands above the first table; a book of several sheets goes by its name where that only numbers a table."""
    lines = builder.first_lines(2)
    if len(lines) < 2 or SEPARATOR in lines[1] or (builder.headings > 1 and _NUMBERED.match(lines[1])):
        return stem
    return find_title(lines[1:2] if builder.headings > 1 else lines[1:], stem)


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _filled_down(sheet: Sheet) -> dict[int, dict[int, str]]:
    """The rows with every cell that is merged downwards repeated, so that each row can be read alone."""
    rows = {
        number: {column: text for column, text in cells.items() if text.strip()}
        for number, cells in sheet.rows.items()
    }
    rows = {number: cells for number, cells in rows.items() if cells}
    for merge in sheet.merges:
        text = rows.get(merge.top, {}).get(merge.left, "")
        for number in range(merge.top + 1, merge.bottom + 1) if text else ():
            if number in rows:
                rows[number].setdefault(merge.left, text)
    return rows


def _segments(numbers: Sequence[int]) -> list[list[int]]:
    """Runs of rows without a blank row between them."""
    segments: list[list[int]] = []
    for number in numbers:
        if segments and number == segments[-1][-1] + 1:
            segments[-1].append(number)
        else:
            segments.append([number])
    return segments


def _table_rows(segment: Sequence[int], rows: dict[int, dict[int, str]]) -> tuple[int, int]:
    """Where in the segment the table begins and ends; both are 0 … len when there is none (start == end)."""
    start = 0
    while start < len(segment) and _is_title(rows[segment[start]]):
        start += 1
    end = len(segment)
    while end > start and (len(rows[segment[end - 1]]) == 1 or _NOTE.match(_first(rows[segment[end - 1]]))):
        end -= 1
    notes = segment[end:]
    if notes and not any(_NOTE.match(_first(rows[number])) for number in notes) and end > start:
        first = next(number for number in notes)
        end += (
            len(notes)
            if min(rows[first]) == min(rows[segment[start]]) and len(_first(rows[first])) <= 20
            else 0
        )
    return start, end


def _is_title(cells: dict[int, str]) -> bool:
    """One cell alone, or a title with the unit beside it (「（単位：千円）」)."""
    return len(cells) == 1 or (len(cells) == 2 and any(_UNIT.match(text.strip()) for text in cells.values()))


def _first(cells: dict[int, str]) -> str:
    return cells[min(cells)]


def _table(
    numbers: Sequence[int], rows: dict[int, dict[int, str]], sheet: Sheet, before: _Table | None
) -> _Table:
    used = {column for number in numbers for column in rows[number]}
    columns = tuple(sorted(used))
    merged = _merged_depth(numbers, sheet.merges)
    for depth in dict.fromkeys((merged, 1, 2)):
        if depth < len(numbers) and _can_head(numbers[1:depth], rows):
            names = _names(numbers[:depth], columns, rows, sheet)
            body = [_cells(rows[number], columns) for number in numbers[depth : depth + 8]]
            open_above = depth in (1, merged) or _blank_above(numbers[0], rows, columns)
            if open_above and names_columns([names, *body]):
                return _Table(tuple(numbers), columns, depth, join_cells(names))
    if before and before.names and used <= set(before.columns):
        return _Table(tuple(numbers), before.columns, 0, before.names)
    return _Table(tuple(numbers), columns)


def _merged_depth(numbers: Sequence[int], merges: Sequence[Merge]) -> int:
    """How many rows the merged cells of the first row make the header."""
    depth = 1
    for _ in range(3):
        last = numbers[0] + depth - 1
        for merge in merges:
            if numbers[0] <= merge.top <= last:
                across = merge.right > merge.left and merge.top == last
                depth = max(
                    depth, merge.bottom - numbers[0] + 1 + (1 if across and merge.bottom == last else 0)
                )
    return depth if depth <= 4 else 1


def _can_head(numbers: Sequence[int], rows: dict[int, dict[int, str]]) -> bool:
    """Rows with numbers in them are data, however the cells above them are merged."""
    return not any(numeric(text) for number in numbers for text in rows[number].values())


def _blank_above(number: int, rows: dict[int, dict[int, str]], columns: Sequence[int]) -> bool:
    """Whether the upper of two header rows leaves cells open, as a header over groups of columns does."""
    return any(column not in rows[number] for column in columns)


def _names(
    numbers: Sequence[int], columns: Sequence[int], rows: dict[int, dict[int, str]], sheet: Sheet
) -> list[str]:
    """The column names, upper and lower joined: 「令和6年度 予算」."""
    spread = {number: dict(rows[number]) for number in numbers}
    for merge in sheet.merges if len(numbers) > 1 else ():
        text = spread.get(merge.top, {}).get(merge.left, "")
        for column in range(merge.left, min(merge.right, columns[-1]) + 1) if text else ():
            spread[merge.top].setdefault(column, text)
    if not sheet.merges and len(numbers) > 1:
        upper, last = spread[numbers[0]], ""
        for column in columns:
            last = upper.get(column, last if column in spread[numbers[1]] else "")
            if last:
                upper.setdefault(column, last)
    names = []
    for column in columns:
        parts = [re.sub(r"\s*\n\s*", "", spread[number].get(column, "")).strip() for number in numbers]
        names.append(" ".join(dict.fromkeys(part for part in parts if part)))
    return names


def _cells(cells: dict[int, str], columns: Sequence[int]) -> list[str]:
    return [cells.get(column, "") for column in columns]


def _add_table(builder: TextBuilder, sheet: Sheet, table: _Table, rows: dict[int, dict[int, str]]) -> None:
    for index, number in enumerate(table.rows):
        header = index < table.depth
        builder.add(
            "header" if header else "row",
            (join_names if header else join_cells)(_cells(rows[number], table.columns)),
            place=_place(sheet.label, number, table.columns[0], table.columns[-1]),
            header="" if header else table.names,
        )


def _add_paragraph(builder: TextBuilder, sheet: Sheet, number: int, cells: dict[int, str]) -> None:
    text = "　".join(cells[column].strip() for column in sorted(cells))
    builder.add("paragraph", text, place=_place(sheet.label, number, min(cells), max(cells)))


def _place(label: str, number: int, first: int, last: int) -> str:
    if not label:
        return f"{number}行"
    left = f"{letters(first)}{number}"
    return f"{label}{left}" if first == last else f"{label}{left}:{letters(last)}{number}"
