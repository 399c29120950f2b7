"""「今年度」 of an older paper as the year that it was. Knows nothing of sources: only of the day they were written."""

from __future__ import annotations

import re
from datetime import date

from ingest.law.numbers import to_wareki

_YEAR = re.compile(
    r"(?P<this>今|本)年(?P<fiscal>度)?(?![齢頃中])|(?P<last>昨)年(?P<fiscal_>度)?(?!来)|(?P<next>来)年(?P<fiscal__>度)?"
)
_APRIL = 4


def dated(text: str, issued: date | None) -> str:
    """``text`` with 今年度, 昨年, 来年度 as 令和○年度; as it is where the paper has no day. A 年度 begins in April.

    >>> dated("今年度は17部、昨年度は9部でした。", date(2026, 2, 1))
    '令和7年度は17部、令和6年度は9部でした。'
    """
    return _YEAR.sub(lambda match: _named(match, issued), text) if issued else text


def _named(match: re.Match[str], issued: date) -> str:
    fiscal = bool(match["fiscal"] or match["fiscal_"] or match["fiscal__"])
    year = issued.year - (fiscal and issued.month < _APRIL)
    year += -1 if match["last"] else 1 if match["next"] else 0
    return f"{to_wareki(date(year, 5, 1)).partition('年')[0]}年{'度' if fiscal else ''}"
