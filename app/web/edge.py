"""What every request passes: its number, the closed paths, size and origin, the security headers. Knows nothing of routes' work.

Pure ASGI, so that streams are not held back. Only the paths below are open: whatever a framework adds of its own
(file and proxy routes, run histories, editors) stays shut until somebody opens it here.
"""

from __future__ import annotations

import logging
import random
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import failures
from app.web import problems
from app.web.hosts import Hosts, name_of
from app.web.residents.gate import PAGES as RESIDENTS
from app.web.residents.gate import PREFLIGHT, SCRIPT, Gate
from app.web.residents.origins import Origins
from app.web.security import FIXED, is_ours, policy
from app.web.words import Words

log = logging.getLogger(__name__)
PAGES = ("/", "/draft", "/library", "/reiki", "/check", "/speech", "/making", "/staff", "/evals")
OPEN = frozenset(
    (
        *PAGES,
        *RESIDENTS,
        SCRIPT,
        "/health",
        "/docs",
        "/openapi.json",
        "/favicon.ico",
        "/theme.css",
        "/config",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/upload",
        "/gradio_api/upload_progress",
        "/gradio_api/startup-events",
        "/gradio_api/cancel",
        "/gradio_api/reset",
    )
)
OPEN_BELOW = (
    "/api/",
    "/documents/",
    "/residents/documents/",
    "/site/",
    "/assets/",
    "/static/",
    "/gradio_api/heartbeat/",
)
UPLOADS = ("/api/documents", "/api/text", "/api/recordings", "/gradio_api/upload")
BODY_LIMIT = 4 * 1024 * 1024
"""Bytes of any other request: a 40,000-character minutes is 120 KB, escaped as \\u it is 240 KB."""


class CutOffError(Exception):
    """An answer that had begun cannot be brought to its end."""


Dress = Callable[[bytes, str, str], bytes]


class Edge:
    """The outermost layer. ``dress(html, path, nonce)`` puts Gradio's pages into our frame."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        words: Words,
        upload_limit: int,
        dress: Dress,
        origins: Origins | None = None,
        hosts: Hosts = Hosts(),
    ) -> None:
        self.app, self.words, self.upload_limit, self.dress = app, words, upload_limit, dress
        self.hosts = hosts
        self.gate = Gate(origins or Origins())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        # Only to be quoted, so it need not be secret: who asks the system for randomness may wait for a thread's turn.
        scope["shitagaki.number"] = number = f"{random.getrandbits(32):08x}"
        nonce = secrets.token_urlsafe(16) if scope["method"] == "GET" else ""  # pages are only ever got
        scope["shitagaki.nonce"] = nonce
        path, headers = scope["path"], Headers(scope=scope)
        limit = self.upload_limit if path in UPLOADS else BODY_LIMIT
        refusal = refused(scope["method"], path, headers, limit, self.gate, self.hosts)
        leaving = _Leaving(
            send, path=path, nonce=nonce, number=number, dress=self.dress, gate=self.gate, asked=headers
        )
        request = Request(scope, receive)
        if refusal:
            await self._refuse(request, leaving, *refusal)
            return
        if self.gate.preflight(scope["method"], path, headers):
            await leaving({"type": "http.response.start", "status": 204, "headers": []})
            await leaving({"type": "http.response.body", "body": b""})
            return
        try:
            await self.app(scope, _Entering(receive, limit), leaving)
        except Exception as error:  # the edge of the process: a person gets a sentence and a number
            log.error("request %s failed:\n%s", number, failures.trail(error))
            if leaving.started:
                raise CutOffError from None  # the server closes the connection; the words of the error go to no log
            await self._refuse(request, leaving, 500, "detail_500")

    async def _refuse(self, request: Request, send: Send, status: int, name: str) -> None:
        host = name_of(request.headers.get("host", ""))[:100]
        detail = self.words.say(f"problems.{name}", limit=self.upload_limit // 1024 // 1024, host=host)
        response = problems.answer(self.words, request, status=status, detail=detail, name=name)
        await response(request.scope, request.receive, send)


def refused(
    method: str, path: str, headers: Headers, limit: int, gate: Gate, hosts: Hosts
) -> tuple[int, str] | None:
    """(status, reason) for a request that goes no further: a name that is not ours, a closed path, a foreign page, a body
    too large. What residents reach is public under any name: a proxy brings its own."""
    if not (gate.covers(path) or path.startswith("/site/") or hosts.allows(headers.get("host", ""))):
        return 400, "unknown_host"
    if any(part in path for part in ("..", "//", "\\", "\0")):
        return 404, "closed"
    if path not in OPEN and not path.startswith(OPEN_BELOW):
        return 404, "closed"
    if gate.covers(path):
        if gate.foreign(path, headers):
            return 403, "foreign"
    elif method not in ("GET", "HEAD") and _foreign(headers):
        return 403, "foreign"
    size = headers.get("content-length", "")
    if size and (not size.isdigit() or int(size) > limit):
        return 413, "too_large"
    return None


def _foreign(headers: Headers) -> bool:
    """Whether another site's page sent this: browsers say so, and scripts without a browser send neither header."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return bool(origin) and urlsplit(origin or "").netloc != headers.get("host", "")


class _Entering:
    """``receive`` that counts: a body may grow past the limit without having said its length."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive, self.left = receive, limit

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise HTTPException(413)
        return message


class _Leaving:
    """``send`` that adds the headers and holds a Gradio page back until it is whole and can be dressed."""

    def __init__(
        self, send: Send, *, path: str, nonce: str, number: str, dress: Dress, gate: Gate, asked: Headers
    ) -> None:
        self.send, self.path, self.nonce, self.number, self.dress = send, path, nonce, number, dress
        self.gate, self.asked = gate, asked
        self.started = False
        self._start: Message | None = None
        self._held = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            await self._begin(message)
        elif self._start is not None:
            self._held += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish()
        else:
            await self.send(message)

    async def _begin(self, message: Message) -> None:
        raw = [pair for pair in message.get("headers", ()) if not is_ours(pair[0])]
        kind = next((value for name, value in raw if name == b"content-type"), b"")
        page = kind.startswith(b"text/html")
        nonce = self.nonce if page else ""
        number = (b"x-request-number", self.number.encode())
        message["headers"] = raw = [
            *raw,
            (b"content-security-policy", policy(nonce).encode()),
            *FIXED,
            number,
        ]
        headers = MutableHeaders(raw=raw)
        if self.gate.covers(self.path):
            self.gate.dress(self.path, self.asked, headers)
            if message["status"] == 204 and self.asked.get("access-control-request-method"):
                message["headers"] += PREFLIGHT
        if page or self.path.startswith(("/api/", "/health")):
            headers["cache-control"] = headers.get("cache-control", "no-store")
        elif self.path.startswith("/site/"):
            headers["cache-control"] = "no-cache"
        if page and self.path in PAGES and message["status"] == 200:
            self._start = message
        else:
            await self.send(message)

    async def _finish(self) -> None:
        assert self._start is not None
        dressed = self.dress(self._held, self.path, self.nonce)
        MutableHeaders(raw=self._start["headers"])["content-length"] = str(len(dressed))
        await self.send(self._start)
        await self.send({"type": "http.response.body", "body": dressed})
