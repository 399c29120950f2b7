"""The day in a cell of a table. Knows nothing of tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from app.residents.past import APRIL, YEAR, year_of
from ingest.law.numbers import find_wareki, fiscal_year

_IN_YEAR = re.compile(r"(?:^|[^0-9])(1[0-2]|[1-9])月([0-9]{1,2})日(?:[（(]([月火水木金土日])|)")
_YEAR = re.compile(rf"{YEAR}(?:1[0-2]|[1-9])月")
_WESTERN = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日|((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})")


def day_in(cell: str) -> date | None:
    """The first full day in ``cell``, by era or in 西暦.

    >>> day_in("令和8年11月15日（日）"), day_in("第1金曜日")
    (datetime.date(2026, 11, 15), None)
    """
    for one in find_wareki(cell):
        if one.month and one.day and one.valid:
            return date(one.year, one.month, one.day)
    if match := _WESTERN.search(cell):
        try:
            return date(*(int(part) for part in match.groups() if part))
        except ValueError:
            return None
    return None


def day_of_year(row: Sequence[str], at: int, today: date) -> date | None:
    """The day in a cell that does not say its year: of the year that another cell of the ``row`` says (令和8年12月), else of the
    year of the office, which begins in April, in which ``today`` is; None where its day of the week is of another year.

    >>> day_of_year(("健診", "1月15日(金)"), 1, date(2026, 11, 1)), day_of_year(("健診", "1月15日(木)"), 1, date(2026, 11, 1))
    (datetime.date(2027, 1, 15), None)
    """
    match = _IN_YEAR.search(unicodedata.normalize("NFKC", row[at]))
    if match is None:
        return None
    said = _YEAR.search(unicodedata.normalize("NFKC", "　".join(row)).lower())
    month = int(match[1])
    year = year_of(said) if said else fiscal_year(today) + (month < APRIL)
    try:
        day = date(year, month, int(match[2]))
    except ValueError:
        return None
    return day if not match[3] or "月火水木金土日"[day.weekday()] == match[3] else None
