"""Files read one after the other, some ahead of their turn, with a word about one that takes long. Knows nothing of the index."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from itertools import islice

from ingest.errors import UnreadableFile
from ingest.loaders import Limits, Loaded, load_safely
from ingest.papers.candidates import Candidate, Progress

AHEAD = 4
"""Files read ahead while others are embedded."""
HEARTBEAT = 5.0
"""Seconds between words about one file that takes long: a scan of 23 pages takes minutes."""


def read_ahead(
    changed: Sequence[Candidate], limits: Limits, progress: Progress
) -> Iterator[tuple[Candidate, Loaded | UnreadableFile]]:
    """Each file with what it holds or why it cannot be read, in order; ``progress`` hears of one that takes long."""

    def load(candidate: Candidate) -> Loaded | UnreadableFile:
        try:
            return load_safely(candidate.path, name=candidate.name, limits=limits)
        except UnreadableFile as error:
            return error

    reader = ThreadPoolExecutor(max_workers=1)
    try:
        queue: list[tuple[Candidate, Future[Loaded | UnreadableFile]]] = []
        rest, done = iter(changed), 0
        for candidate in islice(rest, AHEAD):
            queue.append((candidate, reader.submit(load, candidate)))
        while queue:
            candidate, future = queue.pop(0)
            _wait(future, partial(_slow, progress, done, len(changed), candidate.name))
            for following in islice(rest, 1):
                queue.append((following, reader.submit(load, following)))
            done += 1
            yield candidate, future.result()
    finally:
        reader.shutdown(cancel_futures=True)  # a run that is stopped reads none of those ahead


def _wait(future: Future[Loaded | UnreadableFile], beat: Callable[[float], None]) -> None:
    """Until ``future`` is done; ``beat(seconds)`` every few seconds before."""
    started = time.monotonic()
    while not wait((future,), timeout=HEARTBEAT).done:
        beat(time.monotonic() - started)


def _slow(progress: Progress, done: int, total: int, name: str, seconds: float) -> None:
    progress(done, total, f"{name} を読んでいます（{seconds:.0f} 秒。画像の頁は、1 頁に数秒かかります）")
