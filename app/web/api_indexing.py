"""GET /api/indexing and the strip below the header: how far the documents' reading and the models are. Knows nothing of how."""

from __future__ import annotations

from html import escape
from typing import Any

from fastapi import APIRouter, Request

from app.upkeep.indexing import Indexing
from app.upkeep.supplies import Coming, Supplies
from app.web.office import Office, OfficeOf
from app.web.words import Words
from ingest.wholeness import is_whole

router = APIRouter(prefix="/api/indexing", tags=["運用"])
EXAMPLE = {
    "state": "reading",
    "text": "文書を取り込んでいます（120／481件）。取り込んだものから使えます。",
    "done": 120,
    "total": 481,
    "documents": 116,
}
_MEGA = 1_000_000


@router.get(
    "",
    summary="文書の取り込みとモデルの取り寄せの様子",
    responses={200: {"content": {"application/json": {"example": EXAMPLE}}}},
)
def indexing(office: OfficeOf, request: Request) -> dict[str, Any]:
    """`state` は looking（調べている）、reading（取り込んでいる）、failed（失敗）、unfinished（最後まで済んでいない）、
    fetching（モデルを取り寄せている）、done（済み）です。`documents` は、今ある文書の数です。"""
    return told(office, request.app.state.indexing, request.app.state.supplies)


def told(office: Office, indexing: Indexing | None, supplies: Supplies | None = None) -> dict[str, Any]:
    """The state and its sentences for clerks; "" when there is nothing to tell."""
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
    coming = supplies.state if supplies is not None else Coming()
    if quiet and (coming.under_way or coming.failed):
        name = "fetching" if coming.under_way else "failed"
    return {
        "state": name,
        "text": text + _coming(office.words, coming),
        **values,
        "documents": office.index.ledger.count()[0],
    }


def _coming(words: Words, coming: Coming) -> str:
    """The sentences about a model that is on its way, or could not be had; "" for none."""
    if not coming.model:
        return ""
    if coming.failed:
        return words.say(f"indexing.{coming.model}_failed", reason=" ".join(coming.reason.split()))
    left = "" if coming.left is None else words.say("indexing.left", left=_span(words, coming.left))
    done, total = f"{coming.done / _MEGA:,.0f}", f"{coming.total / _MEGA:,.0f}"
    size = words.say("indexing.size", done=done, total=total, left=left) if coming.total else ""
    return words.say(f"indexing.{coming.model}", size=size)


def _span(words: Words, seconds: float) -> str:
    """「約40秒」 below a minute and a half, else 「約3分」."""
    if seconds < 90:
        return words.say("indexing.seconds", count=max(10, int(round(seconds, -1))))
    return words.say("indexing.minutes", count=round(seconds / 60))


def strip(office: Office, indexing: Indexing | None, supplies: Supplies | None = None) -> str:
    """The strip as HTML, "" when there is nothing to tell: a page that opens without it needs no room for it."""
    now = told(office, indexing, supplies)
    if not now["text"]:
        return ""
    text = escape(now["text"])
    return (
        f'<div class="sg-indexing" id="sg-indexing" data-state="{now["state"]}">'
        f'<p aria-hidden="true">{text}</p><p class="sg-hidden" role="status">{text}</p></div>'
    )
