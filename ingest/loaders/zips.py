"""The table of contents of a zip container (zip, docx, xlsx, pptx), checked before anything is unpacked.

Knows nothing of what the members mean.
"""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ingest.loaders.messages import refuse, size_text
from ingest.loaders.source import LIMITS, MIB, Limits

_DIRECTORY_LIMIT = 16 * MIB
_SMALL = 64 * MIB
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_CALLED = {
    ".doc": "Word文書",
    ".xls": "Excelブック",
    ".ppt": "PowerPointスライド",
    ".od": "OpenDocumentのファイル",
}


@dataclass(frozen=True, slots=True)
class ZipMap:
    """The members of a container by their names as stored, and its sizes in bytes."""

    names: frozenset[str]
    unpacked: int
    packed: int


def map_zip(file: Path | BinaryIO, name: str, *, limits: Limits = LIMITS) -> ZipMap:
    """The contents of a container, without unpacking it and without reading an absurd directory.

    Raises UnreadableFile for a broken container, one with more than ``limits.members`` members, and for one
    that would grow beyond ``limits.unpacked`` or beyond ``limits.ratio`` times its size.
    """
    with file.open("rb") if isinstance(file, Path) else nullcontext(file) as opened:
        size = opened.seek(0, 2)
        count, directory = _ending(opened, size, name)
    if count > limits.members or directory > _DIRECTORY_LIMIT:
        raise refuse(name, "too_many", count=f"{count:,}", limit=f"{limits.members:,}")
    with open_zip(file, name) as archive:
        infos = archive.infolist()
    if len(infos) > limits.members:
        raise refuse(name, "too_many", count=f"{len(infos):,}", limit=f"{limits.members:,}")
    unpacked = sum(info.file_size for info in infos)
    packed = max(1, min(size, sum(info.compress_size for info in infos)))
    if unpacked > limits.unpacked or (unpacked > _SMALL and unpacked > limits.ratio * packed):
        detail = f"{size_text(size)}が{size_text(unpacked)}"
        raise refuse(name, "bomb", detail=detail)
    return ZipMap(frozenset(info.filename for info in infos), unpacked, packed)


@contextmanager
def open_zip(file: Path | BinaryIO, name: str) -> Iterator[zipfile.ZipFile]:
    """The container opened; what zipfile finds wrong with it becomes UnreadableFile."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, struct.error) as error:
        raise refuse(name, "broken", kind=_called(name)) from error


def _called(name: str) -> str:
    """What an office calls the file: a Word paper is no archive to whoever wrote it."""
    suffix = PurePosixPath(name).suffix.lower()
    return next((kind for start, kind in _CALLED.items() if suffix.startswith(start)), "圧縮ファイル")


def read_part(archive: zipfile.ZipFile, part: str) -> bytes:
    """One member of a document, b"" when it is not there. Only the methods Office writes are unpacked."""
    try:
        info = archive.getinfo(part)
    except KeyError:
        return b""
    if not plain_method(info):
        raise zipfile.BadZipFile(f"compression method {info.compress_type}")
    return archive.read(info)


def plain_method(info: zipfile.ZipInfo) -> bool:
    """Stored or deflated: the two methods that are unpacked in bounded steps."""
    return info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def encrypted(info: zipfile.ZipInfo) -> bool:
    """Whether a member needs a password."""
    return bool(info.flag_bits & _ENCRYPTED)


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a symbolic link."""
    return stat.S_ISLNK(info.external_attr >> 16)


def shown_name(info: zipfile.ZipInfo) -> str:
    """A member's name as its author wrote it: Shift_JIS names of Japanese Windows, decomposed names of macOS.

    zipfile reads a name without the UTF-8 flag as cp437; the bytes behind it are UTF-8 or Shift_JIS.
    """
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "cp932", "euc_jp"):
            try:
                name = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            break
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _ending(file: BinaryIO, size: int, name: str) -> tuple[int, int]:
    """The number of members and the size of the directory, from the container's last bytes."""
    file.seek(max(0, size - 65_557 - 20))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise refuse(name, "broken", kind=_called(name))
    count, directory = struct.unpack_from("<HI", tail, at + 10)
    if (count == 0xFFFF or directory == 0xFFFFFFFF) and tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        (offset,) = struct.unpack_from("<Q", tail, at - 20 + 8)
        file.seek(min(offset, size))
        record = file.read(56)
        if len(record) == 56 and record.startswith(b"PK\x06\x06"):
            count, directory = struct.unpack_from("<QQ", record, 32)
    return count, directory
