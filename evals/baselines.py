"""What a team would get without this product, for comparison in the same run. Knows nothing of our retriever.

All use the product's own embedder, so that what differs is the splitting, the words and the fusion.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ingest.embedders import Embedder
from ingest.fusion import fuse
from ingest.search_key import bigrams

Ranker = Callable[[str], list[str]]


def whitespace(text: str) -> list[str]:
    """How LangChain's BM25Retriever splits by default; it finds next to nothing in Japanese."""
    return text.split()


class Bm25:
    """Okapi BM25 (k1 1.5, b 0.75) over texts split by ``split``."""

    def __init__(self, texts: Mapping[str, str], split: Callable[[str], list[str]]) -> None:
        self._split = split
        self._postings: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._lengths: dict[str, int] = {}
        for key, text in texts.items():
            terms = Counter(split(text))
            self._lengths[key] = sum(terms.values())
            for term, count in terms.items():
                self._postings[term].append((key, count))
        self._mean = sum(self._lengths.values()) / max(1, len(self._lengths)) or 1.0

    def rank(self, query: str, k: int = 50) -> list[str]:
        """The ``k`` best keys; texts that share no term are not among them."""
        scores: dict[str, float] = defaultdict(float)
        for term in set(self._split(query)):
            found = self._postings.get(term, [])
            rarity = math.log(1 + (len(self._lengths) - len(found) + 0.5) / (len(found) + 0.5))
            for key, count in found:
                length = 1 - 0.75 + 0.75 * self._lengths[key] / self._mean
                scores[key] += rarity * count * 2.5 / (count + 1.5 * length)
        return sorted(scores, key=lambda key: (-scores[key], key))[:k]


class Dense:
    """Blind windows of 1,000 characters overlapping by 200, embedded as they are: a framework's default search."""

    def __init__(
        self, texts: Mapping[str, str], embedder: Embedder, *, window: int = 1000, overlap: int = 200
    ) -> None:
        self._embedder = embedder
        pieces = [
            (key, text[at : at + window])
            for key, text in texts.items()
            for at in range(0, max(1, len(text) - overlap), window - overlap)
        ]
        self._keys = [key for key, _ in pieces]
        self._vectors = embedder.embed_passages([piece for _, piece in pieces])

    def rank(self, query: str, k: int = 50) -> list[str]:
        near = np.argsort(-(self._vectors @ self._embedder.embed_query(query)), kind="stable")
        return list(dict.fromkeys(self._keys[i] for i in near[: 4 * k]))[:k]


def baselines(documents: Mapping[str, tuple[str, str]], embedder: Embedder) -> dict[str, Ranker]:
    """name → a function from a question to document ids, best first."""
    texts = {key: f"{title}\n{text}" for key, (title, text) in documents.items()}
    blind, split_at_spaces, pairs = Dense(texts, embedder), Bm25(texts, whitespace), Bm25(texts, bigrams)

    def fused(query: str) -> list[str]:
        rankings: dict[str, Sequence[str]] = {"dense": blind.rank(query), "bigrams": pairs.rank(query)}
        return [key for key, _, _ in fuse(rankings)]

    return {
        "dense-default": blind.rank,
        "bm25-whitespace": split_at_spaces.rank,
        "bm25-bigram": pairs.rank,
        "rrf-dense-bigram": fused,
    }
