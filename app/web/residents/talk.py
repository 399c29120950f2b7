"""What happens in a conversation besides answers: what was said, who answers now, hand-off. Knows nothing of HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

from app.records.conversations import Event
from app.records.handoff import HandOff
from app.residents.answering import Turn
from app.web.problems import ProblemError
from app.web.residents.desk import Desk
from app.web.residents.forms import CallbackForm, HandoffForm
from app.web.residents.replies import sse

FOLLOWERS = 500
"""Streams held open at once."""
TICK, HEARTBEAT = 0.5, 15.0
"""Seconds between two looks at the conversation, and of silence before a comment goes out."""
TURNS = 3
"""Turns before, of which an answer may know."""
LIVE = {
    "handoff_requested": "waiting",
    "taken": "taken",
    "transferred": "waiting",
    "returned": "",
    "closed": "",
    "left": "",
}
SHOWN = ("text", "section", "language", "answer", "good")
"""What a resident's page is told of an event; the names and notes of staff stay inside."""


def known(desk: Desk, token: str) -> list[Event]:
    """What happened in the conversation; raises ProblemError when there is no such conversation (any more)."""
    try:
        return desk.conversations.events(token)
    except KeyError as error:
        raise ProblemError(404, "no_conversation") from error


def turns(events: list[Event]) -> tuple[Turn, ...]:
    """The last questions with their answers, oldest first."""
    found: list[Turn] = []
    asked = ""
    for event in events:
        if event.kind == "question":
            asked = str(event.data["text"])
        elif event.kind == "answer" and asked:
            cited = tuple(str(one["passage_id"]) for one in event.data.get("citations", []))
            found.append(Turn(asked, str(event.data.get("text", "")), cited))
            asked = ""
    return tuple(found[-TURNS:])


def answers(desk: Desk, token: str) -> set[int]:
    """The ids of the answers of a conversation."""
    return {event.id for event in desk.conversations.events(token) if event.kind == "answer"}


def state(events: list[Event]) -> str:
    """Who answers now: "" the machine, "waiting" for staff, "taken" by staff."""
    return next((LIVE[event.kind] for event in reversed(events) if event.kind in LIVE), "")


def hand_over(desk: Desk, token: str, form: HandoffForm) -> int:
    """The id of the request; one that is on its way is not made twice."""
    events = desk.conversations.events(token)
    if state(events):
        return events[-1].id
    if not desk.is_open(form.section):
        raise ProblemError(409, "no_staff")
    return desk.conversations.append(token, "handoff_requested", form.model_dump())


def leave(desk: Desk, token: str) -> int:
    """The resident no longer wishes to talk to staff; the id of the event, of the last one where nobody was asked for."""
    events = desk.conversations.events(token)
    if not state(events):
        return events[-1].id if events else 0
    return HandOff(desk.conversations).leave(desk.conversations.number(token))


def write(desk: Desk, token: str, text: str) -> int:
    """A line of the resident to the member of staff; its id."""
    if not state(desk.conversations.events(token)):
        raise ProblemError(409, "not_live")
    return desk.conversations.append(token, "resident_message", {"text": text})


def call_back(desk: Desk, token: str, form: CallbackForm) -> str:
    """The number of the request. The conversation only says that there is one."""
    return str(desk.callbacks.add(token, form.model_dump(), section=_section(desk, token)))


def _section(desk: Desk, token: str) -> str:
    """The 課 that the last answer named, whose request it is."""
    events = reversed(desk.conversations.events(token))
    named = (str((event.data.get("handoff") or {}).get("section", "")) for event in events)
    return next((one for one in named if one), "")


async def follow(desk: Desk, token: str, after: int) -> AsyncIterator[str]:
    """Everything since ``after`` and what comes, as server-sent events; ends when the conversation is gone."""
    me = object()
    desk.followers.add(me)
    shown = desk.state()
    said, ready = time.monotonic(), False
    try:
        while True:
            try:
                events = await desk.kept(desk.conversations.events, token, after)
            except KeyError:
                return
            for event in events:
                after, said = event.id, time.monotonic()
                yield sse(event.kind, seen(event), event.id)
            if not ready:
                ready = True
                yield sse("ready", {})
            if (now := desk.state()) != shown:
                shown = now
                yield sse("switch", shown)
            if time.monotonic() - said > HEARTBEAT:
                said = time.monotonic()
                yield ": \n\n"
            await asyncio.sleep(TICK)
    finally:
        desk.followers.discard(me)


def seen(event: Event) -> dict[str, Any]:
    """The event as the resident's page is told of it."""
    if event.kind == "answer":
        return dict(event.data)
    return {name: event.data[name] for name in SHOWN if name in event.data}
