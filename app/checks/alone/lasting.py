"""Lengths that their own two ends contradict, and a year told in two ways: 「2月8日から15日までの7日間」. Knows no sources.

Only where both ends stand right before the length and nothing says that days or hours between them do not count.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from app.checks.grounds.values import later_half, parts
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.spans import Span, find_spans

_RANGE = re.compile(r"[ 　]*(?:から|より|[~〜～―–－-])[ 　]*(?:翌日?)?[ 　]*")
_LENGTH = re.compile(r"[ 　]*(?:まで)?[ 　]*(?:の|、|[（(])?[ 　]*(?:計|合計)?")
_WEEKDAY = re.compile(r"[ 　]*[（(][月火水木金土日](?:曜日?|・[祝休])?[）)]")
_NOT_ALL = re.compile(
    r"除|平日|うち|実働|隔|毎週|毎月|営業|開庁|程度|約|休憩|延べ|ほど|各|最大|最長|以内|目安|前後|泊"
)
_ERAS = re.compile(r"令和|平成|昭和|大正|明治")
_EITHER = re.compile(r"[ 　]*(?:[（(／/＝=・]|、)[ 　]*")
_CLOSES = re.compile(r"[ 　]*[）)／/。、\n 　]|$")
_LASTS = "「{text}」は、前に書かれた期間（{first}から{last}まで）では{right}です。期間と長さのどちらが正しいかを確かめてください。"
_YEARS = "「{text}」は、「{other}」と別の年です。和暦と西暦のどちらが正しいかを確かめてください。"
_YEAR, _SLACK, _HOUR = 365.25, 3, 60


def check_lasting(subject: Subject) -> Checked:
    """Findings total.lasting and fact.within."""
    return Checked(subject.text, (), tuple(_findings(subject.text, subject.today)))


def _findings(text: str, today: date) -> Iterator[Finding]:
    for match in re.finditer(r"[^。\n]+", text):
        line, shift = match[0], match.start()
        spans = list(find_spans(line))
        for at, (first, last) in enumerate(itertools.pairwise(spans)):
            yield from _twice(line, first, last, shift)
            length = spans[at + 2] if at + 2 < len(spans) else None
            if length and length.kind == "数" and not _NOT_ALL.search(line):
                yield from _lasts(line, (first, last, length), spans[at + 3 :], shift, today)


def _lasts(
    line: str, told: tuple[Span, Span, Span], rest: Sequence[Span], shift: int, today: date
) -> Iterator[Finding]:
    first, last, length = told
    weekday = _WEEKDAY.match(line, last.end) if last.kind == "数" else None
    end = weekday.end() if weekday else last.end
    if not _RANGE.fullmatch(line[first.end : last.start]) or not _LENGTH.fullmatch(line[end : length.start]):
        return
    later = later_half(last, first, line)
    if first.kind == later.kind == "時刻" and length.unit == "時間":
        right = _hours(first, later)
        whole = not (rest and rest[0].start == length.end and rest[0].unit in ("分", "分間"))
        wrong = right is not None and whole and right != length.value
        own = f"{_plain(right)}時間" if right is not None else ""
    else:
        days = _days(first, last, today)
        wrong, own = _wrong(days, length) if days else (False, "")
    if wrong:
        words = _LASTS.format(text=length.text, first=first.text, last=last.text, right=own)
        yield Finding("total.lasting", "warning", words, shift + length.start, shift + length.end)


def _wrong(days: tuple[date, date], length: Span) -> tuple[bool, str]:
    first, last = days
    if not isinstance(length.value, Decimal):
        return False, ""
    count = (last - first).days + 1
    if length.unit == "日間":
        return count != length.value, f"{count:,}日間"
    if length.unit == "年間":
        years = round(count / _YEAR)
        near = years and abs(count - years * _YEAR) <= _SLACK
        return bool(near) and years != length.value, f"{years}年間"
    if length.unit == "か月" and (last + timedelta(1)).day == first.day:
        months = (last + timedelta(1)).year * 12 + (last + timedelta(1)).month - first.year * 12 - first.month
        return months != length.value, f"{months}か月"
    return False, ""


def _days(first: Span, last: Span, today: date) -> tuple[date, date] | None:
    """Both ends; one without its year is of the year that makes the period shortest, 「15日」 of the same month."""
    if first.kind == last.kind == "年度":
        begins, ends = parts(first)[0], parts(last)[0]
        return (date(begins, 4, 1), date(ends + 1, 3, 31)) if begins and ends and begins < ends else None
    year, month, day = parts(first)
    bare = last.kind == "数" and last.unit == "日" and isinstance(last.value, Decimal)
    if first.kind != "日付" or not (last.kind == "日付" or bare):
        return None
    own = (None, month, int(last.value)) if bare and isinstance(last.value, Decimal) else parts(last)
    begin_year = year or own[0] or today.year
    try:
        begin = date(begin_year, month or 0, day or 0)
        end = date(own[0] or begin.year, own[1] or 0, own[2] or 0)
        if end < begin and own[0] is None:
            end = date(begin.year + 1, own[1] or 0, own[2] or 0)
    except ValueError:
        return None
    leap = not year and begin.month <= 2 < end.month  # nobody knows whether it has a 29 February
    return None if end < begin or leap else (begin, end)


def _hours(first: Span, last: Span) -> Decimal | None:
    one, other = first.value, last.value
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return None
    minutes = (other[0] - one[0]) * _HOUR + other[1] - one[1]
    return Decimal(minutes) / _HOUR if minutes > 0 else None


def _plain(hours: Decimal | None) -> str:
    return (
        f"{(hours or Decimal(0)).normalize():f}"
        if hours is None or hours == round(hours, 2)
        else f"{hours:.1f}"
    )


def _twice(line: str, one: Span, other: Span, shift: int) -> Iterator[Finding]:
    """「令和9年1月1日（2026年1月1日）」."""
    dated = one.kind == other.kind and one.kind in ("日付", "年月", "年", "年度")
    if not dated or not _EITHER.fullmatch(line[one.end : other.start]) or not _CLOSES.match(line, other.end):
        return
    eras = [bool(_ERAS.match(each.text)) for each in (one, other)]
    mine, theirs = parts(one), parts(other)
    if eras[0] == eras[1] or mine[1:] != theirs[1:] or mine[0] == theirs[0] or not (mine[0] and theirs[0]):
        return
    bracket = re.search(r"[（(／/＝=]", line[one.end : other.start])
    if bracket:
        told = _YEARS.format(text=other.text, other=one.text)
        yield Finding("fact.within", "warning", told, shift + other.start, shift + other.end)
