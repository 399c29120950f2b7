"""An age that the birthday beside it does not make: 「昭和31年4月1日以前に生まれた65歳以上の方」. Knows nothing of sources.

On the day of the event, or on the first day of its 年度 or of the next; only where a sentence has one birthday and one age.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from app.checks.grounds.values import calendar_day
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.spans import find_spans
from ingest.law.numbers import fiscal_year

_BORN = re.compile(r"(?:以前|まで)に生まれ")
_AGED = re.compile(r"(?P<age>[0-9０-９]{1,3})[ 　]?歳以上")
_HELD = re.compile(
    r"^[ 　]*(?:[0-9０-９]{1,2}[ 　.．]+|[(（][0-9０-９]{1,2}[)）][ 　]*|[○●・◆■])?[ 　]*(?:日[ 　]*時|と[ 　]*き|期[ 　]*日|開催日|日[ 　]*程)"
)
_TOLD = "「{text}」は、「{born}以前に生まれた」人の年齢（{held}に{age}歳以上）と合いません。生年月日と年齢のどちらが正しいかを確かめてください。"


def check_ages(subject: Subject) -> Checked:
    """A finding fact.within for each such age."""
    return Checked(subject.text, (), tuple(_findings(subject.text)))


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
