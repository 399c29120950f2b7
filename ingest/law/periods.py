"""Periods of days, months and years as laws count them: 「公布の日から起算して三月を超えない範囲内」. Knows nothing of texts.

The first day counts where 「起算して」 says so, else not (民法第140条); a period of months or years ends the day before
the day of the same number, or on the last day of a month that has none (民法第143条第2項).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.law.numbers import to_wareki

UNITS = ("日", "週間", "月", "年")
_UNIT_WORDS = {"日": "日", "週間": "週間", "月": "か月", "年": "年"}


@dataclass(frozen=True, slots=True)
class Period:
    """``count`` units counted from ``first``, the day on which counting begins; ``last`` is its last day, both inclusive.

    ``shown`` is the arithmetic in words.
    """

    first: date
    count: int
    unit: str
    last: date
    shown: str

    @property
    def after(self) -> date:
        """「…を経過した日」: the day after the last."""
        return self.last + timedelta(days=1)


def period(start: date, count: int, unit: str, *, inclusive: bool, name: str = "公布の日") -> Period:
    """The period of ``count`` ``unit`` (日, 週間, 月, 年) from ``start``; ``inclusive`` for 「起算して」.

    >>> period(date(2026, 3, 25), 3, "月", inclusive=True).last
    datetime.date(2026, 6, 24)
    """
    first = start if inclusive else start + timedelta(days=1)
    if unit in ("日", "週間"):
        last = first + timedelta(days=count * (7 if unit == "週間" else 1) - 1)
    else:
        last = _months_later(first, count * (12 if unit == "年" else 1))
    counted = "初日を算入" if inclusive else "初日は不算入"
    shown = (
        f"{name}は{to_wareki(start)}。{counted}するので{to_wareki(first)}から数え、"
        f"{count}{_UNIT_WORDS[unit]}は{to_wareki(last)}に満了します。"
    ).replace("不算入する", "不算入な")
    return Period(first, count, unit, last, shown)


def _months_later(first: date, months: int) -> date:
    """The last day of a period of months that begins on ``first``."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    month += 1
    longest = calendar.monthrange(year, month)[1]
    if first.day > longest:
        return date(year, month, longest)
    return date(year, month, first.day) - timedelta(days=1)
