"""POST /api/drafts/variants: several drafts of one form, told as each is finished. Knows nothing of how they differ."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from app.events import DraftRequest, Stage
from app.variant_ways import MOST
from app.variants import Variant, VariantEvent, Varied, draft_variants
from app.web.api_rewrites import guide_of
from app.web.forms import DraftForm
from app.web.office import Office, OfficeOf
from app.web.streaming import all_events, begin, plain, streamed, wants_stream

router = APIRouter(prefix="/api/drafts", tags=["下書き"])
FIRST = 60.0
"""Seconds to wait for the first event before the answer begins."""
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
    run, first = await begin(request, lambda stop: _drafting(wanted, form.count, office, stop), first=FIRST)
    if wants_stream(request):
        return streamed(run, first, request, office, lambda event: (_NAMES[type(event)], asdict(event)))
    events = await all_events(run, first, request)
    if events is None:
        return Response(status_code=499)
    made = [asdict(event) for event in events if isinstance(event, Variant)]
    note = next((event.note for event in reversed(events) if isinstance(event, Varied)), "")
    return JSONResponse(plain({"variants": made, "note": note}))


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


_NAMES = {Stage: "stage", Variant: "variant", Varied: "done"}
