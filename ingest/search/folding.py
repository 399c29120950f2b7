"""Passages that say the same in several documents, shown once. Knows nothing of scores or rights.

Thirty ordinances hold the same article on delegation; a page of hits must not be thirty times that article.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice

import numpy as np
import numpy.typing as npt

from ingest.document import Hit
from ingest.search_key import bigrams


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says: its distinct ``pairs`` as sorted numbers, and one bit of ``marks`` for each, some sharing one."""

    pairs: npt.NDArray[np.uint64]
    marks: int


LOOK = 3
"""Hits looked at for each that is wanted."""
REMEMBERED = 4096
"""Passages whose pairs are kept, 3 KB each: taking 30 passages apart costs 3 ms of every search."""
MARKS = 2039
"""Bits for the pairs of a text, a prime: a passage has 100 to 400."""
CHANGES = ("新旧対照表",)
ALIKE = 0.7
"""Share of character pairs that two passages have in common (Jaccard) from which they say the same. Articles of みどり市's
regulations: of 30,000 pairs drawn from two regulations one in a thousand reaches .57; the articles on meetings of its
councils have .73 in the middle, those on delegation .77 in the upper quarter."""


def fold(hits: Iterable[Hit], k: int, day: date) -> tuple[Hit, ...]:
    """The first ``k`` hits that say something new, ranked anew; each names in ``folded`` the later ones that say the same.
    What only compares an old text with a new one gives way to the text in force on ``day``.

    Only passages of other documents are folded, and never one that the query named (via "exact" or "title").
    """
    kept: list[Hit] = []
    said: list[Said] = []
    for hit in islice(hits, LOOK * k):
        own = said_in(hit.passage.text)
        twin = _twin(hit, own, kept, said)
        if twin is not None:
            kept[twin] = _folded(kept[twin], hit, day)
        elif len(kept) < k:
            kept.append(replace(hit, rank=len(kept) + 1))
            said.append(own)
    return tuple(kept)


def _folded(shown: Hit, hit: Hit, day: date) -> Hit:
    text = hit.document.kind not in CHANGES and hit.document.in_force(day)
    if shown.document.kind in CHANGES and text:
        shown, hit = replace(hit, score=shown.score, rank=shown.rank, folded=shown.folded), shown
    return replace(shown, folded=(*shown.folded, hit.passage.id))


def _twin(hit: Hit, own: Said, kept: list[Hit], said: list[Said]) -> int | None:
    if {"exact", "title"} & set(hit.via):
        return None
    for place, (other, theirs) in enumerate(zip(kept, said, strict=True)):
        if other.document.id != hit.document.id and alike(own, theirs):
            return place
    return None


@lru_cache(maxsize=REMEMBERED)
def said_in(text: str) -> Said:
    numbers = {ord(pair[0]) << 21 | (ord(pair[1]) if len(pair) > 1 else 0) for pair in bigrams(text)}
    marks = 0
    for number in numbers:
        marks |= 1 << number % MARKS
    return Said(np.array(sorted(numbers), dtype=np.uint64), marks)


def alike(one: Said, other: Said) -> bool:
    """Whether ``jaccard`` of the two reaches ALIKE. A mark that only one has is a pair that only it has: what differs by so
    many that it cannot be reached is told by the marks, in a hundredth of the time."""
    mine, theirs = len(one.pairs), len(other.pairs)
    if not mine or not theirs:
        return False
    least = ALIKE * (mine + theirs) / (1 + ALIKE)
    if min(mine, theirs) < least - 1:
        return False
    own, its = (one.marks & ~other.marks).bit_count(), (other.marks & ~one.marks).bit_count()
    if min(mine - own, theirs - its) < least - 1:  # one less: the figures of a share are not exact
        return False
    both = len(np.intersect1d(one.pairs, other.pairs, assume_unique=True))
    return both / (mine + theirs - both) >= ALIKE


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other or min(len(one), len(other)) < ALIKE * max(len(one), len(other)):
        return 0.0
    return len(one & other) / len(one | other)
