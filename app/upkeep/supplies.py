"""The large models that come behind the open pages: how far they are, what failed, their end. Knows nothing of pages.

Nothing waits for them: drafts are composed from sources until the writing model is there.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app import failures
from ingest.errors import ShitagakiError
from ingest.models.workplace import Progress

log = logging.getLogger(__name__)
LEAVING = 10.0
"""Seconds that a download which is stopped may take to let go."""
Fetch = Callable[[Progress, threading.Event], Path]


@dataclass(frozen=True, slots=True)
class Coming:
    """``model`` is writer, speech or ""; ``done`` and ``total`` are bytes, ``left`` seconds (None: not known yet)."""

    model: str = ""
    done: int = 0
    total: int = 0
    left: float | None = None
    reason: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.reason)

    @property
    def under_way(self) -> bool:
        return bool(self.model) and not self.reason


class Supplies:
    """Fetches one model after the other in a thread. ``progress`` hears every step, ``ended`` what failed ("": nothing);
    ``then`` is called whenever one has come."""

    def __init__(
        self,
        fetches: Sequence[tuple[str, Fetch]],
        *,
        progress: Progress = lambda done, total, message: None,
        ended: Callable[[str], None] = lambda reason: None,
    ) -> None:
        self._fetches, self._progress, self._ended = tuple(fetches), progress, ended
        self.waiting = {name for name, _ in self._fetches}
        self.then: Callable[[], None] = lambda: None
        self.state = Coming(self._fetches[0][0]) if self._fetches else Coming()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="supplies", daemon=True)

    def start(self) -> None:
        if self._fetches:
            self._thread.start()

    def stop(self) -> None:
        """Leave off: what has come is kept, and the next start goes on from there."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(LEAVING)

    def wait(self, seconds: float) -> bool:
        """Whether it has ended within ``seconds``."""
        if self._fetches:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        for name, fetch in self._fetches:
            self.state = replace(Coming(name), reason=self.state.reason)
            if reason := self._fetch(name, fetch):
                self.state = replace(self.state, reason=reason)
                if not self._stop.is_set():
                    self._ended(reason)
                return
            self.waiting.discard(name)
            self.then()
        self.state = Coming()
        self._ended("")

    def _fetch(self, name: str, fetch: Fetch) -> str:
        """Get one model; why it could not be had, "" when it could."""
        begun: list[tuple[float, int]] = []

        def hear(done: int, total: int, message: str) -> None:
            now = time.monotonic()
            begun.append((now, done)) if not begun else None
            since, first = begun[0]
            left = (now - since) / (done - first) * (total - done) if done > first else None
            self.state = Coming(name, done, total, left)
            self._progress(done, total, message)

        try:
            fetch(hear, self._stop)
        except ShitagakiError as error:
            return str(error)
        except OSError as error:
            return failures.told(error)
        except Exception as error:  # the edge of the thread: the pages go on, and say what happened
            log.error("a model could not be fetched:\n%s", failures.trail(error))
            return f"思わぬ誤りで止まりました（{type(error).__name__}）。"
        return ""
