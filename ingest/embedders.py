"""Text to vectors: the Embedder and the table of its engines. Knows nothing of passages, headings or the index."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.errors import SettingError

if TYPE_CHECKING:
    from ingest.e5.folder import Opened

Vectors = NDArray[np.float32]

_CHUNK = 512
"""Texts tokenised at once: the ids of 10,000 long passages need not be in memory together."""


class Embedder(Protocol):
    """An engine that turns text into vectors of one meaning.

    ``name`` is versioned and never changes meaning: an index made with one name refuses another.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """float32[len(texts), dimensions], L2-normalised, in the order given; any number of texts, also none."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """float32[dimensions], L2-normalised; its dot product with a passage's vector is their cosine."""
        ...


class E5Embedder:
    """multilingual-e5-small, 8-bit, on every core. A text has the same vector alone or among others.

    Texts longer than 512 tokens (about 900 characters of Japanese) are read up to there. Safe to call from threads.
    """

    name = "e5-small.int8"

    def __init__(self, models: Path) -> None:
        """Opens in about 1 s. Raises ModelError where the model has not been prepared."""
        from ingest.e5 import folder, weights

        self.dimensions = weights.WIDTH
        self._opened: Opened = folder.open_folder(models)
        self._query, self._passage = folder.QUERY, folder.PASSAGE
        self._pool = ThreadPoolExecutor(cores(), thread_name_prefix="embed")
        # One question is looked at from several sides: is it urgent, what is it about.
        self._vector = lru_cache(maxsize=2048)(self._run)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        result = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), _CHUNK):
            chunk = [self._passage + text for text in texts[start : start + _CHUNK]]
            ids = [encoding.ids for encoding in self._opened.tokenizer.encode_batch(chunk)]
            # Longest first: no core is left with a long text when the others have finished.
            order = sorted(range(len(ids)), key=lambda row: -len(ids[row]))
            vectors = self._pool.map(self._opened.run, [ids[row] for row in order])
            for row, vector in zip(order, vectors, strict=True):
                result[start + row] = vector
        return result

    def embed_query(self, text: str) -> Vectors:
        return self._vector(text)

    def _run(self, text: str) -> Vectors:
        vector = self._opened.run(self._opened.tokenizer.encode(self._query + text).ids)
        vector.flags.writeable = False
        return vector


def cores() -> int:
    """How many processors this process may use, at least 1."""
    return max(1, len(os.sched_getaffinity(0)))


_FAMILIES = (
    (re.compile(r"(^|[-_/])e5[-_](?!.*(instruct|mistral))"), "query: ", "passage: "),
    (re.compile(r"(^|[-_/])ruri-v3"), "検索クエリ: ", "検索文書: "),
    (re.compile(r"(^|[-_/])ruri-(?!v3)"), "クエリ: ", "文章: "),
)


def prefixes(model: str) -> tuple[str, str]:
    """What the family of a model expects before a query and before a passage; ("", "") for the others."""
    found = (row for row in _FAMILIES if row[0].search(model.lower()))
    return next(((query, passage) for _, query, passage in found), ("", ""))


def _sentence_transformers(argument: str, models: Path, key: str) -> Embedder:
    from ingest.sentence_models import SentenceModel

    return SentenceModel(Path(argument))


def _openai(argument: str, models: Path, key: str) -> Embedder:
    from ingest.embedding_server import ServedEmbedder

    return ServedEmbedder.at(argument, key=key)


def _hash(argument: str, models: Path, key: str) -> Embedder:
    from ingest.hashing import HashEmbedder

    return HashEmbedder()


EMBEDDERS: dict[str, tuple[str, Callable[[str, Path, str], Embedder]]] = {
    "e5-small.int8": ("", lambda argument, models, key: E5Embedder(models)),
    "sentence-transformers": ("フォルダ", _sentence_transformers),
    "openai": ("モデル名@http://ホスト/v1", _openai),
    "bigram-hash.v1": ("", _hash),
}
"""Name → (what follows the colon, how it is opened)."""


def open_embedder(spec: str, *, models: Path, key: str = "") -> Embedder:
    """The embedder that ``spec`` names: "e5-small.int8", "sentence-transformers:FOLDER", "openai:MODEL@URL".

    Raises SettingError for an unknown or incomplete spec, naming the known ones, and ModelError when it cannot start.
    """
    name, _, argument = spec.partition(":")
    row = EMBEDDERS.get(name)
    if row is None or bool(row[0]) != bool(argument):
        known = "、".join(
            f"`{each}:{what}`" if what else f"`{each}`" for each, (what, _) in EMBEDDERS.items()
        )
        raise SettingError(f"埋込みの方式「{spec}」は使えません。使えるのは {known} です。")
    return row[1](argument, models, key)
