"""What a question says of the document it wants: when it was made, of what kind it is. Knows nothing of what it asks.

「令和7年12月定例会での答弁」 wants the minutes of December 2025, though this year's papers quote them in the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.document import Document
from ingest.law.numbers import era_year, find_wareki, fiscal_period
from ingest.search_key import normalise

_FISCAL = re.compile(r"(令和|平成)(元|\d{1,2})年度")
_WESTERN = re.compile(r"(20\d\d)年(?:(\d{1,2})月)?(度)?")
_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"答弁|本会議|定例会で|議会で|会議録|議事録|委員会で|会議で", ("会議録",)),
    (r"想定問答", ("想定問答",)),
    (r"あいさつ|挨拶|式辞|祝辞", ("あいさつ文",)),
    (r"仕様書", ("仕様書",)),
    (r"契約書|契約金額", ("契約書",)),
    (r"記者発表|報道発表|プレスリリース", ("記者発表",)),
    (r"広報(?:紙|みどり)|市報", ("広報",)),
    (r"メール", ("メール",)),
    (r"手引|マニュアル|手順書", ("マニュアル",)),
    (r"市民の声|市長への手紙", ("FAQ",)),
    (r"企画書", ("企画書",)),
)
"""How people name a kind of document, and the kinds of ingest.papers.kinds that they mean."""


_DAY = re.compile(
    r"(?:(令和|平成|昭和)(元|[0-9０-９]{1,2})|((?:19|20)[0-9]{2}))年([0-9０-９]{1,2})月([0-9０-９]{1,2})日"
    r"(?:の?(?:時点|現在|当時))?(?:において|では?|には?|の)?、?"
)


@dataclass(frozen=True, slots=True)
class Hints:
    """``periods``: first and last day, both inclusive; ``kinds``: kinds of document. Either may be empty."""

    periods: tuple[tuple[date, date], ...] = ()
    kinds: tuple[str, ...] = ()

    def dated(self, document: Document) -> bool:
        """Whether the document was made in a period named."""
        issued = document.issued
        return issued is not None and any(first <= issued <= last for first, last in self.periods)

    def of_kind(self, document: Document) -> bool:
        return document.kind in self.kinds


def read_hints(query: str) -> Hints:
    """Years, months and fiscal years (和暦 or 西暦) and kinds of document that ``query`` names."""
    text = normalise(query)
    kinds = tuple(
        dict.fromkeys(kind for pattern, names in _KINDS if re.search(pattern, text) for kind in names)
    )
    return Hints(tuple(dict.fromkeys(_periods(text))), kinds)


def without_day(query: str, day: date) -> str:
    """``query`` without ``day`` where it says so: the search already keeps to what is in force then, and the words
    「令和6年4月1日」 stand in every 附則."""

    def kept(found: re.Match[str]) -> str:
        era, number, western, month, of_month = found.groups()
        year = int(western) if western else era_year(era, number)
        return "" if (year, int(month), int(of_month)) == (day.year, day.month, day.day) else found[0]

    return _DAY.sub(kept, query).strip() or query


def _periods(text: str) -> list[tuple[date, date]]:
    found = [fiscal_period(era_year(era, number)) for era, number in _FISCAL.findall(text)]
    plain = _FISCAL.sub("", text)
    for wareki in find_wareki(plain):
        found.append(_span(wareki.year, wareki.month))
    for year, month, fiscal in _WESTERN.findall(plain):
        found.append(fiscal_period(int(year)) if fiscal else _span(int(year), int(month) if month else None))
    return found


def _span(year: int, month: int | None) -> tuple[date, date]:
    """A whole year, or a month with the one after it: minutes and newsletters come a little later."""
    if month is None or not 1 <= month <= 12:
        return date(year, 1, 1), date(year, 12, 31)
    first = date(year, month, 1)
    return first, (first + timedelta(days=62)).replace(day=1) - timedelta(days=1)
