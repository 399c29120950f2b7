"""The day in a cell of a table. Knows nothing of tables."""

from __future__ import annotations

import re
from datetime import date

from ingest.law.numbers import find_wareki

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
