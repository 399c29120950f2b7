"""One writer at a time: an advisory lock on a file. Knows nothing of what is written under it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import IndexUnusable


@contextmanager
def writer_lock(
    path: Path, *, wait: float = 600.0, waiting: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the lock while the block runs; the system frees it when the process ends, however it ends.

    Waits up to ``wait`` seconds and calls ``waiting`` once with a sentence naming the holder.
    Raises IndexUnusable when the other writer is still at work after that.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        deadline = time.monotonic() + wait
        told = False
        while not _try(file.fileno()):
            holder = path.read_text(encoding="utf-8").strip() or "別の処理"
            if time.monotonic() >= deadline:
                raise IndexUnusable(
                    f"索引は {holder} が書込み中です。終わってからもう一度実行してください（{wait:.0f} 秒待ちました）。"
                )
            if waiting is not None and not told:
                waiting(f"索引は {holder} が書込み中です。終わるのを待っています。")
                told = True
            time.sleep(0.1)
        file.seek(0)
        file.truncate()
        file.write(f"プロセス {os.getpid()}（{time.strftime('%H:%M:%S')} 開始）")
        file.flush()
        yield


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
