"""Which processes have the pages of a home open: a shared lock while serving, the whole of it for a restore. Knows no pages."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import ShitagakiError

_FILE = "serving.lock"


@contextmanager
def serving(home: Path) -> Iterator[None]:
    """While the block runs, nobody may put another home in its place. Raises ShitagakiError while somebody does."""
    with _lock(
        home, fcntl.LOCK_SH, f"{home} に控えを戻しているところです。終わってから、もう一度開いてください。"
    ):
        yield


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """While the block runs, no pages of ``home`` are open. Raises ShitagakiError when some are."""
    with _lock(
        home, fcntl.LOCK_EX, f"{home} の下書きが開いています。Ctrl-C で閉じてから、もう一度お試しください。"
    ):
        yield


@contextmanager
def _lock(home: Path, kind: int, refusal: str) -> Iterator[None]:
    home.mkdir(parents=True, exist_ok=True)
    with (home / _FILE).open("a") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ShitagakiError(refusal) from error
        yield
