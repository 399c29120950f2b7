"""Runs started from a page: each a command of its own, one at a time, stopped by its number. Knows nothing of HTTP or scores.

A run in a process of its own takes nothing from those who draft, goes on when the page is closed, and can be stopped
at any case: what is asked stays kept.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.runs import RunStore
from evals.watching import RUNNING, progress_of, state_of
from ingest.errors import ShitagakiError

GRACE = 8.0
"""Seconds that a stopped run has to end by itself."""


class Jobs:
    """The commands this server has started. ``environ`` are the settings of the office."""

    def __init__(self, store: RunStore, environ: Mapping[str, str]) -> None:
        self.store, self._environ = store, dict(environ)
        self._started: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()

    def start(
        self, suite: str, *, jobs: int = 1, repeats: int = 1, limit: int = 0, fresh: bool = False
    ) -> str:
        """The id of the new run. Raises ShitagakiError while another is asked."""
        name = f"{suite}-{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        given = ["--name", name, "--jobs", str(jobs), "--repeats", str(repeats), "--limit", str(limit), *(["--fresh"] if fresh else [])]  # fmt: skip
        return self._begin(name, suite, given)

    def resume(self, run_id: str) -> str:
        """Go on with a run that stopped, with the same choice of cases."""
        run = self.store.find(run_id)
        told = progress_of(self.store, run)
        given = ["--resume", run.id]
        for name, value in (told.options if told else {}).items():
            for each in value if isinstance(value, list) else [value]:
                given += [f"--{name}", str(each)]
        return self._begin(run.id, run.suite, given)

    def _begin(self, name: str, suite: str, given: list[str]) -> str:
        with self._lock:
            if busy := self.running():
                raise ShitagakiError(
                    f"今は {busy} を動かしています。終わるか止めるかしてから始めてください。"
                )
            self.store.folder.mkdir(parents=True, exist_ok=True)
            with self._log(name).open("wb") as log:
                self._started[name] = subprocess.Popen(
                    [sys.executable, "-m", "app.cli", "eval", "run", suite, *given],
                    cwd=Path(__file__).resolve().parent.parent,
                    env={**os.environ, **self._environ},
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        return name

    def running(self) -> str:
        """The run that is asked now, also one started by command; "" when none is."""
        for name, process in self._started.items():
            if process.poll() is None:
                return name
        runs = (run for run in self.store.all()[:20] if state_of(self.store, run) == RUNNING)
        return next((run.id for run in runs), "")

    def preparing(self, name: str) -> bool:
        """Whether it has been started and is opening index and model: nothing is on the disk yet."""
        process = self._started.get(name)
        return process is not None and process.poll() is None

    def failure(self, name: str) -> str:
        """What a started run said when it ended with an error; "" while it runs, for one that was stopped, or after success."""
        process = self._started.get(name)
        if process is None or process.poll() in (None, 0) or (process.returncode or 0) < 0:
            return ""
        said = (
            self._log(name).read_text(encoding="utf-8", errors="replace") if self._log(name).is_file() else ""
        )
        lines = [line.strip() for line in re.split(r"[\r\n]+", said) if line.strip()]
        last = next((line for line in reversed(lines) if not line.startswith("|")), "")
        return last if "基準を下回りました" not in last and "中止しました" not in last else ""

    def cancel(self, run_id: str) -> bool:
        """Stop asking; False when it is not asked now."""
        process, pid = self._started.get(run_id), 0
        if process is not None and process.poll() is None:
            pid = process.pid
        elif (self.store.folder / run_id / "run.json").is_file():
            run = self.store.find(run_id)
            told = progress_of(self.store, run)
            pid = told.pid if told and state_of(self.store, run) == RUNNING else 0
        if not pid:
            return False
        _end(pid, signal.SIGINT)
        timer = threading.Timer(GRACE, _end, (pid, signal.SIGKILL))
        timer.daemon = True
        timer.start()
        if process is not None:
            threading.Thread(target=_reap, args=(process, timer), daemon=True).start()
        return True

    def _log(self, name: str) -> Path:
        return self.store.folder / f"{name}.log"


def _end(pid: int, how: int) -> None:
    """The command and what it has started; one that was begun in a terminal alone."""
    try:
        if os.getpgid(pid) == pid:
            os.killpg(pid, how)
        else:
            os.kill(pid, how)
    except (ProcessLookupError, PermissionError):
        pass


def _reap(process: subprocess.Popen[bytes], timer: threading.Timer) -> None:
    process.wait()
    timer.cancel()


def environment(settings: Any) -> dict[str, str]:
    """The settings in force as a command reads them."""
    from ingest.settings import PREFIX, SETTINGS

    return {PREFIX + one.name.upper(): str(getattr(settings, one.name)) for one in SETTINGS}
