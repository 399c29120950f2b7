"""Asynchronous streams made ordinary iterators that can be stopped at any moment. Knows nothing of models.

All streams run on one event loop in a thread of its own: only a cancelled task closes its connection at once (a blocking
read would go on until the next piece, with a long prompt on a CPU half a minute later), and 200 answers on their way
share one loop instead of having 200.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import aclosing
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
TICK = 0.1
"""Seconds between two looks at the stop events."""


def pump(
    source: Callable[[], AsyncGenerator[str, None]], stop_event: threading.Event, *, seconds: float
) -> Iterator[str]:
    """The pieces of ``source`` as they come; ends quietly within a moment of ``stop_event``.

    Leaving the iterator early stops the source too. Raises TimeoutError after ``seconds``, and whatever
    the source raised.
    """
    pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    left = threading.Event()

    def is_over() -> bool:
        return left.is_set() or stop_event.is_set()

    outcome = _loop().run(_read(source, pieces.put, seconds, is_over), stop_event)
    outcome.add_done_callback(lambda _: pieces.put(None))
    try:
        while not stop_event.is_set() and (piece := pieces.get()) is not None:
            yield piece
        if not stop_event.is_set():
            outcome.result()
    finally:
        left.set()
        outcome.cancel()


def whole(
    writing: Callable[[], Coroutine[Any, Any, str]], stop_event: threading.Event, *, seconds: float
) -> str:
    """The text that ``writing`` gives, "" when ``stop_event`` came first. Raises as ``pump`` does."""

    async def limited() -> str:
        async with asyncio.timeout(seconds):
            return await writing()

    try:
        return _loop().run(limited(), stop_event).result()
    except CancelledError:
        return ""


async def _read(
    source: Callable[[], AsyncGenerator[str, None]],
    put: Callable[[str], None],
    seconds: float,
    is_over: Callable[[], bool],
) -> None:
    """Asks ``is_over`` at each piece too: asyncio.wait_for of Python 3.11, which reads the pieces somewhere below, loses a
    cancellation that comes at the same moment as a piece, and the model would write to its end for nobody."""
    async with asyncio.timeout(seconds), aclosing(source()) as given:
        async for piece in given:
            if is_over():
                return
            put(piece)


class _Loop:
    """The event loop of all streams, and the one look at all their stop events."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._flowing: dict[Future[Any], threading.Event] = {}
        threading.Thread(target=self._run, name="writers", daemon=True).start()

    def run(self, reading: Coroutine[Any, Any, T], stop_event: threading.Event) -> Future[T]:
        """Begin ``reading``; it is cancelled when the future is, or within a moment of ``stop_event``."""
        outcome = asyncio.run_coroutine_threadsafe(reading, self._loop)
        self._flowing[outcome] = stop_event
        outcome.add_done_callback(lambda done: self._flowing.pop(done, None))
        return outcome

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.call_soon(self._look)
        self._loop.run_forever()

    def _look(self) -> None:
        for outcome, stop_event in list(self._flowing.items()):
            if stop_event.is_set():
                outcome.cancel()
        self._loop.call_later(TICK, self._look)


@cache
def _loop() -> _Loop:
    """Started when the first stream is."""
    return _Loop()
