"""GET /api/indexing and the strip below the header: how far the documents' reading is. Knows nothing of how they are read."""

from __future__ import annotations

from html import escape
from typing import Any

from fastapi import APIRouter, Request

from app.indexing import Indexing
from app.web.office import Office, OfficeOf
from ingest.wholeness import is_whole

router = APIRouter(prefix="/api/indexing", tags=["運用"])
EXAMPLE = {
    "state": "reading",
    "text": "文書を取り込んでいます（120／481件）。取り込んだものから使えます。",
    "done": 120,
    "total": 481,
    "documents": 116,
}


@router.get(
    "",
    summary="文書の取り込みの様子",
    responses={200: {"content": {"application/json": {"example": EXAMPLE}}}},
)
def indexing(office: OfficeOf, request: Request) -> dict[str, Any]:
    """`state` は looking（調べている）、reading（取り込んでいる）、failed（失敗）、unfinished（最後まで済んでいない）、done（済み）です。
    `documents` は、今ある文書の数です。"""
    return told(office, request.app.state.indexing)


def told(office: Office, indexing: Indexing | None) -> dict[str, Any]:
    """The state and its sentence for clerks; "" when there is nothing to tell."""
    name, values = "done", {"done": 0, "total": 0}
    reason = ""
    if indexing is not None:
        state = indexing.state
        name, reason = state.name, state.reason
        values = {"done": state.done, "total": state.total}
    if name in ("done", "stopped") and not is_whole(office.index.ledger):
        name = "unfinished"
    quiet = name in ("done", "stopped") or (
        name == "looking" and indexing is not None and not (indexing.first or reason)
    )
    waits = name == "looking" and reason  # for another run, in its own words
    text = "" if quiet else reason if waits else office.words.say(f"indexing.{name}", reason=reason, **values)
    return {"state": name, "text": text, **values, "documents": office.index.ledger.count()[0]}


def strip(office: Office, indexing: Indexing | None) -> str:
    """The strip as HTML, "" when there is nothing to tell: a page that opens without it needs no room for it."""
    now = told(office, indexing)
    if not now["text"]:
        return ""
    text = escape(now["text"])
    return (
        f'<div class="sg-indexing" id="sg-indexing" data-state="{now["state"]}">'
        f'<p aria-hidden="true">{text}</p><p class="sg-hidden" role="status">{text}</p></div>'
    )
