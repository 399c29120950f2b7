"""Two programs that open one SQLite file at the same moment: the later one waits for the mode to be turned."""

import sqlite3
import threading
import time

import pytest

from ingest.wal import into_wal


@pytest.fixture
def held(tmp_path):
    """A file in the old mode with another program's lock on it, and that program."""
    path = tmp_path / "base.sqlite3"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE t (x)")
    other.execute("BEGIN EXCLUSIVE")
    yield path, other
    other.close()


def test_it_waits_for_the_other_and_then_writes_ahead(held):
    path, other = held
    db = sqlite3.connect(path, timeout=0, isolation_level=None)
    threading.Timer(0.3, lambda: other.execute("COMMIT")).start()
    into_wal(db)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_it_gives_up_in_the_end(held):
    path, _ = held
    db = sqlite3.connect(path, timeout=0, isolation_level=None)
    began = time.monotonic()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        into_wal(db, seconds=0.2)
    assert time.monotonic() - began >= 0.2


def test_what_no_waiting_mends_is_told_at_once(tmp_path):
    path = tmp_path / "base.sqlite3"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        into_wal(sqlite3.connect(path, isolation_level=None), seconds=600)
