"""A run answered over HTTP: begun, waited for as a whole, or sent event by event. Knows nothing of what is being written."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from app import failures
from app.web import problems
from app.web.office import Office
from app.web.problems import ProblemError
from app.web.runs import BusyError, Pause, Run, Runs, Source
from ingest.errors import ShitagakiError

log = logging.getLogger(__name__)
LOOK = 0.25
"""Seconds between two looks at whether the caller is there."""
KEEP_ALIVE = 10.0
"""Seconds of silence after which a comment goes out, so that a proxy between does not close the stream."""

Told = Callable[[Any], tuple[str, dict[str, Any]]]
"""An event → its name and its data, as the stream sends them."""


async def begin(request: Request, source: Source, *, first: float) -> tuple[Run, Any]:
    """Start and wait up to ``first`` seconds for the first event. Raises ProblemError 503 when the server is full."""
    runs: Runs = request.app.state.runs
    try:
        run = runs.start(source)
    except BusyError as error:
        raise ProblemError(503, "busy") from error
    try:
        return run, await run.next(first)
    except BaseException:
        run.stop.set()
        raise


def wants_stream(request: Request) -> bool:
    return "text/event-stream" in request.headers.get("accept", "")


async def all_events(run: Run, event: Any, request: Request) -> list[Any] | None:
    """Every event to the end, the first one given; None when the caller went away, and so did the run."""
    found: list[Any] = []
    try:
        while event is not None:
            if not isinstance(event, Pause):
                found.append(event)
            if await request.is_disconnected():
                return None
            event = await run.next(LOOK)
    finally:
        run.stop.set()
    return found


def streamed(run: Run, event: Any, request: Request, office: Office, told: Told) -> Response:
    """Server-sent events. A failure on the way is an event of its own, with the text of a problem."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no", "x-draft-id": run.id}
    lines = _lines(run, event, request, office, told)
    return StreamingResponse(lines, media_type="text/event-stream", headers=headers)


async def _lines(run: Run, event: Any, request: Request, office: Office, told: Told) -> AsyncIterator[str]:
    number = problems.number_of(request)

    def problem(status: int, detail: str) -> str:
        return _event("problem", problems.body(office.words, status=status, detail=detail, number=number))

    yield _event("start", {"id": run.id, "number": number})
    try:
        while event is not None:
            yield ": \n\n" if isinstance(event, Pause) else _event(*told(event))
            event = await run.next(KEEP_ALIVE)
    except ShitagakiError as error:
        yield problem(503, str(error))
    except Exception as error:  # the edge of the stream: the status line is long gone
        log.error("draft %s failed:\n%s", number, failures.trail(error))
        yield problem(500, office.words.say("problems.detail_500"))
    finally:
        run.stop.set()


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, default=str)}\n\n"


def plain(value: dict[str, Any]) -> Any:
    """What JSON makes of it: dates and the like as text."""
    return json.loads(json.dumps(value, ensure_ascii=False, default=str))
