"""Where a text may be cut: ends of sentences and lines, never within brackets. Knows nothing of documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.law.brackets import inside, outer_spans

LONGEST = 1200
"""Characters. Only a sentence longer than this is cut in its middle."""
_TINY = 80

_MARKED = (
    r"[ 　\t]*(?:[-*+・•●○◎◆◇■□▪※|＜<【]|[①-⑳⑴-⒇]|[（(]?[0-9０-９ア-ン一二三四五六七八九十]{1,3}[）)．.　 ])"
)
_SENTENCE = re.compile(
    # the end of a sentence, a blank line, a line that ends or begins something, before an indent or a mark
    rf"[。！？]+[ 　\t]*\n*|\n(?:[ 　\t]*\n)+|[．：」）)]\n|\n(?=[ 　\t]|{_MARKED}|第[0-9０-９])"
)
_ROW = re.compile(r"^[^\n|\t]*[|\t][^\n]*\n", re.MULTILINE)


def sentence_ends(text: str, start: int, end: int) -> list[int]:
    """Offsets after each sentence of ``text[start:end]``, the last one being ``end``."""
    words = text[start:end]
    ends = {match.end() for match in _SENTENCE.finditer(words)} | {
        match.end() for match in _ROW.finditer(words)
    }
    found = sorted(ends)
    shut = inside(found, outer_spans(words, longest=LONGEST))
    return [start + at for at in found if at not in shut and at < end - start] + [end]


def pieces(text: str, start: int, end: int, *, limit: int, ends: Sequence[int] = ()) -> list[int]:
    """Starts of the pieces of ``text[start:end]``, each of up to ``limit`` characters where sentences allow.

    ``ends`` are better places to cut (ends of paragraphs or items): a stretch between two of them is cut into
    sentences only when it is longer than ``limit`` by itself. A few words at the end stay with what is before them, a few at the beginning with what follows.
    """
    stops: list[int] = []
    begin = start
    for stop in [*(at for at in ends if start < at < end), end]:
        if stop - begin > limit:
            stops.extend(_short_enough(text, begin, stop))
        stops.append(stop)
        begin = stop
    return _pack(text, start, sorted(set(stops)), limit)


def _short_enough(text: str, start: int, end: int) -> list[int]:
    """The sentence ends within a stretch, and the cuts that sentences beyond LONGEST need."""
    stops: list[int] = []
    begin = start
    for stop in sentence_ends(text, start, end):
        while stop - begin > LONGEST:
            begin = _forced(text, begin)
            stops.append(begin)
        stops.append(stop)
        begin = stop
    return stops


def _forced(text: str, start: int) -> int:
    """Where to cut a sentence that is too long: after a line, else after a comma, else anywhere."""
    for mark in ("\n", "、", "，", " "):
        at = text.rfind(mark, start + LONGEST // 2, start + LONGEST)
        if at >= 0:
            return at + 1
    return start + LONGEST


def _pack(text: str, start: int, stops: Sequence[int], limit: int) -> list[int]:
    starts = [start]
    for before, stop in zip([start, *stops], stops, strict=False):
        enough = before - starts[-1] >= _TINY or stop - starts[-1] > LONGEST
        if stop - starts[-1] > limit and before > starts[-1] and enough:
            starts.append(before)
    tail = len(text[starts[-1] : stops[-1]].strip())
    if len(starts) > 1 and tail < _TINY and stops[-1] - starts[-2] <= max(limit + _TINY, LONGEST // 2):
        starts.pop()
    return starts
