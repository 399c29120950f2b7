"""Which letters every match of a pattern holds, so that a text without them need not be searched. Knows no rule.

224 patterns over a page of 1,000 letters take 1.9 ms when each of them reads the page; most of them cannot match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from re import _constants as op
from re import _parser
from typing import Any

_MOST, _KEPT = 512, 3
"""Grams up to which looking them up is quicker than searching; sets of a pattern that are asked for, the rarest first."""
FEW = 16
"""Grams up to which looking each of them up in a text is quicker than making the grams of the text."""
_COMMON = re.compile(r"[ぁ-ん、。0-9０-９\n 　]")
"""What nearly every text has."""

Letters = frozenset[str] | None
"""One of these; None where they are too many or not known."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What is known of a part of a pattern: whether it may be empty, the letters it may begin and end with, and sets of
    grams of each of which it surely holds one."""

    empty: bool
    first: Letters = None
    last: Letters = None
    needs: tuple[frozenset[str], ...] = ()


_UNKNOWN = _Part(True)


def grams_of(text: str) -> frozenset[str]:
    """Every letter of a text and every pair of neighbours."""
    grams = set(map(str.__add__, text, text[1:]))
    grams.update(text)
    return frozenset(grams)


@lru_cache(maxsize=2048)
def needs(pattern: str, flags: int = 0) -> tuple[frozenset[str], ...]:
    """Sets of letters and pairs: a text with a match holds at least one of each. Empty when nothing can be said.

    >>> [sorted(one) for one in needs("申請及|届出書")], [sorted(one) for one in needs("[るた]事(?=が)")]
    ([['出書', '申請']], [['事が'], ['た事', 'る事'], ['事']])
    """
    if flags & re.IGNORECASE:
        return ()
    return _sequence(list(_parser.parse(pattern, flags))).needs


def may_match(pattern: re.Pattern[str], grams: frozenset[str]) -> bool:
    """Whether a text of these ``grams`` can hold a match of ``pattern``."""
    for wanted in needs(pattern.pattern, pattern.flags):  # noqa: SIM110  a generator costs as much as the look-up
        if wanted.isdisjoint(grams):
            return False
    return True


@lru_cache(maxsize=2048)
def few_needs(pattern: re.Pattern[str]) -> tuple[tuple[str, ...], ...]:
    """Of each of these sets a text with a match holds one; only sets of a FEW, to be looked up in a text as it stands.

    >>> few_needs(re.compile("[令平昭]和[0-9]+年度"))
    (('年度',), ('令和', '平和', '昭和'), ('和',))
    """
    wanted = needs(pattern.pattern, pattern.flags)
    return tuple(tuple(sorted(one)) for one in wanted if len(one) <= FEW)


def may_stand(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text may hold a match: it is looked up quicker than a pattern reads the text in vain."""
    for grams in few_needs(pattern):
        for gram in grams:
            if gram in text:
                break
        else:
            return False
    return True


def _sequence(items: Sequence[Any]) -> _Part:
    """Parts one after the other; what stands before and behind them, by (?<=…) and (?=…), stands in the text too."""
    found: list[frozenset[str]] = []
    made: list[_Part] = []
    behind: list[_Part] = []  # parts that end where the next one begins
    for kind, value in items:
        if kind is op.AT or kind is op.ASSERT_NOT:
            continue
        part = _part(kind, value)
        found += part.needs
        if kind is op.ASSERT and value[0] < 0:
            behind.append(part)
            continue
        found += [pairs for one in behind if (pairs := _pairs(one, part))]
        if kind is not op.ASSERT:
            made.append(part)
            behind = [part]
    best = tuple(sorted(set(found), key=lambda one: (_weight(one), sorted(one)))[:_KEPT])
    return _Part(all(one.empty for one in made), _end(made), _end(made[::-1], last=True), best)


def _pairs(one: _Part, two: _Part) -> Letters:
    """The pairs where ``two`` begins at the end of ``one``."""
    if one.empty or two.empty or not one.last or not two.first:
        return None
    if len(one.last) * len(two.first) > _MOST:
        return None
    return frozenset(before + after for before in one.last for after in two.first)


def _end(parts: Iterable[_Part], *, last: bool = False) -> Letters:
    """The letters that a sequence may begin (end) with: those of its first part, and of the next while one may be empty."""
    letters: frozenset[str] = frozenset()
    for part in parts:
        own = part.last if last else part.first
        if own is None:
            return None
        letters |= own
        if not part.empty:
            return letters
    return None


def _part(kind: Any, value: Any) -> _Part:
    if kind is op.LITERAL:
        return _letters(frozenset(chr(value)))
    if kind is op.IN:
        known = _listed(value)
        return _Part(False) if known is None else _letters(known)
    if kind in (op.ANY, op.NOT_LITERAL):
        return _Part(False)
    if kind is op.SUBPATTERN:
        return _sequence(list(value[3])) if not value[1] & re.IGNORECASE else _UNKNOWN
    if kind is op.BRANCH:
        return _either([_sequence(list(one)) for one in value[1]])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _repeated(_sequence(list(value[2])), value[0])
    if kind is op.ASSERT:
        return _sequence(list(value[1]))
    return _UNKNOWN


def _repeated(one: _Part, least: int) -> _Part:
    if not least:
        return _Part(True, one.first, one.last)
    pairs = _pairs(one, one) if least > 1 else None
    return replace(one, needs=(pairs, *one.needs)[:_KEPT]) if pairs else one


def _letters(known: frozenset[str]) -> _Part:
    return _Part(False, known, known, (known,))


def _listed(items: Sequence[Any]) -> Letters:
    """The letters of [...], where they are few enough to be told."""
    letters: set[str] = set()
    for kind, value in items:
        low, high = (value, value) if kind is op.LITERAL else value if kind is op.RANGE else (0, _MOST)
        if high - low >= _MOST:
            return None
        letters |= {chr(one) for one in range(low, high + 1)}
    return frozenset(letters) if len(letters) <= _MOST else None


def _either(parts: Sequence[_Part]) -> _Part:
    def union(all_: Sequence[Letters]) -> Letters:
        known = [one for one in all_ if one is not None]
        whole = frozenset[str]().union(*known)
        return whole if len(known) == len(all_) and len(whole) <= _MOST else None

    wanted = union([one.needs[0] if one.needs else None for one in parts])
    first, last = union([one.first for one in parts]), union([one.last for one in parts])
    return _Part(any(one.empty for one in parts), first, last, (wanted,) if wanted else ())


def _weight(grams: frozenset[str]) -> int:
    """How likely a text holds one of them: a pair seldom, かな and digits nearly always."""
    return sum(_RARE[len(one), len(_COMMON.findall(one))] for one in grams)


_RARE = {(1, 0): 8, (1, 1): 40, (2, 0): 1, (2, 1): 2, (2, 2): 6}
"""By letters and how many of them are common ones."""
