"""The documents' reading behind the open pages: how far it is, what stopped it, its end. Knows nothing of pages."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app import failures
from ingest.errors import ShitagakiError
from ingest.loaders.worker import rest_workers, stop_workers
from ingest.papers.belonging import refuse_strange_papers
from ingest.wholeness import is_whole

if TYPE_CHECKING:
    from ingest.index import Index
    from ingest.ingestion import Report
    from ingest.papers.candidates import Progress

log = logging.getLogger(__name__)
LEAVING = 30.0
"""Seconds that a run which is stopped may take to put down what it has in hand."""
_LOOK = 0.5
_BROKEN = "思わぬ誤りで止まりました（{name}）。`shitagaki doctor` で調べてください。"


@dataclass(frozen=True, slots=True)
class State:
    """``name``: looking, reading, failed, stopped, done. ``reason`` is a sentence: why it failed, whom it waits for."""

    name: str = "looking"
    done: int = 0
    total: int = 0
    reason: str = ""

    @property
    def under_way(self) -> bool:
        return self.name in ("looking", "reading")


class Indexing:
    """One run over ``paths``, papers of ``city`` ("": anyone's), in a thread of this process. ``progress`` hears what ``ingest`` tells, ``ended`` its report,
    or the sentence that says why it failed."""

    def __init__(
        self,
        index: Index,
        paths: Sequence[Path],
        *,
        progress: Progress = lambda done, total, message: None,
        ended: Callable[[Report | str], None] = lambda told: None,
        city: str = "",
    ) -> None:
        self.index, self.paths, self.city, self.state = index, paths, city, State()
        self.first = not index.ledger.count()[0] or not is_whole(index.ledger)
        self._progress, self._ended = progress, ended
        self._stop, self._failed = threading.Event(), False
        self._thread = threading.Thread(target=self._run, name="indexing", daemon=True)

    @property
    def failed(self) -> bool:
        """Whether it was stopped by an error; that single files cannot be read is none."""
        return self._failed

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Leave off at the next document; what was read stays, and the next run goes on from there."""
        self._stop.set()
        until = time.monotonic() + LEAVING
        while self._thread.is_alive() and time.monotonic() < until:
            stop_workers()  # each time: the file after the one in hand may have been begun
            self._thread.join(_LOOK)

    def wait(self, seconds: float) -> bool:
        """Whether it has ended within ``seconds``."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _hear(self, done: int, total: int, message: str) -> None:
        if self._stop.is_set():
            raise _StoppedError
        if total:
            self.state = State("reading", done, total)
        elif message.endswith("。") and not self.state.total:  # it waits for another run
            self.state = replace(self.state, reason=message)
        self._progress(done, total, message)

    def _run(self) -> None:
        from ingest.ingestion import ingest

        try:
            if self.city:
                refuse_strange_papers(self.paths, self.city)
            # Even of nothing: who searches while documents come in must not wait for the last. Here, and not before the
            # pages open: it takes 1.7 s of a processor.
            self.index.snapshot()
            report = ingest(self.paths, index=self.index, progress=self._hear)
        except _StoppedError:
            self.state = replace(self.state, name="stopped", reason="")
        except ShitagakiError as error:
            self._fail(str(error))
        except (OSError, sqlite3.OperationalError) as error:
            self._fail(failures.told(error))
        except Exception as error:  # the edge of the thread: the pages go on, and say what happened
            log.error("the indexing failed:\n%s", failures.trail(error))
            self._fail(_BROKEN.format(name=type(error).__name__))
        else:
            self._finish(report)
        finally:
            rest_workers()

    def _fail(self, reason: str) -> None:
        self.state, self._failed = replace(self.state, name="failed", reason=reason), True
        self._ended(reason)

    def _finish(self, report: Report) -> None:
        if report.failed and not self.index.ledger.count()[0]:  # nothing to work with: the pages must say why
            failure = report.failed[0]
            self.state = replace(self.state, name="failed", reason=f"{failure.path}：{failure.reason}")
        else:
            self.state = replace(self.state, name="done")
        self._ended(report)


class _StoppedError(Exception):
    """Somebody asked the run to stop."""
