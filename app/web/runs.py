"""Drafts and answers being written now: started in a thread, read as events, stopped by id. Knows nothing of HTTP or models."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Source = Callable[[threading.Event], Iterator[Any]]
LIMIT = 200
"""Drafts at once; each holds a thread, most of them waiting in line for the model."""


class Pause(Enum):
    """What ``Run.next`` gives when nothing came within the time."""

    QUIET = 0


class BusyError(Exception):
    """There are already as many drafts as this server can hold."""


@dataclass(slots=True, eq=False)
class Run:
    """One draft on its way. ``events`` holds what it said, an exception when it failed, None at the end."""

    id: str
    stop: threading.Event = field(default_factory=threading.Event)
    events: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)

    async def next(self, seconds: float) -> Any:
        """The next event, Pause when none came within ``seconds``, None at the end. Raises what the draft raised."""
        try:
            async with asyncio.timeout(seconds):
                event = await self.events.get()
        except TimeoutError:
            return Pause.QUIET
        if isinstance(event, Exception):
            raise event
        return event


class Runs:
    """The drafts of this server by id; an id is a secret of the one who started it."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self._running: dict[str, Run] = {}

    def __len__(self) -> int:
        return len(self._running)

    def start(self, source: Source) -> Run:
        """Begin in a thread of its own; called on the event loop. Raises BusyError."""
        if len(self._running) >= self.limit:
            raise BusyError
        run = Run(secrets.token_urlsafe(16))
        self._running[run.id] = run
        loop = asyncio.get_running_loop()
        threading.Thread(
            target=self._work, args=(run, source, loop), name=f"draft-{run.id[:6]}", daemon=True
        ).start()
        return run

    def _work(self, run: Run, source: Source, loop: asyncio.AbstractEventLoop) -> None:
        def tell(event: object) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(run.events.put_nowait, event)

        try:
            for event in source(run.stop):
                tell(event)
        except Exception as error:  # the edge of the thread: whoever reads the events raises it again
            tell(error)
        finally:
            self._running.pop(run.id, None)
            tell(None)

    def cancel(self, run_id: str) -> bool:
        """Stop a draft; False when there is none of that id (it may have ended)."""
        run = self._running.get(run_id)
        if run is None:
            return False
        run.stop.set()
        return True

    def stop_all(self) -> None:
        """At the end of the server."""
        for run in list(self._running.values()):
            run.stop.set()
