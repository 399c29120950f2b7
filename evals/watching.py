"""How far a run is, told by whoever asks it to whoever looks: one small file in the run's folder. Knows nothing of pages.

The file also has the choice of cases, so that a run that stopped can be taken up with the same ones.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.runs import Run, RunStore
from ingest.whole_file import write_whole

RUNNING, STOPPED, DONE = "running", "stopped", "done"
FILE = "progress.json"
EVERY = 0.5
"""Seconds between two tellings: a question may take less time than to write how far the run is."""


@dataclass(frozen=True, slots=True)
class Progress:
    """``left`` is in seconds; ``options`` are those of the command that choose cases."""

    done: int
    total: int
    left: float
    pid: int
    at: float
    options: Mapping[str, Any]


class Line:
    """One line on the terminal, written anew at most every EVERY seconds; True when it was. In a log (no terminal) the last
    alone stands."""

    def __init__(self) -> None:
        self._at = -EVERY

    def __call__(self, text: str, *, last: bool) -> bool:
        now = time.monotonic()
        if not last and now - self._at < EVERY:
            return False
        self._at = now
        if last or sys.stderr.isatty():
            print(f"\r{text}", end="\n" if last else "", file=sys.stderr, flush=True)
        return True


class Watch:
    """Tells the terminal and the file how far the run is."""

    def __init__(self, store: RunStore, run: Run, options: argparse.Namespace, total: int) -> None:
        self._file = store.folder / run.id / FILE
        self._before, self._total = len(store.outputs(run)), total
        kept = ("limit", "tag", "case", "jobs", "repeats")
        self._options = {name: getattr(options, name) for name in kept}
        self._line = Line()
        self._tell(0, 0.0)

    def __call__(self, done: int, total: int, left: float) -> None:
        told = f"（残り約 {left:.0f} 秒）" if left >= 1 else ""
        if self._line(f"{done}/{total} 件{told}　", last=done == total):
            self._tell(done, left)

    def _tell(self, done: int, left: float) -> None:
        told = Progress(self._before + done, self._total, left, os.getpid(), time.time(), self._options)
        write_whole(self._file, json.dumps(asdict(told), ensure_ascii=False))


def progress_of(store: RunStore, run: Run) -> Progress | None:
    """What the run last told; None for one that tells nothing."""
    try:
        return Progress(**json.loads((store.folder / run.id / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def is_part(store: RunStore, run: Run) -> bool:
    """Whether only some of the suite's cases were asked, by choice."""
    told = progress_of(store, run)
    chosen = told is not None and any(told.options.get(name) for name in ("limit", "tag", "case"))
    return chosen or bool({"cases", "size"} & set(run.varied))


def state_of(store: RunStore, run: Run) -> str:
    """DONE when all that was to be asked is scored, though the same process may be asking the next suite; else RUNNING
    while the process that asks is alive, and STOPPED when it is not."""
    told = progress_of(store, run)
    scored = (store.folder / run.id / "scores.jsonl").is_file()
    if scored and (told is None or told.done >= told.total):
        return DONE
    return RUNNING if told and told.pid and alive(told.pid) else STOPPED


def unfinished(store: RunStore, *runs: Run) -> str:
    """Why these runs cannot be compared: one of them was cut, or is asked still; "" when all are done. What it has not
    asked yet is not gone."""
    for run in runs:
        if state_of(store, run) != DONE:
            return f"{run.id} は終わっていないので、比べられません。`shitagaki eval run {run.suite} --resume {run.id}` で終えてから比べてください。"
    return ""


def alive(pid: int) -> bool:
    """Whether the process runs and is one of ours: numbers are given again."""
    try:
        os.kill(pid, 0)
    except (OSError, OverflowError):
        return False
    told = Path(f"/proc/{pid}/cmdline")
    try:
        return b"eval" in told.read_bytes() if told.parent.parent.is_dir() else True
    except OSError:
        return True
