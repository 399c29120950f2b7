"""A model that writes 20 tokens a second to however many ask, over the OpenAI protocol. Knows no language."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

TOKENS, PAUSE = 20, 0.05
"""Tokens of one answer, and seconds between two of them."""


class Stub:
    """An asynchronous server on a thread of its own; ``writing()`` is how many answers are on their way."""

    def __init__(self) -> None:
        self._open = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self.port = 0
        threading.Thread(target=self._run, daemon=True).start()
        self._ready.wait(10)

    @property
    def spec(self) -> str:
        return f"openai:stub@http://127.0.0.1:{self.port}/v1"

    def writing(self) -> int:
        return self._open

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            asyncio.start_server(self._answer, "127.0.0.1", 0, backlog=1000)
        )
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open += 1
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = next(
                int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.startswith(b"content-length")
            )
            streamed = json.loads(await reader.readexactly(length)).get("stream")
            if not streamed:
                await _at_once(reader, writer)
                return
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
            for number in range(TOKENS):
                writer.write(_piece(f"word{'abcdefghijklmnopqrst'[number]} "))
                await writer.drain()
                await asyncio.sleep(PAUSE)
            writer.write(_piece("", "stop") + b"data: [DONE]\n\n")
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError, StopIteration):
            pass
        finally:
            self._open -= 1
            writer.close()


async def _at_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The same words after the same time, in one piece; nothing when the one who asked has left."""
    for _ in range(TOKENS):
        await asyncio.sleep(PAUSE)
        if reader.at_eof():
            return
    words = " ".join(f"word{letter}" for letter in "abcdefghijklmnopqrst"[:TOKENS])
    choice = {"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": "stop"}
    whole = {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    data = json.dumps(whole).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode() + data)
    await writer.drain()


def _piece(text: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": text} if text else {}, "finish_reason": finish}
    chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


@contextmanager
def stub() -> Iterator[Stub]:
    one = Stub()
    try:
        yield one
    finally:
        one.close()
