"""A question as tables are read for it. Knows no tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.residents.focus import Focus

TOPIC = 0.5
"""Share of the question that title and headings of a table must have for a day or an age to be looked up in it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The question with what it is about, ``today``, and the words of the office: names of columns of 地区, words that
    ask for days, 今月 and 来月, and of a column by its part (費用: 自己負担)."""

    question: str
    focus: Focus
    today: date
    districts: Sequence[str]
    days: Sequence[str]
    months: Sequence[str]
    every: bool = False

    @property
    def asks_day(self) -> bool:
        return any(word in self.question for word in (*self.days, *self.months))
