"""Days that cannot be, weekdays that are wrong, ends before their beginnings. Knows nothing of sources' other words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from app.checks.grounds.values import parts
from app.text.spans import Span, weekday_of
from ingest.law.numbers import WEEKDAYS

_HALF_A_YEAR, _A_YEAR = 184, 360
_APRIL = 4
_RANGE = re.compile(r"[ 　]*(?:から|より|[~〜～―–－-])[ 　]*")


def earlier_start(text: str, span: Span, before: Span | None) -> str:
    """The start of a period whose end ``span`` is, when the end is certainly the earlier one; else ""."""
    if before is None or before.kind != span.kind or not _RANGE.fullmatch(text[before.end : span.start]):
        return ""
    first, last = before.value, span.value
    if not isinstance(first, tuple) or not isinstance(last, tuple):
        return ""
    if span.kind == "時刻":  # over midnight is no mistake: both must be before or after noon
        return before.text if last < first and (first[0] < 12) == (last[0] < 12) else ""
    if span.kind in ("日付", "年月", "年度") and first[0] and last[0]:
        return before.text if _filled(last) < _filled(first) else ""
    if span.kind == "日付" and first[0] and last[0] is None and _runs_back(before, span):
        return before.text
    same_month = span.kind == "日付" and last[0] is None and first[1] == last[1]
    return before.text if same_month and last[2] < first[2] else ""


def right_weekday(span: Span, sources: Sequence[Span], years: Collection[int]) -> str:
    """What the weekday should be, when the one written is certainly wrong; else "".

    A day without a year may mean any of ``years``, unless ``sources`` (the spans that name the day) tell.
    """
    if span.kind != "日付" or not span.weekday:
        return ""
    year, _, _ = parts(span)
    told = {source.weekday for source in sources} - {""}
    if year is None and told:
        right = told
    elif year is None and (dated := {parts(source)[0] for source in sources} - {None}):
        right = {weekday_of(span, each) for each in dated}
    else:
        right = {weekday_of(span)} if year else {weekday_of(span, each) for each in years}
    right.discard("")
    if not right or span.weekday in right:
        return ""
    return f"正しくは{'又は'.join(f'（{day}）' for day in sorted(right))}"


def years_near(
    day: tuple[int | None, ...], told: Collection[tuple[int | None, int | None, int | None]]
) -> frozenset[int]:
    """The years that a day without one may be of, by the days and the 年度 (a year alone) that are told with theirs: the
    nearest such day before or after one of them (12月13日 in a report of 令和8年5月), or the one in the 年度."""
    near: set[int] = set()
    when = _filled(day[1:])
    for year, month, number in told:
        if year and month and number:
            near |= {year, year - 1 if when >= (month, number) else year + 1}
        elif year and not month:
            near.add(year + (when[0] < _APRIL))
    return frozenset(near)


def _runs_back(before: Span, span: Span) -> bool:
    """Whether an end without a year comes before its start: its weekday is that of the start's year, or it would lie
    over half a year off (「12月1日から11月18日まで」), a whole year (「4月1日から3月31日まで」) left alone."""
    _, month, day = parts(span)
    start = parts(before)
    try:
        first = date(start[0] or 0, start[1] or 0, start[2] or 0)
        same, next_ = date(first.year, month or 0, day or 0), date(first.year + 1, month or 0, day or 0)
    except ValueError:
        return False
    if same >= first:
        return False
    if span.weekday:
        return WEEKDAYS[same.weekday()] == span.weekday
    return _HALF_A_YEAR < (next_ - first).days < _A_YEAR


def _filled(when: tuple[object, ...]) -> tuple[int, ...]:
    return tuple(part if isinstance(part, int) else 0 for part in when)
