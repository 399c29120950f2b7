"""POST /api/drafts/variants: several drafts of one form, told as each is finished. Knows nothing of how they differ."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import Field

from app.events import DraftRequest, Stage
from app.variant_ways import MOST
from app.variants import Variant, VariantEvent, Varied, draft_variants
from app.web import problems
from app.web.api_rewrites import guide_of
from app.web.forms import DraftForm
from app.web.office import Office, OfficeOf
from app.web.problems import ProblemError
from app.web.runs import BusyError, Pause, Run
from ingest.errors import ShitagakiError

router = APIRouter(prefix="/api/drafts", tags=["下書き"])
log = logging.getLogger(__name__)
FIRST, KEEP_ALIVE, LOOK = 60.0, 10.0, 0.25
STREAM = """event: start
data: {"id": "q3Zr…"}

event: stage
data: {"state": "writing", "text": "1案目（標準）を作っています（1/3）", "done": 1, "total": 3, "place": 0}

event: variant
data: {"number": 1, "name": "標準", "draft": {"status": "needs_review", "text": "…"}, "parts": [{"kind": "same", "text": "…"}]}

event: done
data: {"count": 3, "note": ""}
"""


class VariantsForm(DraftForm):
    """A filled form, and how many drafts of it."""

    count: int = Field(default=3, ge=2, le=MOST, description="案の数")


@router.post(
    "/variants",
    summary="いくつもの案を作る",
    responses={200: {"content": {"text/event-stream": {"example": STREAM}}}},
)
async def make_variants(form: VariantsForm, request: Request, office: OfficeOf) -> Response:
    """`Accept: text/event-stream` のときは、案ができるごとに送ります（start、stage、variant、done）。それ以外のときは
    一つの JSON で返します。`parts` は 1 案目との違いです。出典の番号は、どの案でも同じ一節に同じ番号が付きます。"""
    wanted = form.request(request.client.host if request.client else "")
    try:
        run = request.app.state.runs.start(lambda stop: _drafting(wanted, form.count, office, stop))
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
    return StreamingResponse(
        _stream(run, first, request, office), media_type="text/event-stream", headers=headers
    )


def _drafting(
    wanted: DraftRequest, count: int, office: Office, stop: threading.Event
) -> Iterator[VariantEvent]:
    return draft_variants(
        wanted,
        count,
        guide=guide_of(office),
        index=office.index,
        writer=office.writer,
        prompts=office.prompts,
        viewer=office.viewer,
        stop_event=stop,
    )


async def _whole(run: Run, event: VariantEvent | Pause | None, request: Request) -> Response:
    made: list[Variant] = []
    note = ""
    try:
        while event is not None:
            if isinstance(event, Variant):
                made.append(event)
            elif isinstance(event, Varied):
                note = event.note
            if await request.is_disconnected():
                return Response(status_code=499)
            event = await run.next(LOOK)
    finally:
        run.stop.set()
    told = {"variants": [asdict(one) for one in made], "note": note}
    return JSONResponse(json.loads(json.dumps(told, ensure_ascii=False, default=str)))


async def _stream(
    run: Run, event: VariantEvent | Pause | None, request: Request, office: Office
) -> AsyncIterator[str]:
    yield _event("start", {"id": run.id, "number": problems.number_of(request)})
    try:
        while event is not None:
            yield ": \n\n" if isinstance(event, Pause) else _event(_NAMES[type(event)], asdict(event))
            event = await run.next(KEEP_ALIVE)
    except ShitagakiError as error:
        yield _event("problem", _problem(503, str(error), request, office))
    except Exception as error:  # the edge of the stream: the status line is long gone
        log.error("variants %s failed", problems.number_of(request), exc_info=error)
        yield _event("problem", _problem(500, office.words.say("problems.detail_500"), request, office))
    finally:
        run.stop.set()


_NAMES = {Stage: "stage", Variant: "variant", Varied: "done"}


def _problem(status: int, detail: str, request: Request, office: Office) -> dict[str, Any]:
    return problems.body(office.words, status=status, detail=detail, number=problems.number_of(request))


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, default=str)}\n\n"
