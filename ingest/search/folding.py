"""Passages that say the same in several documents, shown once. Knows nothing of scores or rights.

Thirty ordinances hold the same article on delegation; a page of hits must not be thirty times that article.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import islice

import numpy as np
import numpy.typing as npt

from ingest.document import Hit
from ingest.search_key import bigrams

Pairs = npt.NDArray[np.uint64]

LOOK = 3
"""Hits looked at for each that is wanted."""
REMEMBERED = 4096
"""Passages whose pairs are kept, 3 KB each: taking 30 passages apart costs 3 ms of every search."""
CHANGES = ("新旧対照表",)
ALIKE = 0.7
"""Share of character pairs that two passages have in common (Jaccard) from which they say the same. Articles of みどり市's
regulations: of 30,000 pairs drawn from two regulations one in a thousand reaches .57; the articles on meetings of its
councils have .73 in the middle, those on delegation .77 in the upper quarter."""


def fold(hits: Iterable[Hit], k: int) -> tuple[Hit, ...]:
    """The first ``k`` hits that say something new, ranked anew; each names in ``folded`` the later ones that say the same.

    Only passages of other documents are folded, and never one that the query named (via "exact" or "title").
    """
    kept: list[Hit] = []
    said: list[Pairs] = []
    for hit in islice(hits, LOOK * k):
        pairs = _pairs(hit.passage.text)
        twin = _twin(hit, pairs, kept, said)
        if twin is not None:
            kept[twin] = _folded(kept[twin], hit)
        elif len(kept) < k:
            kept.append(replace(hit, rank=len(kept) + 1))
            said.append(pairs)
    return tuple(kept)


def _folded(shown: Hit, hit: Hit) -> Hit:
    """``shown`` with ``hit`` folded into it; what only compares an old text with a new one gives way to the newest text."""
    newest = hit.document.kind not in CHANGES and hit.document.effective_to is None
    if shown.document.kind in CHANGES and newest:
        shown, hit = replace(hit, score=shown.score, rank=shown.rank, folded=shown.folded), shown
    return replace(shown, folded=(*shown.folded, hit.passage.id))


def _twin(hit: Hit, pairs: Pairs, kept: list[Hit], said: list[Pairs]) -> int | None:
    if {"exact", "title"} & set(hit.via):
        return None
    least, most = ALIKE * len(pairs), len(pairs) / ALIKE
    for place, (other, theirs) in enumerate(zip(kept, said, strict=True)):
        if least <= len(theirs) <= most and other.document.id != hit.document.id and _alike(pairs, theirs):
            return place
    return None


@lru_cache(maxsize=REMEMBERED)
def _pairs(text: str) -> Pairs:
    """The distinct pairs of ``text`` as sorted numbers, the two characters beside each other."""
    numbers = {ord(pair[0]) << 21 | (ord(pair[1]) if len(pair) > 1 else 0) for pair in bigrams(text)}
    return np.array(sorted(numbers), dtype=np.uint64)


def _alike(one: Pairs, other: Pairs) -> bool:
    """Whether ``jaccard`` of the two reaches ALIKE."""
    if not len(one) or not len(other):
        return False
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both) >= ALIKE


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other or min(len(one), len(other)) < ALIKE * max(len(one), len(other)):
        return 0.0
    return len(one & other) / len(one | other)
