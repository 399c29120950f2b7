"""An embedder that needs no model: pairs of characters counted into a fixed number of places. Knows nothing of meaning.

For machines where no model may be placed, and for tests that are about everything but meaning. It finds what shares
characters with the query, as the word index does; it is the same on every machine.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ingest.search_key import bigrams

Vectors = npt.NDArray[np.float32]


class HashEmbedder:
    """float32[256], L2-normalised; the cosine of two texts is about the share of pairs they have in common."""

    name = "bigram-hash.v1"
    dimensions = 256

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for pair in bigrams(text):
            vector[zlib.crc32(pair.encode()) % self.dimensions] += 1.0
        length = float(np.linalg.norm(vector))
        return vector / np.float32(length) if length else vector
