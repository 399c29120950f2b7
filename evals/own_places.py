"""The articles and paragraphs that a text has itself: a contract's 第4条第2項 is no citation. Knows nothing of sources."""

from __future__ import annotations

import re
import unicodedata

_HEAD = re.compile(
    r"[ 　]*(第[0-9０-９〇一二三四五六七八九十百]+条(?:の[0-9０-９一二三四五六七八九十]+)*)(?=[ 　（(])"
)
_PARAGRAPH = re.compile(r"[ 　]*([2-9２-９]|[1１][0-9０-９])[ 　]")
_BEFORE = re.compile(r"前条(第[0-9０-９]+項)")


def own_places(text: str) -> tuple[str, ...]:
    """Every 第○条 that begins a line, each 第○条第○項 that stands below it, and the 第○項 of a 前条 that has it.

    >>> own_places("第1条　契約金額は、10円とする。\\n2　前項の額は、税を含む。\\n第2条　前条第2項の税は、消費税とする。")
    ('第1条', '第1条第2項', '第2条', '第2項')
    """
    found: dict[str, None] = {}
    before, article = "", ""
    for line in text.splitlines():
        if head := _HEAD.match(line):
            before, article = article, head[1]
            found[article] = None
        elif article and (number := _PARAGRAPH.match(line)):
            found[f"{article}第{unicodedata.normalize('NFKC', number[1])}項"] = None
        found |= {one: None for one in _BEFORE.findall(line) if before and f"{before}{one}" in found}
    return tuple(found)
