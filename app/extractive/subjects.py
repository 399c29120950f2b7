"""A cited sentence by itself: what it is of, where only its heading says so, and whether it is over by a day. Knows no sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from app.citation import cited_numbers
from app.extractive.statements import Statement, statements
from app.retrieval import Evidence
from app.text.spans import Span, find_spans, is_whole_day

_MARK = re.compile(r"\[[0-9]+\]")
_SUBJECT = re.compile(r"[はがも](?![らね])")
_DONE = re.compile(r"た。?$")
"""「令和8年度に積載車2台を更新しました。」 was done by somebody whom no heading names."""
_DATED = re.compile(r"[（(]?(?:令和|毎|午[前後]|[0-9０-９]{1,2}[月日時:])")
_NO_NAME = re.compile(
    r"(?:ます|です|した|する|ください|か)$|[（(：:0-9０-９]|方法|手続|お知らせ|概要|内容|について|お問い?合|もの$|こと$|結果|状況|冒頭"
)
_SIGNS = "■□●○◆◇▼★"
_LONGEST, _DAY_PARTS = 16, 3
_TO_COME = re.compile(r"(?:ます|から|予定です|予定)。?$")
_AROUND = timedelta(days=200)
_BEFORE = timedelta(days=60)
"""A paper may tell of what came shortly before it."""


def of_its_heading(each: Statement) -> str:
    """A sentence that names nothing, of what its heading names.

    >>> of_its_heading(Statement(1, 0, "12月13日に砂子海岸で行います。", "広報", "冬の海岸清掃"))
    '冬の海岸清掃は、12月13日に砂子海岸で行います。'
    """
    named = each.heading and len(each.heading) <= _LONGEST and not _NO_NAME.search(each.heading)
    bare = (
        each.text.endswith("。")
        and "：" not in each.text
        and not (each.row or each.asked or _SUBJECT.search(each.text))
    )
    does = "を" in each.text
    mark = "は" if _DATED.match(each.text) and not does else "では" if not _DONE.search(each.text) else ""
    return f"{each.heading.lstrip(_SIGNS)}{mark}、{each.text}" if named and bare and mark else each.text


def with_its_subject(found: str, evidence: Sequence[Evidence]) -> str:
    """A cited sentence with what it is of, where only its heading says so."""
    words = _MARK.sub("", found)
    numbers = set(cited_numbers(found))
    for each in statements(evidence) if words and not _SUBJECT.search(words) else ():
        if each.number in numbers and each.text.rstrip("。") == words.rstrip("。"):
            return found.replace(each.text.rstrip("。"), of_its_heading(each).rstrip("。"), 1)
    return found


def day_told(values: Iterable[str], evidence: Sequence[Evidence] = ()) -> date | None:
    """The first day that a form names: a whole one, else one with its weekday in the year of the newest source or the next."""
    spans = [span for value in values for span in find_spans(value) if span.kind == "日付"]
    for span in spans:
        if isinstance(span.value, tuple) and is_whole_day(span) and None not in span.value:
            return date(*span.value)
    newest = max((one.document.issued.year for one in evidence if one.document.issued), default=0)
    near = (_day_of(span, year) for span in spans if newest and span.weekday for year in (newest, newest + 1))
    return next((day for day in near if day), None)


def _day_of(span: Span, year: int) -> date | None:
    """A day of no year in ``year``, where it has its weekday then."""
    if not isinstance(span.value, tuple) or len(span.value) != _DAY_PARTS or span.value[0] is not None:
        return None
    try:
        day = date(year, span.value[1], span.value[2])
    except (TypeError, ValueError):
        return None
    return day if "月火水木金土日"[day.weekday()] == span.weekday[0] else None


def is_over(found: str, evidence: Sequence[Evidence], day: date | None) -> bool:
    """Whether a cited sentence tells of days to come that lie before ``day``: a notice of December, said in February."""
    words = _MARK.sub("", found)
    issued = next((one.document.issued for one in evidence if one.number in cited_numbers(found)), None)
    if day is None or not _TO_COME.search(words):
        return False
    spans = [span for span in find_spans(words) if span.kind == "日付"]
    if issued is None:
        return of_another_year(words, day)
    days = [_resolved(span.value, issued) for span in spans]
    return bool(days) and all(one is not None and one < day for one in days)


def of_another_year(words: str, day: date | None) -> bool:
    """Whether all days of ``words`` have weekdays that they have only in other years than that around ``day``: 「11月9日（日）」
    in 令和8年.

    >>> of_another_year("11月9日（日）に行います。", date(2026, 12, 6)), of_another_year("9月26日（土）に行います。", date(2027, 1, 29))
    (True, False)
    """
    spans = [span for span in find_spans(words) if span.kind == "日付"] if day else []
    return day is not None and bool(spans) and all(_is_of_another_year(span, day) for span in spans)


def _is_of_another_year(span: Span, day: date) -> bool:
    own = isinstance(span.value, tuple) and len(span.value) == _DAY_PARTS and span.value[0] is None
    near = (_day_of(span, year) for year in (day.year - 1, day.year, day.year + 1))
    return own and bool(span.weekday) and not any(each and day - _AROUND <= each for each in near)


def _resolved(value: object, issued: date) -> date | None:
    """The day that a paper of ``issued`` means: without a year the next of that name."""
    if not isinstance(value, tuple) or len(value) != _DAY_PARTS or value[1] is None or value[2] is None:
        return None
    try:
        named = date(value[0] or issued.year, value[1], value[2])
        return named if value[0] or named >= issued - _BEFORE else named.replace(year=named.year + 1)
    except ValueError:
        return None
