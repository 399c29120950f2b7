"""The SQLite file of the residents' side and its tables, through SQLAlchemy. Knows nothing of what is written."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy import (
    Column,
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

Row = Any
_META = MetaData()
tables = SimpleNamespace(
    conversation=Table(
        "conversation",
        _META,
        Column("id", Integer, primary_key=True),
        Column("digest", String, unique=True, nullable=False),
        Column("language", String, nullable=False),
        Column("begun", String, nullable=False),
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
        Column("id", Integer, primary_key=True),
        Column("conversation", String, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        Column("at", String, nullable=False),
    ),
)


def open_store(path: Path) -> Engine:
    """The file at ``path``, made with its tables when it is not there; write-ahead log, so that readers never wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")

    _META.create_all(engine)
    path.chmod(0o600)
    return engine
