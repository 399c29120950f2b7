"""Fiscal years as a plan writes them, of what a clerk typed in short: R9〜R13. Knows no forms."""

from __future__ import annotations

import re

from ingest.law.numbers import era_year

_SHORT = re.compile(
    r"(?<![A-Za-zＡ-Ｚ])(?P<era>[RHSＲＨＳ])[.．]?(?P<of>[0-9０-９]{1,2}|元)(?:年度|年|度)?(?![0-9０-９.．/])"
)
_ERAS = {"R": "令和", "H": "平成", "S": "昭和", "Ｒ": "令和", "Ｈ": "平成", "Ｓ": "昭和"}
_UNTIL = re.compile(r"年度[　 ]*[〜～~-][　 ]*(?=令和|平成)")
_YEAR = re.compile(r"(?P<era>令和|平成)(?P<of>[0-9０-９]{1,2}|元)年度(?![（(])")


def long_years(text: str) -> str:
    """The years written out, and a span of them in words.

    >>> long_years("R9〜R13"), long_years("R9"), long_years("令和9年度")
    ('令和9年度から令和13年度まで', '令和9年度', '令和9年度')
    """
    long = _SHORT.sub(lambda match: f"{_ERAS[match['era']]}{match['of']}年度", text)
    spanned = _UNTIL.sub("年度から", long)
    return f"{spanned}まで" if spanned != long and not spanned.endswith("まで") else spanned


def with_western(text: str) -> str:
    """Each 年度 with its Western year, where the text has none.

    >>> with_western("令和9年度から令和13年度まで")
    '令和9年度（2027年度）から令和13年度（2031年度）まで'
    """
    if re.search("20[0-9]{2}", text):
        return text
    return _YEAR.sub(lambda match: f"{match[0]}（{era_year(match['era'], match['of'])}年度）", text)
