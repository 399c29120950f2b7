"""The answer to one question as events: worked out in a thread, given up when nobody listens. Knows nothing of documents."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from app.events import Stage
from app.records.hours import JAPAN
from app.residents.answering import Question, stream
from app.residents.directory import hall_of
from app.residents.events import Answered, AnswerEvent, Asking, Sentence
from app.result import Answer, answer_json
from app.web.residents.desk import Desk, Shut
from app.web.residents.pages import public_address, quoted_address
from app.web.runs import BusyError, Pause, Run
from app.web.streaming import KEEP_ALIVE
from ingest.errors import ShitagakiError

log = logging.getLogger(__name__)
PATIENCE = 3.5
"""Seconds of silence after which the sources answer instead of the model: a resident has an answer within five."""
Said = tuple[str, dict[str, Any], int]
"""Name, data and id of an event; id 0 is none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of conversation ``token``, kept there as event ``id``."""

    token: str
    id: int
    question: Question


def sse(name: str, data: dict[str, Any], number: int = 0) -> str:
    """One server-sent event."""
    mark = f"id: {number}\n" if number else ""
    return f"{mark}event: {name}\ndata: {json.dumps(data, ensure_ascii=False, default=str)}\n\n"


async def reply(desk: Desk, asked: Asked) -> AsyncIterator[Said | None]:
    """What is said of the answer, in order; None when nothing came for a while. The last is "answer" or "problem"."""
    work = _Work(desk, asked)
    searching = desk.office.phrases.text["searching"]
    try:
        yield "stage", {"state": "searching", "text": searching}, asked.id
        while not work.over:
            for said in await work.next():
                yield said
    finally:
        work.stop()


class _Work:
    """The answer on its way: with the model first, from the sources alone when the model is silent or fails."""

    def __init__(self, desk: Desk, asked: Asked) -> None:
        self.desk, self.asked, self.over = desk, asked, False
        self._begun = time.monotonic()
        self._asked_model = 0.0
        """When the model was last heard of, 0 until it is its turn: waiting for a search is no silence of the model."""
        self._alone = desk.office.writer is None
        self._slow = False
        self._run = self._start()

    def stop(self) -> None:
        self._run.stop.set()

    def _start(self) -> Run:
        desk, question, alone = self.desk, self.asked.question, self._alone
        office = desk.office.alone if alone else desk.office
        return desk.pool.start(
            lambda stop: stream(office, question, stop_event=stop),
            leaves=lambda event: isinstance(event, Asking),
            returns=_is_searching,
        )

    async def next(self) -> list[Said | None]:
        """What came; [None] when nothing did for a while; an empty list while the model is being given up."""
        writing = bool(self._asked_model) and not self._alone
        left = max(0.0, self._asked_model + PATIENCE - time.monotonic()) if writing else KEEP_ALIVE
        try:
            event = await self._run.next(left)
        except ShitagakiError as error:
            log.warning("the answer failed: %s", type(error).__name__)
            return self._give_up()
        if event is None:
            return self._give_up()
        if event is Pause.QUIET:
            return self._give_up() if writing else [None]
        if isinstance(event, Shut):
            self.over = True
            return [("problem", {"name": "paused", "text": event.text}, 0)]
        if _is_searching(event):
            self._asked_model = 0.0  # what it said is of no use: nobody waits for it any more
        elif isinstance(event, Asking) or self._asked_model:
            self._asked_model = time.monotonic()
        return await self._say(event)

    def _give_up(self) -> list[Said | None]:
        if self._alone:
            self.over = True
            return [("problem", {"name": "detail_500"}, 0)]
        self.stop()
        self._alone = self._slow = True
        try:
            self._run = self._start()
        except BusyError:
            self.over = True
            return [("problem", {"name": "crowded"}, 0)]
        return []

    async def _say(self, event: AnswerEvent) -> list[Said | None]:
        match event:
            case Stage():
                if event.state == "searching":
                    return []  # said when the question came in
                return [("stage", {"state": event.state, "text": event.text}, self.asked.id)]
            case Asking():
                return []
            case Sentence():
                return [("sentence", asdict(event), self.asked.id)]
            case Answered():
                self.over = True
                return [await self.desk.kept(self._keep, event.answer)]

    def _keep(self, answer: Answer) -> Said:
        """The answer into the conversation: an answer that nobody has received is not lost on reconnection."""
        if self._slow:
            note = self.desk.office.words.say("residents.slow")
            answer = replace(answer, notes=(*answer.notes, note))
        data = public_answer(answer_json(answer))
        if data["handoff"]:
            section = data["handoff"]["section"]
            data["handoff"] |= self.desk.hours.now(section, datetime.now(JAPAN))
            ours = self.desk.hours.is_of(self.desk.office.city)
            if not ours:
                data["handoff"]["opens"] = ""
            if not data["handoff"].get("hours") and (not section or section.endswith("課")):
                told = self.desk.hours.text(section) if ours else hall_of(self.desk.office).hours
                data["handoff"]["hours"] = told
        number = self.desk.conversations.append(self.asked.token, "answer", data)
        return "answer", {**data, "seconds": round(time.monotonic() - self._begun, 2)}, number


def _is_searching(event: AnswerEvent) -> bool:
    """Whether a search begins: of what the model said before, nothing could be used."""
    return isinstance(event, Stage) and event.state == "searching"


def public_answer(data: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with the addresses of the residents' pages, and without what only staff need."""
    cited = {
        name: [
            {**one, "url": quoted_address(one.get("url", ""), one.get("quote", ""))}
            for one in data.get(name, [])
        ]
        for name in ("citations", "related")
    }
    handoff = dict(data.get("handoff") or {})
    if handoff.get("page"):
        handoff["page"] = public_address(handoff["page"])
    return {
        **{key: value for key, value in data.items() if key != "trace"},
        **cited,
        "handoff": handoff,
    }
