"""A copy of everything the product has written, in one zip, and its way back. Knows nothing of commands or pages.

It may be made while the server runs: the databases are copied by SQLite itself, each as of one moment, before the
files that they name. Search caches are left out (they are made anew), and the key of the call-back requests too: a
copy that somebody finds must not open them.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ingest.errors import ShitagakiError

FORMAT = 1
NOTE = "shitagaki-backup.json"
TENANTS, PROMPTS = "tenants", "prompts"
DATABASES = (".sqlite", ".sqlite3")
LEFT_OUT = ("caches", "writer.lock")
KEY = "residents.key"
_PARTIAL = ".partial"
_DENSE = (".zip", ".docx", ".xlsx", ".pptx", ".pdf", ".mp3", ".m4a", ".jpg", ".png", ".npy")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: its file, how many files are in it, their bytes before packing, whose they are."""

    path: Path
    files: int
    size: int
    tenants: tuple[str, ...]
    keys: tuple[Path, ...] = ()


def back_up(home: Path, prompts: Path, target: Path, *, progress: Progress) -> Copied:
    """Write ``home`` and ``prompts`` to the new file ``target``, or into a folder under a name with the day and time.

    A name without .zip is a folder, which is made where it is not there: the nightly copy to a place that nobody had
    made became one file of that name, and every night after it was refused. Raises ShitagakiError where there is nothing to copy or ``target`` is there already; OSError is the disk's.
    """
    if not (home / TENANTS).is_dir():
        raise ShitagakiError(f"{home} には、まだ何もありません。SHITAGAKI_HOME を確かめてください。")
    if not prompts.is_dir():
        raise ShitagakiError(
            f"文言のフォルダ {prompts} がありません。製品のフォルダで実行するか、SHITAGAKI_PROMPTS を確かめてください。"
        )
    if target.resolve().is_relative_to((home / TENANTS).resolve()):
        raise ShitagakiError(f"控えは、元のフォルダ（{home}）の外に置いてください。")
    target = _place(target)
    if target.exists():
        raise ShitagakiError(f"{target} はもうあります。上書きはしません。別の名前にしてください。")
    if not target.parent.is_dir():
        raise ShitagakiError(
            f"控えを置くフォルダ {target.parent} がありません。先に作るか、場所を確かめてください。"
        )
    partial = target.with_name(target.name + _PARTIAL)
    try:
        with partial.open("wb") as file:
            partial.chmod(0o600)
            copied = _write(home, prompts, file, progress)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except BaseException as error:
        partial.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ShitagakiError(_full(target.parent)) from error
        raise
    files, size, names = copied
    keys = tuple(sorted((home / TENANTS).glob(f"*/{KEY}")))
    return Copied(target, files, size, names, keys)


def _full(folder: Path) -> str:
    """What to do where the copy found no room: it is written to ``folder``, its databases pass through the place for
    temporary files."""
    passing = Path(tempfile.gettempdir())
    if shutil.disk_usage(passing).free < shutil.disk_usage(folder).free:
        return f"控えの途中で使う一時フォルダ {passing} に空きがないため、控えは作っていません（もとのものはそのままです）。そこを空けるか、環境変数 TMPDIR に広いフォルダを書いて、もう一度実行してください。"
    return f"控えを置く {folder} に空きがないため、控えは作っていません（もとのものはそのままです）。古い控えなどを消すか、空きのある別のフォルダを指定してください。"


def _place(target: Path) -> Path:
    """The file to write for the ``target`` that was named: a new one in it where it is a folder."""
    if target.suffix.lower() == ".zip" and not target.is_dir():
        return target
    if target.is_file():
        raise ShitagakiError(
            f"{target} はファイルです。控えを置くフォルダか、.zip で終わるファイルの名前にしてください。"
        )
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    return target / f"shitagaki-{datetime.now():%Y%m%d-%H%M%S}.zip"


def _write(home: Path, prompts: Path, file: BinaryIO, progress: Progress) -> tuple[int, int, tuple[str, ...]]:
    """(files, bytes, tenants). The databases come first: what they name is there already and is copied after them."""
    tenants = home / TENANTS
    names = tuple(sorted(each.name for each in tenants.iterdir() if each.is_dir()))
    note = {"format": FORMAT, "made": f"{datetime.now():%Y-%m-%d %H:%M:%S}", "tenants": names}
    found = [(path, f"{TENANTS}/{path.relative_to(tenants).as_posix()}") for path in _files(tenants)]
    found += [(path, f"{PROMPTS}/{path.relative_to(prompts).as_posix()}") for path in _files(prompts)]
    found.sort(key=lambda row: row[0].suffix not in DATABASES)
    count = size = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
        packed.writestr(NOTE, json.dumps(note, ensure_ascii=False))
        for done, (path, name) in enumerate(found, start=1):
            try:
                _add(packed, path, name)
            except FileNotFoundError:
                continue  # taken away while the copy was being made
            count, size = count + 1, size + packed.getinfo(name).file_size
            progress(done, len(found), "控えを作っています")
    return count, size, names


def _add(packed: zipfile.ZipFile, path: Path, name: str) -> None:
    if path.suffix in DATABASES:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            _copy_database(path, copy)
            packed.write(copy, name)
    else:
        dense = path.suffix.lower() in _DENSE
        packed.write(path, name, zipfile.ZIP_STORED if dense else None)


def _files(folder: Path) -> Iterator[Path]:
    """The files to copy below ``folder``, in order: no links, no caches, no side files of SQLite, no key."""
    for path in sorted(_everything(folder)):
        parts = path.relative_to(folder).parts
        side = path.name.endswith(("-wal", "-shm", "-journal", _PARTIAL, ".new"))
        if path.is_symlink() or not path.is_file() or side or path.name == KEY:
            continue
        if any(part in LEFT_OUT for part in parts[1:2]):
            continue
        yield path


def _everything(folder: Path) -> Iterator[Path]:
    """Every file below ``folder``. Raises OSError for a folder that cannot be looked into: a copy lacks nothing silently."""

    def refuse(error: OSError) -> None:
        raise error

    for place, _, names in os.walk(folder, onerror=refuse):
        yield from (Path(place) / name for name in names)


def _copy_database(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
