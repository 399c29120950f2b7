"""What people said of drafts and answers in use, and what evaluators have done with it. Knows no pages, no evaluations.

One SQLite file of the tenant. Texts are masked before they are written and go after the days set. A draft that is
rated again counts once, as it was rated last.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from app.records.conversations import Conversations
from ingest.wal import into_wal

DEFAULTS = {"days": 180, "share": 10}
"""Days that a voice is kept; of what nobody called bad this share (in 100) is shown."""
LIMITS = {"days": (1, 1095), "share": (0, 100)}
_TABLES = """
create table if not exists voice (
  key text primary key, task text not null, good integer not null, reason text not null, edited real not null,
  data text not null, at text not null);
create table if not exists dealt (voice text primary key, how text not null, at text not null);
create table if not exists setting (name text primary key, value integer not null);
"""


@dataclass(frozen=True, slots=True)
class Voice:
    """One draft or answer. ``good`` None: nobody rated it. ``group`` is the task or the 課; ``question`` the number of
    the resident's question (0 for a draft); ``fields`` the form; ``edited`` the share of the text that was changed."""

    id: str
    kind: str
    group: str
    good: bool | None
    reason: str
    asked: str
    text: str
    at: str
    fields: Mapping[str, str]
    citations: tuple[Mapping[str, str], ...] = ()
    edited: float = 0.0
    question: int = 0
    status: str = ""


class Feedback:
    """The voices in the file at ``path``. ``mask`` takes personal data out of a text before it is written."""

    def __init__(self, path: Path, *, mask: Callable[[str], str] = lambda text: text) -> None:
        self.path, self._mask = path, mask

    def say(
        self,
        draft: str,
        *,
        task: str,
        good: bool,
        reason: str,
        fields: Mapping[str, str],
        text: str,
        made: str,
        now: float | None = None,
    ) -> str:
        """Keep what a clerk said of a draft; ``made`` is the text as it was made. Returns the id."""
        key = "d" + hashlib.sha256(draft.encode()).hexdigest()[:16]
        data = {
            "fields": {name: self._mask(value) for name, value in fields.items()},
            "text": self._mask(text),
        }
        row = (
            key,
            task,
            int(good),
            self._mask(reason),
            changed(made, text),
            json.dumps(data, ensure_ascii=False),
            stamp(now),
        )
        with self._open() as base:
            base.execute("insert or replace into voice values (?, ?, ?, ?, ?, ?, ?)", row)
            base.execute("delete from dealt where voice = ?", (key,))
        return key

    def drafts(self) -> list[Voice]:
        """What was said of drafts, newest first, dealt with or not."""
        with self._open() as base:
            rows = base.execute("select * from voice order by at desc, key").fetchall()
        found = []
        for key, task, good, reason, edited, data, at in rows:
            told = json.loads(data)
            found.append(
                Voice(
                    key,
                    "draft",
                    task,
                    bool(good),
                    reason,
                    "",
                    told["text"],
                    at,
                    told["fields"],
                    edited=edited,
                )
            )
        return found

    def deal(self, voice: str, how: str) -> None:
        """Take it out of the queue: ``how`` is the id of a case, "gap" or "none"."""
        with self._open() as base:
            base.execute("insert or replace into dealt values (?, ?, ?)", (voice, how, stamp()))

    def dealt(self) -> dict[str, str]:
        """voice → how."""
        with self._open() as base:
            return dict(base.execute("select voice, how from dealt").fetchall())

    def settings(self) -> dict[str, int]:
        with self._open() as base:
            return DEFAULTS | dict(base.execute("select name, value from setting").fetchall())

    def set(self, **values: int) -> None:
        """Raises ValueError for an unknown name or a number out of range."""
        for name, value in values.items():
            low, high = LIMITS.get(name, (1, 0))
            if not low <= value <= high:
                raise ValueError(name)
        with self._open() as base:
            base.executemany("insert or replace into setting values (?, ?)", list(values.items()))

    def forget(self, *, now: float | None = None) -> int:
        """Delete what is over its time; how many."""
        oldest = stamp((time.time() if now is None else now) - self.settings()["days"] * 86400)
        with self._open() as base:
            base.execute("delete from dealt where at < ?", (oldest,))
            return base.execute("delete from voice where at < ?", (oldest,)).rowcount

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        try:
            into_wal(base)
            base.execute("pragma secure_delete = on")
            base.executescript(_TABLES)
            yield base
        finally:
            base.close()


def answers(conversations: Conversations) -> list[Voice]:
    """Every answer to a resident with its question and its last rating, newest first."""
    with conversations.store.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, conversation, kind, data, at FROM event WHERE kind IN ('question', 'answer', 'rating') ORDER BY id"
        ).all()
    asked: dict[int, tuple[int, str]] = {}
    given: dict[int, dict[str, Any]] = {}
    for row in rows:
        data = json.loads(row.data)
        if row.kind == "question":
            asked[row.conversation] = (int(row.id), str(data.get("text", "")))
        elif row.kind == "answer" and row.conversation in asked:
            given[int(row.id)] = {
                "data": data,
                "at": str(row.at),
                "asked": asked[row.conversation],
                "good": None,
                "reason": "",
            }
        elif row.kind == "rating" and int(data.get("answer", 0)) in given:
            given[int(data["answer"])] |= {
                "good": bool(data.get("good")),
                "reason": str(data.get("comment", "")),
            }
    return [_answer(number, one) for number, one in reversed(given.items()) if one["asked"][1].strip()]


def _answer(number: int, one: Mapping[str, Any]) -> Voice:
    data: Mapping[str, Any] = one["data"]
    cited = tuple(
        {name: str(each.get(name, "")) for name in ("passage_id", "label", "quote")}
        for each in data.get("citations") or ()
    )
    section = str((data.get("handoff") or {}).get("section", ""))
    status = str(data.get("status", ""))
    question, text = one["asked"]
    return Voice(f"r{number}", "answer", section, one["good"], one["reason"], text, str(data.get("text", "")), one["at"], {}, cited, 0.0, question, status)  # fmt: skip


def queue(voices: list[Voice], dealt: Mapping[str, str], *, share: int, seed: int = 0) -> list[Voice]:
    """What is worth a look: all that is bad, and of the rest ``share`` in 100, the same ones each time."""
    return [
        one for one in voices if one.id not in dealt and (one.good is False or sampled(one.id, share, seed))
    ]


def sampled(voice: str, share: int, seed: int = 0) -> bool:
    """Whether chance picks it.

    >>> sampled("r1", 0), sampled("r1", 100)
    (False, True)
    """
    return int(hashlib.sha256(f"{seed}:{voice}".encode()).hexdigest()[:8], 16) % 100 < share


def changed(made: str, text: str) -> float:
    """The share of a text that a person changed, line by line: 0 nothing, 1 all of it."""
    if made == text or not made:
        return 0.0
    return round(1.0 - SequenceMatcher(None, made.split("\n"), text.split("\n"), autojunk=False).ratio(), 3)


def stamp(at: float | None = None) -> str:
    """UTC, ISO 8601."""
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() if at is None else at))
