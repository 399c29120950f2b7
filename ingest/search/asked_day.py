"""The day whose law a question asks for: 「令和6年3月時点の」, 「令和5年度の」, 「改正前の」. Knows no regulations.

Only regulations are held against that day: the population on a day is told in papers that were written after it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.document import Document, Hit, Viewer
from ingest.law.numbers import find_wareki, fiscal_period, fiscal_year, parse_fiscal, to_wareki
from ingest.regulations import KINDS
from ingest.scope import allowed_scopes
from ingest.search.hints import without_day

_N = r"(?:元|[0-9０-９]{1,2})"
_YEAR = rf"(?:(?:令和|平成|昭和){_N}年|[RHSＲＨＳ][0-9０-９]{{1,2}}[.．年]|(?:19|20)[0-9０-９]{{2}}年)"
_AT = r"(?:の?(?:時点|現在|当時)|末(?:時点|現在)?)"
_BEHIND = r"(?:において(?:は)?|における|では?|には?|の|に)?、?"
_DATED = re.compile(rf"(?P<when>{_YEAR}(?:[0-9０-９]{{1,2}}[月.．](?:[0-9０-９]{{1,2}}日?)?)?){_AT}{_BEHIND}")
_DAY = re.compile(
    rf"(?P<when>{_YEAR}[0-9０-９]{{1,2}}[月.．][0-9０-９]{{1,2}}日?)の(?=[^、。]*(?:条例|規則|規程|要綱|要領|細則))"
)
_FISCAL = re.compile(rf"(?P<when>(?:(?:令和|平成){_N}|20[0-9０-９]{{2}})年度)(?:{_AT})?{_BEHIND}")
_LAST = re.compile(rf"(?P<when>一?昨年度)(?:{_AT})?{_BEHIND}")
BEFORE = re.compile(
    r"[（(]?(?:直近の|最近の)?(?:一部)?改[正定]前(?!に[^、。]{1,16}[たる](?:分|もの|者|人|場合|とき)|の(?:こと|もの)に(?:は|も)?、?(?:適用|当た|前の))(?:の(?:条文|規定|条項))?[)）]?(?:の|では?|は)?"
)
_WESTERN = re.compile(r"((?:19|20)\d{2})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")


@dataclass(frozen=True, slots=True)
class AskedDay:
    """``rest`` is the question without the words that say the day; ``kept`` says that a search still needs them
    (a 年度 says of every paper which one is wanted)."""

    day: date
    rest: str
    kept: bool = False


def read_asked_day(query: str, today: date) -> AskedDay | None:
    """The last day that the words mean (of a month, a year, a 年度 that is over); of the 年度 that runs, ``today``."""
    for form in (_DATED, _DAY):
        if (found := form.search(query)) and (day := _last_day(found["when"])):
            return AskedDay(day, _without(query, found))
    found = _FISCAL.search(query) or _LAST.search(query)
    year = parse_fiscal(found["when"]) if found else None
    if found and year is None:
        year = fiscal_year(today) - (2 if found["when"].startswith("一") else 1)
    if found is None or year is None:
        return None
    first, last = fiscal_period(year)
    day = last if last < today else max(first, today)
    return AskedDay(day, _without(query, found), kept=True)


@dataclass(frozen=True, slots=True)
class Wish:
    """A question with the day it is asked for. ``plain``: as a place in the law is looked for in it; ``text``: as it is
    searched; ``day``: whose law (None: today's); ``as_of``: the day that was given beside it, for every paper."""

    plain: str
    text: str
    day: date | None
    as_of: date | None

    def scopes(self, scopes: Iterable[str], viewer: Viewer, kinds: Collection[str]) -> tuple[str, ...]:
        """What may be found: papers of ``as_of`` or today; regulations of the question's own day too."""
        held = tuple(scopes)
        now = allowed_scopes(held, viewer, self.as_of or date.today(), kinds)
        then = allowed_scopes(held, viewer, self.day, kinds) if self.day and self.as_of is None else ()
        return tuple(sorted({*now, *(each for each in then if each.rpartition("|")[2] in KINDS)}))

    def left_out(self, documents: Iterable[Document]) -> frozenset[str]:
        """The texts of regulations that the question's own day is not meant of: those of another day, where the one of that day is here."""
        if self.day is None or self.as_of is not None:
            return frozenset()
        rules = [each for each in documents if each.kind in KINDS]
        then = {each.title for each in rules if each.in_force(self.day)}
        return frozenset(each.id for each in rules if each.title in then and not each.in_force(self.day))

    def told(self, hits: Sequence[Hit]) -> str:
        """A sentence for regulations among ``hits`` whose words are not today's, where the question's own words meant that."""
        if self.day is None or self.as_of is not None:
            return ""
        rules = [hit.document for hit in hits if hit.document.kind in KINDS]
        past = any(not each.in_force(date.today()) for each in rules)
        later = dict.fromkeys(each.title for each in rules if not each.in_force(self.day))
        told = f"例規は、{to_wareki(self.day)}に効力のあった条文を示します。" if past else ""
        names = "、".join(list(later)[:3])
        return told + (f"{names}は、その日の版が取り込まれていないため、今の条文です。" if later else "")


def wish(query: str, as_of: date | None, asked: AskedDay | None) -> Wish:
    """The question for a day given beside it, else for the day ``asked`` in it."""
    if as_of is not None:
        return Wish(query, without_day(query, as_of), as_of, as_of)
    return (
        Wish(asked.rest, query if asked.kept else asked.rest, asked.day, None)
        if asked
        else Wish(query, query, None, None)
    )


def _without(query: str, found: re.Match[str]) -> str:
    return (query[: found.start()] + query[found.end() :]).strip(" 　、") or query


def _last_day(words: str) -> date | None:
    dates = find_wareki(words.replace("．", "."))
    if dates:
        year, month, day = dates[0].year, dates[0].month, dates[0].day
    elif western := _WESTERN.match(words):
        year, month, day = (int(part) if part else None for part in western.groups())  # type: ignore[assignment]
    else:
        return None
    try:
        if month is None:
            return date(year, 12, 31)
        return date(year, month, day) if day else _month_end(year, month)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
