"""POST /api/drafts: a draft as a stream of events or as one answer; stopping it. Knows nothing of drafting."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from app.drafting import draft
from app.events import Delta, Done, DraftEvent, DraftRequest, Found, Outline, Stage
from app.outline import Part, focused
from app.template import TaskTemplate
from app.translation import writer_of
from app.web import problems
from app.web.forms import DraftForm
from app.web.office import Office, OfficeOf
from app.web.problems import ProblemError
from app.web.runs import BusyError, Pause, Run, Runs
from ingest.errors import ShitagakiError

router = APIRouter(prefix="/api/drafts", tags=["下書き"])
log = logging.getLogger(__name__)
FIRST, LOOK = 30.0, 0.25
"""Seconds to wait for the first event before the answer begins, and between two looks at whether the caller is there."""
KEEP_ALIVE = 10.0
"""Seconds of silence after which a comment goes out, so that a proxy between does not close the stream."""
STREAM = """event: start
data: {"id": "q3Zr…", "number": "1f0c9a2b"}

event: stage
data: {"state": "searching", "text": "根拠をさがしています", "done": 0, "total": 0, "place": 0}

event: found
data: {"citations": [{"number": 1, "passage_id": "…", "label": "みどり市防災条例第3条", "quote": "…", "url": "…", "effective": "令和6年4月1日"}], "past": "", "past_title": ""}

event: delta
data: {"text": "本日は、"}

event: done
data: {"status": "needs_review", "text": "…", "citations": [], "facts": [], "findings": [], "trace": {}}
"""


@router.post(
    "", summary="下書きを作る", responses={200: {"content": {"text/event-stream": {"example": STREAM}}}}
)
async def make_draft(form: DraftForm, request: Request, office: OfficeOf) -> Response:
    """`Accept: text/event-stream` のときは進み具合と文を順に送ります（start、stage、found、outline、delta、done）。
    それ以外のときは、出来上がりを一つの JSON で返します。接続を切ると、書くのを止めます。"""
    _template(office, form.task)
    runs: Runs = request.app.state.runs
    wanted = form.request(request.client.host if request.client else "")
    part = form.section.part() if form.section else None
    try:
        run = runs.start(lambda stop: _drafting(wanted, office, stop, part))
    except BusyError as error:
        raise ProblemError(503, "busy") from error
    try:
        first = await run.next(FIRST)
    except BaseException:
        run.stop.set()
        raise
    if "text/event-stream" not in request.headers.get("accept", ""):
        return await _whole(run, first, request)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no", "x-draft-id": run.id}
    stream = _stream(run, first, request, office)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


@router.post("/{draft_id}/cancel", summary="書くのを止める", status_code=202)
@router.delete("/{draft_id}", summary="書くのを止める", status_code=202)
async def cancel_draft(draft_id: str, request: Request) -> dict[str, bool]:
    """start で受け取った id の下書きを止めます。そこまでに書いた文は done で届きます。"""
    if not request.app.state.runs.cancel(draft_id):
        raise ProblemError(404, "no_draft")
    return {"stopping": True}


def _template(office: Office, task: str) -> TaskTemplate:
    template = office.prompts.templates.get(task)
    if template is None:
        raise ProblemError(404, "no_task", task=task, known="、".join(office.prompts.templates))
    return template


def _drafting(
    wanted: DraftRequest, office: Office, stop: threading.Event, part: Part | None
) -> Iterator[DraftEvent]:
    return draft(
        wanted,
        index=office.index,
        writer=writer_of(
            office.writer,
            *office.translator,
            template=office.prompts.templates.get(wanted.task),
            fields=wanted.fields,
        ),
        prompts=focused(office.prompts, wanted.task, part) if part else office.prompts,
        viewer=office.viewer,
        stop_event=stop,
    )


async def _whole(run: Run, event: DraftEvent | Pause | None, request: Request) -> Response:
    """Wait for the end; when the caller goes away, so does the draft."""
    finished: Done | None = None
    try:
        while event is not None:
            if isinstance(event, Done):
                finished = event
            if await request.is_disconnected():
                return Response(status_code=499)
            event = await run.next(LOOK)
    finally:
        run.stop.set()
    assert finished is not None, "a draft ends with Done"
    return JSONResponse(_plain(asdict(finished.draft)))


async def _stream(
    run: Run, event: DraftEvent | Pause | None, request: Request, office: Office
) -> AsyncIterator[str]:
    """Server-sent events. A failure on the way is an event of its own, with the text of a problem."""
    yield _event("start", {"id": run.id, "number": problems.number_of(request)})
    try:
        while event is not None:
            yield ": \n\n" if isinstance(event, Pause) else _event(*event_json(event))
            event = await run.next(KEEP_ALIVE)
    except ShitagakiError as error:
        yield _event(
            "problem",
            problems.body(office.words, status=503, detail=str(error), number=problems.number_of(request)),
        )
    except Exception as error:  # the edge of the stream: the status line is long gone
        log.error("draft %s failed", problems.number_of(request), exc_info=error)
        detail = office.words.say("problems.detail_500")
        yield _event(
            "problem",
            problems.body(office.words, status=500, detail=detail, number=problems.number_of(request)),
        )
    finally:
        run.stop.set()


def event_json(event: DraftEvent) -> tuple[str, dict[str, Any]]:
    """The name and the data of an event, as the stream sends them."""
    match event:
        case Stage():
            return "stage", asdict(event)
        case Found():
            return "found", asdict(event)
        case Outline():
            return "outline", asdict(event)
        case Delta():
            return "delta", asdict(event)
        case Done():
            return "done", asdict(event.draft)


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, default=str)}\n\n"


def _plain(value: dict[str, Any]) -> Any:
    return json.loads(json.dumps(value, ensure_ascii=False, default=str))
