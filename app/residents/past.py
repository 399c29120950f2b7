"""The past year that a question asks about: 「令和7年は」「昨年度の」. Knows no documents and no search."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from ingest.law.numbers import era_year, fiscal_period, fiscal_year

APRIL = 4
YEAR = r"(?:(?P<era>令和|平成|昭和|(?<![a-z])[rh])(?P<of>元|[0-9]{1,2})|(?P<western>(?:19|20)[0-9]{2}))(?:年(?P<fiscal>度)?|(?P<short>度))"
"""A year, or with ``fiscal`` or ``short`` a 年度, in a text that is NFKC and in small letters (see ``year_of``)."""
_NAMED = re.compile(
    rf"{YEAR}"
    r"(?!度|生|築|分|以前|以後|以降|から|より|産|式|中に|中の)(?:(?P<month>1[0-2]|[1-9])月(?!生|以|から|より|に))?(?![0-9])"
)
_BORN = re.compile(r"^(?:[0-9]+月)?(?:[0-9]+日)?(?:に|以|から|より)?(?:生|建|転|退|引|買|購|結婚|離婚|亡)")
_AGO = (
    (r"一昨年度|おととし度", 2, True),
    (r"一昨年|おととし", 2, False),
    (r"(?<!一)昨年度|前年度|去年度", 1, True),
    (r"(?<!一)昨年|去年|前の年", 1, False),
)
_YEARS_AGO = re.compile(r"([1-9])年(度?)前(?![にかの]?(?:生|建|転|退|引|買|購|から))")
_COMPARES = re.compile(r"変わ|比べ|比較|推移|違い|増え|減っ|上が[っりる]|下が[っりる]|値上|値下|改正")
_THIS_YEAR = re.compile(r"今年|ことし|本年|今は|現在")
"""「今年はいくらですか。去年は1,200円でした」 asks of this year."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days asked about, and how papers write the year."""

    first: date
    last: date
    written: re.Pattern[str]

    def named_in(self, text: str) -> bool:
        return bool(self.written.search(_plain(text)))


def past_period(question: str, today: date) -> Period | None:
    """The past time of which ``question`` asks; None for this year, for a comparison and for somebody's own dates.

    >>> past_period("住民票の手数料は令和7年はいくらでしたか", date(2026, 11, 1)).last
    datetime.date(2025, 12, 31)
    >>> past_period("令和7年生まれの子の予防接種", date(2026, 11, 1)) is None
    True
    """
    text = _plain(question)
    if _COMPARES.search(text) or _THIS_YEAR.search(text):
        return None
    made = _said(text) or _ago(text, today)
    return made if made is not None and made.last < today else None


def asks_of_past(question: str, today: date) -> bool:
    """Whether ``question`` asks of a past time, or how something has changed since."""
    return bool(_COMPARES.search(_plain(question))) or past_period(question, today) is not None


def without_years(question: str) -> str:
    """``question`` without the years it names, where the sources are of that year already.

    >>> without_years("住民票の手数料は令和7年はいくらでしたか")
    '住民票の手数料はいくらでしたか'
    """
    text = re.sub(rf"(?:{_NAMED.pattern}|一?昨年度?|去年度?|前年度)(?:は|の|に)?", "", _plain(question))
    return text if text.strip() else question


def year_of(match: re.Match[str]) -> int:
    """The Western year that a match of YEAR names."""
    return int(match["western"] or 0) or era_year(match["era"], match["of"])


def _said(text: str) -> Period | None:
    for match in _NAMED.finditer(text):
        if _BORN.match(text[match.end() :]):
            continue
        month = int(match["month"] or 0)
        return _period(year_of(match), month, fiscal=bool(match["fiscal"] or match["short"]))
    return None


def _ago(text: str, today: date) -> Period | None:
    for words, ago, fiscal in _AGO:
        if re.search(words, text):
            return _period((fiscal_year(today) if fiscal else today.year) - ago, 0, fiscal=fiscal)
    match = _YEARS_AGO.search(text)
    return _period(today.year - int(match[1]), 0, fiscal=False) if match else None


def _period(year: int, month: int, *, fiscal: bool) -> Period:
    era = (
        f"令和{_era(year - 2018)}|r{year - 2018}"
        if year > 2018
        else f"平成{_era(year - 1988)}|h{year - 1988}"
    )
    written = re.compile(rf"(?<![a-z0-9])(?:{era}|{year})(?![0-9])")
    if month:
        at = year + (fiscal and month < APRIL)
        return Period(date(at, month, 1), date(at, month, monthrange(at, month)[1]), written)
    if fiscal:
        return Period(*fiscal_period(year), written)
    return Period(date(year, 1, 1), date(year, 12, 31), written)


def _era(count: int) -> str:
    return "(?:元|1)" if count == 1 else str(count)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
