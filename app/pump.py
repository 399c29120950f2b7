"""An asynchronous stream made an ordinary iterator that can be stopped at any moment. Knows nothing of models.

The stream runs in a thread with an event loop of its own, because only a cancelled task closes its connection
at once: a blocking read would go on until the next piece (with a long prompt on a CPU, half a minute later).
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

TICK = 0.1
"""Seconds between two looks at the stop event."""


def pump(
    source: Callable[[], AsyncIterator[str]], stop_event: threading.Event, *, seconds: float
) -> Iterator[str]:
    """The pieces of ``source`` as they come; ends quietly within a moment of ``stop_event``.

    Leaving the iterator early stops the source too. Raises TimeoutError after ``seconds``, and whatever
    the source raised.
    """
    pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    left = threading.Event()

    def stopped() -> bool:
        return stop_event.is_set() or left.is_set()

    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
    outcome = pool.submit(asyncio.run, _read_until(stopped, source, pieces.put, seconds))
    outcome.add_done_callback(lambda _: pieces.put(None))
    try:
        while not stop_event.is_set() and (piece := pieces.get()) is not None:
            yield piece
        if not stop_event.is_set():
            outcome.result()
    finally:
        left.set()
        pool.shutdown(wait=False)


async def _read_until(
    stopped: Callable[[], bool],
    source: Callable[[], AsyncIterator[str]],
    put: Callable[[str], None],
    seconds: float,
) -> None:
    """Hand every piece to ``put`` until the source ends, ``stopped()`` or the time is over (TimeoutError)."""

    async def read() -> None:
        async with asyncio.timeout(seconds):
            async for piece in source():
                put(piece)

    async def watch(task: asyncio.Task[None]) -> None:
        while not stopped():
            await asyncio.sleep(TICK)
        task.cancel()

    reading = asyncio.ensure_future(read())
    watching = asyncio.ensure_future(watch(reading))
    try:
        await asyncio.wait({reading})
    finally:
        watching.cancel()
    if not reading.cancelled():
        reading.result()
