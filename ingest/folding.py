"""Passages that say the same in several documents, shown once. Knows nothing of scores or rights.

Thirty ordinances hold the same article on delegation; a page of hits must not be thirty times that article.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from ingest.document import Hit
from ingest.search_key import bigrams

LOOK = 3
"""Hits looked at for each that is wanted: comparing 30 passages takes about 3 ms."""
ALIKE = 0.7
"""Share of character pairs that two passages have in common (Jaccard) from which they say the same. Articles of みどり市's
regulations: of 30,000 pairs drawn from two regulations one in a thousand reaches .57; the articles on meetings of its
councils have .73 in the middle, those on delegation .77 in the upper quarter."""


def fold(hits: Iterable[Hit], k: int) -> tuple[Hit, ...]:
    """The first ``k`` hits that say something new, ranked anew; each names in ``folded`` the later ones that say the same.

    Only passages of other documents are folded, and never one that the query named (via "exact" or "title").
    """
    kept: list[Hit] = []
    said: list[frozenset[str]] = []
    for hit in islice(hits, LOOK * k):
        pairs = frozenset(bigrams(hit.passage.text))
        twin = _twin(hit, pairs, kept, said)
        if twin is not None:
            kept[twin] = replace(kept[twin], folded=(*kept[twin].folded, hit.passage.id))
        elif len(kept) < k:
            kept.append(replace(hit, rank=len(kept) + 1))
            said.append(pairs)
    return tuple(kept)


def _twin(hit: Hit, pairs: frozenset[str], kept: list[Hit], said: list[frozenset[str]]) -> int | None:
    if {"exact", "title"} & set(hit.via):
        return None
    for place, (other, theirs) in enumerate(zip(kept, said, strict=True)):
        if other.document.id != hit.document.id and jaccard(pairs, theirs) >= ALIKE:
            return place
    return None


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other or min(len(one), len(other)) < ALIKE * max(len(one), len(other)):
        return 0.0
    return len(one & other) / len(one | other)
