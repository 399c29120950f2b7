"""Places as lawyers jot them down: 「税条例12の2①」, 「12条Ⅱ③」, 「12条の2 2項」, spelled out. Knows no regulations."""

from __future__ import annotations

import re
import unicodedata

_N = r"[0-9０-９]+(?:の[0-9０-９]+)*"
_KIND = r"(?:条例|規則|規程|規約|要綱|要領|細則)"
_BARE = re.compile(
    rf"({_KIND})[ 　]*第?({_N})(?=$|[\s　①-⑳Ⅰ-Ⅻ⑴-⒇、。？?（(]|[はを]|の(?![0-9０-９])|第[0-9０-９]+[項号])"
)
"""A number right behind a name, and no 「条例第12号」."""
_ARTICLE = r"(?P<article>(?:第?[0-9０-９一二三四五六七八九十百]+条)(?:の[0-9０-９一二三四五六七八九十]+)*)"
_ROMAN = re.compile(_ARTICLE + r"[ 　]*(?P<paragraph>[Ⅰ-Ⅻ])(?:[ 　]*(?P<item>[①-⑳⑴-⒇]))?")
_CIRCLED = re.compile(_ARTICLE + r"[ 　]*(?P<paragraph>[①-⑳])(?:[ 　]*(?P<item>[⑴-⒇]|[(（][0-9０-９]+[)）]|[一二三四五六七八九十]+(?=$|[\s　])))?")  # fmt: skip
_LISTED = re.compile(_ARTICLE + r"[ 　]*(?P<item>[（(][0-9０-９]+[)）]|[⑴-⒇])")
_SPACED = re.compile(_ARTICLE + r"[ 　]+第?(?P<paragraph>[0-9０-９]+)項")


def spelled_out(query: str) -> str:
    """The query with 条, 項 and 号 by their names.

    >>> spelled_out("税条例12の2①")
    '税条例第12条の2第1項'
    """
    text = _BARE.sub(lambda found: f"{found[1]}第{_article(found[2])}", query)
    for form in (_ROMAN, _CIRCLED, _SPACED, _LISTED):
        text = form.sub(_places, text)
    return text


def _article(number: str) -> str:
    """「12の2」 → 「12条の2」."""
    head, _, branches = number.partition("の")
    return f"{head}条{'の' + branches if branches else ''}"


def _places(found: re.Match[str]) -> str:
    told = found.groupdict()
    item = f"第{_figure(told['item'])}号" if told.get("item") else ""
    paragraph = f"第{_figure(told['paragraph'])}項" if told.get("paragraph") else ""
    return told["article"] + paragraph + item


def _figure(mark: str) -> str:
    """1 of ①, Ⅰ, ⑴, （１）; 漢数字 stay."""
    if mark in "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ":
        return str("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ".index(mark) + 1)
    return unicodedata.normalize("NFKC", mark).strip("()")
