"""A question as the index reads it: its words, their synonyms, its vector. Knows nothing of what there is to find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.search.confidence import CALIBRATED
from ingest.search.hints import Hints, read_hints
from ingest.search.synonyms import Synonyms
from ingest.search_key import bigrams, words

if TYPE_CHECKING:
    from ingest.embedders import Embedder, Vectors


@dataclass(frozen=True, slots=True)
class Query:
    """``words`` and ``bigrams`` of the question itself, ``more_words`` and ``more_bigrams`` of other words for it.

    ``hints``: what it says of the paper it wants. ``vector`` (float32[d], L2-normalised) is of the question with those other words behind it.
    """

    text: str
    words: tuple[str, ...]
    bigrams: tuple[str, ...]
    more_words: tuple[str, ...]
    more_bigrams: tuple[str, ...]
    vector: Vectors
    hints: Hints = field(default_factory=Hints)


def read_query(text: str, *, synonyms: Synonyms, embedder: Embedder) -> Query:
    """Take ``text`` apart and embed it."""
    also = synonyms.expand(text)
    return Query(
        text=text,
        words=tuple(words(text)),
        bigrams=tuple(bigrams(text)),
        more_words=tuple(word for each in also for word in words(each)),
        more_bigrams=tuple(pair for each in also for pair in bigrams(each)),
        vector=embedder.embed_query(" ".join((text, *also))),
        hints=read_hints(text),
    )


def read_probes(embedder: Embedder, asked: Sequence[str]) -> list[Vectors]:
    """The vectors of ``asked``; none for an embedder whose line between answering and not was never measured."""
    if embedder.name not in CALIBRATED:
        return []
    for each in asked:
        if (embedder.name, each) not in _probed:
            _probed[embedder.name, each] = embedder.embed_query(each)
    return [_probed[embedder.name, each] for each in asked]


_probed: dict[tuple[str, str], Vectors] = {}
"""Every index that is published asks the same."""
