"""Who is too many, or asks too often, is turned away at the door: before anything is read or looked up. Knows no answers.

Pure ASGI: a refusal costs a tenth of what a route costs, and 600 of them at once are told within a moment.
"""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web import problems
from app.web.residents.desk import ANSWERS, Desk
from app.web.words import Words

_ASKING = re.compile(r"/api/residents/conversations/[^/]+/questions")
CROWDED = 10
"""Seconds after which to try again when too many ask at once."""


class Door:
    """In front of the routes of ``desk``."""

    def __init__(self, app: ASGIApp, *, desk: Desk, words: Words) -> None:
        self.app, self.desk, self.words = app, desk, words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asking = scope["type"] == "http" and scope["method"] == "POST" and _ASKING.fullmatch(scope["path"])
        told = self._refusal(scope) if asking else None
        if told is None:
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
        if self.desk.answering >= ANSWERS:
            return 503, "crowded", CROWDED
        client = scope.get("client")
        seconds = self.desk.questions.wait(client[0] if client else "")
        return (429, "limited", seconds) if seconds else None
