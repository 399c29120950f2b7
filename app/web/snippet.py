"""A few lines of a passage with the words that were looked for set apart. Knows nothing of pages or of how it was found."""

from __future__ import annotations

import re

_EDGE = re.compile(r"^[ぁ-んー、。・（）「」\s]")
_TAIL = re.compile(r"[はがをにでともやのか、。・（「\s]+$")
_SPACE = re.compile(r"\s+")
Run = tuple[str, bool]
"""Text, and whether it is one of the words looked for."""


def runs(text: str, query: str) -> list[Run]:
    """``text`` cut into runs; words of two or more characters that also stand in ``query`` are marked.

    Hiragana alone is not marked (「について」 would light up everywhere), nor particles at either end.

    >>> runs("住民票の写しの手数料", "手数料はいくら")
    [('住民票の写しの', False), ('手数料', True)]
    """
    found: list[Run] = []
    start = at = 0
    while at < len(text):
        length = _shared(text, at, query)
        word = _TAIL.sub("", text[at : at + length])
        if len(word) >= 2 and not _EDGE.match(word):
            if start < at:
                found.append((text[start:at], False))
            found.append((word, True))
            start = at = at + len(word)
        else:
            at += 1
    if start < len(text):
        found.append((text[start:], False))
    return found


def _shared(text: str, at: int, query: str) -> int:
    """How many characters from ``at`` stand together in ``query``."""
    length = 0
    while at + length < len(text) and text[at : at + length + 1] in query:
        length += 1
    return length


def snippet(text: str, query: str, *, length: int = 140) -> list[Run]:
    """About ``length`` characters of ``text`` on one line, around the densest words of ``query``."""
    flat = _SPACE.sub(" ", text).strip()
    if len(flat) <= length:
        return runs(flat, query)
    marks = [0] * (len(flat) + 1)
    at = 0
    for word, marked in runs(flat, query):
        for offset in range(at, at + len(word)):
            marks[offset + 1] = marks[offset] + (1 if marked else 0)
        at += len(word)
    steps = range(0, len(flat) - length + 1, 10)
    best = max(steps, key=lambda start: (marks[start + length] - marks[start], -start))
    first = next((at for at in range(best, best + length) if marks[at + 1] > marks[at]), best)
    best = max(best, min(first - length // 4, len(flat) - length))
    cut = flat[best : best + length]
    before, after = ("…" if best else ""), ("…" if best + length < len(flat) else "")
    return [run for run in [(before, False), *runs(cut, query), (after, False)] if run[0]]
