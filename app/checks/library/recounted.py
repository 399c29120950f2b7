"""The count of an event that a paper of the library tells otherwise: of the same day, or of last year's. Knows no figures' states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from unicodedata import normalize

from app.checks.grounds.pools import read_spans
from app.checks.grounds.values import calendar_day
from app.checks.library.occasions import first_lines
from app.result import Finding
from app.retrieval import Evidence
from ingest.law.numbers import fiscal_year

_COUNT = re.compile(
    r"(?P<year>(?:令和|平成)[0-9０-９元]+年度?)?[ 　]?第(?P<n>[0-9０-９]+)回[ 　]?(?P<name>[一-龠々ァ-ヶーぁ-ん]{4,20})"
)
_HELD = re.compile(r"^[ 　0-9０-９().（）．]*(?:日時|期日|開催日時?|とき)(?P<told>[ 　：:|].*)$", re.M)
_SITTING = re.compile(r"会議|審議会|委員会|定例会|臨時会|協議会|部会|講座|教室|研修|説明会|配信|号")
"""What is counted anew each year."""
_NAME = 5
_COUNTED = "「第{mine}回」は、同じ日の「{source}」では「第{theirs}回」です。回数を確かめてください。"
_AGAIN = "「第{mine}回」は、前の「{source}」（{day}）の回数です。今回の回数に直すかを確かめてください。"


def miscounted(text: str, evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for the count of the title where a paper has the same event on the same day with another count, or has
    that very count on a day of an earlier year."""
    head = first_lines(text) + "".join(f"\n{line}" for line in text.split("\n")[:_HEAD] if "について" in line)
    for match in _COUNT.finditer(head):
        for one in evidence:
            if told := _told(text, match, one):
                place = re.search(rf"第{match['n']}回", text)
                assert place is not None
                label = one.citation.label
                yield Finding("fact.conflict", "warning", told, place.start(), place.end(), source=label)
                return


_HEAD = 10


def _told(text: str, match: re.Match[str], one: Evidence) -> str:
    """What a paper says of the count, or ""."""
    mine, name = _number(match), match["name"][:_NAME]
    same = [
        each
        for each in _COUNT.finditer(f"{one.document.title}\n{one.words}")
        if each["name"].startswith(name)
        and (each["year"] or match["year"]) == (match["year"] or each["year"])
    ]
    told = {_number(each) for each in same}
    if len(told) == 1 and mine not in told and _days(text) & _days(f"{one.document.title}\n{one.words}"):
        return _COUNTED.format(mine=mine, theirs=told.pop(), source=one.citation.label)
    if (
        match["year"]
        or _SITTING.search(match["name"])
        or not any(
            _number(each) == mine and each["name"].startswith(name)
            for each in _COUNT.finditer(one.document.title)
        )
    ):
        return ""
    own, theirs = _held(text), _held(one.document.text)
    if own and theirs and fiscal_year(theirs[0]) < fiscal_year(own[0]):
        return _AGAIN.format(mine=mine, source=one.document.title, day=theirs[1])
    return ""


def _held(text: str) -> tuple[date, str] | None:
    """The day on the line 「日時」, where the text has one such line, and as it is written."""
    lines = list(_HELD.finditer(text))
    spans = [each for each in read_spans(lines[0]["told"]) if each.kind == "日付"] if len(lines) == 1 else []
    day = calendar_day(spans[0]) if len(spans) == 1 else None
    return (day, spans[0].text) if day else None


def _number(match: re.Match[str]) -> int:
    return int(normalize("NFKC", match["n"]))


def _days(text: str) -> set[object]:
    return {day for each in read_spans(text) if each.kind == "日付" and (day := calendar_day(each))}
