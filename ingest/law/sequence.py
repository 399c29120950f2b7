"""Which article lines are articles, judged by the order of their numbers. Knows nothing of what they say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ingest.law.lines import APPENDIX_KINDS, Line, key

_TABLES = (*APPENDIX_KINDS.values(), "appendix")


def articles_in_order(lines: Sequence[Line]) -> set[int]:
    """Indexes of the article lines that make the longest rising sequence, apart for the main part and each 附則.

    One row of a table of 読替え (「第六十条　投票所」 inside 第48条の2) would otherwise hide every article up to 60.
    """
    chosen: set[int] = set()
    part: list[int] = []
    in_table = False
    for index, line in enumerate(lines):
        if line.inside:
            continue
        if line.kind == "suppl":
            chosen.update(_longest_rising(part, lines))
            part, in_table = [], False
        in_table = in_table or line.kind in _TABLES
        if line.kind == "article" and not in_table:
            part.append(index)
    return chosen | set(_longest_rising(part, lines))


def _captioned(index: int, lines: Sequence[Line]) -> bool:
    return bool(lines[index].caption) or (index > 0 and lines[index - 1].kind == "caption")


def _longest_rising(indexes: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The longest strictly rising run of numbers; of several, the one that ends lowest."""
    tails: list[tuple[int, ...]] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for index in indexes:
        number = key(lines[index].number)
        at = bisect_left(tails, number)
        if (
            at < len(tails)
            and tails[at] == number
            and (_captioned(ends[at], lines) or not _captioned(index, lines))
        ):
            continue  # of two 条 with one number the first, unless only the second has a 見出し
        before[index] = ends[at - 1] if at else None
        tails[at:], ends[at:] = [number, *tails[at + 1 :]], [index, *ends[at + 1 :]]
    found: list[int] = []
    here: int | None = ends[-1] if ends else None
    while here is not None:
        found.append(here)
        here = before[here]
    return found
