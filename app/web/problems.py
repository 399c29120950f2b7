"""Errors over HTTP: application/problem+json in Japanese with a number to quote. Knows nothing of what went wrong inside."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from app.events import FormError
from app.web.words import Words
from ingest.errors import ShitagakiError

MEDIA_TYPE = "application/problem+json"
CLERKS, RESIDENTS = ("/", "problems.home"), ("/residents", "residents.back")
"""Where a page of an error leads back to."""
TOLD_RESIDENTS = {"no_document": "no_public_document"}
"""What residents are told in other words than clerks."""


class ProblemError(Exception):
    """Something the caller can act on. ``name`` is a row of [problems] in ui.toml, ``values`` fill its text.

    ``more`` are members of this kind of problem; its "seconds" also go out as Retry-After.
    """

    def __init__(
        self, status: int, name: str, *, more: Mapping[str, object] | None = None, **values: object
    ) -> None:
        super().__init__(name)
        self.status, self.name, self.more, self.values = status, name, more or {}, values


def number_of(request: Request) -> str:
    """The number that the edge gave this request; people quote it, the log has it."""
    return str(request.scope.get("shitagaki.number", ""))


def body(words: Words, *, status: int, detail: str, number: str, name: str = "") -> dict[str, object]:
    """The members of RFC 9457 and ``number``."""
    known = words.table["problems"]
    title = known.get(f"title_{status}", known["title_500" if status >= 500 else "title_400"])
    return {
        "type": f"urn:shitagaki:problem:{name or status}",
        "title": title,
        "status": status,
        "detail": detail,
        "number": number,
    }


def answer(
    words: Words,
    request: Request,
    *,
    status: int,
    detail: str,
    name: str = "",
    more: Mapping[str, object] | None = None,
) -> Response:
    """A page for a browser that asked for one, else problem+json. ``more`` are members of this kind of problem."""
    content = body(words, status=status, detail=detail, number=number_of(request), name=name) | dict(
        more or {}
    )
    headers = {"retry-after": str(content["seconds"])} if "seconds" in content else None
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        home = RESIDENTS if _public(request) else CLERKS
        return HTMLResponse(_page(words, content, home), status_code=status, headers=headers)
    return JSONResponse(content, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def _public(request: Request) -> bool:
    return str(request.scope["path"]).startswith(RESIDENTS[0])


def _page(words: Words, content: dict[str, object], home: tuple[str, str]) -> str:
    """``home``: the address that the page leads to, and the name of its words."""
    say = words.say
    return (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(str(content['title']))} - {say('site.name')}</title>"
        '<link rel="stylesheet" href="/site/tokens.css"><link rel="stylesheet" href="/site/base.css"></head>'
        f'<body><main class="sg-page sg-notfound"><h1>{escape(str(content["title"]))}</h1>'
        f"<p>{escape(str(content['detail']))}</p>"
        f'<p class="sg-second">{say("problems.quote", number=escape(str(content["number"])))}</p>'
        f'<p><a href="{home[0]}">{say(home[1])}</a></p></main></body></html>'
    )


def install(app: FastAPI, words: Words) -> None:
    """Turn every kind of failure into the same answer."""

    async def problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, ProblemError)
        name = TOLD_RESIDENTS.get(error.name, error.name) if _public(request) else error.name
        detail = words.say(f"problems.{name}", **error.values)
        return answer(words, request, status=error.status, detail=detail, name=error.name, more=error.more)

    async def ours(request: Request, error: Exception) -> Response:
        if isinstance(error, FormError):
            fields = [{"field": field, "message": message} for field, message in error.problems]
            return answer(words, request, status=422, detail=str(error), name="form", more={"fields": fields})
        return answer(words, request, status=409, detail=str(error), name="conflict")

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        told = "".join(dict.fromkeys(_mistake(words, one) for one in error.errors()))
        return answer(words, request, status=422, detail=told, name="invalid")

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        known = words.table["problems"]
        detail = known.get(f"detail_{error.status_code}", known["detail_400"])
        return answer(words, request, status=error.status_code, detail=detail)

    app.add_exception_handler(ProblemError, problem)
    app.add_exception_handler(ShitagakiError, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)


def _mistake(words: Words, error: Mapping[str, Any]) -> str:
    """One mistake as a sentence: 「「q」は、2,000字までです（今は2,001字）。」."""
    values, kind = dict(error.get("ctx", {})), str(error["type"])
    if kind == "value_error":  # said by our own validators, in Japanese
        reason = str(values["error"])
    else:
        name = f"why_{kind}" if f"why_{kind}" in words.table["problems"] else "why_other"
        given = error.get("input")
        reason = words.say(f"problems.{name}", now=len(given) if isinstance(given, str) else "", **values)
    return words.say("problems.invalid", place=_place(error["loc"]), reason=reason)


def _place(location: tuple[object, ...]) -> str:
    """("body", "fields", "行事名") → 「fields.行事名」."""
    return ".".join(str(part) for part in location[1:]) or str(location[0])
