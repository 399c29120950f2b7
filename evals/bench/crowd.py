"""Many residents at once, each over a connection of their own, on one event loop. Knows nothing of the product but its API."""

from __future__ import annotations

import asyncio
import copy
import json
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Told:
    """What one request gave: its status, seconds to the head, the first event, the first words, and the end."""

    status: int = 0
    head: float = 0.0
    first: float = 0.0
    words: float = 0.0
    end: float = 0.0
    gaps: list[float] = field(default_factory=list)
    error: str = ""

    @property
    def good(self) -> bool:
        return self.status == 200 and self.end > 0 and not self.error


class Resident:
    """One visitor of ``site`` with an address of its own on loopback (127.1.x.y for ``number``), so that the limits of a
    visitor hold for each; ``patience`` is how long one waits before it counts as an error, in seconds."""

    def __init__(self, site: str, number: int, *, patience: float = 60.0) -> None:
        parts = urlsplit(site)
        self.host, self.port, self.patience = parts.hostname or "", parts.port or 80, patience
        self.address = (f"127.1.{number // 250}.{number % 250 + 1}", 0)
        self.conversation = ""

    async def begin(self) -> None:
        reader, writer = await self._open(
            self._post("/api/residents/conversations", {"tenant": "", "language": "ja"})
        )
        body = (await reader.read()).decode(errors="replace")
        writer.close()
        self.conversation = json.loads(body[body.index("{") : body.rindex("}") + 1])["conversation"]

    async def ask(self, question: str, language: str = "ja", *, leave_after: float = 0.0) -> Told:
        """Ask and read to the end; with ``leave_after`` hang up that many seconds after the first event."""
        told, started = Told(), time.perf_counter()
        try:
            async with asyncio.timeout(self.patience):
                await self._read(told, started, question, language, leave_after)
        except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError) as error:
            told.error = type(error).__name__
        return told

    async def _read(
        self, told: Told, started: float, question: str, language: str, leave_after: float
    ) -> None:
        reader, writer = await self._open(self.request(question, language))
        try:
            told.status = int((await reader.readline()).split()[1])
            told.head = time.perf_counter() - started
            last = 0.0
            async for line in reader:
                now = time.perf_counter() - started
                if line.startswith(b"event: "):
                    told.first = told.first or now
                    if last:
                        told.gaps.append(now - last)
                    last = now
                if line.startswith((b"event: sentence", b"event: answer")):
                    told.words = told.words or now
                if line.startswith(b"event: problem"):
                    told.error = "problem"
                if leave_after and told.first and now - told.first >= leave_after:
                    return
            told.end = time.perf_counter() - started
        finally:
            writer.close()

    def to(self, site: str) -> Resident:
        """The same visitor before another server, in the same conversation."""
        parts = urlsplit(site)
        other = copy.copy(self)
        other.host, other.port = parts.hostname or "", parts.port or 80
        return other

    def request(self, question: str, language: str) -> bytes:
        """The bytes that ask ``question`` in the conversation begun before."""
        path = f"/api/residents/conversations/{self.conversation}/questions"
        return self._post(path, {"question": question, "language": language})

    def _post(self, path: str, body: dict[str, str]) -> bytes:
        data = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(data)}\r\nConnection: close\r\n\r\n"
        )
        return head.encode() + data

    async def _open(self, request: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection(self.host, self.port, local_addr=self.address)
        writer.write(request)
        await writer.drain()
        return reader, writer


def share(values: list[float], part: float) -> float:
    """The value below which ``part`` of the values lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0
