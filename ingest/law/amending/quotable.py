"""The words of a text as an amendment quotes them, and which may be quoted by themselves. Knows nothing of what is changed."""

from __future__ import annotations

import re

from ingest.law.difference import words as pieces

_ADVERBS = ("あらかじめ", "おおむね", "おおよそ", "すみやかに", "ただちに", "すべて", "ことごとく", "みずから", "おのおの")  # fmt: skip
"""Words without 漢字 that a quote may be."""

_N = r"[0-9０-９元〇一二三四五六七八九十百千]+"
_CITED = rf"(?:(?:第{_N}(?:条|項|号|編|章|節|欄)(?:の{_N})*|前{_N}?[条項号]|[次同][条項号]|同[法令表]|別表(?:第{_N})?|様式第{_N}号|附則)+(?:本文|ただし書|前段|後段|各号)?)"
_WHOLE = re.compile(
    rf"{_CITED}|(?:明治|大正|昭和|平成|令和){_N}年(?:度分?)?(?:{_N}月(?:{_N}日)?)?|{_N}月{_N}日|(?:午前|午後){_N}時(?:{_N}分)?"
)
"""What is quoted whole: a citation (第2条第4項), a date, a time of day."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text as an amendment quotes them."""
    found: list[str] = []
    at = 0
    for match in _WHOLE.finditer(text):
        found += [*pieces(text[at : match.start()]), match[0]]
        at = match.end()
    return (*found, *pieces(text[at:]))


def quotable(quote: str) -> bool:
    """Words that stand for themselves: not a particle, a comma or 以外 alone, no bracket of 「」 open."""
    return (
        len(quote) > 1
        and quote != "以外"
        and balanced(quote)
        and "\t" not in quote
        and bool(re.search(r"[一-龠々ァ-ヶ0-9０-９A-Za-z]", quote) or quote in _ADVERBS)
    )


def balanced(quote: str) -> bool:
    """Whether words have no bracket of 「」 open, and no end of a cell."""
    if "\t" in quote:
        return False
    depth = 0
    for char in quote:
        depth += (char == "「") - (char == "」")
        if depth < 0:
            return False
    return depth == 0


def closed(quote: str) -> bool:
    """Whether every bracket of a quote that is open is closed in it, and none closed that is not open."""
    return len(re.findall("[（(]", quote)) == len(re.findall("[）)]", quote))
