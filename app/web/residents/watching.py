"""Open windows told of the kill switch, the banner and the hours as soon as they change. Knows nothing of conversations.

One look at the desk serves all who wait: a thousand idle windows cost no more than one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

WATCHERS = 1000
"""Windows that are told at once; those beyond look for themselves now and then."""
TICK, HEARTBEAT = 0.5, 15.0
"""Seconds between two looks at the desk, and of silence before None."""


class Watch:
    """``state``: what stands at the desk now. Everything here happens on the event loop, so that nothing is locked."""

    def __init__(self, state: Callable[[], dict[str, Any]]) -> None:
        self._state, self._told = state, dict[str, Any]()
        self._changed = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        self.count = 0

    async def follow(self) -> AsyncIterator[dict[str, Any] | None]:
        """What stands now and every change, until the window goes away; None after silence."""
        self.count += 1
        try:
            if self._looking is None or self._looking.done():
                self._told = self._state()
                self._looking = asyncio.create_task(self._look())
            while True:
                said, changed = self._told, self._changed
                yield said
                while self._told is said:
                    try:
                        await asyncio.wait_for(changed.wait(), HEARTBEAT)
                    except TimeoutError:
                        yield None
        finally:
            self.count -= 1

    async def _look(self) -> None:
        """Look for as long as anybody waits."""
        while self.count:
            await asyncio.sleep(TICK)
            if (now := self._state()) != self._told:
                self._told, before = now, self._changed
                self._changed = asyncio.Event()
                before.set()
