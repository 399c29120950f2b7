"""POST /api/drafts: a draft as a stream of events or as one answer; stopping it. Knows nothing of drafting."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from app.drafting import draft
from app.events import Delta, Done, DraftEvent, DraftRequest, Found, Outline, Stage
from app.models.translation import writer_of
from app.outline import Part, focused
from app.web.asked_task import template_of
from app.web.forms import DraftForm
from app.web.office import Office, OfficeOf
from app.web.problems import ProblemError
from app.web.streaming import all_events, begin, plain, streamed, wants_stream

router = APIRouter(prefix="/api/drafts", tags=["下書き"])
FIRST = 30.0
"""Seconds to wait for the first event before the answer begins."""
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
    template_of(office, form.task)
    wanted = form.request(request.client.host if request.client else "")
    part = form.section.part() if form.section else None
    run, first = await begin(request, lambda stop: _drafting(wanted, office, stop, part), first=FIRST)
    if wants_stream(request):
        return streamed(run, first, request, office, event_json)
    events = await all_events(run, first, request)
    if events is None:
        return Response(status_code=499)
    finished = next((event for event in reversed(events) if isinstance(event, Done)), None)
    assert finished is not None, "a draft ends with Done"
    return JSONResponse(plain(asdict(finished.draft)))


@router.post("/{draft_id}/cancel", summary="書くのを止める", status_code=202)
@router.delete("/{draft_id}", summary="書くのを止める", status_code=202)
async def cancel_draft(draft_id: str, request: Request) -> dict[str, bool]:
    """start で受け取った id の下書きを止めます。そこまでに書いた文は done で届きます。"""
    if not request.app.state.runs.cancel(draft_id):
        raise ProblemError(404, "no_draft")
    return {"stopping": True}


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
