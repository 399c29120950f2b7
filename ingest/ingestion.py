"""Files into the index: what changed is read, split and embedded; what vanished is removed. Knows nothing of file formats.

Each document is acknowledged in one transaction, so a run that is killed loses at most what it had in hand, and
run again it goes on where it was.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from ingest.document import Document
from ingest.embedders import Embedder
from ingest.errors import UnreadableFile
from ingest.index import Index
from ingest.law.front import LAID, NAMED, own_number, own_promulgation
from ingest.law.tree import parse
from ingest.loaders import LIMITS, Limits, Loaded
from ingest.lock import writer_lock
from ingest.papers.attributes import day_of, section_of
from ingest.papers.candidates import Candidate, Defaults, Failure, Progress, is_under, survey
from ingest.papers.kinds import guess_kind
from ingest.papers.moves import relocate, told_of_left
from ingest.papers.naming_by_file import UNNAMED, best_title, first_of_many
from ingest.papers.reading_ahead import read_ahead
from ingest.papers.schedule import settle
from ingest.papers.several import apart, gone, held
from ingest.regulations import KINDS
from ingest.rows import Indexed, vector_digest
from ingest.scope import scope_of
from ingest.splitters import embedding_text, split
from ingest.unread import keep_unread
from ingest.wholeness import begin, end

BATCH = 64
"""Passages embedded together; more does not help once they are sorted by length."""
FIRST_LOOK = 8.0
"""Seconds after which what is there so far can be searched, then again whenever the time has doubled: nobody waits
for the last of 1,000 papers to find the first."""
_UNPLUGGED = "ファイルが一つも見当たらないため、前に取り込んだ{count}件は除かずに残しました。共有フォルダがつながっているかを確かめてください。本当に除くときは、`shitagaki ingest --forget フォルダ` を実行してください（ほかの文書は残ります）。"
_CLOSED = "機密性3の文書は、ほかの機械にある埋込みのサーバには送れないため、取り込みませんでした。同梱の埋込み（e5-small.int8）を使ってください。"


@dataclass(slots=True)
class Report:
    """``documents`` and ``passages`` count what the given paths hold in the index now, ``unchanged`` those not read again,
    ``moved`` those whose file lies elsewhere than before."""

    documents: int = 0
    passages: int = 0
    unchanged: int = 0
    removed: int = 0
    moved: int = 0
    failed: list[Failure] = field(default_factory=list)
    notes: list[Failure] = field(default_factory=list)
    seconds: float = 0.0

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def ingest(
    paths: Sequence[Path],
    *,
    index: Index,
    defaults: Defaults = Defaults(),
    limits: Limits = LIMITS,
    progress: Progress = lambda done, total, message: None,
    first_look: float = FIRST_LOOK,
) -> Report:
    """Bring the index up to the files under ``paths``; returns what was done. Waits while another run is writing.
    ``progress(done, total, message)`` counts files. What is there after ``first_look`` seconds can be searched then.
    """
    started, report = time.monotonic(), Report()
    with writer_lock(index.lock_file, waiting=lambda message: progress(0, 0, message)):
        index.ledger.set_meta("embedder", index.embedder.name)
        index.ledger.set_meta("dimensions", str(index.embedder.dimensions))
        begin(index.ledger)
        known = index.ledger.sources()
        found = survey(paths, embedder=index.embedder.name, known=known, defaults=defaults, limits=limits)
        report.failed.extend(found.failed)
        if found.moved:
            relocate(index.ledger, found.moved)
            known, report.moved = index.ledger.sources(), len(found.moved)
        kept = _allowed(found.candidates, index.embedder, report)
        changed = [c for c in kept if known.get(c.source) != (c.document_id, c.digest, c.recipe)]
        read = _read_all(changed, index, limits, report, progress, first_look)
        report.notes.extend(Failure(*each) for each in told_of_left(found.left, found.behind))
        report.removed = index.ledger.remove(list(gone(known, found, _standing(paths, known, report), read)))
        report.unchanged = len(kept) - len(changed)
        if changed or report.removed or report.moved:
            settle(index.ledger)
        progress(len(changed), len(changed), "索引を仕上げています")
        keep_unread(index.ledger, paths, report.failed)
        index.refresh()
        end(index.ledger)
        now = index.ledger.sources()
        ids = held(now, {c.source for c in found.candidates})
        report.documents, report.passages = len(ids), index.ledger.passages_in(ids)
    report.seconds = round(time.monotonic() - started, 2)
    return report


def _standing(paths: Sequence[Path], known: Collection[str], report: Report) -> list[Path]:
    """The paths where what is missing was taken away. A folder that is not there or holds no file at all is most likely
    a share that is not connected: what was read from it stays, and the report says so."""
    standing = []
    for path in paths:
        below = [source for source in known if is_under(source, [path])]
        folder = path.suffix.lower() != ".zip" and str(path.absolute()) not in known
        if below and folder and not any(each.is_file() for each in path.rglob("*")):
            report.failed.append(Failure(str(path), _UNPLUGGED.format(count=len(below))))
        else:
            standing.append(path)
    return standing


def _allowed(candidates: Sequence[Candidate], embedder: Embedder, report: Report) -> list[Candidate]:
    """What may be read: a paper of 機密性 3 goes to no embedding server on another machine, whatever the settings say."""
    if not getattr(embedder, "outside", False):
        return list(candidates)
    closed = [one for one in candidates if one.said.sensitivity.startswith("3")]
    report.failed.extend(Failure(one.name, _CLOSED) for one in closed)
    return [one for one in candidates if not one.said.sensitivity.startswith("3")]


def _read_all(
    changed: Sequence[Candidate],
    index: Index,
    limits: Limits,
    report: Report,
    progress: Progress,
    look: float,
) -> dict[str, set[str]]:
    """Read, split, embed and acknowledge; embedding runs while the next files are read. Returns the sources of the documents
    of each file that could be read."""
    started, read = time.monotonic(), dict[str, set[str]]()
    waiting: list[tuple[Candidate, Loaded]] = []
    pending = 0
    for done, (candidate, loaded) in enumerate(read_ahead(changed, limits, progress), start=1):
        if isinstance(loaded, UnreadableFile):
            report.failed.append(Failure(candidate.name, loaded.reason + loaded.remedy))
        else:
            several = list(apart(candidate, loaded))
            read[candidate.source] = {one.source for one, _ in several}
            waiting += several
            pending += 1 + len(loaded.text) // 300
            report.notes.extend(Failure(candidate.name, note) for note in loaded.notes)
        if pending >= BATCH or done == len(changed):
            _acknowledge(waiting, index)
            waiting, pending = [], 0
            if done < len(changed) and time.monotonic() - started > look:
                settle(index.ledger)
                index.refresh()
                look = 2 * (time.monotonic() - started)
        left = (time.monotonic() - started) / done * (len(changed) - done)
        progress(done, len(changed), f"{candidate.name}（残り約 {left:.0f} 秒）")
    return read


def _acknowledge(batch: Iterable[tuple[Candidate, Loaded]], index: Index) -> None:
    """Embed what is new in these documents in one go, then write each document in its own transaction."""
    ready = []
    texts: dict[str, str] = {}
    for candidate, loaded in batch:
        document = _document(candidate, loaded, index.tenant)
        passages = split(
            document_id=document.id,
            title=document.title,
            kind=document.kind,
            text=document.text,
            blocks=loaded.blocks,
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
    values = index.embedder.embed_passages([texts[digest] for digest in missing])
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
    stem = Path(candidate.name).stem
    title = said.title or loaded.title or stem
    kind = said.kind or guess_kind(title, loaded.text, candidate.name)
    if not said.title and (kind not in UNNAMED or first_of_many(title, stem)):
        title = best_title(title, stem)
        kind = said.kind or guess_kind(title, loaded.text, candidate.name)
    number, issued = said.number, said.issued
    if kind in KINDS and not (said.title and number and issued):
        tree = parse(loaded.text)
        if not said.title and NAMED.search(tree.title):
            title = tree.title
            kind = said.kind or guess_kind(title, loaded.text, candidate.name)
        number, issued = number or own_number(tree), issued or own_promulgation(tree)
    if not issued and (kind not in KINDS or LAID.search(loaded.text)):
        issued = candidate.changed or day_of(
            loaded.text, kind=kind, title=title, name=candidate.name, today=date.today()
        )
    return Document(
        id=candidate.document_id,
        title=title,
        kind=kind,
        text=loaded.text,
        source=candidate.source,
        digest=candidate.digest,
        number=number,
        issued=issued,
        effective_from=said.effective_from,
        effective_to=said.effective_to,
        section=said.section or section_of(loaded.text, name=candidate.name),
        sensitivity=said.sensitivity,
        tenant=tenant,
        url=said.url,
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
