"""Runs of text with their places on a page, and how they are put together to lines. Knows nothing of PDF or OCR.

Distances are in points from the top left corner of the page as it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_LATIN = re.compile(r"[0-9A-Za-zÀ-ɏ,.;:)!?%'\"\]]$")
_LATIN_START = re.compile(r"^[0-9A-Za-zÀ-ɏ(\['\"$&]")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text in one run from ``x0`` to ``x1``; ``size`` is the height of its characters in points.

    A table takes part in the order of a page as one fragment without text, ``table`` being its number.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    table: int = -1

    @property
    def middle(self) -> float:
        """The height on the page that two fragments of one line share."""
        return (self.top + self.bottom) / 2


def same_line(one: Fragment, other: Fragment) -> bool:
    """Whether two fragments stand on one line: they overlap by half the height of the smaller."""
    if one.table >= 0 or other.table >= 0:
        return False
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap >= 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def gap_between(before: str, after: str, gap: float, size: float) -> str:
    """What stands for a gap of that width: a space between Latin words, an 全角 space for a wide one.

    Word processors set a quarter of a character between Japanese and digits: that is no space.
    """
    if before.endswith((" ", "　")) or after.startswith((" ", "　")):
        return ""
    if _LATIN.search(before) and _LATIN_START.match(after):
        return " " if gap > 0.18 * size else ""
    return "　" if gap > 0.75 * size else ""


def join_line(fragments: Iterable[Fragment]) -> Fragment:
    """Fragments of one line as one, in the order of their places."""
    ordered = sorted(fragments, key=lambda fragment: fragment.x0)
    if len(ordered) == 1:
        return ordered[0]
    text = ordered[0].text
    for before, after in pairwise(ordered):
        size = min(before.size, after.size)
        text += gap_between(text, after.text, after.x0 - before.x1, size) + after.text
    longest = max(ordered, key=lambda fragment: len(fragment.text))
    return Fragment(
        text.strip(" "),
        ordered[0].x0,
        max(fragment.x1 for fragment in ordered),
        min(fragment.top for fragment in ordered),
        max(fragment.bottom for fragment in ordered),
        longest.size,
    )


def into_lines(fragments: Sequence[Fragment]) -> list[Fragment]:
    """All fragments of one column as lines from top to bottom."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda each: (each.middle, each.x0)):
        if rows and same_line(rows[-1][-1], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [join_line(row) for row in rows]


def join_broken(before: str, after: str) -> str:
    """Two lines of one sentence as one: no space in Japanese, one between Latin words, none after a hyphen.

    >>> join_broken("手数料を納め", "なければならない。"), join_broken("make", "up")
    ('手数料を納めなければならない。', 'make up')
    """
    before, after = before.rstrip(), after.lstrip()
    if before.endswith("-") and after[:1].islower():
        return before[:-1] + after
    return before + (" " if _LATIN.search(before) and _LATIN_START.match(after) else "") + after
