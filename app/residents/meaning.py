"""How near lines of public pages are to a question in meaning; a line that was embedded once is kept. Knows no choice of lines."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np

from ingest.embedders import Embedder, Vectors

KEPT = 8192
"""Lines, 1.5 KB each."""


class Meanings:
    """Cosines of lines to a question, by the embedder of the index."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Vectors] = OrderedDict()

    def cosines(self, question: str, lines: Sequence[str]) -> list[float]:
        """float in [-1, 1] for each line."""
        if not lines:
            return []
        with self._lock:
            known = {line: self._kept[line] for line in lines if line in self._kept}
        missing = list(dict.fromkeys(line for line in lines if line not in known))
        if missing:
            known.update(zip(missing, self._embedder.embed_passages(missing), strict=True))
            with self._lock:
                self._kept.update((line, known[line]) for line in missing)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        asked = self._embedder.embed_query(question)
        return [float(value) for value in np.stack([known[line] for line in lines]) @ asked]


_made: WeakKeyDictionary[Embedder, Meanings] = WeakKeyDictionary()


def meanings_of(embedder: Embedder) -> Meanings:
    """One for each embedder, so that a line told again is not embedded again."""
    return _made.setdefault(embedder, Meanings(embedder))
