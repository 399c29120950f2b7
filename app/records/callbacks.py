"""Requests to be called back: names and telephones, encrypted, in a table of their own. Goes to no model and no log."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import Connection

from app.records.store import Row, open_store, tables, wipe, writing
from ingest.errors import ShitagakiError


class GoneError(ShitagakiError):
    """The request is done with or was deleted."""


@dataclass(frozen=True, slots=True)
class Callback:
    """One request without what is secret in it. ``seen`` and ``done`` say who and when, "" while nobody has."""

    id: int
    section: str
    at: str
    seen: str
    done: str


class Callbacks:
    """``path`` is the database; the key lies beside it in a file that only the service can read."""

    def __init__(self, path: Path) -> None:
        self._store = open_store(path)
        self._lock = Fernet(_key(path.with_suffix(".key")))

    def add(self, conversation: str, values: Mapping[str, str], *, section: str = "") -> int:
        """The number of the request."""
        sealed = self._lock.encrypt(json.dumps(dict(values), ensure_ascii=False).encode())
        token = hashlib.sha256(conversation.encode()).hexdigest()[:12]
        row = {"conversation": token, "sealed": sealed, "at": _now(), "section": section}
        with writing(self._store) as connection:
            made = connection.execute(tables.callback.insert().values(row))
            return int((made.inserted_primary_key or (0,))[0])

    def listed(self) -> list[Callback]:
        """Every request, the oldest first; nothing is decrypted."""
        with self._store.connect() as connection:
            rows = connection.execute(tables.callback.select().order_by(tables.callback.c.id)).all()
        return [Callback(int(row.id), row.section, row.at, row.seen, row.done) for row in rows]

    def open(self, number: int, *, by: str) -> dict[str, str]:
        """name, telephone, when and about, for the one who calls; who has looked is kept. Raises GoneError."""
        with writing(self._store) as connection:
            row = _waiting(connection, number)
            seen = f"{row.seen}、{by} {_now()}" if row.seen else f"{by} {_now()}"
            where = tables.callback.c.id == number
            connection.execute(tables.callback.update().where(where).values(seen=seen))
        told: dict[str, str] = json.loads(self._lock.decrypt(row.sealed))
        return told

    def done(self, number: int, *, by: str) -> None:
        """The call was made: name, telephone and matter are gone at once; that it was made stays."""
        with writing(self._store) as connection:
            _waiting(connection, number)
            where = tables.callback.c.id == number
            values = {"sealed": b"", "done": f"{by} {_now()}"}
            connection.execute(tables.callback.update().where(where).values(values))
        wipe(self._store)

    def forget(self, days: int, *, today: datetime | None = None) -> int:
        """Delete what is older than ``days`` days, called back or not; how many there were."""
        oldest = ((today or datetime.now(UTC)) - timedelta(days=days)).isoformat(timespec="seconds")
        with writing(self._store) as connection:
            gone = connection.execute(tables.callback.delete().where(tables.callback.c.at < oldest)).rowcount
        if gone:
            wipe(self._store)
        return gone


def _waiting(connection: Connection, number: int) -> Row:
    row = connection.execute(tables.callback.select().where(tables.callback.c.id == number)).first()
    if row is None or row.done:
        raise GoneError("この申込みは、済みになったか、期限が来て消えています。")
    return row


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _key(path: Path) -> bytes:
    """The key in ``path``, made at the first call; readable by the service alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        key = Fernet.generate_key()
        file.write(key)
    return key
