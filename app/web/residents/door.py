"""Who is too many, or asks too often, is turned away at the door: before anything is read or looked up. Knows no answers.

Pure ASGI: a refusal costs a tenth of what a route costs, and 600 of them at once are told within a moment.
"""

from __future__ import annotations

import asyncio
import re
import time
from functools import lru_cache

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web import problems
from app.web.residents.desk import ANSWERS, Desk
from app.web.words import Words

_NUMBER = "~number~"
_ASKING = re.compile(r"/api/residents/conversations/[^/]+/questions")
CROWDED = 10
"""Seconds after which to try again when too many ask at once."""
CROWD, SLICE, ASIDE = 12, 0.02, 0.4
"""As many questions within SLICE seconds are a crowd; who is let in stands aside until it has passed, ASIDE at most:
one who comes in costs as much as a hundred who are told that there is no room."""


class Door:
    """In front of the routes of ``desk``."""

    def __init__(self, app: ASGIApp, *, desk: Desk, words: Words) -> None:
        self.app, self.desk, self.words = app, desk, words
        self._said = lru_cache(maxsize=256)(self._tell)
        self._aside = 0
        self._group: asyncio.Event | None = None
        self._slice, self._came, self._crowded = 0, 0, 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asking = scope["type"] == "http" and scope["method"] == "POST" and _ASKING.fullmatch(scope["path"])
        if asking:
            self._count(time.monotonic())
        told = self._refusal(scope) if asking else None
        if told is None:
            if asking:
                await self._stand_aside()
            await self.app(scope, receive, send)
            return
        status, _, seconds = told
        before, after = self._said(*told)
        body = b"".join((before, str(scope.get("shitagaki.number", "")).encode(), after))
        headers = [
            (b"retry-after", b"%d" % seconds),
            (b"content-length", b"%d" % len(body)),
            (b"content-type", problems.MEDIA_TYPE.encode()),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _tell(self, status: int, name: str, seconds: int) -> tuple[bytes, bytes]:
        """The body of a refusal before and after the number of the request: the rest is the same for everybody."""
        detail = self.words.say(f"problems.{name}", seconds=seconds, wait=self.desk.texts.waiting(seconds))
        told = problems.body(self.words, status=status, detail=detail, number=_NUMBER, name=name)
        body = bytes(JSONResponse({**told, "seconds": seconds}).body)
        before, _, after = body.partition(_NUMBER.encode())
        return before, after

    def _refusal(self, scope: Scope) -> tuple[int, str, int] | None:
        """Status, name of the problem and seconds to wait; None for who may come in."""
        if self.desk.answering + self._aside >= ANSWERS:
            return 503, "crowded", CROWDED
        client = scope.get("client")
        seconds = self.desk.questions.wait(client[0] if client else "")
        return (429, "limited", seconds) if seconds else None

    def _count(self, now: float) -> None:
        """One more has come; remember when there was last a crowd."""
        at = int(now / SLICE)
        self._came = self._came + 1 if at == self._slice else 1
        self._slice = at
        if self._came > CROWD:
            self._crowded = now

    def is_crowd(self) -> bool:
        """Whether more came within the last two slices than can be answered and told at the same time."""
        return time.monotonic() - self._crowded < 2 * SLICE

    async def _stand_aside(self) -> None:
        """Until a slice has passed without a crowd. One looks for all: 200 who look, each by itself, are a crowd of their own."""
        if not self.is_crowd():
            return
        if self._group is None:
            self._group = asyncio.Event()
            self._looking = asyncio.create_task(self._look(self._group))
        self._aside += 1
        try:
            await self._group.wait()
        finally:
            self._aside -= 1

    async def _look(self, group: asyncio.Event) -> None:
        end = time.monotonic() + ASIDE
        while self.is_crowd() and time.monotonic() < end:
            await asyncio.sleep(SLICE)
        self._group = None  # who comes now is of the next
        group.set()
