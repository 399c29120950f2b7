"""How near texts are in meaning, by the embedder of the index; a text that was embedded once is kept, and one that a ledger
holds is not embedded at all. Knows no use of it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

from ingest.embedders import Embedder, Vectors
from ingest.ledger import Ledger
from ingest.rows import vector_digest

KEPT = 8192
"""Texts, 1.5 KB each."""


class Likeness:
    """Cosines, float in [-1, 1]; what is new in one call is embedded in one batch."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self._embedder = embedder
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def cosines(self, texts: Sequence[tuple[str, str]]) -> list[float]:
        """The cosine of each (sentence, passage), in order."""
        known = self._vectors(text for pair in texts for text in pair)
        return [float(known[one] @ known[other]) for one, other in texts]

    def to_question(self, question: str, texts: Sequence[str], ledger: Ledger | None = None) -> list[float]:
        """The cosine of each text to a question; ``ledger``: the index whose passages may be among the texts."""
        if not texts:
            return []
        known, asked = self._vectors(texts, ledger), self._embedder.embed_query(question)
        return [float(known[text] @ asked) for text in texts]

    def _vectors(self, texts: Iterable[str], ledger: Ledger | None = None) -> dict[str, Vectors]:
        wanted = list(dict.fromkeys(texts))
        with self._lock:
            known = {text: self._kept[text] for text in wanted if text in self._kept}
        new = [text for text in wanted if text not in known]
        if new:
            names = {vector_digest(self.name, text): text for text in new} if ledger else {}
            stored = ledger.vectors(list(names)) if ledger else {}
            known.update((names[digest], vector) for digest, vector in stored.items())
            missing = [text for text in new if text not in known]
            known.update(zip(missing, self._embedder.embed_passages(missing), strict=True))
            with self._lock:
                self._kept.update({text: known[text] for text in new})
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return known


_made: WeakKeyDictionary[Embedder, Likeness] = WeakKeyDictionary()


def likeness_of(embedder: Embedder) -> Likeness:
    """One for each embedder, so that a text looked at again is not embedded again."""
    return _made.setdefault(embedder, Likeness(embedder))
