"""The drafts that clerks keep on the server, in one SQLite file of the tenant. Knows nothing of what is in a draft.

Each belongs to the key of a browser, of which only the hash is stored: there is no list of everybody's drafts. A
removed draft can be put back for 30 days.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import ShitagakiError
from ingest.wal import into_wal

MOST = 300
"""Drafts of one owner; beyond, the oldest go."""
LONGEST = 3_000_000
"""Characters of one draft with everything that belongs to it."""
TRASH_DAYS = 30
_TABLE = """
create table if not exists drafts (
  owner text not null, id text not null, task text not null, title text not null, named integer not null,
  state text not null, version integer not null, updated integer not null, removed integer not null default 0,
  primary key (owner, id)
)"""
_HEAD = "id, task, title, named, version, updated"


class DraftConflictError(ShitagakiError):
    """Another window has saved the draft since this one read it."""


class DraftSizeError(ShitagakiError):
    """The draft is larger than the server keeps."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept draft. ``updated`` is in milliseconds, ``version`` counts its savings, ``named`` tells that a person
    gave the title; ``state`` is all that the page needs to show it again ({} in a list)."""

    id: str
    task: str
    title: str
    named: bool
    version: int
    updated: int
    state: Mapping[str, Any]


class Drafts:
    """The kept drafts of one tenant; every method opens the file for itself, so that threads and processes may meet."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self, owner: str) -> tuple[Kept, ...]:
        """The owner's drafts, newest first, without their states."""
        with self._open() as base:
            rows = base.execute(
                f"select {_HEAD} from drafts where owner = ? and not removed order by updated desc",
                (_hash(owner),),
            ).fetchall()
        return tuple(_kept((*row, "{}")) for row in rows)

    def read(self, owner: str, draft: str) -> Kept | None:
        """One draft with its state, None when the owner has none of that id."""
        with self._open() as base:
            return self._read(base, owner, draft)

    def save(
        self,
        owner: str,
        draft: str,
        *,
        task: str,
        title: str,
        named: bool,
        state: Mapping[str, Any],
        base: int,
    ) -> Kept:
        """Keep ``state``. ``base`` is the version that it was made from (0: none).

        Raises DraftConflictError when another window has saved since, DraftSizeError when it is too large.
        """
        text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
        if len(text) > LONGEST:
            raise DraftSizeError(
                f"下書きが大きすぎるため、サーバーには残せません（{len(text):,}字。{LONGEST:,}字まで）。このブラウザには残っています。Word ファイルで保存してください。"
            )
        with self._open() as opened:
            opened.execute("begin immediate")
            row = opened.execute(
                "select version, state from drafts where owner = ? and id = ?", (_hash(owner), draft)
            ).fetchone()
            if row and row[0] != base and row[1] != text:
                raise DraftConflictError(
                    "この下書きは、別の画面でも直されています。この画面の文案は、写しとして残してください。"
                )
            version = (row[0] if row else 0) + (0 if row and row[1] == text else 1)
            now = time.time_ns() // 1_000_000
            opened.execute(
                "insert or replace into drafts values (?, ?, ?, ?, ?, ?, ?, ?, 0)",
                (_hash(owner), draft, task, title, named, text, version, now),
            )
            self._trim(opened, owner)
        return Kept(draft, task, title, named, version, now, {})

    def rename(self, owner: str, draft: str, title: str) -> Kept | None:
        """Give it a title of a person's choice; the draft itself stays as it is."""
        with self._open() as base:
            base.execute(
                "update drafts set title = ?, named = 1 where owner = ? and id = ? and not removed",
                (title, _hash(owner), draft),
            )
            return self._read(base, owner, draft)

    def copy(self, owner: str, draft: str, *, new: str, title: str) -> Kept | None:
        """The same draft again under the id ``new``."""
        found = self.read(owner, draft)
        if found is None:
            return None
        state = {**found.state, "id": new, "title": title, "named": True}
        return self.save(owner, new, task=found.task, title=title, named=True, state=state, base=0)

    def remove(self, owner: str, draft: str) -> bool:
        """Take it off the list; it can be put back for TRASH_DAYS."""
        return self._mark(owner, draft, removed=int(time.time()), where="not removed")

    def put_back(self, owner: str, draft: str) -> bool:
        return self._mark(owner, draft, removed=0, where="removed")

    def _mark(self, owner: str, draft: str, *, removed: int, where: str) -> bool:
        with self._open() as base:
            done = base.execute(
                f"update drafts set removed = ? where owner = ? and id = ? and {where}",
                (removed, _hash(owner), draft),
            )
            return done.rowcount == 1

    def _read(self, base: sqlite3.Connection, owner: str, draft: str) -> Kept | None:
        row = base.execute(
            f"select {_HEAD}, state from drafts where owner = ? and id = ? and not removed",
            (_hash(owner), draft),
        ).fetchone()
        return _kept(row) if row else None

    def _trim(self, base: sqlite3.Connection, owner: str) -> None:
        base.execute(
            "delete from drafts where owner = ? and id not in "
            "(select id from drafts where owner = ? order by removed > 0, updated desc limit ?)",
            (_hash(owner), _hash(owner), MOST),
        )
        old = int(time.time()) - TRASH_DAYS * 86400
        base.execute("delete from drafts where removed and removed < ?", (old,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        try:
            into_wal(base)
            base.execute(_TABLE)
            with base:
                yield base
        finally:
            base.close()


def _hash(owner: str) -> str:
    return hashlib.sha256(owner.encode()).hexdigest()


def _kept(row: tuple[Any, ...]) -> Kept:
    draft, task, title, named, version, updated, state = row
    return Kept(draft, task, title, bool(named), version, updated, json.loads(state))
