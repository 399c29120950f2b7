"""Conversations as staff hold them: waiting, taken by one, given back, passed on, closed. Knows no pages and no hours.

Every change is one transaction that looks and writes: of two who take at once exactly one has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.records.conversations import Conversations, Event, event_of, events_in, now
from app.records.store import Row, tables, writing
from ingest.errors import ShitagakiError

LIVE = ("waiting", "taken")
FEED = (
    "handoff_requested",
    "taken",
    "staff_message",
    "resident_message",
    "returned",
    "transferred",
    "closed",
    "left",
)
"""Kinds that staff are told of as they happen."""


class NotHeldError(ShitagakiError):
    """The conversation is not the caller's to act on; the sentence says whose it is."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts: the name and the 課 that he or she has given; written into every event."""

    name: str
    section: str


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation that waits or is held. ``since`` is when it began to; ``asked`` its questions, oldest first;
    ``answers`` what the machine has answered (text, status, citations)."""

    number: int
    state: str
    section: str
    holder: str
    language: str
    since: str
    asked: tuple[str, ...]
    answers: tuple[Mapping[str, Any], ...]
    last: int


class HandOff:
    """The staff's side of ``conversations``."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations, self._store = conversations, conversations.store

    def queue(self) -> list[Held]:
        """What waits and what is held, the longest wait first."""
        table = tables.conversation
        wanted = table.select().where(table.c.state.in_(LIVE)).order_by(table.c.since, table.c.id)
        with self._store.connect() as connection:
            rows = connection.execute(wanted).all()
            return [_held(row, events_in(connection, int(row.id))) for row in rows]

    def events(self, number: int, after: int = 0) -> list[Event]:
        """What was said in conversation ``number``; only those that wait or are held can be read."""
        with self._store.connect() as connection:
            _live(connection, number)
            return [one for one in _shown(events_in(connection, number)) if one.id > after]

    def feed(self, after: int) -> list[tuple[int, Event]]:
        """(conversation, event) of what happened in all of them since event ``after``."""
        table = tables.event
        wanted = table.select().where(table.c.id > after, table.c.kind.in_(FEED)).order_by(table.c.id)
        with self._store.connect() as connection:
            return [(int(row.conversation), event_of(row)) for row in connection.execute(wanted.limit(500))]

    def newest(self) -> int:
        """The id of the last event there is."""
        with self._store.connect() as connection:
            return int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM event").scalar() or 0)

    def take(self, number: int, staff: Staff) -> int:
        """``staff`` holds it from now on. Raises NotHeldError when somebody else has taken it."""
        with writing(self._store) as connection:
            row = _live(connection, number)
            if row.state == "taken":
                raise NotHeldError(f"{row.holder}さんが対応しています。一覧からほかの方をえらんでください。")
            _set(connection, number, state="taken", holder=_name(staff), since=now())
            return self._say(connection, number, "taken", staff)

    def write(self, number: int, staff: Staff, text: str) -> int:
        """A line to the resident, from the one who holds the conversation."""
        with writing(self._store) as connection:
            _own(connection, number, staff)
            return self._say(connection, number, "staff_message", staff, text=text)

    def give_back(self, number: int, staff: Staff) -> int:
        """The machine answers again."""
        return self._end(number, staff, "returned")

    def close(self, number: int, staff: Staff) -> int:
        """Nothing more to say."""
        return self._end(number, staff, "closed")

    def transfer(self, number: int, staff: Staff, section: str) -> int:
        """Waits again, now for ``section``."""
        with writing(self._store) as connection:
            _own(connection, number, staff)
            _set(connection, number, state="waiting", holder="", section=section, since=now())
            data = {"section": section, "by": staff.name, "from": staff.section}
            return self._conversations.write(connection, number, "transferred", data)

    def leave(self, number: int) -> int:
        """The resident waits and talks no longer: the machine answers again, whoever holds the conversation."""
        with writing(self._store) as connection:
            _live(connection, number)
            _set(connection, number, state="", holder="", since=now())
            return self._conversations.write(connection, number, "left", {})

    def _end(self, number: int, staff: Staff, kind: str) -> int:
        with writing(self._store) as connection:
            _own(connection, number, staff)
            _set(connection, number, state="", holder="", since=now())
            return self._say(connection, number, kind, staff)

    def _say(self, connection: Connection, number: int, kind: str, staff: Staff, **more: str) -> int:
        data = {"section": staff.section, "by": staff.name, **more}
        return self._conversations.write(connection, number, kind, data)


def _name(staff: Staff) -> str:
    return f"{staff.section} {staff.name}"


def _live(connection: Connection, number: int) -> Row:
    table = tables.conversation
    row = connection.execute(table.select().where(table.c.id == number, table.c.state.in_(LIVE))).first()
    if row is None:
        raise NotHeldError("このやり取りは終わっています。一覧を見直してください。")
    return row


def _own(connection: Connection, number: int, staff: Staff) -> None:
    row = _live(connection, number)
    if row.state != "taken":
        raise NotHeldError("まだ受け持っていません。先に「受け持つ」を押してください。")
    if row.holder != _name(staff):
        raise NotHeldError(f"{row.holder}さんが対応しています。書いた文は送っていません。")


def _set(connection: Connection, number: int, **values: str) -> None:
    connection.execute(
        tables.conversation.update().where(tables.conversation.c.id == number).values(**values)
    )


def _shown(events: list[Event]) -> list[Event]:
    """What staff may see: what was said before the last wish for a person only where the resident agreed to it."""
    wishes = [at for at, one in enumerate(events) if one.kind == "handoff_requested"]
    shy = wishes and events[wishes[-1]].data.get("summary_ok", True) is False
    return events[wishes[-1] :] if shy else events


def _held(row: Row, events: list[Event]) -> Held:
    events = _shown(events)
    asked = tuple(str(one.data.get("text", "")) for one in events if one.kind == "question")
    answers = tuple(one.data for one in events if one.kind == "answer")
    last = events[-1].id if events else 0
    return Held(
        int(row.id), row.state, row.section, row.holder, row.language, row.since, asked, answers, last
    )
