"""Less worth for what a newer paper or a newer row says again. Knows nothing of what is asked but its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.extractive.asked import other_year
from app.extractive.statements import RECORDS, Statement
from app.extractive.weighing import meaning_pairs

_HALF = 0.5
DONE = re.compile(r"(?:た|でした|ました)(?:（[^（）]*）)?。?$")
_OLDER, _OLDER_ROW = 0.5, 0.9
_BYGONE = 0.2
"""Last year's days beside this year's are worse than none."""
_AIM = re.compile(r"目標[^、。]*")
_YEAR = re.compile(r"(?:令和|(?<![A-Za-z])[RＲ])([0-9０-９元]{1,2})(?:年|(?=：))")
_NOTICES, _BEFORE_REIWA = ("広報", "記者発表", "通知", "ウェブページ", "メール"), 2018
_MONTH_DAY = re.compile(r"[0-9０-９]{1,2}月[0-9０-９]{1,2}日")


def shape_of(each: Statement) -> tuple[str, str]:
    """A row without its figures, and what it is read with: rows of one table that differ in their year alone are alike."""
    return each.above, re.sub(r"[0-9０-９,，.．元]+", "", each.text)


def newest_first(
    ranked: Sequence[tuple[float, Statement]], wanted: frozenset[str], about: str
) -> list[tuple[float, Statement]]:
    """Less worth for what a newer meeting said again (「研究する」, then 「検討する」) and for a table's older years."""
    found = []
    for worth, each in ranked:
        own = wanted & meaning_pairs(each.text)
        later = any(
            _newer(other, each)
            and not other_year(about, other.text, other.above)
            and own <= meaning_pairs(f"{other.above}\n{other.text}")
            and len(own & meaning_pairs(f"{other.heading}\n{other.text}"))
            >= _HALF * len(own)  # not by its title
            for value, other in ranked
            if value >= _HALF * worth
        )
        rows = [
            year_of(other)
            for _, other in ranked
            if each.row and other.row and shape_of(other) == shape_of(each)
        ]
        older = max(rows, default=0) > year_of(each) > 0
        past = _BYGONE if later and _dated(each) else _OLDER
        found.append((worth * (past if later else 1) * (_OLDER_ROW if older else 1), each))
    return found


def _newer(other: Statement, each: Statement) -> bool:
    """Whether another statement is of a later meeting, or its figures of a later year."""
    if other.number == each.number:
        return False
    if each.kind in RECORDS and other.kind in RECORDS:
        return other.day is not None and (_undated(each) or (each.day is not None and other.day > each.day))
    return year_of(other) > year_of(each) > 0


def _undated(each: Statement) -> bool:
    """An answer prepared for some session: what was said in the council is newer."""
    return each.day is None and each.kind == "想定問答"


def year_of(each: Statement) -> int:
    """The year of 令和 that the figures of a statement are of; what is aimed at is of no year yet."""
    years = [1 if year == "元" else int(year) for year in _YEAR.findall(_AIM.sub("", each.text))]
    return max(years, default=each.day.year - _BEFORE_REIWA if each.day and _dated(each) else 0)


def _dated(each: Statement) -> bool:
    """Whether a notice names a day without its year, which is that of its paper: 「12月20日から点灯します。」"""
    return each.kind in _NOTICES and bool(_MONTH_DAY.search(each.text)) and not DONE.search(each.text)
