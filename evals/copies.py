"""The office's index made once more with another embedder or cut otherwise, in a folder of its own. Knows nothing of suites.

The office's own index stays as it is. A copy is kept and used again while the documents are the same.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.wire import Office
from evals.place import place_of
from evals.watching import Line
from ingest.document import Document, Passage
from ingest.embedders import Embedder, open_embedder
from ingest.errors import SettingError
from ingest.index import Index
from ingest.lock import writer_lock
from ingest.rows import Indexed, vector_digest
from ingest.scope import scope_of
from ingest.splitters import embedding_text
from ingest.splitters.cuts import Cut, make_passages
from ingest.splitters.sentences import sentence_ends

OWN, EVEN = "structure", "chars"
"""The splitters that can be compared: the product's own, by 条 and headings; and chars:N, pieces of up to N characters that
end with a sentence, as most other systems cut."""
KEPT = 3
"""Copies that stay on the disk."""
BATCH = 256


@dataclass(frozen=True, slots=True)
class Copy:
    """``holds``: of a passage that is cut otherwise, the places of the product's own passages of which it has half or more."""

    index: Index
    holds: Mapping[str, tuple[str, ...]]


def with_embedder(office: Office, spec: str) -> Copy:
    """The index as the embedder ``spec`` would have made it."""
    settings = office.settings
    embedder = open_embedder(spec, models=settings.models)
    if embedder.name == office.index.embedder.name:
        return Copy(office.index, {})
    return _copied(office, embedder, OWN)


def with_splitter(office: Office, spec: str) -> Copy:
    """The index cut by ``spec``: "structure", or "chars:400"."""
    if spec == OWN:
        return Copy(office.index, {})
    size(spec)
    return _copied(office, office.index.embedder, spec)


def size(spec: str) -> int:
    """The characters of chars:N. Raises SettingError."""
    name, _, most = spec.partition(":")
    if name != EVEN or not most.isdigit() or not 50 <= int(most) <= 4000:
        raise SettingError(
            f"分け方「{spec}」は使えません。{OWN}（この製品）か、{EVEN}:400 の形（50〜4000字ごと）です。"
        )
    return int(most)


def even(document: Document, most: int) -> tuple[Passage, ...]:
    """The text in pieces of up to ``most`` characters that end with a sentence, or a line, where one ends."""
    text, starts = document.text, [0]
    last = 0
    for end in sentence_ends(text, 0, len(text)):
        while end - starts[-1] > most:
            starts.append(last if last > starts[-1] else starts[-1] + most)
        last = end
    cuts = [Cut(at, f"c{number}", "", (), "text") for number, at in enumerate(starts, 1) if at < len(text)]
    return make_passages(document.id, text, cuts, ()) if text.strip() else ()


def _copied(office: Office, embedder: Embedder, splitter: str) -> Copy:
    """The copy of an office, kept beside its runs."""
    told = f"{embedder.name}\0{splitter}\0" + "\n".join(f"{one.id}:{one.digest}:{scope_of(one)}" for one in office.index.ledger.documents())  # fmt: skip
    shelf = place_of(office) / "evals" / "copies"
    folder = shelf / hashlib.sha256(told.encode()).hexdigest()[:16]
    _sweep(shelf, folder)
    line = Line()

    def tell(done: int, total: int) -> None:
        line(f"索引の写し　{done}/{total} 文書　", last=done == total)

    return copy_of(office.index, folder, embedder=embedder, splitter=splitter, progress=tell)


def copy_of(
    source: Index,
    folder: Path,
    *,
    embedder: Embedder,
    splitter: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Copy:
    """All documents of ``source`` in ``folder``, embedded and cut otherwise; one that is there whole is opened.
    ``progress`` hears (documents written, of how many) while one is made."""
    made = Index(
        folder, tenant=source.tenant, embedder=embedder, lexicon=source.lexicon, reranking=source.reranking
    )
    holds: dict[str, tuple[str, ...]] = {}
    with writer_lock(made.lock_file):
        whole = made.ledger.meta("copied") == "whole"
        done, total = 0, len(source.ledger.documents())
        for batch in _batches(source, splitter, holds):
            if not whole:
                _write(batch, made, source)
                progress(done := done + len(batch), total)
        if not whole:
            made.ledger.set_meta("embedder", embedder.name)
            made.ledger.set_meta("dimensions", str(embedder.dimensions))
            made.ledger.set_meta("splitter", splitter)
            made.refresh()
            made.ledger.set_meta("copied", "whole")
    return Copy(made, holds)


Batch = list[tuple[Document, list[Passage]]]


def _batches(source: Index, splitter: str, holds: dict[str, tuple[str, ...]]) -> Iterator[Batch]:
    """Every document with its passages, some at a time; ``holds`` is filled on the way."""
    batch: Batch = []
    for each in source.ledger.documents():
        document = source.ledger.document(each.id)
        if document is None:
            continue
        own = source.ledger.passages(document)
        passages = list(own) if splitter == OWN else list(even(document, size(splitter)))
        if splitter != OWN:
            holds |= {one.id: _held(one, own) for one in passages}
        batch.append((document, passages))
        if sum(len(some) for _, some in batch) >= BATCH:
            yield batch
            batch = []
    yield batch


def _held(piece: Passage, own: Sequence[Passage]) -> tuple[str, ...]:
    def shared(one: Passage) -> int:
        return min(piece.end, one.end) - max(piece.start, one.start)

    return tuple(one.id for one in own if 2 * shared(one) >= one.end - one.start > 0)


def _write(batch: Batch, made: Index, source: Index) -> None:
    """Embed what these documents say and write each in a transaction of its own."""
    ready = [
        (document, [Indexed(one, text := embedding_text(one, document.title), vector_digest(made.embedder.name, text)) for one in passages])
        for document, passages in batch
    ]  # fmt: skip
    texts = {one.vector: one.read_as for _, rows in ready for one in rows}
    stored = made.ledger.vectors(list(texts))
    missing = [digest for digest in texts if digest not in stored]
    fresh = dict(zip(missing, made.embedder.embed_passages([texts[one] for one in missing]), strict=True))
    recipes = {document_id: recipe for document_id, _, recipe in source.ledger.sources().values()}
    for document, rows in ready:
        made.ledger.put(
            document,
            rows,
            scope=scope_of(document),
            recipe=recipes.get(document.id, ""),
            blocks=source.ledger.blocks(document.id),
            notes=source.ledger.notes(document.id),
            vectors={one.vector: fresh[one.vector] for one in rows if one.vector in fresh},
        )


def _sweep(shelf: Path, keep: Path) -> None:
    """Only the newest copies stay."""
    others = [one for one in shelf.glob("*") if one.is_dir() and one != keep] if shelf.is_dir() else []
    for old in sorted(others, key=lambda one: one.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)
