"""Rows of tables by their day: the next ones of a table of days, and the cells of a table that has a row for each month.

Knows nothing of search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from app.residents.celldays import day_in, day_of_year
from app.residents.composing import Line
from app.residents.focus import place
from app.residents.rownames import same_sense
from app.residents.tables import Table, tables_of
from app.residents.wanted import TOPIC, Wanted
from ingest.document import Hit
from ingest.search.coverage import nouns_of
from ingest.search_key import normalise

MANY, NEXT = 12, 3
"""Rows that are told of a table of days at most, and the months that are told where none is asked for."""
_MONTH = re.compile(r"([0-9]{1,2})月(?![0-9])")
_NEXT = re.compile(r"次|今度|直近")
_OF_MONTH = re.compile(r"(?:令和[0-9]{1,2}年|20[0-9]{2}年)?(1[0-2]|[1-9])月")
_DAYS = re.compile(r"(?<![0-9])([0-9]{1,2})(?:日|(?=[・、,，（(]|$))")


def by_day(wanted: Wanted, table: Table, hit: Hit) -> list[Line]:
    """The days from today on, the next one first; those of a month where one is asked for."""
    if not (wanted.asks_day or _MONTH.search(wanted.question)) or wanted.focus.topic(place(hit)) < TOPIC:
        return []
    rows = _days(wanted, table)
    named = table.named(wanted.question) or table.spoken_of(wanted.question)
    asked = _month(wanted)
    rows = [one for one in rows if asked is None or one[0].month == asked]
    rows = [one for one in rows if one[1] in named] or rows
    coming = sorted(one for one in rows if one[0] >= wanted.today)
    every = range(1, len(table.header))
    return [Line("表", table.told(row, every), hit) for _, row in coming][:MANY]


def _days(wanted: Wanted, table: Table) -> list[tuple[date, tuple[str, ...]]]:
    """(day, row) of a table of days; of one whose days lack the year only where the next ones or those of a month are asked for:
    of the 納期 of a tax all are told."""
    at = table.dated()
    if at is not None:
        return [(day, row) for row in table.rows if (day := day_in(row[at])) is not None]
    if _month(wanted) is None and not _NEXT.search(wanted.question):
        return []
    for at in range(len(table.header)):
        rows = [(day, row) for row in table.rows if (day := day_of_year(row, at, wanted.today)) is not None]
        if 2 * len(rows) > len(table.rows):
            return rows
    return []


def by_month(wanted: Wanted, hits: Sequence[Hit]) -> list[Line]:
    """Of a table with a row for each month the days that are coming, under the columns that the question names: 「上町の
    次の不燃ごみ」 of 月 | 上町 | 下町. [] where it names none."""
    if not (wanted.asks_day or _MONTH.search(wanted.question)):
        return []
    for hit in hits:
        for table in tables_of(hit.passage):
            columns = table.parts_named(wanted.question) if _is_of_months(table) else ()
            if columns and _is_on(wanted, place(hit), table):
                asked = _month(wanted)
                coming = [row for row in table.rows if _is_coming(row, columns, wanted.today)]
                rows = [row for row in table.rows if asked is not None and _number(row) == asked]
                told = rows or sorted(coming, key=_in_year)[:NEXT]
                return [Line("表", table.told(row, columns), hit) for row in told]
    return []


def _is_on(wanted: Wanted, above: str, table: Table) -> bool:
    """Whether a table is of the things that a question names: they stand above it, or name its columns."""
    said = normalise("　".join((above, *table.header)))
    nouns = [noun for noun in nouns_of(wanted.question) if not any(noun in word for word in wanted.days)]
    return same_sense(above, wanted.question) and all(noun in said for noun in nouns)


def _is_of_months(table: Table) -> bool:
    """Whether each row is a month whose cells are days: 「12月 | 9日」."""
    cells = [unicodedata.normalize("NFKC", cell) for row in table.rows for cell in row[1:]]
    return all(map(_number, table.rows)) and 2 * sum(bool(_DAYS.search(cell)) for cell in cells) > len(cells)


def _number(row: Sequence[str]) -> int:
    match = _OF_MONTH.fullmatch(unicodedata.normalize("NFKC", row[0]).replace(" ", ""))
    return int(match[1]) if match else 0


def _in_year(row: Sequence[str]) -> int:
    """The place of a row's month in the year of the office, which begins in April."""
    return (_number(row) - 4) % 12


def _is_coming(row: Sequence[str], columns: Sequence[int], today: date) -> bool:
    """Whether a row has a day of this year of the office that is not over."""
    days = [int(day) for at in columns for day in _DAYS.findall(unicodedata.normalize("NFKC", row[at]))]
    ahead = _in_year(row) - (today.month - 4) % 12
    return bool(days) and (ahead > 0 or (not ahead and max(days) >= today.day))


def _month(wanted: Wanted) -> int | None:
    for ahead, word in enumerate(wanted.months):
        if word in wanted.question:
            return (wanted.today.month - 1 + ahead) % 12 + 1
    match = _MONTH.search(unicodedata.normalize("NFKC", wanted.question))
    return int(match[1]) if match else None
