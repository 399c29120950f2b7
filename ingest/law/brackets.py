"""Stretches of text within brackets. Knows nothing of what the brackets mean."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

PAIRS = {"「": "」", "『": "』", "（": "）", "(": ")", "〔": "〕", "【": "】", "［": "］", "[": "]"}
LONGEST = 3000
"""Characters. A bracket closed farther on than this was never meant as a pair (a stray 「, a smiley)."""


def outer_spans(text: str, *, opening: str = "".join(PAIRS), longest: int = LONGEST) -> list[tuple[int, int]]:
    """(offset of the opening, offset of the closing) of the outermost pairs, in order; see ``all_spans``."""
    outer: list[tuple[int, int]] = []
    for begin, end in all_spans(text, opening=opening, longest=longest):
        if not outer or end > outer[-1][1]:
            outer.append((begin, end))
    return outer


def all_spans(text: str, *, opening: str = "".join(PAIRS), longest: int = LONGEST) -> list[tuple[int, int]]:
    """(offset of the opening, offset of the closing) of every pair, sorted.

    A bracket that is never closed, closes nothing or closes another kind is passed over.
    """
    closing = {PAIRS[mark]: mark for mark in opening}
    opened: list[tuple[int, str]] = []
    spans: list[tuple[int, int]] = []
    for match in re.finditer("[" + re.escape(opening + "".join(closing)) + "]", text):
        mark = match[0]
        if mark in opening:
            opened.append((match.start(), mark))
            continue
        depth = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][1] == closing[mark]), None)
        if depth is None:
            continue
        begin = opened[depth][0]
        del opened[depth:]
        if match.start() - begin <= longest:
            spans.append((begin, match.start()))
    return sorted(spans)


def inside(offsets: Sequence[int], spans: Sequence[tuple[int, int]]) -> set[int]:
    """Those of the sorted offsets that lie after an opening and not after its closing."""
    return {
        at
        for begin, end in spans
        for at in offsets[bisect_right(offsets, begin) : bisect_left(offsets, end + 1)]
    }
