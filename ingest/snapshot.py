"""The two caches of a ledger, published whole: made in a new folder, then named in one step. Knows nothing of queries.

Nobody reads a folder that is being written, and a kill at any point leaves the last published folder in use:
Chroma was found unreadable after 2 of 51 kills when it was written in place.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np

from ingest.ledger import Ledger
from ingest.lexical import LexicalIndex
from ingest.scan import Scan, Vector
from ingest.vectors import VectorStore, open_vector_store
from ingest.whole_file import write_whole

log = logging.getLogger(__name__)
POINTER = "CURRENT"
FEW = 20_000
"""Passages that are looked at one by one sooner than Chroma is asked: 1 ms to 7 ms (5,800 passages), and none is missed."""
FORMAT = "4"
"""Raise when what a cache holds or how words are split changes: older snapshots are then made anew."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Both caches as of one generation of the ledger, and what is read from it beside them; only read."""

    name: str
    generation: int
    vectors: VectorStore
    lexical: LexicalIndex
    scan: Scan
    passages: int
    unrelated: float | None = None
    """How like the nearest passage is, on average, to what was probed with when the caches were published."""

    def nearest(self, vector: Vector, scopes: Sequence[str] | None, k: int) -> list[tuple[str, float]]:
        """The ``k`` (key, cosine) nearest to ``vector`` among ``scopes`` (None: all): by the vector store where it needs
        no filter and there are many, one by one where it would or there are few."""
        if scopes is None:
            return self.vectors.nearest(vector, None, k)
        whole = self.vectors.whole(scopes) if self.passages > FEW else []
        found = self.vectors.nearest(vector, whole, k) if whole else []
        found += self.scan.nearest(vector, [scope for scope in scopes if scope not in set(whole)], k)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]


def read_pointer(caches: Path) -> dict[str, str]:
    """What is published: name, generation, store, format; {} when nothing usable is."""
    try:
        pointer = json.loads((caches / POINTER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(pointer, dict) or pointer.get("format") != FORMAT:
        return {}
    return pointer if (caches / str(pointer.get("name"))).is_dir() else {}


def digest_of(questions: Sequence[str]) -> str:
    """Names the questions that were probed with."""
    return hashlib.sha256("\n".join(questions).encode()).hexdigest()[:12]


def is_published(ledger: Ledger, caches: Path, store: str, asked: str) -> bool:
    """Whether what is published is of the ledger as it is, probed with the questions that ``asked`` names."""
    pointer = read_pointer(caches)
    wanted = {"generation": str(ledger.generation), "store": store, "asked": asked}
    return all(pointer.get(key) == value for key, value in wanted.items())


def open_snapshot(ledger: Ledger, caches: Path, store: str) -> Snapshot | None:
    """The published snapshot, or None when there is none or it cannot be opened (it is then made anew)."""
    pointer = read_pointer(caches)
    if not pointer or pointer.get("store") != store:
        return None
    folder = caches / pointer["name"]
    if not (folder / "lexical").is_dir() or not (folder / "vectors").is_dir():
        return None
    try:
        vectors = open_vector_store(store, folder / "vectors")
        lexical = LexicalIndex(folder / "lexical")
        known = int(pointer["passages"])
        if len(vectors.keys()) != known or len(lexical.keys()) != known:
            raise ValueError("the caches do not hold the passages they were published with")
        if known:
            probe = np.full(int(pointer["dimensions"]), 0.05, dtype=np.float32)
            vectors.nearest(probe, None, 1)  # a torn graph file fails here, not at a clerk's search
    except Exception as error:  # a damaged cache may raise anything; the remedy is always the same
        log.warning(
            "the search cache %s cannot be used (%s); it is made anew", pointer["name"], type(error).__name__
        )
        return None
    generation = int(pointer["generation"])
    unrelated = float(pointer["unrelated"]) if "unrelated" in pointer else None
    return Snapshot(
        pointer["name"], generation, vectors, lexical, _scan(ledger, generation, vectors), known, unrelated
    )


def _scan(ledger: Ledger, generation: int, vectors: VectorStore) -> Scan:
    """What ``vectors`` holds, read from the ledger; while that is ahead, without what came later."""

    def read(scopes: Collection[str]) -> Iterator[tuple[str, str, Vector]]:
        keys = ledger.keys(frozenset(scopes))
        if ledger.generation != generation:
            keys &= vectors.keys()
        entries = list(ledger.entries(sorted(keys)))
        values = ledger.vectors([entry.vector for entry in entries])
        return ((one.key, one.scope, values[one.vector]) for one in entries if one.vector in values)

    return Scan(read)


def publish(
    ledger: Ledger,
    caches: Path,
    store: str,
    progress: Callable[[int, int], None] | None = None,
    probes: Sequence[Vector] = (),
    asked: str = "",
) -> Snapshot:
    """Bring the caches up to the ledger in a new folder and publish it; the caller holds the writer lock.

    ``progress(done, total)`` counts passages added. ``probes`` are vectors of what nothing here is about
    (of the questions that ``asked`` names)."""
    generation, wanted = ledger.generation, ledger.keys()
    caches.mkdir(parents=True, exist_ok=True)
    current = open_snapshot(ledger, caches, store)
    _sweep(caches, keep=current.name if current else "")
    name = uuid.uuid4().hex[:12]
    folder = caches / name
    if current is not None:
        shutil.copytree(caches / current.name, folder, ignore=shutil.ignore_patterns(".tantivy-*.lock"))
        current.vectors.close()
    vectors, lexical = open_vector_store(store, folder / "vectors"), LexicalIndex(folder / "lexical")
    held = vectors.keys()
    gone, new = sorted(held - wanted), sorted(wanted - held)
    vectors.delete(gone)
    for at in range(0, len(new), 1000):
        part = list(ledger.entries(new[at : at + 1000]))
        values = ledger.vectors([entry.vector for entry in part])
        vectors.add((entry.key, entry.scope, values[entry.vector]) for entry in part)
        if progress is not None:
            progress(at + len(part), len(new))
    lexical.update(remove=gone, add=((one.key, one.scope, one.read_as) for one in ledger.entries(new)))
    pointer = {"name": name, "generation": str(generation), "store": store, "format": FORMAT, "asked": asked}
    pointer |= {"dimensions": ledger.meta("dimensions", "0"), "passages": str(len(wanted))}
    unrelated = _likeness(vectors, probes) if wanted else None
    if unrelated is not None:
        pointer["unrelated"] = f"{unrelated:.4f}"
    _write_pointer(caches, pointer)
    scan = _scan(ledger, generation, vectors)
    return Snapshot(name, generation, vectors, lexical, scan, len(wanted), unrelated)


def _likeness(vectors: VectorStore, probes: Sequence[Vector]) -> float | None:
    """The mean cosine between each of ``probes`` and what is nearest to it."""
    nearest = [found[0][1] for probe in probes if (found := vectors.nearest(probe, None, 1))]
    return fmean(nearest) if nearest else None


def _write_pointer(caches: Path, pointer: dict[str, str]) -> None:
    write_whole(caches / POINTER, json.dumps(pointer))


def _sweep(caches: Path, *, keep: str) -> None:
    """Remove what no reader uses: folders never published and those before the current one."""
    for folder in caches.iterdir():
        if folder.is_dir() and folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)
