"""What residents and staff said, in order, by a secret token. Knows no pages and no models; personal data is masked here.

The token itself is not stored, only its digest: who reads the file cannot go on with a conversation.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

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
)
STATES = ("", "waiting", "taken")
"""Who answers: the machine, nobody yet, a member of staff."""
_WRITTEN = ("question", "rating", "staff_message", "resident_message")
"""Kinds whose texts people have written: these are masked."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; ids ascend over all conversations. ``at`` is UTC, ISO 8601."""

    id: int
    kind: str
    data: Mapping[str, Any]
    at: str


class Conversations:
    """``mask`` takes personal data out of a text before it is written to ``path``."""

    def __init__(self, path: Path, *, mask: Callable[[str], str] = lambda text: text) -> None:
        self._store, self._mask = open_store(path), mask

    def open(self, language: str) -> str:
        """A new conversation; its token (256 bits) is the only key to it."""
        token = secrets.token_urlsafe(32)
        values = {"digest": _digest(token), "language": language, "begun": now()}
        with writing(self._store) as connection:
            connection.execute(tables.conversation.insert().values(values))
        return token

    def append(self, token: str, kind: str, data: Mapping[str, Any]) -> int:
        """The id of the event. Raises KeyError for a token that opens nothing, ValueError for an unknown kind."""
        if kind not in KINDS:
            raise ValueError(f"no such kind of event: {kind}")
        with writing(self._store) as connection:
            number = self._number(connection, token)
            if kind == "handoff_requested":
                queue(connection, number, str(data.get("section", "")))
            return self.write(connection, number, kind, data)

    def write(self, connection: Connection, number: int, kind: str, data: Mapping[str, Any]) -> int:
        """One event of conversation ``number`` within a transaction of the caller; its id."""
        if kind in _WRITTEN:
            data = {
                name: self._mask(value) if isinstance(value, str) and name in ("text", "comment") else value
                for name, value in data.items()
            }
        values = {
            "conversation": number,
            "kind": kind,
            "data": json.dumps(data, ensure_ascii=False, default=str),
            "at": now(),
        }
        made = connection.execute(tables.event.insert().values(values))
        return int((made.inserted_primary_key or (0,))[0])

    def events(self, token: str, after: int = 0) -> list[Event]:
        """The events with ids above ``after``, in order. Raises KeyError for a token that opens nothing."""
        with self._store.connect() as connection:
            number = self._number(connection, token)
            return events_in(connection, number, after)

    @property
    def store(self) -> Engine:
        """The file, for what staff do with the same conversations (app.records.handoff)."""
        return self._store

    def _number(self, connection: Any, token: str) -> int:
        table = tables.conversation
        row = connection.execute(table.select().where(table.c.digest == _digest(token))).first()
        if row is None:
            raise KeyError("no such conversation")
        return int(row.id)


def queue(connection: Connection, number: int, section: str) -> None:
    """Put the conversation in line; one that waits or is held already stays where it is."""
    table = tables.conversation
    free = (table.c.id == number) & (table.c.state == "")
    values = {"state": "waiting", "section": section, "holder": "", "since": now()}
    connection.execute(table.update().where(free).values(values))


def events_in(connection: Connection, number: int, after: int = 0) -> list[Event]:
    """The events of conversation ``number`` above ``after``, in order."""
    table = tables.event
    wanted = table.select().where(table.c.conversation == number, table.c.id > after).order_by(table.c.id)
    return [event_of(row) for row in connection.execute(wanted)]


def event_of(row: Row) -> Event:
    return Event(int(row.id), str(row.kind), json.loads(row.data), str(row.at))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def now() -> str:
    """UTC, ISO 8601, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
