"""What a regulation calls other laws: 「地方自治法（昭和22年法律第67号。以下「法」という。）」 → 法. Knows nothing of 条.

The table is of one document: 「法」 is another law in the next one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.law.brackets import all_spans
from ingest.law.lawname import LAW_NUMBER, NO_NAMES, Names, authorities_in, name_ending

_INNER = r"(?:[^（）()]|[（(][^（）()]{0,120}[）)])"
_CALLED = re.compile(r"(?:以下|において)[^「」。]{0,40}「([^「」]{1,20})」と(?:いう|総称する|略称する)")
_ITEM = re.compile(
    r"^[ 　]*(?:[-*][ 　]+)?(?:[（(][0-9０-９一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+(?=[ 　]))[ 　]*([^ 　\n。、]{1,12})[ 　]+(?=[^\n]*をいう。)",
    re.M,
)
_QUOTED = re.compile(r"「([^「」]{1,12})」とは、(?=[^\n。]{2,120}をいう。)")
_LAWLIKE = re.compile(r"(?:法|令|条例|規則|規程|要綱|要領|細則|協定|憲法|法律)$")


@dataclass(frozen=True, slots=True)
class Definition:
    """A law that the document names. ``short`` is what it is called from ``start`` on, or "" where it has no other name."""

    name: str
    number: str
    short: str
    start: int


def find_definitions(text: str, known: Names = NO_NAMES) -> tuple[Definition, ...]:
    """Every law that the text names with its number or gives a short name to, in order."""
    known = known.joined((), authorities_in(text))
    found = [*_in_parentheses(text, known), *_in_items(text, known)]
    return tuple(sorted(found, key=lambda each: each.start))


def _in_parentheses(text: str, known: Names) -> list[Definition]:
    found = []
    for begin, end in all_spans(text, opening="（(", longest=300):
        inside = text[begin + 1 : end]
        number = LAW_NUMBER.match(inside)
        called = _CALLED.search(inside) if not re.search(r"[（(]", inside) else None
        short = called[1] if called and _LAWLIKE.search(called[1]) else ""
        if number is None and not short:
            continue
        start = _before_parentheses(text, begin)
        name = name_ending(text, start, known)
        if name:
            given = number[0] if number else _number_between(text, start, begin)
            found.append(Definition(name, given or known.number_of(name), short, begin))
    return found


def _before_parentheses(text: str, at: int) -> int:
    """Where the name ends: before 「（昭和22年法律第67号）」 when it stands between the name and this parenthesis."""
    if text[at - 1 : at] in ("）", ")"):
        opened = max(text.rfind("（", 0, at), text.rfind("(", 0, at))
        if opened > 0 and LAW_NUMBER.match(text, opened + 1):
            return opened
    return at


def _number_between(text: str, start: int, end: int) -> str:
    match = LAW_NUMBER.search(text, start, end)
    return match[0] if match else ""


def _in_items(text: str, known: Names) -> list[Definition]:
    """「(1)　法　地方自治法（昭和22年法律第67号）をいう。」, 「この規則で「法」とは、地方自治法（…）をいう。」"""
    found = []
    for pattern in (_ITEM, _QUOTED):
        for match in pattern.finditer(text):
            rest = text[match.end() : text.find("をいう。", match.end())]
            bare = re.sub(rf"[（(]{_INNER}*[）)]$", "", rest)
            if not _LAWLIKE.search(match[1]) or not _LAWLIKE.search(bare):
                continue
            name = name_ending(bare, len(bare), known)
            number = LAW_NUMBER.search(rest)
            if name and name == bare.strip():
                found.append(Definition(name, number[0] if number else "", match[1], match.end()))
    return found
