"""Whether a search found anything to answer from. Knows nothing of how passages were found.

A dense search always returns something, so being first means nothing. Two signals are joined: the cosine of the
nearest passage, and how much of the query's rare words the first passages hold.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.document import Hit
from ingest.search_key import words

READ = 3
"""Hits whose words count as found."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The line between answering and not: ``similarity + coverage_weight * coverage >= total``."""

    coverage_weight: float
    total: float

    @classmethod
    def of(cls, embedder: str) -> Thresholds:
        return CALIBRATED.get(embedder.split(":", maxsplit=1)[0], CALIBRATED["e5-small.int8"])


CALIBRATED = {"e5-small.int8": Thresholds(coverage_weight=0.15, total=0.955)}
"""Set on the 48 cases of evals/cases/answering.jsonl (36 with an answer, 12 without): the lowest that has one reaches
.968; of those without, 9 stay below .94 and 3 that are near (another city's fee, a passport, a driving licence) reach
.979–1.000 and are let through: not writing where there is a source costs a clerk more than a source to reject."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """``similarity``: best cosine among the hits, in [-1, 1]. ``coverage``: share of the query's words, weighted by
    how rare they are, that the first hits hold, in [0, 1]. ``exact``: the query named an article that exists."""

    similarity: float
    coverage: float
    exact: bool

    @classmethod
    def measure(
        cls, hits: Sequence[Hit], terms: Sequence[str], shares: Mapping[str, float], exact: bool
    ) -> Confidence:
        """``terms`` are the query's words; ``shares`` the share of passages that hold each, in [0, 1]."""
        similarity = max((hit.similarity for hit in hits if hit.similarity is not None), default=0.0)
        held: set[str] = set()
        for hit in hits[:READ]:
            held.update(
                words(
                    " ".join(
                        (hit.document.title, *hit.passage.headings, hit.passage.context, hit.passage.text)
                    )
                )
            )
        weights = {term: -math.log(max(shares.get(term, 0.0), 1e-4)) for term in set(terms)}
        total = sum(weights.values())
        found = sum(weight for term, weight in weights.items() if term in held)
        return cls(similarity, found / total if total else 0.0, exact)

    def reaches(self, thresholds: Thresholds) -> bool:
        if self.exact:
            return True
        return self.similarity + thresholds.coverage_weight * self.coverage >= thresholds.total
