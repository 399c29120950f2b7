"""Announcements of what is over: 「プールの臨時休業（令和5年）」 answers no question of today. Knows no search and no pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.residents.focus import place
from app.residents.past import YEAR, year_of
from app.residents.phrases import Phrases
from ingest.document import Hit
from ingest.law.numbers import fiscal_period
from ingest.search.coverage import read_terms
from ingest.search_key import normalise

if TYPE_CHECKING:
    from app.residents.finding import Sources

TITLE_YEAR = re.compile(rf"(?!昭和){YEAR}")
"""Not of 昭和: 「昭和56年に建てられた住宅の耐震診断」 announces nothing of that year."""
_LASTS = re.compile(
    r"から|以降|以後|より|[~〜～\-－–]|改正|施行|計画|決算|予算|実績|結果|統計|報告|記録|会議|議事|白書|概要|評価"
)
"""What a year in a title begins, or reports on: such a page is not over when the year is."""
_ENDED = re.compile(r"終了し(?!だい)|終わりました|終えました|廃止|閉館し|閉校|閉鎖|なくなりました")
"""What happened then and is so still: 「令和6年5月で営業を終えました」."""


def is_over(hit: Hit, today: date) -> bool:
    """Whether the title of the page names years all of which are past, and the page tells of no end that lasts."""
    title = unicodedata.normalize("NFKC", hit.document.title).lower()
    years = [last_day(match) for match in TITLE_YEAR.finditer(title)]
    return (
        bool(years)
        and max(years) < today
        and not _LASTS.search(title)
        and not _ENDED.search(hit.passage.text)
    )


def last_day(match: re.Match[str]) -> date:
    """Of the year or 年度 that ``TITLE_YEAR`` found."""
    year = year_of(match)
    return fiscal_period(year)[1] if match["fiscal"] or match["short"] else date(year, 12, 31)


def living(found: Sources, query: str, phrases: Phrases, today: date, kinds: Collection[str]) -> Sources:
    """``found`` without announcements (of ``kinds``) of what is over, where another page speaks of the matter; where none
    does and a day or an hour is asked for, nothing: an old day is no answer."""
    over = {h.passage.id for h in found.hits if h.document.kind in kinds and is_over(h, today)}
    if not over:
        return found
    asked = [one for one in phrases.asks if one.asked_in(query)]
    words = [word for one in asked for word in one.words]
    terms = [term.written for term in read_terms(query) if term.noun and len(term.written) > 1]
    terms = [term for term in terms if not any(term in word or word in term for word in words)]

    def speaks(hit: Hit) -> bool:
        text = normalise("\n".join((place(hit), hit.passage.text)))
        return any(term in text for term in terms)

    rest = tuple(hit for hit in found.hits if hit.passage.id not in over)
    if any(map(speaks, rest)):
        return replace(found, hits=tuple(replace(hit, rank=at) for at, hit in enumerate(rest, start=1)))
    timed = any(one.pattern.search("12月3日") or one.pattern.search("10時") for one in asked)
    return replace(found, hits=()) if timed else found
