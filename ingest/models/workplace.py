"""The folder of models while something is being prepared in it: one at a time, enough room, no half results.

Knows nothing of what is prepared.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import ModelError
from ingest.whole_file import write_whole

Progress = Callable[[int, int, str], None]
"""(done, total, message): called often, from one thread at a time; the units are the caller's (bytes or steps)."""

_SLICE = 1 << 20


@contextmanager
def exclusive(models: Path, name: str, waiting: Callable[[], None]) -> Iterator[Path]:
    """Hold ``name`` for this process, waiting (after calling ``waiting`` once) while another prepares it.

    Yields the hidden folder to work in, which survives interruption. The lock ends with the process, however it ends.
    """
    work = models / f".{name}.work"
    try:
        models.mkdir(parents=True, exist_ok=True)
        lock = (models / f".{name}.lock").open("a+")
    except OSError as error:
        raise ModelError(
            f"モデルを置くフォルダ {models} に書き込めません（{error.strerror}）。"
            "SHITAGAKI_MODELS で書き込めるフォルダを指定してください。"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        work.mkdir(exist_ok=True)
        try:
            yield work
        except OSError as error:
            raise ModelError(
                f"モデルを {models} に書き込めませんでした（{error.strerror}）。"
                "空き容量と権限を確かめてから、もう一度実行してください（続きから始まります）。"
            ) from error


def require_room(folder: Path, needed: int) -> None:
    """ModelError when the disk of ``folder`` has fewer than ``needed`` bytes free."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelError(
            f"ディスクの空きが足りません（{folder}：空き {free / 1e9:.1f} GB、必要 {needed / 1e9:.1f} GB）。"
            "空けるか、SHITAGAKI_MODELS で別のフォルダを指定してください。"
        )


def sha256_of(path: Path, *, offset: int = 0, size: int | None = None) -> str:
    """The sha256 of a file, or of ``size`` bytes of it from ``offset``, in hexadecimal."""
    digest = hashlib.sha256()
    left = path.stat().st_size - offset if size is None else size
    with path.open("rb") as file:
        file.seek(offset)
        while left > 0 and (piece := file.read(min(_SLICE, left))):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()


def settle(path: Path) -> None:
    """Make what was written to a file or a folder survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_json(path: Path, value: object) -> None:
    """Write a small JSON file whole or not at all."""
    write_whole(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def read_json(path: Path) -> dict[str, object]:
    """The object in a JSON file, {} where there is none or it is broken."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
