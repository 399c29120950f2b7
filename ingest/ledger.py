"""The truth of one tenant's index: a SQLite file of documents, passages and vectors. Knows nothing of searching.

Everything else (Chroma, the word index) is a cache that is rebuilt from here. A document and all its passages
are written in one transaction: after a kill at any point it is wholly there or wholly absent.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.document import Block, Document, Passage
from ingest.errors import IndexUnusable
from ingest.patterns import made_of
from ingest.rows import (
    DOCUMENT_COLUMNS,
    DOCUMENT_READ,
    PASSAGE_COLUMNS,
    Entry,
    Indexed,
    blocks_of,
    blocks_text,
    document_of,
    document_row,
    passage_of,
    passage_row,
)
from ingest.wal import into_wal

Vector = npt.NDArray[np.float32]
SCHEMA_VERSION = "1"
NOT_SEARCHED = ("title", "toc", "front")
"""Kinds of passage that answer nothing: they are read with the document and never found by themselves."""
SCHEMA = Path(__file__).with_name("ledger.sql")


class Ledger:
    """One SQLite file in WAL mode. Readers may be many, in any thread; writers hold the writer lock."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._local = threading.local()
        self._placed: tuple[int, dict[str, tuple[str, str, str]]] = (-1, {})
        self._db.executescript(SCHEMA.read_text(encoding="utf-8"))
        self._db.execute("INSERT OR IGNORE INTO meta VALUES ('schema', ?)", (SCHEMA_VERSION,))
        if self.meta("schema") != SCHEMA_VERSION:
            raise IndexUnusable(
                f"索引 {path} はこの版では読めません（形式 {self.meta('schema')}、この版は {SCHEMA_VERSION}）。"
                "このファイルを別の場所に移し、原本のフォルダをもう一度取り込んでください：shitagaki ingest フォルダ"
            )

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            into_wal(db)
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA foreign_keys=ON")
            self._local.db = db
        return db

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of what is done with the connection, or nothing of it."""
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def meta(self, key: str, default: str = "") -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return str(row[0]) if row else default

    def set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))

    @property
    def generation(self) -> int:
        """Counts the acknowledged changes; a cache that carries another number is behind."""
        return int(self.meta("generation", "0"))

    def count(self) -> tuple[int, int]:
        """(documents, passages)."""
        row = self._db.execute(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages)"
        ).fetchone()
        return int(row[0]), int(row[1])

    def passages_in(self, document_ids: Sequence[str]) -> int:
        """How many passages these documents have together."""
        count = "SELECT count(*) FROM passages WHERE document=?"
        return sum(self._db.execute(count, (each,)).fetchone()[0] for each in document_ids)

    def put(
        self,
        document: Document,
        indexed: Sequence[Indexed],
        *,
        scope: str,
        recipe: str,
        blocks: Sequence[Block] = (),
        notes: Sequence[str] = (),
        vectors: Mapping[str, Vector],
    ) -> None:
        """Write a document, its passages and new vectors (digest → float32[d]); replaces the same id or source.

        ``recipe`` names what made it (file metadata, loader, splitter, embedder). Durable when it returns.
        """
        with self.transaction() as db:
            db.execute("DELETE FROM documents WHERE id=? OR source=?", (document.id, document.source))
            told = json.dumps(list(notes), ensure_ascii=False)
            row = (*document_row(document), recipe, blocks_text(blocks), told)
            db.execute(
                f"INSERT INTO documents ({DOCUMENT_COLUMNS},recipe,blocks,notes) VALUES ({','.join('?' * len(row))})",
                row,
            )
            if document.url:
                db.execute("INSERT INTO pages VALUES (?,?)", (document.id, document.url))
            rows = [passage_row(item, ordinal, scope) for ordinal, item in enumerate(indexed)]
            db.executemany(
                f"INSERT INTO passages (key,ordinal,scope,read_as,vector,{PASSAGE_COLUMNS}) VALUES ({','.join('?' * 14)})",
                rows,
            )
            blobs = [
                (digest, np.asarray(vector, dtype=np.float32).tobytes()) for digest, vector in vectors.items()
            ]
            db.executemany("INSERT OR REPLACE INTO vectors VALUES (?,?)", blobs)
            self.advance(db)

    def remove(self, document_ids: Iterable[str]) -> int:
        """Remove documents and their passages; returns how many there were."""
        with self.transaction() as db:
            removed = sum(
                db.execute("DELETE FROM documents WHERE id=?", (each,)).rowcount for each in document_ids
            )
            if removed:
                db.execute("DELETE FROM vectors WHERE digest NOT IN (SELECT vector FROM passages)")
                self.advance(db)
        return removed

    def clear(self) -> None:
        """Forget every document and vector: another embedder was chosen, the next run reads everything again."""
        with self.transaction() as db:
            db.execute("DELETE FROM documents")
            db.execute("DELETE FROM vectors")
            self.advance(db)

    def advance(self, db: sqlite3.Connection) -> None:
        """Count an acknowledged change: the caches are behind from here on."""
        db.execute("INSERT OR IGNORE INTO meta VALUES ('generation','0')")
        db.execute("UPDATE meta SET value=CAST(value AS INTEGER)+1 WHERE key='generation'")

    def sources(self) -> dict[str, tuple[str, str, str]]:
        """source → (document id, digest, recipe) of everything acknowledged."""
        rows = self._db.execute("SELECT source,id,digest,recipe FROM documents")
        return {source: (document_id, digest, recipe) for source, document_id, digest, recipe in rows}

    def document(self, document_id: str) -> Document | None:
        row = self._db.execute(f"SELECT {DOCUMENT_READ} FROM documents WHERE id=?", (document_id,)).fetchone()
        return document_of(row) if row else None

    def documents(self) -> tuple[Document, ...]:
        """Every document by kind and title, without its text (text is "")."""
        columns = DOCUMENT_READ.replace(",text,", ",'',")
        rows = self._db.execute(f"SELECT {columns} FROM documents ORDER BY kind,title,effective_from,id")
        return tuple(document_of(row) for row in rows)

    def notes(self, document_id: str) -> tuple[str, ...]:
        """What was lost when the file was read, in words for a clerk."""
        row = self._db.execute("SELECT notes FROM documents WHERE id=?", (document_id,)).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    def blocks(self, document_id: str) -> tuple[Block, ...]:
        row = self._db.execute("SELECT blocks FROM documents WHERE id=?", (document_id,)).fetchone()
        return blocks_of(row[0]) if row else ()

    def passages(self, document: Document) -> tuple[Passage, ...]:
        """The passages of a document in order."""
        rows = self._db.execute(
            f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE document=? ORDER BY ordinal", (document.id,)
        )
        return tuple(passage_of(row, document.text) for row in rows)

    def places(self, keys: Sequence[str]) -> dict[str, tuple[str, str, str]]:
        """key → (document id, passage id, scope) for those of ``keys`` that are still there."""
        generation = self.generation
        if self._placed[0] != generation:
            rows = self._db.execute("SELECT key,document,id,scope FROM passages")
            self._placed = generation, {key: (sys.intern(d), each, sys.intern(s)) for key, d, each, s in rows}
        every = self._placed[1]
        return {key: every[key] for key in keys if key in every}

    def under_anchor(self, document_id: str, anchor: str) -> list[tuple[str, str, str]]:
        """(key, passage id, scope) of the passages that hold ``anchor`` (a12p2; all for ""): those below it, else the one around it."""
        asked = "SELECT key,id,scope FROM passages WHERE document=? ORDER BY ordinal"
        rows = self._db.execute(asked, (document_id,)).fetchall()
        if not anchor:
            return rows
        while anchor:
            inside = made_of(re.escape(f"{document_id}#{anchor}") + r"(?![0-9_])")
            if found := [row for row in rows if inside.match(row[1])]:
                return found
            anchor = re.sub(r"(?:^|(?<=.))[a-z]+[0-9_]*$", "", anchor)
        return []

    def scopes(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self._db.execute("SELECT DISTINCT scope FROM passages ORDER BY scope"))

    def keys(self, scopes: Collection[str] | None = None) -> set[str]:
        """The passages that searches may find, of ``scopes`` (None: all)."""
        kinds = ",".join("?" * len(NOT_SEARCHED))
        rows = self._db.execute(f"SELECT key,scope FROM passages WHERE kind NOT IN ({kinds})", NOT_SEARCHED)
        return {key for key, scope in rows if scopes is None or scope in scopes}

    def entries(self, keys: Iterable[str]) -> Iterator[Entry]:
        """What the caches need of these passages, in the order given."""
        asked = "SELECT key,scope,read_as,vector FROM passages WHERE key=?"
        for key in keys:
            if row := self._db.execute(asked, (key,)).fetchone():
                yield Entry(*row)

    def vectors(self, digests: Sequence[str]) -> dict[str, Vector]:
        """digest → float32[d] for those stored."""
        found: dict[str, Vector] = {}
        for at in range(0, len(digests), 500):
            part = list(digests[at : at + 500])
            marks = ",".join("?" * len(part))
            rows = self._db.execute(f"SELECT digest,value FROM vectors WHERE digest IN ({marks})", part)
            found |= {digest: np.frombuffer(blob, dtype=np.float32) for digest, blob in rows}
        return found

    def vectors_of(self, passages: Sequence[Passage]) -> list[Vector]:
        asked, every = "SELECT vector FROM passages WHERE id=?", ((each.id,) for each in passages)
        rows = [self._db.execute(asked, each).fetchone() for each in every]
        return list(self.vectors([row[0] for row in rows if row]).values())
