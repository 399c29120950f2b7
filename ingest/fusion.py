"""Several rankings of the same passages into one. Knows nothing of where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

RANK_OFFSET = 60
"""Reciprocal rank fusion's constant (Cormack, Clarke and Büttcher, SIGIR 2009)."""

WEIGHTS = {"dense": 1.0, "words": 1.0, "bigrams": 1.0, "title": 1.0, "exact": 100.0}
"""What a ranking counts for; "exact" is above all others together: a clerk who names the article gets it."""


def fuse(rankings: Mapping[str, Sequence[str]]) -> list[tuple[str, float, tuple[str, ...]]]:
    """(key, score, the rankings that hold it), best first; equal scores in the order of the keys.

    >>> fuse({"dense": ["a", "b"], "words": ["b"]})[0][0]
    'b'
    """
    scores: dict[str, float] = {}
    via: dict[str, list[str]] = {}
    for name, keys in rankings.items():
        for rank, key in enumerate(keys, start=1):
            scores[key] = scores.get(key, 0.0) + WEIGHTS[name] / (RANK_OFFSET + rank)
            via.setdefault(key, []).append(name)
    ordered = sorted(scores, key=lambda key: (-scores[key], key))
    return [(key, scores[key], tuple(via[key])) for key in ordered]
