"""Files that people drop on the page: kept under safe names, taken in, one result each. Knows nothing of formats."""

from __future__ import annotations

import hashlib
import re
import shutil
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from app.web.office import Office
from ingest.ingestion import Report, ingest
from ingest.loaders import Loaded, load_safely
from ingest.loaders.discovery import is_left_out
from ingest.papers.candidates import Defaults

Progress = Callable[[int, int, str], None]
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_DEVICE = re.compile(r"(?i)^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
NAME_LIMIT = 240
"""Bytes; a folder takes 255, and the copy in the making has a longer name."""
_NO_DOCUMENT = "文書ではないため、取り込みませんでした（一覧や隠しファイルは、フォルダごと `shitagaki ingest` で取り込むときに使います）。"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file. ``reason`` says what was lost or why it was not taken; ``documents`` are ids."""

    name: str
    ok: bool
    reason: str
    documents: tuple[str, ...]


def safe_name(name: str) -> str:
    """The last part of a name that some browser sent, fit to be a file here.

    >>> safe_name("..\\\\..\\\\規則\\u202e.docx")
    '規則.docx'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    last = _UNSAFE.sub("", last).strip(" .")
    stem, dot, suffix = last.rpartition(".")
    if len(last.encode()) > NAME_LIMIT:
        room = NAME_LIMIT - len(f"{dot}{suffix}".encode()) if dot and len(suffix) < 10 else NAME_LIMIT
        last = (stem or suffix).encode()[:room].decode(errors="ignore") + (
            f"{dot}{suffix}" if room < NAME_LIMIT else ""
        )
    return f"_{last}" if _DEVICE.match(last) else last or "file"


def keep(name: str, content: BinaryIO, folder: Path) -> Path:
    """Write the file below ``folder``, in a folder of its own digest: the same file twice is one, two of a name are two."""
    folder.mkdir(parents=True, exist_ok=True)
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    target = folder / digest[:16] / safe_name(name)
    if target.exists():
        return target
    target.parent.mkdir(exist_ok=True)
    temporary = target.with_name(target.name + ".new")
    content.seek(0)
    with temporary.open("wb") as file:
        shutil.copyfileobj(content, file, 1024 * 1024)
    temporary.replace(target)
    return target


def read_once(name: str, content: BinaryIO, office: Office) -> Loaded:
    """The text of a file that is not kept. Raises UnreadableFile."""
    office.uploads.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=office.uploads) as folder:
        path = Path(folder) / safe_name(name)
        with path.open("wb") as file:
            shutil.copyfileobj(content, file, 1024 * 1024)
        return load_safely(path, name=safe_name(name))


def take_in(
    files: Sequence[tuple[str, BinaryIO]],
    office: Office,
    *,
    kind: str = "",
    section: str = "",
    progress: Progress = lambda done, total, message: None,
) -> list[Taken]:
    """Bring the files into the index and say what became of each, in their order. What could not be read is not kept."""
    kept = [(safe_name(name), keep(name, content, office.uploads)) for name, content in files]
    return bring_in(kept, office, Defaults(kind=kind, section=section), progress=progress)


def bring_in(
    kept: Sequence[tuple[str, Path]],
    office: Office,
    defaults: Defaults,
    *,
    progress: Progress = lambda done, total, message: None,
) -> list[Taken]:
    """Bring files that are kept already into the index: (the name to show, where it is) each."""
    paths = list(dict.fromkeys(path for _, path in kept))
    report = ingest(paths, index=office.index, defaults=defaults, progress=progress)
    known = office.index.documents(office.viewer)
    sources = {document.source: document.id for document in known}
    results = []
    for name, path in kept:
        held = tuple(
            found for source, found in sources.items() if source == str(path) or source.startswith(f"{path}/")
        )
        results.append(Taken(name, bool(held), _said(name, report), held))
        if not held:
            path.unlink(missing_ok=True)
    return results


def _said(name: str, report: Report) -> str:
    """What the report says of this file and of what is inside it."""
    said = []
    for one in (*report.failed, *report.notes):
        if one.path == name:
            said.append(one.reason)
        elif one.path.startswith(f"{name}/"):
            said.append(f"{one.path.removeprefix(f'{name}/')}：{one.reason}")
    if not said and is_left_out(name):
        said.append(_NO_DOCUMENT)
    return " ".join(said)
