"""What a team would get without this product, for comparison in the same run. Knows nothing of our retriever.

All use the product's own embedder, so that what differs is the splitting, the words and the fusion. The frameworks
are the real ones, as they come: LlamaIndex's SentenceSplitter, LangChain's RecursiveCharacterTextSplitter on Chroma.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from evals.frameworks import chroma_search, langchain_pieces, llama_index_pieces
from ingest.embedders import Embedder
from ingest.search.fusion import rank_fusion
from ingest.search_key import bigrams, words

Ranker = Callable[[str], list[str]]
Texts = Mapping[str, str]


def whitespace(text: str) -> list[str]:
    """How LangChain's BM25Retriever splits by default; it finds next to nothing in Japanese."""
    return text.split()


class Bm25:
    """Okapi BM25 (k1 1.5, b 0.75) over texts split by ``split``."""

    def __init__(self, texts: Texts, split: Callable[[str], list[str]]) -> None:
        self._split = split
        self._keys = sorted(texts)
        counted = [Counter(split(texts[key])) for key in self._keys]
        lengths = np.array([counts.total() for counts in counted], dtype=np.float64)
        held: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, counts in enumerate(counted):
            for term, count in counts.items():
                held[term].append((at, count))
        self._damping = 1.5 * (1 - 0.75 + 0.75 * lengths / (lengths.mean() if lengths.any() else 1.0))
        self._postings = {term: np.array(rows, dtype=np.int64).T for term, rows in held.items()}

    def rank(self, query: str, k: int = 50) -> list[str]:
        """The ``k`` best keys; texts that share no term are not among them."""
        scores = np.zeros(len(self._keys))
        for term in set(self._split(query)):
            if term not in self._postings:
                continue
            at, counts = self._postings[term]
            rarity = math.log(1 + (len(self._keys) - len(at) + 0.5) / (len(at) + 0.5))
            scores[at] += rarity * counts * 2.5 / (counts + self._damping[at])
        best = np.argsort(-scores, kind="stable")[:k]
        return [self._keys[at] for at in best if scores[at] > 0]


class Dense:
    """Pieces of texts embedded as they are, the nearest found by comparing with all; documents, best piece first."""

    def __init__(self, texts: Texts, embedder: Embedder, split: Callable[[str], list[str]]) -> None:
        self._embedder = embedder
        pieces = [(key, piece) for key, text in texts.items() for piece in split(text) or [text]]
        self._keys = [key for key, _ in pieces]
        self.vectors = embedder.embed_passages([piece for _, piece in pieces])

    def rank(self, query: str, k: int = 200) -> list[str]:
        """Documents of the ``k`` nearest pieces."""
        near = np.argsort(-(self.vectors @ self._embedder.embed_query(query)), kind="stable")
        return list(dict.fromkeys(self._keys[i] for i in near[:k]))

    def rank_in_chroma(self) -> Ranker:
        """The same through a Chroma collection, as a framework's store asks it: the 10 nearest pieces."""
        search = chroma_search(self._keys, self.vectors)
        return lambda query: list(dict.fromkeys(search(self._embedder.embed_query(query), 10)))


def baselines(documents: Mapping[str, tuple[str, str]], embedder: Embedder) -> dict[str, Ranker]:
    """name → a function from a question to document ids, best first."""
    texts = {key: f"{title}\n{text}" for key, (title, text) in documents.items()}
    llama = Dense(texts, embedder, llama_index_pieces())
    chain = Dense(texts, embedder, langchain_pieces())
    spaces, sudachi, pairs = (Bm25(texts, split) for split in (whitespace, words, bigrams))

    def fused(query: str) -> list[str]:
        rankings: dict[str, Sequence[str]] = {"dense": llama.rank(query, 50), "bigrams": pairs.rank(query)}
        return rank_fusion(rankings)

    return {
        "llamaindex-k2": lambda query: llama.rank(query, 2),
        "llamaindex-k10": lambda query: llama.rank(query, 10),
        "langchain-chroma": chain.rank_in_chroma(),
        "bm25-whitespace": spaces.rank,
        "bm25-sudachi": sudachi.rank,
        "bm25-bigram": pairs.rank,
        "rrf-dense-bigram": fused,
    }
