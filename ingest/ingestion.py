"""Files into the index: what changed is read, split and embedded; what vanished is removed. Knows nothing of file formats.

Each document is acknowledged in one transaction, so a run that is killed loses at most what it had in hand, and
run again it goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from ingest.document import Document
from ingest.errors import UnreadableFile
from ingest.index import Index
from ingest.kinds import guess_kind
from ingest.loaders import LIMITS, Limits, Loaded, discover, load_safely
from ingest.lock import writer_lock
from ingest.rows import Indexed, vector_digest
from ingest.scope import scope_of
from ingest.sources import NAME, Source, SourceList, find_sources
from ingest.splitters import embedding_text, split

RECIPE = "1"
"""Raise when loaders or splitters change what they make of the same file: every file is then read again."""
BATCH = 64
"""Passages embedded together; more does not help once they are sorted by length."""
AHEAD = 4
"""Files read ahead while others are embedded."""

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is said of files that no sources.toml speaks for."""

    kind: str = ""
    section: str = ""
    sensitivity: str = "2"


@dataclass(frozen=True, slots=True)
class Failure:
    """One file that was left out: its name, why, and what to do."""

    path: str
    reason: str


@dataclass(slots=True)
class Report:
    """``documents`` and ``passages`` count what the given paths hold in the index now, ``unchanged`` those not read again."""

    documents: int = 0
    passages: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: list[Failure] = field(default_factory=list)
    notes: list[Failure] = field(default_factory=list)
    seconds: float = 0.0

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to be looked at. ``source`` is its identity, ``path`` where its bytes are, ``name`` what people see."""

    name: str
    path: Path
    source: str
    document_id: str
    said: Source
    digest: str
    recipe: str


def ingest(
    paths: Sequence[Path],
    *,
    index: Index,
    defaults: Defaults = Defaults(),
    limits: Limits = LIMITS,
    progress: Progress = lambda done, total, message: None,
    rebuild: bool = False,
) -> Report:
    """Bring the index up to the files under ``paths``; returns what was done. Waits while another run is writing.

    ``progress(done, total, message)`` counts files. ``rebuild`` forgets everything first.
    """
    started, report = time.monotonic(), Report()
    with writer_lock(index.lock_file, waiting=lambda message: progress(0, 0, message)):
        if rebuild:
            index.ledger.clear()
        index.ledger.set_meta("embedder", index.embedder.name)
        index.ledger.set_meta("dimensions", str(index.embedder.dimensions))
        candidates, seen = _candidates(paths, index, defaults, limits, report, progress)
        known = index.ledger.sources()
        changed = [c for c in candidates if known.get(c.source) != (c.document_id, c.digest, c.recipe)]
        report.unchanged = len(candidates) - len(changed)
        _read_all(changed, index, limits, report, progress)
        gone = [known[source][0] for source in known if source not in seen and _under(source, paths)]
        report.removed = index.ledger.remove(gone)
        progress(len(changed), len(changed), "索引を仕上げています")
        index.refresh()
        now = index.ledger.sources()
        ids = [now[c.source][0] for c in candidates if c.source in now]
        report.documents, report.passages = len(ids), index.ledger.passages_in(ids)
    report.seconds = round(time.monotonic() - started, 2)
    return report


def _candidates(
    paths: Sequence[Path], index: Index, defaults: Defaults, limits: Limits, report: Report, progress: Progress
) -> tuple[list[Candidate], set[str]]:
    """What there is to look at, and the sources that were seen (also those that could not be read)."""
    found: list[Candidate] = []
    seen: set[str] = set()
    taken: dict[str, str] = {document_id: source for source, (document_id, _, _) in index.ledger.sources().items()}
    for root in (path.absolute() for path in paths):
        if not root.exists():
            report.failed.append(Failure(str(root), "見つかりません。場所の書き方を確かめてください。"))
            continue
        try:
            listed = find_sources(root)
        except UnreadableFile as error:
            report.failed.append(Failure(error.path, error.reason + error.remedy))
            continue
        progress(0, 0, f"{root.name} を調べています")
        for name, path, error in _files(root, limits):
            base = listed.folder if listed else (root if root.is_dir() else root.parent)
            relative = _relative(name, root, base)
            source = f"{base}/{relative}"
            if relative == NAME or (listed and listed.ignores(relative)) or source in seen:
                continue
            seen.add(source)
            if error is not None or path is None:
                report.failed.append(Failure(relative, error.reason + error.remedy if error else "読めません。"))
                continue
            candidate = _candidate(relative, path, source, listed, defaults, index, report, taken)
            if candidate is not None:
                found.append(candidate)
        if listed:
            _report_missing(listed, root, seen, report)
    return found, seen


def _candidate(
    relative: str,
    path: Path,
    source: str,
    listed: SourceList | None,
    defaults: Defaults,
    index: Index,
    report: Report,
    taken: dict[str, str],
) -> Candidate | None:
    said = listed.entries.get(relative) if listed else None
    if said is None:
        said = Source(relative, kind=defaults.kind, section=defaults.section, sensitivity=defaults.sensitivity)
    digest = _digest(path)
    if said.sha256 and said.sha256 != digest:
        reason = f"{NAME} の sha256 と違います（ファイルが変わっています）。内容を確かめ、sha256 を書き直してください。"
        report.failed.append(Failure(relative, reason))
        return None
    document_id = document_id_of(relative)
    if taken.setdefault(document_id, source) != source:
        document_id = f"{document_id}-{hashlib.sha256(source.encode()).hexdigest()[:6]}"
        taken[document_id] = source
    recipe = json.dumps([RECIPE, index.embedder.name, asdict(said)], ensure_ascii=False, default=str)
    return Candidate(relative, path, source, document_id, said, digest, recipe)


def document_id_of(relative: str) -> str:
    """A name for addresses and anchors, from the path: 「reiki/手数料.txt」 → "reiki-1f2e3d4c-txt"; stable between machines."""
    slug = re.sub(r"[^a-z0-9]+", "-", relative.lower()).strip("-")
    if relative.isascii():
        return slug
    return "-".join(part for part in (hashlib.sha256(relative.encode()).hexdigest()[:8], slug) if part)


def _read_all(
    changed: Sequence[Candidate], index: Index, limits: Limits, report: Report, progress: Progress
) -> None:
    """Read, split, embed and acknowledge; embedding runs while the next files are read."""
    started = time.monotonic()
    waiting: list[tuple[Candidate, Loaded]] = []
    pending = 0
    for done, (candidate, loaded) in enumerate(_loaded(changed, limits), start=1):
        if isinstance(loaded, UnreadableFile):
            report.failed.append(Failure(candidate.name, loaded.reason + loaded.remedy))
        else:
            waiting.append((candidate, loaded))
            pending += 1 + len(loaded.text) // 300
            report.notes.extend(Failure(candidate.name, note) for note in loaded.notes)
        if pending >= BATCH or done == len(changed):
            _acknowledge(waiting, index)
            waiting, pending = [], 0
        left = (time.monotonic() - started) / done * (len(changed) - done)
        progress(done, len(changed), f"{candidate.name}（残り約 {left:.0f} 秒）")


def _loaded(changed: Sequence[Candidate], limits: Limits) -> Iterator[tuple[Candidate, Loaded | UnreadableFile]]:
    def load(candidate: Candidate) -> Loaded | UnreadableFile:
        try:
            return load_safely(candidate.path, name=candidate.name, limits=limits)
        except UnreadableFile as error:
            return error

    with ThreadPoolExecutor(max_workers=1) as reader:
        queue: list[tuple[Candidate, Future[Loaded | UnreadableFile]]] = []
        rest = iter(changed)
        for candidate in islice(rest, AHEAD):
            queue.append((candidate, reader.submit(load, candidate)))
        while queue:
            candidate, future = queue.pop(0)
            result = future.result()
            for following in islice(rest, 1):
                queue.append((following, reader.submit(load, following)))
            yield candidate, result


def _acknowledge(batch: Iterable[tuple[Candidate, Loaded]], index: Index) -> None:
    """Embed what is new in these documents in one go, then write each document in its own transaction."""
    ready = []
    texts: dict[str, str] = {}
    for candidate, loaded in batch:
        document = _document(candidate, loaded, index.tenant)
        passages = split(
            document_id=document.id, title=document.title, kind=document.kind, text=document.text, blocks=loaded.blocks
        )
        read_as = [embedding_text(passage, document.title) for passage in passages]
        indexed = [
            Indexed(passage, text, vector_digest(index.embedder.name, text))
            for passage, text in zip(passages, read_as, strict=True)
        ]
        texts.update((item.vector, item.read_as) for item in indexed)
        ready.append((candidate, loaded, document, indexed))
    stored = index.ledger.vectors(list(texts))
    missing = [digest for digest in texts if digest not in stored]
    values = index.embedder.embed_passages([texts[digest] for digest in missing]) if missing else []
    fresh = dict(zip(missing, values, strict=True))
    for candidate, loaded, document, indexed in ready:
        _keep_original(candidate, index.folder / "originals")
        index.ledger.put(
            document,
            indexed,
            scope=scope_of(document),
            recipe=candidate.recipe,
            blocks=loaded.blocks,
            notes=loaded.notes,
            vectors={item.vector: fresh[item.vector] for item in indexed if item.vector in fresh},
        )


def _document(candidate: Candidate, loaded: Loaded, tenant: str) -> Document:
    said = candidate.said
    title = said.title or loaded.title or Path(candidate.name).stem
    return Document(
        id=candidate.document_id,
        title=title,
        kind=said.kind or guess_kind(title, loaded.text),
        text=loaded.text,
        source=candidate.source,
        digest=candidate.digest,
        number=said.number,
        issued=said.issued,
        effective_from=said.effective_from,
        effective_to=said.effective_to,
        section=said.section,
        sensitivity=said.sensitivity,
        tenant=tenant,
    )


def _keep_original(candidate: Candidate, folder: Path) -> None:
    """Copy the file under its digest, so that a citation can always open what was read."""
    target = folder / f"{candidate.digest}{Path(candidate.name).suffix.lower()}"
    if target.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(target.name + ".new")
    shutil.copyfile(candidate.path, temporary)
    temporary.replace(target)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _relative(name: str, root: Path, base: Path) -> str:
    """The path of a found file below ``base``, with forward slashes; members of an archive are below it."""
    prefix = root.relative_to(base).as_posix() if root.is_dir() else root.parent.relative_to(base).as_posix()
    return name if prefix == "." else f"{prefix}/{name}"


def _under(source: str, paths: Sequence[Path]) -> bool:
    return any(source.startswith(f"{path.absolute()}/") for path in paths)


def _report_missing(listed: SourceList, root: Path, seen: set[str], report: Report) -> None:
    for relative in listed.entries:
        source = f"{listed.folder}/{relative}"
        inside = source == str(root) or source.startswith(f"{root}/")
        if inside and source not in seen:
            report.failed.append(Failure(relative, f"{NAME} にありますが、ファイルがありません。置くか、一覧から消してください。"))
