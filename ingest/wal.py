"""A SQLite file into write-ahead logging, also when two programs open it at the same moment."""

from __future__ import annotations

import sqlite3
import time


def into_wal(db: sqlite3.Connection, *, seconds: float = 30.0) -> None:
    """Turn ``db`` to WAL, waiting up to ``seconds`` for another program that turns it.

    SQLite asks no busy handler while the mode is changed: it refuses at once, whatever the connection's timeout.
    Raises sqlite3.OperationalError when the file stays locked, and at once for anything else.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            db.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
