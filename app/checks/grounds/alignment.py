"""Which sentence of a source a sentence follows, and which of its figures stands where another stands. Knows no states.

Sentences are compared by the words around their figures: what is left when every figure, date and name is taken out.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from app.checks.grounds.pools import Said
from app.checks.grounds.values import COUNTED, DATES, amount
from app.text.spans import Span
from app.text.wording import pairs

FOLLOWS = 0.6
"""Likeness from which a sentence is taken to say what the source's sentence says: measured on evals/checks."""
CLOSE = 0.75
LEAST = 3
"""Pairs and figures that two sentences must share, unless all the words of one stand in the other."""
_BEFORE, _AFTER = 14, 8


def likeness(mine: Said, theirs: Said) -> float:
    """How much of one sentence's words the other has, 0 to 1: a part of a longer sentence counts as well.

    Figures that both have speak for them where words are few (「午前9時から正午まで、小雨決行」); two short lines
    (「定員　80人」) are alike only when all the words of the one stand in the other.
    """
    shared = len(mine.words & theirs.words)
    own = len(theirs.words) - len(theirs.label - mine.words)
    if not shared or not own:
        return 0.0
    if shared >= LEAST or shared + len(mine.values & theirs.values) >= LEAST:
        return max(shared / len(mine.words), 0.9 * shared / own)
    return (
        FOLLOWS
        if shared in (len(mine.words), len(theirs.words)) and (shared > 1 or mine.words == theirs.words)
        else 0.0
    )


def alike(one: Span, other: Span) -> bool:
    """Whether two spans could stand for each other: the same kind, the same unit, a date written as far."""
    if one.kind in DATES:
        return other.kind == one.kind
    if one.kind in COUNTED:
        return other.kind in COUNTED and amount(one)[1] == amount(other)[1]
    if one.kind == "回数":
        return other.kind == one.kind and one.text[-1] == other.text[-1]
    if one.kind == "組織":
        return other.kind == one.kind and one.text[-1] == other.text[-1]
    return one.kind == other.kind


def nearness(span: Span, mine: Said, other: Span, theirs: Said) -> int:
    """How many pairs of characters the words right around two spans share."""
    return len(_around(span, mine) & _around(other, theirs))


def same_place(span: Span, mine: Said, other: Span, theirs: Said) -> bool:
    """Whether all the words right around the one stand around the other: 「会場　X」 and 「会場：Y」."""
    own, told = _around(span, mine), _around(other, theirs)
    return bool(own) and own == told


def nearest(span: Span, mine: Said, theirs: Said, among: Iterable[Span]) -> Span | None:
    """Of ``among`` (spans of ``theirs``) the one that stands where ``span`` stands; None when nothing tells."""
    best = max(
        (
            (
                nearness(span, mine, each, theirs),
                -abs(_place(each, theirs) - _place(span, mine)),
                -each.start,
                each,
            )
            for each in among
        ),
        key=lambda row: row[:3],
        default=None,
    )
    return best[3] if best else None


def _place(span: Span, said: Said) -> float:
    return (span.start - said.start) / max(len(said.text), 1)


@lru_cache(maxsize=8192)
def _around(span: Span, said: Said) -> frozenset[str]:
    at, end = span.start - said.start, span.end - said.start
    if " | " in said.text:  # a row of a table: the head of the row, and the cell itself
        cell = said.text.rfind(" | ", 0, at) + 1, said.text.find(" | ", end) % (len(said.text) + 1)
        return (pairs(said.text.partition(" | ")[0]) | pairs(said.text[cell[0] : cell[1]])) & said.words
    left = max([0, at - _BEFORE, *(each.end - said.start for each in said.spans if each.end <= span.start)])
    right = min(
        [
            len(said.text),
            end + _AFTER,
            *(each.start - said.start for each in said.spans if each.start >= span.end),
        ]
    )
    return (pairs(said.text[left:at]) | pairs(said.text[end:right])) & said.words
