"""Quoted words that stand within a longer number or 条名: 「600円」 in 「3,600円」, 「第12条」 in 「第12条の2」. Knows no places.

An amendment that quotes 「600円」 means six hundred yen. What is part of something longer is left as it is and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.law.numbers import BRANCHES

_DIGIT = "0-9０-９〇一二三四五六七八九十百千"
_BEFORE = re.compile(rf"[{_DIGIT}][{_DIGIT}万億,，.．]*$")
_NUMBER_AHEAD = re.compile(rf"^[{_DIGIT}]")
_AHEAD = re.compile(rf"^[,，.．]?[{_DIGIT}][{_DIGIT},，.．]*")
_NUMBER_BEHIND = re.compile(rf"[{_DIGIT}]$")
_NAMED = re.compile(rf"第[{_DIGIT}]+[編章節款目条項号表](?:の[{_DIGIT}]+)*$")
_BRANCH = re.compile(BRANCHES)


@dataclass(frozen=True, slots=True)
class Found:
    """A place of quoted words in a text; ``whole`` is what they are only a part of, "" where they stand for themselves."""

    start: int
    end: int
    whole: str = ""


def find(words: str, text: str) -> Iterator[Found]:
    """Every place of ``words`` (not empty), in order.

    >>> [each.whole for each in find("600円", "大人 600円、団体 3,600円")]
    ['', '3,600円']
    """
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        before, behind = _begins_in(words, text[:at]), _goes_on(words, text[end:])
        yield Found(at, end, f"{before}{words}{behind}" if before or behind else "")
        at = text.find(words, end)


def _begins_in(words: str, text: str) -> str:
    """What a number that ``words`` begin within has before them."""
    found = _BEFORE.search(text) if _NUMBER_AHEAD.match(words) else None
    return found[0] if found else ""


def _goes_on(words: str, text: str) -> str:
    """What a number or 条名 that ``words`` end within has behind them."""
    if _NUMBER_BEHIND.search(words) and (more := _AHEAD.match(text)):
        return more[0]
    branch = _BRANCH.match(text) if _NAMED.search(words) else None
    return branch[0] if branch else ""


def together(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The text with every pair changed at once, as one list of an amendment is read: what a pair puts in, no other one finds.

    >>> together("300円、400円", [("300円", "400円"), ("400円", "500円")])
    '400円、500円'
    """
    spans = sorted(
        (one.start, one.end, new) for old, new in pairs for one in find(old, text) if not one.whole
    )
    made, at = "", 0
    for start, end, new in spans:
        if start >= at:
            made, at = made + text[at:start] + new, end
    return made + text[at:]


def depend(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether a pair would find what an earlier one has put in: 「300円」を「400円」に、「400円」を「500円」に."""
    return any(old in new and old != one for at, (old, _) in enumerate(pairs) for one, new in pairs[:at])


def replaced(texts: Sequence[str], words: str, new: str) -> tuple[list[str], tuple[str, ...], bool]:
    """(the texts with ``new`` for ``words``, the longer ones that have them within, whether those were left alone).

    What only stands within longer ones is changed there all the same: nothing else can be meant.
    """
    places = [tuple(find(words, text)) for text in texts]
    longer = tuple(dict.fromkeys(one.whole for each in places for one in each if one.whole))
    alone = any(not one.whole for each in places for one in each)
    made: list[str] = []
    for text, each in zip(texts, places, strict=True):
        for one in reversed(each):
            if not (alone and one.whole):
                text = text[: one.start] + new + text[one.end :]
        made.append(text)
    return made, longer, alone
