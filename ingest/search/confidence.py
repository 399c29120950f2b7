"""Whether a search found anything to answer from. Knows nothing of how passages were found.

A dense search always returns something, so being first means nothing. What a question takes for granted and no passage
found states (another city, a 第○回, a facility that does not exist) ends it at once; else six signals are added up.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.document import Hit
from ingest.search.coverage import asks, cover

if TYPE_CHECKING:
    from ingest.lexical import LexicalIndex
    from ingest.search.query import Query
    from ingest.search.synonyms import Synonyms

FIFTH = 5
MANY = 1000
"""Passages from which a word that none holds is a word that the office does not use."""
RAREST = 1e-4
"""Share of passages that a word is taken to be in when no passage has it."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The line between answering and not: the signals of Confidence, each by its weight, together at least ``total``,
    in an index where questions about nothing in it (prompts/unrelated.toml) find a passage of ``unrelated`` likeness on
    average; elsewhere the line goes ``follow`` of the way with them."""

    unknown_weight: float
    lead_weight: float
    second_weight: float
    apart_weight: float
    best_weight: float
    named_weight: float
    pull_weight: float
    total: float
    unrelated: float
    follow: float

    @classmethod
    def of(cls, embedder: str) -> Thresholds:
        return CALIBRATED.get(embedder.split(":", maxsplit=1)[0], CALIBRATED["e5-small.int8"])

    def on(self, unrelated: float | None) -> Thresholds:
        """The line for an index in which questions that nothing answers are as near as ``unrelated`` (None: not known)."""
        if unrelated is None:
            return self
        return replace(self, total=self.total + self.follow * (unrelated - self.unrelated))


CALIBRATED = {
    "e5-small.int8": Thresholds(
        unknown_weight=0.07,
        lead_weight=0.08,
        second_weight=0.02,
        apart_weight=0.042,
        best_weight=0.054,
        named_weight=0.033,
        pull_weight=3.0,
        total=0.904,
        unrelated=0.847,
        follow=0.5,
    )
}
"""Weights fitted on questions about three indexes, with and without an answer there: 470 about みどり市 (140 without, most
of them near misses), 400 about Wikipedia and 54 of joruri_city (without an answer: みどり市's 140), rounded; of the rounded
ones those that lose fewer than 3% of みどり市's 330 and refuse most. Figures before and after, on these and on sets that
they were not fitted on: evals/README.md, which also tells what was tried and not kept."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """``similarity``: best cosine among the hits, in [-1, 1]. ``unknown``: share of the question's words, weighted by
    how rare they are and without those that only ask, that no passage has and no synonym explains, in [0, 1]. ``lead``: how far the first hit is above
    the fifth. ``second``, ``best`` and ``apart``: what the hits say of the question's words (coverage.py). ``exact``: the question
    named an article that exists. ``unmet``: what it takes for granted is not stated. ``named``: a hit is of the
    regulation that the question names. ``unspoken``: the nouns that no hit speaks of, the rarest first."""

    similarity: float
    unknown: float
    lead: float
    second: float = 0.0
    best: float = 1.0
    exact: bool = False
    unmet: bool = False
    named: bool = False
    unspoken: tuple[str, ...] = ()
    apart: float = 0.0

    def reaches(
        self,
        thresholds: Thresholds,
        pull: Callable[[Sequence[str], float], float] = lambda words, enough: 0.0,
    ) -> bool:
        """``pull`` is asked only where it can decide: how far the ``unspoken`` words pull away (pulling.py), and it is
        enough to know that it is farther than what the other signals can bear."""
        if self.exact or self.unmet:
            return self.exact
        worth = self.worth(thresholds)
        if worth >= thresholds.total and self.unspoken:
            spare = (worth - thresholds.total) / thresholds.pull_weight
            worth -= thresholds.pull_weight * pull(self.unspoken, spare)
        return worth >= thresholds.total

    def worth(self, thresholds: Thresholds) -> float:
        """The signals added up, on the scale of the similarity."""
        return (
            self.similarity
            - thresholds.unknown_weight * self.unknown
            + thresholds.lead_weight * self.lead
            - thresholds.second_weight * self.second
            - thresholds.apart_weight * self.apart
            + thresholds.best_weight * self.best
            + thresholds.named_weight * self.named
        )


def measure(
    asked: Query, hits: Sequence[Hit], *, lexical: LexicalIndex, synonyms: Synonyms, exact: bool, barred: bool
) -> Confidence:
    """The signals of one search. That a word is nowhere tells less the fewer passages there are, and nothing where the
    question has synonyms. ``exact``: the question names an article that exists; ``barred``: it has no answer whatever was found."""
    shares, passages = lexical.rarity("words", asked.words), len(lexical)
    similarity = max((hit.similarity for hit in hits if hit.similarity is not None), default=0.0)
    weights = {term: -math.log(max(share, RAREST)) for term, share in shares.items() if not asks(term)}
    total = sum(weights.values())
    missing = sum(weight for term, weight in weights.items() if not shares[term])
    telling = min(1.0, passages / MANY)
    unknown = telling * missing / total if total and not asked.more_words else 0.0
    scores = sorted((hit.score for hit in hits), reverse=True)  # a reranker orders the hits otherwise
    lead = scores[0] - scores[min(FIFTH, len(scores)) - 1] if scores else 0.0
    covered = cover(asked.text, hits, shares, synonyms=synonyms)
    named = any("title" in hit.via and hit.document.number for hit in hits[:FIFTH])
    second, apart = telling * covered.second, telling * covered.apart
    return Confidence(
        similarity, unknown, lead, second, covered.best, exact, barred, named, covered.unspoken, apart
    )
