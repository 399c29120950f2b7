"""What residents and staff said, in order, by a secret token. Knows no pages and no models; personal data is masked here.

The token itself is not stored, only its digest: who reads the file cannot go on with a conversation.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select

from app.records.store import Row, open_store, tables, writing

KINDS = (
    "question",
    "answer",
    "rating",
    "handoff_requested",
    "taken",
    "staff_message",
    "resident_message",
    "returned",
    "transferred",
    "closed",
    "left",
)
STATES = ("", "waiting", "taken")
"""Who answers: the machine, nobody yet, a member of staff."""
_WRITTEN = ("question", "rating", "staff_message", "resident_message")
"""Kinds whose texts people have written: these are masked."""


_FIND = select(tables.conversation.c.id).where(tables.conversation.c.digest == bindparam("digest"))
_EVENTS = (
    tables.event.select()
    .where(tables.event.c.conversation == bindparam("number"), tables.event.c.id > bindparam("after"))
    .order_by(tables.event.c.id)
)
_INSERT = tables.event.insert()
"""Built once: building a statement costs as much as running it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; ids ascend over all conversations. ``at`` is UTC, ISO 8601."""

    id: int
    kind: str
    data: Mapping[str, Any]
    at: str


@dataclass(slots=True, eq=False)
class _Note:
    """An event in line: ``text`` is what is kept of it; ``done`` once it is written (``id``) or has failed (``error``)."""

    token: str
    kind: str
    section: str
    text: str
    id: int = 0
    error: Exception | None = None
    done: bool = False


class Conversations:
    """``mask`` takes personal data out of a text before it is written to ``path``."""

    def __init__(self, path: Path, *, mask: Callable[[str], str] = lambda text: text) -> None:
        self._store, self._mask = open_store(path), mask
        self._waiting: deque[_Note] = deque()
        self._turn = threading.Lock()

    def open(self, language: str) -> str:
        """A new conversation; its token (256 bits) is the only key to it."""
        token = secrets.token_urlsafe(32)
        values = {"digest": _digest(token), "language": language, "begun": now()}
        with writing(self._store) as connection:
            connection.execute(tables.conversation.insert().values(values))
        return token

    def append(self, token: str, kind: str, data: Mapping[str, Any]) -> int:
        """The id of the event. Raises KeyError for a token that opens nothing, ValueError for an unknown kind.

        What comes while another one is being brought to the disk is brought there together with all that came.
        """
        if kind not in KINDS:
            raise ValueError(f"no such kind of event: {kind}")
        note = _Note(token, kind, str(data.get("section", "")), self._masked(kind, data))
        self._waiting.append(note)
        with self._turn:
            if not note.done:
                self._write_waiting()
        if note.error is not None:
            raise note.error
        return note.id

    def _write_waiting(self) -> None:
        """One transaction for all in line; a token that opens nothing fails alone. The turn is held."""
        notes = [self._waiting.popleft() for _ in range(len(self._waiting))]
        try:
            with writing(self._store) as connection:
                for note in notes:
                    try:
                        number = self._number(connection, note.token)
                    except KeyError as error:
                        note.error = error
                        continue
                    if note.kind == "handoff_requested":
                        queue(connection, number, note.section)
                    note.id = _insert(connection, number, note.kind, note.text)
        except Exception as error:  # nothing was written: everybody in line is told
            for note in notes:
                note.error = error
        finally:
            for note in notes:
                note.done = True

    def write(self, connection: Connection, number: int, kind: str, data: Mapping[str, Any]) -> int:
        """One event of conversation ``number`` within a transaction of the caller; its id."""
        return _insert(connection, number, kind, self._masked(kind, data))

    def _masked(self, kind: str, data: Mapping[str, Any]) -> str:
        """What is kept of ``data``, as text."""
        if kind in _WRITTEN:
            data = {
                name: self._mask(value) if isinstance(value, str) and name in ("text", "comment") else value
                for name, value in data.items()
            }
        return json.dumps(data, ensure_ascii=False, default=str)

    def events(self, token: str, after: int = 0) -> list[Event]:
        """The events with ids above ``after``, in order. Raises KeyError for a token that opens nothing."""
        with self._store.connect() as connection:
            number = self._number(connection, token)
            return events_in(connection, number, after)

    def number(self, token: str) -> int:
        """The number by which staff know the conversation. Raises KeyError for a token that opens nothing."""
        with self._store.connect() as connection:
            return self._number(connection, token)

    @property
    def store(self) -> Engine:
        """The file, for what staff do with the same conversations (app.records.handoff)."""
        return self._store

    def _number(self, connection: Any, token: str) -> int:
        row = connection.execute(_FIND, {"digest": _digest(token)}).first()
        if row is None:
            raise KeyError("no such conversation")
        return int(row.id)


def _insert(connection: Connection, number: int, kind: str, text: str) -> int:
    values = {"conversation": number, "kind": kind, "data": text, "at": now()}
    made = connection.execute(_INSERT, values)
    return int((made.inserted_primary_key or (0,))[0])


def queue(connection: Connection, number: int, section: str) -> None:
    """Put the conversation in line; one that waits or is held already stays where it is."""
    table = tables.conversation
    free = (table.c.id == number) & (table.c.state == "")
    values = {"state": "waiting", "section": section, "holder": "", "since": now()}
    connection.execute(table.update().where(free).values(values))


def events_in(connection: Connection, number: int, after: int = 0) -> list[Event]:
    """The events of conversation ``number`` above ``after``, in order."""
    return [event_of(row) for row in connection.execute(_EVENTS, {"number": number, "after": after})]


def event_of(row: Row) -> Event:
    return Event(int(row.id), str(row.kind), json.loads(row.data), str(row.at))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def now() -> str:
    """UTC, ISO 8601, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
