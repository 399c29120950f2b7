"""Whether a search found anything to answer from. Knows nothing of how passages were found.

A dense search always returns something, so being first means nothing. What a question takes for granted and no passage
found states (another city, a 第○回, a facility that does not exist) ends it at once; else three signals are added up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.document import Hit

FIFTH = 5
MANY = 1000
"""Passages from which a word that none holds is a word that the office does not use."""
RAREST = 1e-4
"""Share of passages that a word is taken to be in when no passage has it."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The line between answering and not: ``similarity - unknown_weight * unknown + lead_weight * lead >= total``."""

    unknown_weight: float
    lead_weight: float
    total: float

    @classmethod
    def of(cls, embedder: str) -> Thresholds:
        return CALIBRATED.get(embedder.split(":", maxsplit=1)[0], CALIBRATED["e5-small.int8"])


CALIBRATED = {"e5-small.int8": Thresholds(unknown_weight=0.11, lead_weight=0.055, total=0.884)}
"""Fitted by logistic regression (10 folds, 5 seeds) on 350 questions about みどり市, 80 of them without an answer, most of
those near misses. See evals/cases/midori.jsonl and answering.jsonl; `shitagaki eval run midori` shows where it stands."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """``similarity``: best cosine among the hits, in [-1, 1]. ``unknown``: share of the question's words, weighted by
    how rare they are, that no passage has and no synonym explains, in [0, 1]. ``lead``: how far the first hit is above
    the fifth. ``exact``: the question named an article that exists. ``unmet``: what it takes for granted is not stated."""

    similarity: float
    unknown: float
    lead: float
    exact: bool = False
    unmet: bool = False

    @classmethod
    def measure(
        cls,
        hits: Sequence[Hit],
        shares: Mapping[str, float],
        *,
        passages: int,
        explained: bool,
        exact: bool,
        unmet: bool,
    ) -> Confidence:
        """``shares``: the question's words with the share of the ``passages`` that hold each; ``explained``: it has
        synonyms. That a word is nowhere tells less the fewer passages there are."""
        similarity = max((hit.similarity for hit in hits if hit.similarity is not None), default=0.0)
        weights = {term: -math.log(max(share, RAREST)) for term, share in shares.items()}
        total = sum(weights.values())
        missing = sum(weight for term, weight in weights.items() if not shares[term])
        telling = min(1.0, passages / MANY)
        unknown = telling * missing / total if total and not explained else 0.0
        lead = hits[0].score - hits[min(FIFTH, len(hits)) - 1].score if hits else 0.0
        return cls(similarity, unknown, lead, exact, unmet)

    def reaches(self, thresholds: Thresholds) -> bool:
        if self.exact or self.unmet:
            return self.exact
        worth = (
            self.similarity - thresholds.unknown_weight * self.unknown + thresholds.lead_weight * self.lead
        )
        return worth >= thresholds.total
