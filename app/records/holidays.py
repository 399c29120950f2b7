"""国民の祝日 of any year from 令和2年 to 2099. Knows nothing of an office's own days off."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_FIXED = (
    (1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23),
)  # fmt: skip
_MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))
"""(month, which Monday): 成人の日, 海の日, 敬老の日, スポーツの日."""


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The days of 国民の祝日に関する法律, 振替休日 and the days between two of them; the equinoxes by the usual formula.

    >>> date(2026, 9, 22) in holidays(2026), date(2026, 11, 24) in holidays(2026)
    (True, False)
    """
    gone = year - 1980
    days = {date(year, month, day) for month, day in _FIXED}
    days |= {_monday(year, month, number) for month, number in _MONDAYS}
    days.add(date(year, 3, int(20.8431 + 0.242194 * gone - gone // 4)))
    days.add(date(year, 9, int(23.2488 + 0.242194 * gone - gone // 4)))
    off = set(days)
    for day in sorted(days):
        if day.weekday() == 6:
            while day in off:
                day += timedelta(1)
            off.add(day)
    off |= {day + timedelta(1) for day in days if day + timedelta(2) in days}
    return frozenset(off)


def _monday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((7 - first.weekday()) % 7 + 7 * (number - 1))
