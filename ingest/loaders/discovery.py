"""The documents under a path: folders walked, archives opened, what is not a document left out.

Knows nothing of what the documents say; an archive's members get names of our own on disk.
"""

from __future__ import annotations

import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ingest.errors import UnreadableFile
from ingest.loaders.kinds import recognise, suffix_of
from ingest.loaders.loading import check
from ingest.loaders.messages import refuse, size_text
from ingest.loaders.source import LIMITS, MIB, Limits
from ingest.loaders.zips import encrypted, is_link, open_zip, plain_method, shown_name

_NOT_DOCUMENTS = frozenset({"sources.toml", "thumbs.db", "desktop.ini", "__macosx", "ehthumbs.db", "icon\r"})
_CHUNK = MIB
_NESTED = 1


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked from one archive and the archives in it, in bytes and in members."""

    size: int
    members: int


@dataclass(frozen=True, slots=True)
class Found:
    """A file to load, or the reason why one cannot be.

    ``name`` is the path shown to people (「過去文書.zip/令和5年/あいさつ.docx」); ``path`` is where the bytes are,
    None together with an ``error``. The bytes of an archive's member live as long as its Found does.
    """

    name: str
    path: Path | None
    error: UnreadableFile | None = None
    folder: tempfile.TemporaryDirectory[str] | None = field(default=None, repr=False, compare=False)


def discover(path: Path, *, limits: Limits = LIMITS) -> Iterator[Found]:
    """Every document at ``path`` (a file, a folder with all below it, or a zip), in the order of their names.

    Left out silently: hidden files and folders, Office's lock files (~$), ``sources.toml``. An archive within an
    archive is opened, one within that is not. A file that cannot be used is found with its error; the others go on.
    """
    name = unicodedata.normalize("NFC", str(path))
    if path.is_dir():
        yield from _walk(path, name, path.resolve(), limits)
    else:
        yield from _file(path, name, limits)


def _walk(folder: Path, name: str, root: Path, limits: Limits) -> Iterator[Found]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: unicodedata.normalize("NFC", entry.name))
    except OSError:
        yield Found(name, None, refuse(name, "forbidden"))
        return
    for entry in entries:
        shown = f"{name}/{unicodedata.normalize('NFC', entry.name)}"
        if is_left_out(entry.name):
            continue
        if entry.is_symlink() and not entry.resolve().is_relative_to(root):
            yield Found(shown, None, refuse(shown, "link"))
        elif entry.is_dir():
            if not entry.is_symlink():
                yield from _walk(entry, shown, root, limits)
        else:
            yield from _file(entry, shown, limits)


def _file(
    path: Path, name: str, limits: Limits, *, within: _Budget | None = None, depth: int = 0
) -> Iterator[Found]:
    """The file itself, or the members of the archive that it is."""
    try:
        check(path, name, limits=limits)
        archive = _may_be_archive(path) and recognise(path, name, limits=limits) == "zip"
    except UnreadableFile as error:
        yield Found(name, None, error)
        return
    if not archive:
        yield Found(name, path)
    elif depth > _NESTED:
        yield Found(name, None, refuse(name, "archive"))
    else:
        budget = within or _Budget(limits.unpacked, limits.members)
        yield from _members(path, name, limits, budget, depth)


def _may_be_archive(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def _members(path: Path, name: str, limits: Limits, budget: _Budget, depth: int) -> Iterator[Found]:
    try:
        with open_zip(path, name) as archive:
            for number, info in enumerate(sorted(archive.infolist(), key=shown_name)):
                shown = shown_name(info)
                if info.is_dir() or any(map(is_left_out, PurePosixPath(shown).parts)):
                    continue
                budget.members -= 1
                if budget.members < 0:
                    raise refuse(
                        name, "too_many", count=f"{limits.members:,}以上", limit=f"{limits.members:,}"
                    )
                found = _unpack(archive, info, f"{name}/{shown}", number, limits, budget)
                if found.path is None:
                    yield found
                    continue
                for member in _file(found.path, found.name, limits, within=budget, depth=depth + 1):
                    yield Found(member.name, member.path, member.error, member.folder or found.folder)
    except UnreadableFile as error:
        yield Found(name, None, error)


def _unpack(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, number: int, limits: Limits, budget: _Budget
) -> Found:
    """One member on disk under a name of our own: no name in the archive can reach another place."""
    if reason := _refusal(info, name, limits, budget.size):
        return Found(name, None, reason)
    folder = tempfile.TemporaryDirectory(prefix="shitagaki-")
    target = Path(folder.name) / f"{number:05d}{_safe_suffix(name)}"
    most = min(limits.size, budget.size)
    try:
        budget.size -= _copy(archive, info, target, most)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        return Found(name, None, refuse(name, "broken", kind="圧縮ファイルの中身"))
    except OverflowError:
        return Found(name, None, refuse(name, "bomb", detail=f"{size_text(most)}以上"))
    return Found(name, target, folder=folder)


def _refusal(info: zipfile.ZipInfo, name: str, limits: Limits, left: int) -> UnreadableFile | None:
    shown = shown_name(info)
    if shown.startswith("/") or ".." in PurePosixPath(shown).parts or ":" in shown[:3]:
        return refuse(name, "member_path")
    if is_link(info):
        return refuse(name, "link")
    if encrypted(info):
        return refuse(name, "member_locked")
    if not plain_method(info):
        return refuse(name, "member_method", method=info.compress_type)
    if info.file_size == 0:
        return refuse(name, "empty")
    if info.file_size > limits.size:
        return refuse(name, "too_big", size=size_text(info.file_size), limit=size_text(limits.size))
    if info.file_size > left or info.file_size > max(_CHUNK * 64, limits.ratio * max(1, info.compress_size)):
        return refuse(name, "bomb", detail=f"{size_text(info.compress_size)}が{size_text(info.file_size)}")
    return None


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, limit: int) -> int:
    """Unpack at most ``limit`` bytes and say how many; raises OverflowError beyond (a member may lie about its size)."""
    written = 0
    with archive.open(info) as packed, target.open("wb") as file:
        while chunk := packed.read(_CHUNK):
            written += len(chunk)
            if written > limit:
                raise OverflowError(written)
            file.write(chunk)
    return written


def _safe_suffix(name: str) -> str:
    suffix = suffix_of(name)
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 10 else ""


def is_left_out(name: str) -> bool:
    """Whether a file of that name is no document: hidden, a lock, a list."""
    return (name.startswith((".", "~$")) and name not in (".", "..")) or name.lower() in _NOT_DOCUMENTS
