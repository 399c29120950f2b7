"""An age that the birthday beside it does not make: 「昭和31年4月1日以前に生まれた65歳以上の方」, a 学年 that is another one: the
births of last year's 二十歳のつどい. Knows nothing of sources.

On the day of the event, or on the first day of its 年度 or of the next; only where a sentence has one birthday and one age.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from unicodedata import normalize

from app.checks.grounds.values import calendar_day
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.spans import find_spans
from ingest.law.numbers import era_year, fiscal_year, to_wareki

_BORN = re.compile(r"(?:以前|まで)に生まれ")
_AGED = re.compile(r"(?P<age>[0-9０-９]{1,3})[ 　]?歳以上")
_HELD = re.compile(
    r"^[ 　]*(?:[0-9０-９]{1,2}[ 　.．]+|[(（][0-9０-９]{1,2}[)）][ 　]*|[○●・◆■])?[ 　]*(?:日[ 　]*時|と[ 　]*き|期[ 　]*日|開催日|日[ 　]*程)"
)
_BORN_FROM = re.compile(r"[ 　]*(?:まで)?(?:の間)?に(?:生まれ|出生)")
_ENTERS = re.compile(
    r"(?P<era>令和)(?P<y>[0-9０-９元]{1,2})年(?:度|4月|４月)[^。\n]{0,12}?(?:小学校(?:に|へ)?(?:入学|就学)|新1年生|新入学|新入生|就学予定|入学予定)"
)
_HEAD_LINES, _SCHOOL, _ADULT = 12, 7, 20
_YEAR_OF = (
    "「{text}」からの1年に生まれた人は、この文書の対象の学年と合いません（{year}からの1年と見られます）。"
    "生年月日の範囲を確かめてください。"
)
_TOLD = "「{text}」は、「{born}以前に生まれた」人の年齢（{held}に{age}歳以上）と合いません。生年月日と年齢のどちらが正しいかを確かめてください。"


def check_ages(subject: Subject) -> Checked:
    """A finding fact.within for each such age."""
    return Checked(subject.text, (), (*_findings(subject.text), *_of_a_year(subject.text)))


def _of_a_year(text: str) -> Iterator[Finding]:
    """「平成19年4月2日から平成20年4月1日までに生まれた方」 in the invitation to the 二十歳のつどい of 令和9年."""
    held = [day for _, day in _days(text, _HELD)]
    for match in re.finditer(r"[^。\n]+", text):
        spans = [each for each in find_spans(match[0]) if each.kind == "日付" and calendar_day(each)]
        for first, last in pairwise(spans):
            one, other = calendar_day(first), calendar_day(last)
            assert one and other
            whole = other.replace(year=other.year - 1) == one.replace(day=1) and (one.month, one.day) == (
                4,
                2,
            )
            if not whole or not _BORN_FROM.match(match[0], last.end):
                continue
            expected = _turning(text, match[0], held)
            if expected and one.year not in expected:
                told = _YEAR_OF.format(text=first.text, year=to_wareki(date(min(expected), 4, 2)))
                at = match.start() + first.start
                yield Finding("fact.within", "warning", told, at, at + len(first.text))


def _turning(text: str, line: str, held: list[date]) -> set[int]:
    """The years in which the 学年 may begin that the text is for: of the 20 years old, of those who enter a 小学校."""
    head = "\n".join(text.split("\n")[:_HEAD_LINES])
    entering = _ENTERS.search(line) or _ENTERS.search(head)
    if entering:
        year = era_year(entering["era"], normalize("NFKC", entering["y"]))
        return {year - _SCHOOL} if year else set()
    if re.search(r"二十歳の?(?:つどい|集い)|成人式|20歳を祝", head) and held:
        return {fiscal_year(held[0]) - _ADULT}
    return set()


def _findings(text: str) -> Iterator[Finding]:
    held = next((each for each in _days(text, _HELD)), None)
    for match in re.finditer(r"[^。\n]+", text) if held else ():
        days = [each for each in find_spans(match[0]) if each.kind == "日付" and calendar_day(each)]
        ages = list(_AGED.finditer(match[0]))
        if len(days) != 1 or len(ages) != 1 or not _BORN.match(match[0], days[0].end):
            continue
        born, said = calendar_day(days[0]), int(ages[0]["age"])
        assert born and held
        year = fiscal_year(held[1])
        possible = {_age(born, each) for each in (held[1], date(year, 4, 1), date(year + 1, 4, 1))}
        if said not in possible:
            told = _TOLD.format(text=ages[0][0], born=days[0].text, held=held[0], age=_age(born, held[1]))
            at = match.start() + ages[0].start()
            yield Finding("fact.within", "warning", told, at, at + len(ages[0][0]))


def _days(text: str, label: re.Pattern[str]) -> Iterator[tuple[str, date]]:
    for line in text.split("\n"):
        for span in find_spans(line) if label.match(line) else ():
            if span.kind == "日付" and (day := calendar_day(span)):
                yield span.text, day


def _age(born: date, day: date) -> int:
    """Whole years; one born on 2 April is of age on 1 April (年齢計算ニ関スル法律)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
