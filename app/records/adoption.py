"""What became of the drafts: saved as a file, discarded, or left, and how much of each was changed. Counts only.

Read from the kept drafts at any time; no text, no owner and no title leaves this module. A draft that was made anew by
its clerk counts as it stands now.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.records.feedback import changed

ADOPTED, DISCARDED, OPEN = "adopted", "discarded", "open"


@dataclass(frozen=True, slots=True)
class Fate:
    """``how`` is ADOPTED (saved as a file), DISCARDED (taken off the list) or OPEN; ``edited`` the share of its lines that
    a person changed; ``week`` the Monday of the last change."""

    task: str
    week: str
    how: str
    edited: float


def fates(path: Path) -> tuple[Fate, ...]:
    """One for each kept draft with a text, of all browsers; () where no draft was kept yet."""
    if not path.is_file():
        return ()
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
    try:
        rows = base.execute("select task, state, updated, removed from drafts").fetchall()
    finally:
        base.close()
    return tuple(one for row in rows if (one := _fate(*row)))


def _fate(task: str, state: str, updated: int, removed: int) -> Fate | None:
    kept = json.loads(state)
    text, made = str(kept.get("text") or ""), str(kept.get("original") or "")
    if not text.strip() or not made.strip():
        return None
    how = ADOPTED if kept.get("saved") else DISCARDED if removed else OPEN
    return Fate(task, week_of(datetime.fromtimestamp(updated / 1000, UTC)), how, changed(made, text))


def week_of(day: datetime) -> str:
    """The Monday of its week: 2026-11-27 → 2026-11-23."""
    return datetime.fromordinal(day.toordinal() - day.weekday()).date().isoformat()


def counted(found: Iterable[Fate]) -> list[dict[str, Any]]:
    """Rows by task, the most used first: drafts, adopted, discarded, open, and of the adopted the mean share changed and
    how many were taken as they were."""
    by_task: dict[str, list[Fate]] = defaultdict(list)
    for one in found:
        by_task[one.task].append(one)
    rows = []
    for task, of in by_task.items():
        adopted = [one.edited for one in of if one.how == ADOPTED]
        rows.append(
            {
                "task": task,
                "all": len(of),
                **{how: sum(one.how == how for one in of) for how in (ADOPTED, DISCARDED, OPEN)},
                "edited": round(sum(adopted) / len(adopted), 3) if adopted else None,
                "untouched": sum(one == 0 for one in adopted),
            }
        )
    return sorted(rows, key=lambda row: (-row["all"], row["task"]))
