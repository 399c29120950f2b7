"""Answers being worked out: a few threads that search, and one more for each that waits for a model. Knows no HTTP.

The threads that search stay: each has its own Sudachi and its own connection to the ledger. More of them than cores only
make each search slower, and the event loop with them.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.web.runs import BusyError, Run, Source

SEARCHING = 2
"""Searches at once."""
LOOK = 0.25
"""Seconds between two looks at what all answers must hear of."""


class Pool:
    """The answers on their way, at most ``limit``; who asks first is answered first.

    While there are any, ``look`` is called every LOOK seconds on the event loop: what it gives, if anything, is an event of all
    of them. One that looks for 200 costs less than 200 that wake up to look.
    """

    def __init__(
        self, limit: int, searching: int = SEARCHING, look: Callable[[], object | None] = lambda: None
    ) -> None:
        self.limit, self._look = limit, look
        self._looking: asyncio.Task[None] | None = None
        self._searching = ThreadPoolExecutor(searching, thread_name_prefix="searching")
        self._running: set[Run] = set()

    def __len__(self) -> int:
        return len(self._running)

    def start(
        self,
        source: Source,
        *,
        leaves: Callable[[Any], bool],
        returns: Callable[[Any], bool] = lambda event: False,
    ) -> Run:
        """Begin when a thread is free; called on the event loop. Raises BusyError.

        After an event for which ``leaves`` is true the answer only waits (for a model), outside the line; after one for
        which ``returns`` is true it is worked out in the line again.
        """
        if len(self._running) >= self.limit:
            raise BusyError
        run = Run("")  # whoever reads the events holds it; nobody asks for it by name
        self._running.add(run)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._watch())
        tell = partial(_tell, asyncio.get_running_loop(), run)
        self._searching.submit(self._in_line, _Answer(run, source(run.stop), leaves, returns, tell))
        return run

    def stop_all(self) -> None:
        """At the end of the server."""
        for run in list(self._running):
            run.stop.set()
        self._searching.shutdown(wait=False, cancel_futures=True)

    async def _watch(self) -> None:
        while self._running:
            await asyncio.sleep(LOOK)
            if (told := self._look()) is not None:
                for run in list(self._running):
                    run.events.put_nowait(told)

    def _in_line(self, one: _Answer) -> None:
        if self._until(one, one.leaves):
            threading.Thread(target=self._waiting, args=(one,), name="waiting", daemon=True).start()

    def _waiting(self, one: _Answer) -> None:
        if self._until(one, one.returns):
            try:
                self._searching.submit(self._in_line, one)
            except RuntimeError:  # the server has ended
                self._end(one)

    def _until(self, one: _Answer, ends: Callable[[Any], bool]) -> bool:
        """Tell of the events up to the one that ``ends``; True when there are more of them."""
        try:
            for event in one.events if not one.run.stop.is_set() else ():
                one.tell(event)
                if ends(event):
                    return True
        except Exception as error:  # the edge of the thread: whoever reads the events raises it again
            one.tell(error)
        self._end(one)
        return False

    def _end(self, one: _Answer) -> None:
        self._running.discard(one.run)
        one.tell(None)


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer on its way from thread to thread: ``events`` go on where the last thread left them."""

    run: Run
    events: Iterator[Any]
    leaves: Callable[[Any], bool]
    returns: Callable[[Any], bool]
    tell: Callable[[object], None]


def _tell(loop: asyncio.AbstractEventLoop, run: Run, event: object) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(run.events.put_nowait, event)
