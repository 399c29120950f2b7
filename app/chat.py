"""One call of a chat model through LangChain, and what is kept between calls. Knows nothing of queues or of stopping."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.endpoint import Endpoint
from ingest.loopback import on_this_machine

if TYPE_CHECKING:
    from langchain_openai.chat_models.base import BaseChatOpenAI

Message = tuple[str, str]
"""(role, text); role is "system", "user" or "assistant"."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait: for a connection, for the next piece of text, for the whole answer."""

    connect: float = 10.0
    piece: float = 180.0
    whole: float = 900.0


@cache
def _trust() -> ssl.SSLContext:
    """The certificates, read once: reading them costs 20 ms, and 200 residents at once would read them 200 times."""
    import httpx

    return httpx.create_ssl_context()


async def pieces(chat: BaseChatOpenAI, messages: tuple[Message, ...]) -> AsyncIterator[str]:
    """The answer of one call, piece by piece. Tracing is off: no text may leave for anywhere else."""
    from langsmith.run_helpers import tracing_context

    with tracing_context(enabled=False):
        async for chunk in chat.astream([(role, words) for role, words in messages]):
            yield chunk.text


async def text(chat: BaseChatOpenAI, messages: tuple[Message, ...]) -> str:
    """The answer of one call, when it is written."""
    from langsmith.run_helpers import tracing_context

    with tracing_context(enabled=False):
        return str((await chat.ainvoke([(role, words) for role, words in messages])).text)


@lru_cache(maxsize=32)
def open_chat(endpoint: Endpoint, max_tokens: int, temperature: float, patience: Patience) -> BaseChatOpenAI:
    """What is asked, kept between calls: making it costs as much as 15 pieces of an answer. No connection is kept."""
    import httpx
    from langchain_openai import AzureChatOpenAI, ChatOpenAI
    from langchain_openai.chat_models.base import BaseChatOpenAI
    from pydantic import SecretStr

    # An office's proxy must not see, or break, what goes to this machine itself.
    client = httpx.AsyncClient(
        timeout=httpx.Timeout(patience.piece, connect=patience.connect),
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
        trust_env=not on_this_machine(endpoint.url),
        verify=_trust(),
    )
    common: dict[str, Any] = {
        "api_key": SecretStr(endpoint.key or "none"),
        "temperature": temperature,
        "max_retries": 0,
        "timeout": patience.piece,
        "stream_chunk_timeout": patience.piece,
        "http_async_client": client,
    }
    if endpoint.version:
        return AzureChatOpenAI(
            azure_deployment=endpoint.model,
            azure_endpoint=endpoint.url,
            api_version=endpoint.version,
            max_tokens=max_tokens,
            **common,
        )
    # OpenAI itself refuses max_tokens for its newer models; every other server knows only max_tokens.
    make = ChatOpenAI if urlsplit(endpoint.url).hostname == "api.openai.com" else BaseChatOpenAI
    return make(model=endpoint.model, base_url=endpoint.url, max_tokens=max_tokens, **common)
