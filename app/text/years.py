"""「今年度」 of an older paper as the year that it was. Knows nothing of sources: only of the day they were written."""

from __future__ import annotations

import re
from datetime import date

from ingest.law.numbers import fiscal_year, to_fiscal_wareki

_YEAR = re.compile(
    r"(?P<this>今|本)年(?P<fiscal>度)?(?![齢頃中])|(?P<last>昨|(?<![過死])去)年(?P<fiscal_>度)?(?!来)|(?P<next>来)年(?P<fiscal__>度)?"
)
_AS_OF = re.compile(
    r"(?<![年0-9０-９])(?P<month>[0-9０-９]{1,2})月(?:末(?:日)?|[0-9０-９]{1,2}日)(?=現在|時点)"
)
_NAMED = re.compile(
    r"(?:令和|平成)[0-9０-９元]{1,2}年(?:度(?!\S{0,4}計画)|[0-9０-９]{1,2}月[0-9０-９]{1,2}日(?:現在|時点))"
)
_OF = re.compile(
    r"「([^」]{2,12})」|(第[0-9０-９]{1,3}回[^　 （(]{2,24}?)(?:の?(?:結果|概要|実績|状況|記録))"
)
"""What a paper is of, where it has a name: 「しおかぜ号」, 第14回磯釣り大会."""
_ANY = re.compile(r"(?:令和|平成)[0-9０-９元]{1,2}年|[0-9]{4}年")


def of_year(words: str, line: str, title: str) -> str:
    """``words`` with the one year (or day, 現在) that the ``title`` of their paper names, and the occasion or name that it is of;
    without a year where ``line`` says its own.

    >>> of_year("生徒数", "生徒数　29人", "島留学の状況（令和8年10月1日現在）")
    '令和8年10月1日現在の生徒数'
    """
    named, of = set(_NAMED.findall(title)), _OF.search(title)
    subject = next(filter(None, of.groups()), "") if of else ""
    words = f"{subject}の{words}" if subject and subject not in line else words
    return f"{named.pop()}の{words}" if len(named) == 1 and not _ANY.search(line) else words


def dated(text: str, issued: date | None) -> str:
    """``text`` with 今年度, 昨年, 来年度 as 令和○年度; as it is where the paper has no day. A 年度 begins in April.

    >>> dated("今年度は17部、昨年度は9部でした。", date(2026, 2, 1))
    '令和7年度は17部、令和6年度は9部でした。'
    >>> dated("11月末現在、738世帯です。", date(2026, 1, 9)), dated("令和7年5月1日現在、9人です。", date(2026, 1, 9))
    ('令和7年11月末現在、738世帯です。', '令和7年5月1日現在、9人です。')
    """
    if issued is None:
        return text
    return _AS_OF.sub(
        lambda match: _as_of(match, issued), _YEAR.sub(lambda match: _named(match, issued), text)
    )


def _as_of(match: re.Match[str], issued: date) -> str:
    """「11月末現在」 of a paper of December with its year; of a paper of January it is that of the year before."""
    year = issued.year - (int(match["month"]) > issued.month)
    return f"{to_fiscal_wareki(year).removesuffix('度')}{match[0]}"


def _named(match: re.Match[str], issued: date) -> str:
    fiscal = bool(match["fiscal"] or match["fiscal_"] or match["fiscal__"])
    year = fiscal_year(issued) if fiscal else issued.year
    year += -1 if match["last"] else 1 if match["next"] else 0
    return to_fiscal_wareki(year).removesuffix("" if fiscal else "度")
