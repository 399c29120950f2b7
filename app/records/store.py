"""The SQLite file of the residents' side: its tables, its version, its transactions. Knows nothing of what is written.

What was acknowledged is on the disk (WAL, synchronous FULL). A file of an older version is brought up when it is opened.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    event,
)
from sqlalchemy.exc import OperationalError

from ingest.errors import IndexUnusable
from ingest.wal import into_wal

Row = Any
VERSION = 2
_META = MetaData()
tables = SimpleNamespace(
    conversation=Table(
        "conversation",
        _META,
        Column("id", Integer, primary_key=True),
        Column("digest", String, unique=True, nullable=False),
        Column("language", String, nullable=False),
        Column("begun", String, nullable=False),
        Column("state", String, nullable=False, server_default="", index=True),
        Column("section", String, nullable=False, server_default=""),
        Column("holder", String, nullable=False, server_default=""),
        Column("since", String, nullable=False, server_default=""),
    ),
    event=Table(
        "event",
        _META,
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("conversation", ForeignKey("conversation.id"), index=True, nullable=False),
        Column("kind", String, nullable=False),
        Column("data", String, nullable=False),
        Column("at", String, nullable=False),
        sqlite_autoincrement=True,
    ),
    callback=Table(
        "callback",
        _META,
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("conversation", String, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        Column("at", String, nullable=False),
        Column("section", String, nullable=False, server_default=""),
        Column("seen", String, nullable=False, server_default=""),
        Column("done", String, nullable=False, server_default=""),
        sqlite_autoincrement=True,
    ),
    gap=Table(
        "gap",
        _META,
        Column("question", Integer, primary_key=True),
        Column("how", String, nullable=False),
        Column("by", String, nullable=False),
        Column("at", String, nullable=False),
    ),
    setting=Table(
        "setting",
        _META,
        Column("name", String, primary_key=True),
        Column("value", String, nullable=False),
    ),
)
_STEPS = {
    2: (
        "ALTER TABLE conversation ADD COLUMN state VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE conversation ADD COLUMN section VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE conversation ADD COLUMN holder VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE conversation ADD COLUMN since VARCHAR NOT NULL DEFAULT ''",
        "CREATE INDEX ix_conversation_state ON conversation (state)",
        "ALTER TABLE callback ADD COLUMN section VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE callback ADD COLUMN seen VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE callback ADD COLUMN done VARCHAR NOT NULL DEFAULT ''",
    )
}
"""What brings a file of the version before to this one."""


_turning = threading.Lock()
_turns: WeakKeyDictionary[Engine, threading.RLock] = WeakKeyDictionary()


def open_store(path: Path) -> Engine:
    """The file at ``path``, made or brought up to VERSION. Raises IndexUnusable for a file of a newer version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        into_wal(connection)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    try:
        with writing(engine) as connection:
            _bring_up(connection, path)
    except OperationalError as error:  # as the other databases say it: no right, no room
        raise error.orig if isinstance(error.orig, sqlite3.OperationalError) else error from error
    path.chmod(0o600)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One writer at a time, from the first look on: what was read inside is still so when it is written.

    Writers of this process wait for each other here; SQLite lets who finds the file taken sleep longer and longer.
    """
    with _turn(engine), engine.execution_options(immediate=True).begin() as connection:
        yield connection


def wipe(engine: Engine) -> None:
    """After a deletion: what was deleted stands in the file of the last changes (-wal) until that is emptied."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def _turn(engine: Engine) -> threading.RLock:
    with _turning:
        return _turns.setdefault(engine, threading.RLock())


def _bring_up(connection: Connection, path: Path) -> None:
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    if version > VERSION:
        raise IndexUnusable(
            f"{path} は新しい版のもの（形式 {version}）で、この版（形式 {VERSION}）では開けません。新しい版を入れてください。"
        )
    there = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'conversation'").first()
    for step in range(max(version, 1) + 1, VERSION + 1) if there else ():
        for statement in _STEPS[step]:
            connection.exec_driver_sql(statement)
    _META.create_all(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
