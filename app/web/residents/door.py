"""Who is too many, or asks too often, is turned away at the door: before anything is read or looked up. Knows no answers.

Pure ASGI: a refusal costs a tenth of what a route costs, and 600 of them at once are told within a moment.
"""

from __future__ import annotations

import asyncio
import re
import time

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web import problems
from app.web.residents.desk import ANSWERS, Desk
from app.web.words import Words

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
        self._aside = 0
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
        status, name, seconds = told
        detail = self.words.say(f"problems.{name}", seconds=seconds)
        request = Request(scope, receive)
        more = {"seconds": seconds}
        response = problems.answer(self.words, request, status=status, detail=detail, name=name, more=more)
        await response(scope, receive, send)

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

    async def _stand_aside(self) -> None:
        """Until a slice has passed without a crowd."""
        begun, self._aside = time.monotonic(), self._aside + 1
        try:
            while (now := time.monotonic()) - self._crowded < 2 * SLICE and now - begun < ASIDE:
                await asyncio.sleep(SLICE)
        finally:
            self._aside -= 1
