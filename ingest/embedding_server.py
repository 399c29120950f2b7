"""Any OpenAI-compatible embedding endpoint as an Embedder. Knows nothing of models on this machine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ingest.embedders import Vectors, prefixes
from ingest.errors import ModelError, SettingError
from ingest.loopback import on_this_machine

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
        self._model, self._url, self._key = model, url.rstrip("/"), key
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
        import httpx

        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        body = {"model": self._model, "input": texts, "encoding_format": "float"}
        try:
            response = httpx.post(f"{self._url}/embeddings", json=body, headers=headers, timeout=_SECONDS)
            response.raise_for_status()
            rows = sorted(response.json()["data"], key=lambda row: int(row["index"]))
            vectors = np.array([row["embedding"] for row in rows], np.float32)
        except httpx.HTTPStatusError as error:
            raise ModelError(
                f"埋込みのサーバ {self._url} が {error.response.status_code} を返しました。"
                f"モデル名（{self._model}）と鍵を確かめてください。"
            ) from error
        except httpx.HTTPError as error:
            raise ModelError(
                f"埋込みのサーバ {self._url} に接続できません（{type(error).__name__}）。起動しているか、アドレスが正しいか確かめてください。"
            ) from error
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(
                f"埋込みのサーバ {self._url} の応答が、OpenAI 互換の形ではありません。"
            ) from error
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise ModelError(
                f"埋込みのサーバ {self._url} が、{len(texts)} 件に {len(vectors)} 件を返しました。"
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)
