"""/api/staff: the queue, one conversation, what happens in all of them, callbacks. Knows nothing of residents' routes.

These routes are for the office's own network: a server that residents reach passes neither /staff nor /api/staff on.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query
from fastapi.responses import StreamingResponse

from app.citation import source_url
from app.records.handoff import HandOff, Held
from app.records.hours import JAPAN
from app.text.pseudonyms import Pseudonyms
from app.web.api_residents_pages import DeskOf
from app.web.residents.desk import Desk
from app.web.residents.forms import NUMBERS
from app.web.residents.replies import sse
from app.web.staff_forms import LineForm, StaffForm, TransferForm

router = APIRouter(prefix="/api/staff", tags=["住民対応"])
Number = Annotated[int, Path(ge=1, le=NUMBERS)]
TICK, HEARTBEAT = 0.5, 15.0
"""Seconds between two looks at what happened, and of silence before a comment goes out."""
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


@router.get("/queue", summary="対応待ちと対応中のやり取り")
def queue(desk: DeskOf) -> dict[str, Any]:
    """待っている時間の長い順です。`last` は、ここまでの出来事の番号です（events に続けられます）。"""
    office = HandOff(desk.conversations)
    last = office.newest()
    return {
        "conversations": [_held(desk, one) for one in office.queue()],
        "callbacks": sum(not one.done for one in desk.callbacks.listed()),
        "open": desk.is_open(),
        "last": last,
    }


def _held(desk: Desk, held: Held) -> dict[str, Any]:
    sources = {
        one["passage_id"]: {
            "label": one.get("label", ""),
            "quote": one.get("quote", ""),
            "url": source_url(one["passage_id"]),  # staff read it here, wherever residents are sent
        }
        for answer in held.answers
        for one in answer.get("citations") or []
    }
    return {
        "number": held.number,
        "state": held.state,
        "section": held.section,
        "holder": held.holder,
        "language": desk.texts.languages.get(held.language, held.language),
        "since": held.since,
        "asked": list(held.asked),
        "last": held.last,
        "sources": list(sources.values())[:6],
    }


@router.get("/conversations/{number}", summary="一つのやり取り")
def read(number: Number, desk: DeskOf) -> dict[str, Any]:
    """対応待ちか対応中のものだけ読めます。"""
    return {"events": [asdict(one) for one in HandOff(desk.conversations).events(number)]}


@router.post("/conversations/{number}/take", summary="受け持つ")
def take(number: Number, form: StaffForm, desk: DeskOf) -> dict[str, int]:
    """同時に押しても、受け持てるのは一人です。ほかの人が先のときは 409 で、だれが対応しているかを返します。"""
    return {"id": HandOff(desk.conversations).take(number, form.staff())}


@router.post("/replies/check", summary="送る前に、伏せられるところを見る")
def check_reply(form: LineForm, desk: DeskOf) -> dict[str, list[str]]:
    """住民に送る前に［氏名1］などに置き換わる語です。送るときと同じ調べです。何も残しません。"""
    hidden = Pseudonyms(desk.office.prompts.public)
    hidden.hide(form.text)
    return {"covered": [words for _, words in hidden.replaced]}


@router.post("/conversations/{number}/messages", summary="住民に返事を書く")
def write(number: Number, form: LineForm, desk: DeskOf) -> dict[str, int]:
    """受け持っている人だけが書けます。"""
    return {"id": HandOff(desk.conversations).write(number, form.staff(), form.text)}


@router.post("/conversations/{number}/return", summary="自動の回答に戻す")
def give_back(number: Number, form: StaffForm, desk: DeskOf) -> dict[str, int]:
    """この後の質問には、自動の回答が答えます。"""
    return {"id": HandOff(desk.conversations).give_back(number, form.staff())}


@router.post("/conversations/{number}/transfer", summary="ほかの課に引き継ぐ")
def transfer(number: Number, form: TransferForm, desk: DeskOf) -> dict[str, int]:
    """その課の対応待ちになります。"""
    return {"id": HandOff(desk.conversations).transfer(number, form.staff(), form.to)}


@router.post("/conversations/{number}/close", summary="対応を終える")
def close(number: Number, form: StaffForm, desk: DeskOf) -> dict[str, int]:
    """やり取りを終えます。"""
    return {"id": HandOff(desk.conversations).close(number, form.staff())}


@router.get("/events", summary="起きたことを順に受け取る")
async def follow(
    desk: DeskOf,
    last_event_id: Annotated[int, Header(ge=0, le=NUMBERS)] = 0,
    after: Annotated[int, Query(ge=0, le=NUMBERS)] = 0,
) -> StreamingResponse:
    """`Last-Event-ID` より後の出来事を、やり取りの番号（conversation）と送り、つないだままにします。"""
    stream = _follow(desk, max(last_event_id, after))
    return StreamingResponse(stream, media_type="text/event-stream", headers=_HEADERS)


async def _follow(desk: Desk, after: int) -> AsyncIterator[str]:
    office, said = HandOff(desk.conversations), time.monotonic()
    yield "retry: 2000\n\n"
    while True:
        for number, event in await asyncio.to_thread(office.feed, after):
            after, said = event.id, time.monotonic()
            data = {"conversation": number, "kind": event.kind, "at": event.at, **event.data}
            yield sse("happened", data, event.id)
        if time.monotonic() - said > HEARTBEAT:
            said = time.monotonic()
            yield ": \n\n"
        await asyncio.sleep(TICK)


@router.get("/callbacks", summary="折返しの申込み")
def callbacks(desk: DeskOf) -> dict[str, Any]:
    """名前と電話番号はここにはありません。open で開いた人が記録に残ります。"""
    now = datetime.now(JAPAN)
    told = []
    for one in desk.callbacks.listed():
        opens = desk.hours.opens(one.section, now)
        told.append(asdict(one) | {"opens": opens.isoformat() if opens else ""})
    return {"callbacks": told}


@router.post("/callbacks/{number}/open", summary="名前と電話番号を開く")
def open_callback(number: Number, form: StaffForm, desk: DeskOf) -> dict[str, Any]:
    """だれがいつ開いたかが残ります。"""
    return {"values": desk.callbacks.open(number, by=form.by)}


@router.post("/callbacks/{number}/done", summary="折返しが済んだ")
def done(number: Number, form: StaffForm, desk: DeskOf) -> dict[str, bool]:
    """名前・電話番号・用件は、このとき消えます。"""
    desk.callbacks.done(number, by=form.by)
    return {"done": True}
