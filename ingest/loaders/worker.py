"""Loading in a process of its own, so that a hostile file can hang or crash only that process.

Knows nothing of formats. The two processes exchange lines of JSON: nothing that the worker says is ever executed.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.document import Block
from ingest.errors import UnreadableFile
from ingest.loaders.builder import Loaded
from ingest.loaders.loading import check
from ingest.loaders.messages import refuse
from ingest.loaders.source import LIMITS, Limits

_ROOT = Path(__file__).resolve().parents[2]
_START = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from ingest.loaders.child import serve; serve()"
_START_SECONDS = 30.0
_BYTES_PER_CHARACTER = 6  # a character as JSON writes it in UTF-8, escapes allowed for
_BYTES_PER_BLOCK = 4000


def load_safely(path: Path, *, name: str = "", limits: Limits = LIMITS) -> Loaded:
    """``load`` in a worker process: a hang, a crash or a flood of memory becomes UnreadableFile.

    At most ``limits.seconds`` of wall time, and ``limits.scan_seconds`` more for every scanned page. The worker is
    kept for the next file and started again after a failure. Safe to call from several threads; each gets a
    worker of its own.
    """
    name = name or str(path)
    check(path, name, limits=limits)
    worker = _take()
    try:
        loaded = worker.load(path, name, limits)
    except UnreadableFile:
        _give_back(worker)
        raise
    except BaseException:
        worker.stop()
        _give_back(worker)
        raise
    _give_back(worker)
    return loaded


class _Worker:
    """One child process that loads one file at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.usable = True

    def load(self, path: Path, name: str, limits: Limits) -> Loaded:
        """Raises UnreadableFile; afterwards ``usable`` says whether the process can take another file."""
        watch = _Watch(limits.seconds + _START_SECONDS, self.stop)
        try:
            self._send({"path": str(path.absolute()), "name": name, "limits": asdict(limits)})
            while True:
                answer = self._receive(limits)
                if "scanned" in answer:
                    watch.extend(float(answer["scanned"]) * limits.scan_seconds)
                elif "started" in answer:
                    watch.restart(limits.seconds)
                else:
                    self.usable = not answer["tired"]
                    return _loaded(answer, name)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            self.stop()
            if watch.expired:
                raise refuse(name, "too_slow", seconds=round(watch.allowed)) from error
            raise refuse(name, "crashed") from error
        finally:
            watch.end()

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End the process and whatever it started (tesseract)."""
        self.usable = False
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self._process.kill()
        self._process.wait()

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message).encode() + b"\n")
        self._process.stdin.flush()

    def _receive(self, limits: Limits) -> dict[str, Any]:
        assert self._process.stdout is not None
        most = limits.characters * _BYTES_PER_CHARACTER + limits.blocks * _BYTES_PER_BLOCK
        line = self._process.stdout.readline(most)
        if not line.endswith(b"\n"):
            raise OSError("the worker ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


class _Watch:
    """Calls ``expire`` when the time allowed is over; the time can be extended while it runs."""

    def __init__(self, seconds: float, expire: Callable[[], None]) -> None:
        self.allowed = seconds
        self.expired = False
        self._expire = expire
        self._lock = threading.Lock()
        self._timer = self._begin(seconds)

    def restart(self, seconds: float) -> None:
        """Count ``seconds`` from now."""
        with self._lock:
            self._timer.cancel()
            self.allowed = seconds
            self._timer = self._begin(seconds)

    def extend(self, seconds: float) -> None:
        """Allow ``seconds`` more, counted from now."""
        self.restart(self.allowed + seconds)

    def end(self) -> None:
        """Stop counting."""
        with self._lock:
            self._timer.cancel()

    def _begin(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._over)
        timer.daemon = True
        timer.start()
        return timer

    def _over(self) -> None:
        self.expired = True
        self._expire()


_idle: list[_Worker] = []
_busy: set[_Worker] = set()
_idle_lock = threading.Lock()


def _take() -> _Worker:
    with _idle_lock:
        while _idle:
            worker = _idle.pop()
            if worker.alive:
                _busy.add(worker)
                return worker
    worker = _Worker()
    with _idle_lock:
        _busy.add(worker)
    return worker


def _give_back(worker: _Worker) -> None:
    with _idle_lock:
        _busy.discard(worker)
    if not worker.usable:
        worker.stop()
        return
    with _idle_lock:
        _idle.append(worker)


def rest_workers() -> None:
    """End the workers that read no file now: one that has read a scan holds 500 MB."""
    with _idle_lock:
        idle = [*_idle]
        _idle.clear()
    for worker in idle:
        worker.stop()


@atexit.register
def stop_workers() -> None:
    """End every worker, also in the middle of a file: that file then counts as unreadable."""
    rest_workers()
    with _idle_lock:
        busy = [*_busy]
    for worker in busy:
        worker.stop()


def _loaded(answer: dict[str, Any], name: str) -> Loaded:
    """What the worker answered, checked: its blocks must cover its text."""
    if "reason" in answer:
        raise UnreadableFile(name, str(answer["reason"]), str(answer["remedy"]))
    names: dict[str, str] = {}  # the names of a table's columns come with each of its rows: kept once
    blocks = tuple(
        Block(kind, start, end, level, place, names.setdefault(header, header))
        for kind, start, end, level, place, header in answer["blocks"]
    )
    text = str(answer["text"])
    edges = [0, *(block.end for block in blocks)]
    if edges[-1] != len(text) or any(block.start != edge for block, edge in zip(blocks, edges, strict=False)):
        raise ValueError("blocks do not cover the text")
    return Loaded(text, blocks, str(answer["title"]), tuple(map(str, answer["notes"])))
