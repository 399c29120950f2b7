"""Figures of several years side by side (last year's fee and this year's): those of today, unless another time is asked of.

Knows no pages and no search.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from app.residents.over import TITLE_YEAR, last_day
from app.residents.past import asks_of_past, year_of
from app.residents.tables import Table, tables_of
from ingest.document import Passage

_DAY = re.compile(r"(1[0-2]|[1-9])月(?:分|([0-9]{1,2})日)?")
_GOES_ON = re.compile(r"から|以降|以後|より|施行|改[正定]後|(?<=.)[~〜～]")
_OF_A_THING = re.compile(r"以前|生まれ|登録|検査|取得|購入|契約|建|築|車")
"""What was before a day is a case, and no time that is over: 「平成27年3月31日までに登録した車」."""
_LATELY = timedelta(days=731)
"""How long ago a time may have ended to be last year's beside this year's: days of long ago part cases, not years."""
_WAS = re.compile(r"(?:でした|ていました)[。)）]*$")


def tables_today(passage: Passage, question: str, today: date | None, text: str = "") -> list[Table]:
    """The tables of ``passage`` (or of ``text``, a part of it), see ``of_today``; as they are where no day is known."""
    found = tables_of(passage, text)
    return [of_today(one, question, today) for one in found] if today else list(found)


@lru_cache(maxsize=1024)
def of_today(table: Table, question: str, today: date) -> Table:
    """``table`` without the columns and the rows that are named as of a time that is over, where others are of a time that is
    not. As it is where the question asks of the past, or how it has changed. Kept: one question reads a table many times."""
    if asks_of_past(question, today):
        return table
    at = _kept(table.header, today)
    rows = tuple(tuple(row[each] for each in at) for row in table.rows)
    kept = _kept([row[0] for row in rows], today)
    return replace(
        table, header=tuple(table.header[each] for each in at), rows=tuple(rows[each] for each in kept)
    )


def was_so(line: str, question: str, today: date) -> bool:
    """Whether a line only tells how it was in a year that is over: 「令和7年度の自己負担は1,200円でした」."""
    return bool(_WAS.search(line)) and _ended(line, today) is True and not asks_of_past(question, today)


def _kept(names: Sequence[str], today: date) -> list[int]:
    """The places of ``names`` without those that are over; all of them where none is of a time that is not."""
    over = [_ended(name, today) for name in names]
    return [at for at, one in enumerate(over) if not (one and False in over)]


def _ended(text: str, today: date) -> bool | None:
    """Whether all the times that ``text`` names are over; None where it names none.

    >>> [_ended(one, date(2026, 11, 1)) for one in ("令和8年9月まで", "令和7年度", "令和8年10月から", "単価")]
    [True, True, False, None]
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    ends = [_end(match, plain) for match in TITLE_YEAR.finditer(plain)]
    if not ends:
        return None
    over = today - _LATELY <= max(ends) < today
    return over and not (_GOES_ON.search(plain) or _OF_A_THING.search(plain))


def _end(match: re.Match[str], plain: str) -> date:
    """The last day of the year, the 年度, the month or the day that is named."""
    month = None if match["fiscal"] or match["short"] else _DAY.match(plain, match.end())
    if month is None:
        return last_day(match)
    year, number = year_of(match), int(month[1])
    most = monthrange(year, number)[1]
    return date(year, number, min(int(month[2] or most), most))
