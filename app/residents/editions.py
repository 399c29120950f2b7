"""Pages of one matter from several years, and pages of an occasion: this year's is meant, and no year-end where none is asked.

Knows no search and no wording.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.residents.over import TITLE_YEAR, last_day
from ingest.law.numbers import fiscal_year

if TYPE_CHECKING:
    from app.residents.finding import Sources

_NOTHING = re.compile(r"[（(【〔\[][^一-龠ぁ-んァ-ヺa-z]*[)）】〕\]]|[\s　・_\-]|分?版$")
_RELATIVE = {"来年": 1, "今年": 0, "本年": 0, "ことし": 0, "らいねん": 1}
_OCCASION = re.compile(
    r"年末年始|年末|年始|お盆|連休|ゴールデンウ[イィ]ーク|臨時[休閉開運]|台風|大雪|大雨|豪雨|欠航|運休"
)
"""A time or an event for which a page makes an exception: on any other day its table is wrong."""
_YEAR_END = re.compile(r"12月(?:2[89]|3[01])日|1月[1-4]日(?!から)|大晦日|大みそか|元日|元旦|三が日|正月")
"""Days of which only a page on 年末年始 tells rightly."""


def this_edition(found: Sources, question: str, today: date, kinds: Collection[str]) -> Sources:
    """``found`` with, of pages (of ``kinds``) whose titles differ by the year alone, the one of the year that ``question``
    names, else the latest; pages of an occasion that nobody asked about come after the others."""
    groups: dict[str, dict[str, date]] = defaultdict(dict)
    for hit in found.hits:
        title = _plain(hit.document.title)
        years = [last_day(match) for match in TITLE_YEAR.finditer(title)]
        if years and hit.document.kind in kinds:
            groups[_NOTHING.sub("", TITLE_YEAR.sub("", title))][hit.document.id] = max(years)
    older = {name for days in groups.values() for name in _not_meant(days, question, today)}
    kept = [hit for hit in found.hits if hit.document.id not in older]
    kept.sort(
        key=lambda hit: is_of_occasion(hit.document.title, question)
    )  # stable: the order of ranks stays
    if kept == list(found.hits):
        return found
    return replace(found, hits=tuple(replace(hit, rank=at) for at, hit in enumerate(kept, start=1)))


def is_of_occasion(title: str, question: str) -> bool:
    """Whether a page is of an occasion of which ``question`` says nothing.

    >>> is_of_occasion("年末年始のごみ収集", "燃えるごみは何曜日"), is_of_occasion("年末年始のごみ収集", "年末のごみは")
    (True, False)
    """
    said = _OCCASION.findall(title)
    asked = {*_OCCASION.findall(question), *(["年末年始"] if _YEAR_END.search(_plain(question)) else [])}
    return bool(said) and not any(one in each or each in one for one in asked for each in said)


def _not_meant(days: Mapping[str, date], question: str, today: date) -> list[str]:
    """The documents of one matter that are of another year than the one that is meant."""
    if len(set(days.values())) < 2:
        return []
    named = _named(question, today)
    meant = {day for day in days.values() if day in named} or {max(days.values())}
    return [name for name, day in days.items() if day not in meant]


def _named(question: str, today: date) -> Sequence[date]:
    """The last days of the years that ``question`` names: 「令和8年度」, 「来年度」, 「来年の4月」."""
    plain = _plain(question)
    days = [last_day(match) for match in TITLE_YEAR.finditer(plain)]
    for word, ahead in _RELATIVE.items():
        if word in plain:
            days += [date(fiscal_year(today) + ahead + 1, 3, 31), date(today.year + ahead, 12, 31)]
    return days


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
