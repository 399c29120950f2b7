"""Any `/rerank` endpoint as a Reranker (Jina, Cohere, vLLM, Infinity; Text Embeddings Inference). Knows no search.

The de-facto form: {"model", "query", "documents", "top_n"} → {"results": [{"index", "relevance_score"}]}; that of
Text Embeddings Inference: {"query", "texts"} → [{"index", "score"}].
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.errors import SettingError
from ingest.loopback import on_this_machine
from ingest.model_server import ModelServer

SECONDS = 1.8
"""A search waits no longer; what comes later is of no use to it."""


class ServedReranker:
    """``plain`` speaks the form of Text Embeddings Inference, which has one model and needs no name."""

    def __init__(self, model: str, url: str, *, key: str = "", plain: bool = False) -> None:
        self.name = model or "tei"
        self.outside = not on_this_machine(url)
        self._plain = plain
        self._server = ModelServer("並べ直しのサーバ", url, self.name, key, SECONDS, "`/rerank` の形")

    @classmethod
    def at(cls, argument: str, *, key: str, plain: bool) -> ServedReranker:
        """From "MODEL@URL", or "URL" when ``plain``; SettingError when it is not of that form."""
        model, at, url = ("", "@", argument) if plain else argument.partition("@")
        if not (model or plain) or not at or not url.startswith(("http://", "https://")):
            raise SettingError(
                f"並べ直しのサーバ「{argument}」の書き方が違います。例：rerank:bge-reranker-v2-m3@http://127.0.0.1:8000/v1/rerank、"
                "tei:http://127.0.0.1:8080/rerank"
            )
        return cls(model, url, key=key, plain=plain)

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        asked: dict[str, Any] = {"query": query}
        if self._plain:
            asked |= {"texts": list(texts), "truncate": True}
        else:
            asked |= {"model": self.name, "documents": list(texts), "top_n": len(texts)}
        scores = self._server.ask(asked, self._read)
        if sorted(scores) != list(range(len(texts))):
            raise self._server.short(len(texts), len(scores))
        return [scores[n] for n in range(len(texts))]

    def _read(self, told: Any) -> dict[int, float]:
        rows, field = (told, "score") if self._plain else (told["results"], "relevance_score")
        return {int(row["index"]): float(row[field]) for row in rows}
