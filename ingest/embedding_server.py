"""Any OpenAI-compatible embedding endpoint as an Embedder. Knows nothing of models on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ingest.embedders import Vectors, prefixes
from ingest.errors import SettingError
from ingest.loopback import on_this_machine
from ingest.model_server import ModelServer

_BATCH = 64
_SECONDS = 120.0


class ServedEmbedder:
    """``POST URL/embeddings`` (vLLM, Ollama, TEI, OpenAI …). ``name`` is "openai:MODEL": servers may move, models not.

    Texts are cut by the server at its own limit. ``outside`` tells that it is another machine: no closed paper goes there. Raises ModelError when it does not answer as it should.
    """

    def __init__(self, model: str, url: str, *, key: str = "") -> None:
        """Asks for one vector to learn the dimensions."""
        self.name = f"openai:{model}"
        self.outside = not on_this_machine(url)
        self._server = ModelServer("埋込みのサーバ", url.rstrip("/"), model, key, _SECONDS, "OpenAI 互換の形")
        self._query, self._passage = prefixes(model)
        self.dimensions = self._ask(["確認"]).shape[1]

    @classmethod
    def at(cls, argument: str, *, key: str) -> ServedEmbedder:
        """From "MODEL@URL"; SettingError when it is not of that form."""
        model, at, url = argument.partition("@")
        if not model or not at or not url.startswith(("http://", "https://")):
            raise SettingError(
                f"埋込みのサーバ「{argument}」の書き方が違います。例：openai:multilingual-e5-large@http://127.0.0.1:8000/v1"
            )
        return cls(model, url, key=key)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
        rows = [self._ask([self._passage + text for text in batch]) for batch in batches]
        return np.concatenate(rows) if rows else np.zeros((0, self.dimensions), np.float32)

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._ask([self._query + text])[0]
        return vector

    def _ask(self, texts: list[str]) -> Vectors:
        body = {"model": self._server.model, "input": texts, "encoding_format": "float"}
        vectors = self._server.ask(body, _read, path="/embeddings")
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise self._server.short(len(texts), len(vectors))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def _read(told: Any) -> Vectors:
    rows = sorted(told["data"], key=lambda row: int(row["index"]))
    return np.array([row["embedding"] for row in rows], np.float32)
