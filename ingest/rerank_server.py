"""Any `/rerank` endpoint as a Reranker (Jina, Cohere, vLLM, Infinity; Text Embeddings Inference). Knows no search.

The de-facto form: {"model", "query", "documents", "top_n"} → {"results": [{"index", "relevance_score"}]}; that of
Text Embeddings Inference: {"query", "texts"} → [{"index", "score"}].
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.errors import ModelError, SettingError
from ingest.loopback import on_this_machine

SECONDS = 1.8
"""A search waits no longer; what comes later is of no use to it."""


class ServedReranker:
    """``plain`` speaks the form of Text Embeddings Inference, which has one model and needs no name."""

    def __init__(self, model: str, url: str, *, key: str = "", plain: bool = False) -> None:
        self.name = model or "tei"
        self.outside = not on_this_machine(url)
        self._url, self._key, self._plain = url, key, plain

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
        import httpx

        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        asked: dict[str, Any] = {"query": query}
        if self._plain:
            asked |= {"texts": list(texts), "truncate": True}
        else:
            asked |= {"model": self.name, "documents": list(texts), "top_n": len(texts)}
        try:
            response = httpx.post(self._url, json=asked, headers=headers, timeout=SECONDS)
            response.raise_for_status()
            told = response.json()
            rows = told if self._plain else told["results"]
            field = "score" if self._plain else "relevance_score"
            scores = {int(row["index"]): float(row[field]) for row in rows}
        except httpx.HTTPStatusError as error:
            raise ModelError(
                f"並べ直しのサーバ {self._url} が {error.response.status_code} を返しました。モデル名（{self.name}）と鍵を確かめてください。"
            ) from error
        except httpx.HTTPError as error:
            raise ModelError(
                f"並べ直しのサーバ {self._url} が {SECONDS} 秒のうちに応えません（{type(error).__name__}）。"
            ) from error
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(
                f"並べ直しのサーバ {self._url} の応答が、`/rerank` の形ではありません。"
            ) from error
        if sorted(scores) != list(range(len(texts))):
            raise ModelError(
                f"並べ直しのサーバ {self._url} が、{len(texts)} 件に {len(scores)} 件を返しました。"
            )
        return [scores[n] for n in range(len(texts))]
