"""Papers that were taken in on the page, taken off the shelf: out of the index at once, put back for some days. Knows no pages.

What comes from the office's own folders is not touched here: it would come back with the next reading of the folder.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from app.web.intake import Taken, bring_in
from app.web.office import Office
from ingest.document import Document
from ingest.lock import writer_lock
from ingest.papers.candidates import Defaults
from ingest.papers.schedule import settle

DAYS = 7
"""How long a file that was taken off is kept aside."""
_KEY = re.compile(r"[0-9a-f]{16}")
_SAID = "said.json"


@dataclass(frozen=True, slots=True)
class Removed:
    """``key`` puts it back."""

    key: str
    title: str


def is_own(document: Document, office: Office) -> bool:
    """Whether it was taken in on the page."""
    return Path(document.source).is_relative_to(office.uploads)


def remove(document: Document, office: Office) -> Removed:
    """Take the document out of the index, and its file aside when nothing else in the index is from that file."""
    index, folder = office.index, _upload_of(document, office)
    with writer_lock(index.lock_file):
        original = index.original(document)
        index.ledger.remove([document.id])
        settle(index.ledger)
        index.refresh()
        left = index.ledger.sources()
        if original is not None and all(digest != document.digest for _, digest, _ in left.values()):
            original.unlink(missing_ok=True)
        if folder.is_dir() and not any(Path(source).is_relative_to(folder) for source in left):
            _put_aside(folder, document, office)
    forget(office)
    return Removed(folder.name, document.title)


def restore(key: str, office: Office) -> list[Taken]:
    """Put back what ``remove`` gave ``key`` for; nothing when it is gone for good."""
    if not _KEY.fullmatch(key):
        return []
    aside, folder = _aside(office) / key, office.uploads / key
    said = {}
    if aside.is_dir() and not folder.exists():
        said = json.loads((aside / _SAID).read_text(encoding="utf-8"))
        (aside / _SAID).unlink()
        office.uploads.mkdir(parents=True, exist_ok=True)
        aside.replace(folder)
    if not folder.is_dir():
        return []
    files = [(path.name, path) for path in sorted(folder.iterdir()) if path.is_file()]
    return bring_in(files, office, Defaults(**said))


def forget(office: Office, *, now: float | None = None) -> int:
    """Delete for good what has been aside for DAYS; returns how many files that were."""
    oldest = (time.time() if now is None else now) - DAYS * 24 * 3600
    folders = list(_aside(office).iterdir()) if _aside(office).is_dir() else []
    old = [folder for folder in folders if folder.stat().st_mtime < oldest]
    for folder in old:
        shutil.rmtree(folder)
    return len(old)


def _aside(office: Office) -> Path:
    return office.folder / "removed"


def _upload_of(document: Document, office: Office) -> Path:
    """The folder of the file that the document was read from: one for each file that was ever dropped."""
    return office.uploads / Path(document.source).relative_to(office.uploads).parts[0]


def _put_aside(folder: Path, document: Document, office: Office) -> None:
    """Out of the way of the next reading, with what was said of it; the day of the folder is today."""
    target = _aside(office) / folder.name
    target.parent.mkdir(exist_ok=True)
    if target.exists():
        shutil.rmtree(target)
    said = {"kind": document.kind, "section": document.section, "sensitivity": document.sensitivity}
    (folder / _SAID).write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    folder.replace(target)
    os.utime(target)
