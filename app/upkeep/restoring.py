"""The way back from a copy that ``app.upkeep.archive`` made. Knows nothing of commands or pages.

A copy is unpacked and looked through beside what is there; only then do the two change places.
"""

from __future__ import annotations

import filecmp
import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from app.upkeep.archive import DATABASES, FORMAT, KEY, NOTE, PROMPTS, TENANTS, Copied, Progress
from ingest.errors import ShitagakiError


def restore(source: Path, home: Path, prompts: Path, *, replace: bool, progress: Progress) -> Copied:
    """Put a copy back into ``home``. What is there is moved aside (``replace``), never deleted; texts of the office that
    differ from ``prompts`` are put beside it. ``keys`` are the tenants whose call-back key is missing.

    Raises ShitagakiError for what is no copy, is damaged, or would be written over.
    """
    present = home / TENANTS
    there = present.is_dir() and any(present.iterdir())
    if there and not replace:
        raise ShitagakiError(
            f"{home} にはもう文書があります。今のものを {TENANTS}.before-日時 に移して戻すときは、--replace を付けてください。"
        )
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=".restore-") as folder:
        fresh = Path(folder)
        note, files, size = _unpack(source, fresh, progress)
        _check(fresh)
        keys = _keep_keys(present, fresh / TENANTS)
        if there:
            present.rename(home / f"{TENANTS}.before-{datetime.now():%Y%m%d-%H%M%S}")
        elif present.is_dir():
            present.rmdir()
        (fresh / TENANTS).chmod(0o700)
        (fresh / TENANTS).rename(present)
        if _differ(fresh / PROMPTS, prompts):
            shutil.rmtree(home / PROMPTS, ignore_errors=True)
            (fresh / PROMPTS).rename(home / PROMPTS)
    return Copied(source, files, size, tuple(str(name) for name in note["tenants"]), keys)


def _unpack(source: Path, target: Path, progress: Progress) -> tuple[dict[str, Any], int, int]:
    """(the note, files, bytes). What would land anywhere but below ``target`` stops it."""
    try:
        with zipfile.ZipFile(source) as packed:
            note = _note(packed, source)
            entries = [entry for entry in packed.infolist() if entry.filename != NOTE]
            room, size = shutil.disk_usage(target).free, sum(entry.file_size for entry in entries)
            if size > room:
                raise ShitagakiError(
                    f"空きが足りません（必要 {size / 1e9:.1f} GB、空き {room / 1e9:.1f} GB）。空けてから、もう一度お試しください。"
                )
            for done, entry in enumerate(entries, start=1):
                path = _place(entry.filename, target)
                path.parent.mkdir(parents=True, exist_ok=True)
                with packed.open(entry) as old, path.open("wb") as new:
                    shutil.copyfileobj(old, new)
                progress(done, len(entries), "控えを戻しています")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ShitagakiError(
            f"{source} は壊れています（控えの zip として読めないか、途中までしかありません）。ほかの控えを使ってください。"
        ) from error
    (target / TENANTS).mkdir(exist_ok=True)
    return note, len(entries), size


def _note(packed: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    try:
        note = json.loads(packed.read(NOTE))
        made_as = int(note["format"])
    except (KeyError, TypeError, ValueError) as error:
        raise ShitagakiError(
            f"{source} は、`shitagaki backup` で作った控えではありません。ファイルを確かめてください。"
        ) from error
    if made_as > FORMAT:
        raise ShitagakiError(f"{source} は新しい版の控えです（形式 {made_as}）。新しい版を入れてください。")
    return dict(note)


def _place(name: str, target: Path) -> Path:
    """Where an entry goes: below the folders of a copy and nowhere else."""
    parts = PurePosixPath(name).parts
    if parts[:1] not in ((TENANTS,), (PROMPTS,)) or ".." in parts or "\\" in name or "\0" in name:
        raise ShitagakiError(f"控えの中に、使えない名前（{name[:80]}）があります。戻すのをやめました。")
    return target.joinpath(*parts)


def _check(fresh: Path) -> None:
    """Every database of the copy can be read. Raises ShitagakiError."""
    for path in sorted((fresh / TENANTS).rglob("*")):
        if path.suffix not in DATABASES:
            continue
        try:
            with closing(sqlite3.connect(path)) as base:
                said = str(base.execute("PRAGMA quick_check").fetchone()[0])
        except sqlite3.DatabaseError as error:
            said = str(error)
        if said != "ok":
            raise ShitagakiError(
                f"控えの中の {path.name} が壊れています（{said}）。ほかの控えを使ってください。"
            )
        if path.name == "residents.sqlite3":
            path.chmod(0o600)


def _keep_keys(present: Path, fresh: Path) -> tuple[Path, ...]:
    """Take over the keys of call-back requests that lie here; give the places of those that are missing."""
    missing = []
    for base in sorted(fresh.glob("*/residents.sqlite3")):
        tenant = base.parent.name
        here = present / tenant / KEY
        if here.is_file():
            shutil.copy2(here, base.parent / KEY)
        else:
            missing.append(present / tenant / KEY)
    return tuple(missing)


def _differ(saved: Path, used: Path) -> bool:
    """Whether the office's texts in the copy are not those in use."""
    names = [path.relative_to(saved) for path in saved.rglob("*") if path.is_file()]
    return any(
        not (used / name).is_file() or not filecmp.cmp(saved / name, used / name, shallow=False)
        for name in names
    )
