"""Files that lie elsewhere than when they were read: a folder copied or moved. Knows nothing of what they say.

Where a checkout or a shared drive lies is no part of a document: the same bytes under the same name are the same document.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from ingest.ledger import Ledger

Known = Mapping[str, tuple[str, str, str]]
"""source → (document id, digest, recipe), as the ledger has it."""
MOST_OF_IT = 0.5
"""Share of a vanished folder's files that must be found again before its other files are taken to have come along."""
NEARLY_ALL = 0.8
"""The same share where the old folder still stands: the copy is then the library, and what it lacks was taken out of it."""

_LEFT = "このフォルダの文書の写しにないため、もとのフォルダにだけある{count}件を除きました（もとのファイルはそのままです）。要るときは、写しに足すか、もとのフォルダを取り込み直してください。"
_BEHIND = "ここから写したフォルダにない{count}件は、残っています。要らないときは、写したフォルダを --rebuild で取り込み直してください（ほかのフォルダの文書も除かれます）。"


class File(Protocol):
    """A file as it is found now: the ``name`` below its folder, where it lies, and the id that its name gives."""

    @property
    def name(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def document_id(self) -> str: ...
    @property
    def digest(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Moves:
    """``places``: the source of a document in the ledger → where its file is now. ``left``: sources of files that did
    not come along when their folder went or was copied; ``behind``: a folder that still stands → how many stay there."""

    places: dict[str, str]
    left: tuple[str, ...]
    behind: dict[str, int]


def find_moves(files: Sequence[File], known: Known, *, same_said: Callable[[File, str], bool]) -> Moves:
    """Which known documents the ``files`` are. ``same_said(file, recipe)``: the office says of both the same.

    A file with another source and the same id is the same document when its bytes are the same and the office says the
    same of both, or the old file is gone; with other bytes only when the whole old folder is gone and most of what was
    in it is here.
    """
    every, known = known, {source: row for source, row in known.items() if not file_of(source, known)}
    here = {file.source for file in files}
    held = {document_id: source for source, (document_id, _, _) in known.items()}
    places: dict[str, str] = {}
    changed: list[tuple[str, File]] = []
    found: Counter[str] = Counter()
    for file in files:
        old = held.get(file.document_id, file.source)
        if old == file.source or old in here or old in places:
            continue
        _, digest, recipe = known[old]
        if digest != file.digest:
            changed.append((old, file))
        elif same_said(file, recipe) or not _is_there(old):
            places[old] = file.source
            found[_folder(old, file)] += 1
    gone = {folder for folder in found if folder and _went(folder, found[folder], known)}
    places.update((old, file.source) for old, file in changed if _folder(old, file) in gone)
    stay = {s: f for s in known if s not in places and s not in here for f in found if f and _below(s, f)}
    left = {
        source for source, folder in stay.items() if folder in gone or _copied(folder, found[folder], known)
    }
    behind = Counter(folder for source, folder in stay.items() if source not in left)
    for source in every:
        if whole := file_of(source, every):  # what a file was cut into goes with it
            if whole in places:
                places[source] = places[whole] + source.removeprefix(whole)
            if whole in left:
                left.add(source)
    return Moves(places, tuple(sorted(left)), dict(behind))


def relocate(ledger: Ledger, places: Mapping[str, str]) -> None:
    """Write down where the files of some documents are now; what was read at those places before goes."""
    with ledger.transaction() as db:
        for old, new in places.items():
            db.execute("DELETE FROM documents WHERE source=?", (new,))
            db.execute("UPDATE documents SET source=? WHERE source=?", (new, old))
        ledger.advance(db)


def told_of_left(left: Sequence[str], behind: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """What a copy does not hold though the old folder does, as (folder, sentence): it went, or it stays."""
    if standing := [str(Path(source).parent) for source in left if Path(source).exists()]:
        yield os.path.commonpath(standing), _LEFT.format(count=len(standing))
    yield from ((folder, _BEHIND.format(count=count)) for folder, count in behind.items())


def file_of(source: str, known: Collection[str]) -> str:
    """The source of the file that a document was cut out of, "" for a whole one: nothing else lies below a file."""
    return next((str(above) for above in PurePosixPath(source).parents if str(above) in known), "")


def _folder(old: str, file: File) -> str:
    """The folder that the name is counted from, "" where the old place has another name."""
    return old.removesuffix(f"/{file.name}") if old.endswith(f"/{file.name}") else ""


def _went(folder: str, found: int, known: Known) -> bool:
    there = sum(_below(source, folder) for source in known)
    return not Path(folder).exists() and found >= MOST_OF_IT * there


def _copied(folder: str, found: int, known: Known) -> bool:
    return found >= NEARLY_ALL * sum(_below(source, folder) for source in known)


def _below(source: str, folder: str) -> bool:
    return source.startswith(f"{folder}/")


def _is_there(source: str) -> bool:
    """Whether the file, or the archive that it is a member of, is still at its place."""
    path = Path(source)
    return path.exists() or any(above.is_file() for above in path.parents)
