"""How long a section may be where its medium sets a limit. Knows nothing of media beyond how they count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from math import ceil

from app.checks.place import section_places
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.marks import MARKS

_URL = re.compile(r"https?://[!-~]+")
_URL_COST = 23
_MESSAGE = "「{title}」は{length}字で、{count}の{most}字を超えています。{over}字減らしてください。"


def check_length(subject: Subject) -> Checked:
    """A warning for each section longer than its ``most``; [n] and 【要確認…】 are not sent and do not count."""
    return Checked(subject.text, (), tuple(_findings(subject)))


def _findings(subject: Subject) -> Iterator[Finding]:
    for section, start, end in section_places(subject):
        length = count(subject.text[start:end], section.count)
        if section.most and length > section.most:
            medium = f"{section.count}（全角で数えます）" if section.count else "上限"
            message = _MESSAGE.format(
                title=section.title,
                length=length,
                count=medium,
                most=section.most,
                over=length - section.most,
            )
            yield Finding("length.over", "warning", message, start, end)


def count(text: str, way: str) -> int:
    """Characters of what is sent; for X in 全角: every narrow character is half, a URL 23 halves.

    >>> count("お知らせ https://www.city.midori.example/a", "X")
    16
    """
    sent = MARKS.sub("", text).strip()
    if way != "X":
        return len(sent.replace("\n", ""))
    urls = len(_URL.findall(sent))
    rest = _URL.sub("", sent)
    halves = sum(2 if unicodedata.east_asian_width(each) in "FWA" else 1 for each in rest)
    return ceil((halves + urls * _URL_COST) / 2)
