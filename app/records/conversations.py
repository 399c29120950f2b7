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

from app.records.store import Row, open_store, tables

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
        values = {"digest": _digest(token), "language": language, "begun": _now()}
        with self._store.begin() as connection:
            connection.execute(tables.conversation.insert().values(values))
        return token

    def append(self, token: str, kind: str, data: Mapping[str, Any]) -> int:
        """The id of the event. Raises KeyError for a token that opens nothing, ValueError for an unknown kind."""
        if kind not in KINDS:
            raise ValueError(f"no such kind of event: {kind}")
        if kind in _WRITTEN:
            data = {
                name: self._mask(value) if isinstance(value, str) and name in ("text", "comment") else value
                for name, value in data.items()
            }
        with self._store.begin() as connection:
            number = self._number(connection, token)
            values = {
                "conversation": number,
                "kind": kind,
                "data": json.dumps(data, ensure_ascii=False, default=str),
                "at": _now(),
            }
            made = connection.execute(tables.event.insert().values(values))
            return int((made.inserted_primary_key or (0,))[0])

    def events(self, token: str, after: int = 0) -> list[Event]:
        """The events with ids above ``after``, in order. Raises KeyError for a token that opens nothing."""
        table = tables.event
        with self._store.connect() as connection:
            number = self._number(connection, token)
            wanted = (
                table.select().where(table.c.conversation == number, table.c.id > after).order_by(table.c.id)
            )
            return [_event(row) for row in connection.execute(wanted)]

    def _number(self, connection: Any, token: str) -> int:
        table = tables.conversation
        row = connection.execute(table.select().where(table.c.digest == _digest(token))).first()
        if row is None:
            raise KeyError("no such conversation")
        return int(row.id)


def _event(row: Row) -> Event:
    return Event(int(row.id), str(row.kind), json.loads(row.data), str(row.at))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
