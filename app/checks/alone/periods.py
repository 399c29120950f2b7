"""A period that lies wholly before the year of the title: last year's 履行期間 in this year's 仕様書. Knows nothing of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from app.checks.grounds.values import calendar_day, parts
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.spans import find_spans

_TITLED = re.compile(r"(?P<y>(?:令和|平成)[0-9０-９元]{1,2}|[0-9０-９]{4})年度")
_PERIOD = re.compile(
    r"^[ 　]*(?:[0-9０-９]{1,2}[ 　.．]+|[(（][0-9０-９]{1,2}[)）][ 　]*|第[0-9０-９一二三四五六七八九十]+条[ 　]*|[（(])?(?:履行|委託|契約|業務|事業|実施|賃貸借|借入|リース|補助対象|工|納入|供用|指定)(?:期間?|期限)[）)]?[ 　：:は、]"
)
_PAST = re.compile(r"前年度|昨年度|実績|前回|変更前|現行|既|準備")
_LINES = 4
_TOLD = "「{text}」は、題名の「{other}」より前に終わります。前年度の期間が残っていないか、確かめてください。"


def check_periods(subject: Subject) -> Checked:
    """A finding fact.within for each such period."""
    return Checked(subject.text, (), tuple(_findings(subject.text)))


def _findings(text: str) -> Iterator[Finding]:
    lines = [line for line in text.split("\n") if line.strip()][:_LINES]
    titles = [match for line in lines if "。" not in line for match in _TITLED.finditer(line)]
    years = {parts(span)[0] for match in titles for span in find_spans(match[0])}
    if len(years) != 1 or (year := years.pop()) is None:
        return
    at = 0
    for line in text.split("\n"):
        days = [each for each in find_spans(line) if each.kind == "日付"] if _PERIOD.match(line) else []
        if len(days) == 2 and not _PAST.search(line):
            ends = calendar_day(days[1])
            if ends is not None and ends < date(year, 4, 1):
                begin, end = at + days[0].start, at + days[1].end
                told = _TOLD.format(text=text[begin:end], other=titles[0][0])
                yield Finding("fact.within", "warning", told, begin, end)
        at += len(line) + 1
