"""国民の祝日 of any year. Knows nothing of papers."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """国民の祝日 and the days off around them, from 令和2年 on (国民の祝日に関する法律; the equinoxes as astronomy gives them to 2099)."""

    def monday(month: int, number: int) -> date:
        first = date(year, month, 1)
        return first + timedelta((7 - first.weekday()) % 7 + 7 * (number - 1))

    gone = year - 1980
    spring = int(20.8431 + 0.242194 * gone - gone // 4)
    autumn = int(23.2488 + 0.242194 * gone - gone // 4)
    days = {
        date(year, m, d)
        for m, d in ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))
    }
    days |= {
        monday(1, 2),
        monday(7, 3),
        monday(9, 3),
        monday(10, 2),
        date(year, 3, spring),
        date(year, 9, autumn),
    }
    off = set(days)
    for day in days:
        if day.weekday() == 6:
            while day in off:
                day += timedelta(1)
            off.add(day)
    off |= {day + timedelta(1) for day in days if day + timedelta(2) in days}
    return frozenset(off)


def is_holiday(day: date) -> bool:
    """Also 年末年始, when the office is closed: 12月29日 to 1月3日."""
    return day in holidays(day.year) or (day.month, day.day) in ((12, 29), (12, 30), (12, 31), (1, 2), (1, 3))
