"""One call of a chat model through LangChain, and what is kept between calls. Knows nothing of queues or of stopping."""

from __future__ import annotations

import ssl
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.models.endpoint import Endpoint
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


async def pieces(chat: Chat, messages: tuple[Message, ...]) -> AsyncGenerator[str, None]:
    """The answer of one call, piece by piece. Tracing is off: no text may leave for anywhere else."""
    from langsmith.run_helpers import tracing_context

    async with chat.connected() as model:
        with tracing_context(enabled=False):
            async for chunk in model.astream([(role, words) for role, words in messages]):
                yield chunk.text


async def text(chat: Chat, messages: tuple[Message, ...]) -> str:
    """The answer of one call, when it is written."""
    from langsmith.run_helpers import tracing_context

    async with chat.connected() as model:
        with tracing_context(enabled=False):
            return str((await model.ainvoke([(role, words) for role, words in messages])).text)


@dataclass(frozen=True, slots=True)
class Chat:
    """A model made ready once, for making it costs as much as 15 pieces of an answer; its connections end with each call:
    a call that was stopped while it connected would leave one open for ever."""

    model: BaseChatOpenAI
    patience: Patience
    direct: bool

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[BaseChatOpenAI]:
        """The model with a client of its own."""
        import httpx

        timeout = httpx.Timeout(self.patience.piece, connect=self.patience.connect)
        # An office's proxy must not see, or break, what goes to this machine itself.
        async with httpx.AsyncClient(timeout=timeout, trust_env=not self.direct, verify=_trust()) as client:
            root = self.model.root_async_client.with_options(http_client=client)
            yield self.model.model_copy(
                update={"root_async_client": root, "async_client": root.chat.completions}
            )


def load() -> None:
    """Open the library that speaks with the models: the first answer would wait for it, two seconds."""
    import langchain_openai  # noqa: F401


@lru_cache(maxsize=32)
def open_chat(endpoint: Endpoint, max_tokens: int, temperature: float, patience: Patience) -> Chat:
    """The model of ``endpoint``, kept between calls."""
    from langchain_openai import AzureChatOpenAI, ChatOpenAI
    from langchain_openai.chat_models.base import BaseChatOpenAI
    from pydantic import SecretStr

    common: dict[str, Any] = {
        "api_key": SecretStr(endpoint.key or "none"),
        "temperature": temperature,
        "max_retries": 0,
        "timeout": patience.piece,
        "stream_chunk_timeout": patience.piece,
    }
    model: BaseChatOpenAI
    if endpoint.version:
        model = AzureChatOpenAI(
            azure_deployment=endpoint.model,
            azure_endpoint=endpoint.url,
            api_version=endpoint.version,
            max_tokens=max_tokens,
            **common,
        )
    else:
        # OpenAI itself refuses max_tokens for its newer models; every other server knows only max_tokens.
        make = ChatOpenAI if urlsplit(endpoint.url).hostname == "api.openai.com" else BaseChatOpenAI
        model = make(model=endpoint.model, base_url=endpoint.url, max_tokens=max_tokens, **common)
    return Chat(model, patience, on_this_machine(endpoint.url))
