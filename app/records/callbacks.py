"""Requests to be called back: names and telephones, encrypted, in a table of their own. Goes to no model and no log."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet

from app.records.store import open_store, tables


@dataclass(frozen=True, slots=True)
class Callback:
    """One request as staff read it: ``values`` are name, telephone, when, about, section."""

    id: int
    values: Mapping[str, str]
    at: str


class Callbacks:
    """``path`` is the database; the key lies beside it in a file that only the service can read."""

    def __init__(self, path: Path) -> None:
        self._store = open_store(path)
        self._lock = Fernet(_key(path.with_suffix(".key")))

    def add(self, conversation: str, values: Mapping[str, str]) -> int:
        """The number of the request."""
        sealed = self._lock.encrypt(json.dumps(dict(values), ensure_ascii=False).encode())
        at = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"conversation": conversation[:12], "sealed": sealed, "at": at}
        with self._store.begin() as connection:
            made = connection.execute(tables.callback.insert().values(row))
            return int((made.inserted_primary_key or (0,))[0])

    def waiting(self) -> list[Callback]:
        """Every request that nobody has done with, the oldest first."""
        with self._store.connect() as connection:
            rows = connection.execute(tables.callback.select().order_by(tables.callback.c.id)).all()
        return [
            Callback(int(row.id), json.loads(self._lock.decrypt(row.sealed)), str(row.at)) for row in rows
        ]

    def done(self, number: int) -> None:
        """The call was made: the request is deleted."""
        with self._store.begin() as connection:
            connection.execute(tables.callback.delete().where(tables.callback.c.id == number))


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
