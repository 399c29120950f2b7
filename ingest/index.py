"""The index of one tenant: opening it, searching it, reading its documents. Knows nothing of files being ingested."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.document import Document, Hit, Passage, Viewer
from ingest.errors import IndexUnusable
from ingest.lawdesk import LawDesk
from ingest.ledger import Ledger
from ingest.lock import writer_lock
from ingest.papers.editions import Fused, Wanted, read_wanted
from ingest.papers.headings import top_headings
from ingest.search.confidence import Thresholds, measure
from ingest.search.folding import fold
from ingest.search.fusion import WEIGHTS, blend
from ingest.search.lexicon import NOT_BARRED, Barred, Lexicon
from ingest.search.listing import Listing, read_listing
from ingest.search.pulling import is_answered
from ingest.search.query import Query, read_probes, read_query
from ingest.search.rankings import rank_all
from ingest.search.reranking import Reranking
from ingest.snapshot import Snapshot, digest_of, is_published, open_snapshot, publish, read_pointer
from ingest.spare import give_back
from ingest.vectors import Vector

if TYPE_CHECKING:
    from ingest.embedders import Embedder

DEPTH = 50
LEAST = 3  # characters besides the name of a regulation that are no question of it yet
"""Passages taken from each ranking before they are fused."""


@dataclass(frozen=True, slots=True)
class Search:
    """What one search found, best first. ``confident`` False: nothing here is near enough to answer from.
    ``notice`` is a sentence to show above the hits (「第40条はありません（最終は第31条）。」), or ""."""

    hits: tuple[Hit, ...]
    confident: bool
    seconds: float
    notice: str = ""
    barred: Barred = NOT_BARRED


class Index:
    """A folder with the ledger, its caches and the originals. Safe to search from many threads."""

    def __init__(
        self,
        folder: Path,
        *,
        tenant: str,
        embedder: Embedder,
        store: str = "chroma",
        lexicon: Lexicon = Lexicon(),
        reranking: Reranking = Reranking(),
        weights: Mapping[str, float] = WEIGHTS,
        rebuild: bool = False,
    ) -> None:
        """Raises IndexUnusable when another embedder made the index; ``rebuild`` forgets all but the originals."""
        self.folder, self.tenant, self.embedder, self.store = folder, tenant, embedder, store
        self.caches, self.lock_file = folder / "caches", folder / "writer.lock"
        self.lexicon, self.reranking, self.weights = lexicon, reranking, weights
        self.ledger = Ledger(folder / "ledger.sqlite3")
        self.law = LawDesk(self.ledger, folder / "links.json")
        self._swap = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._retired: Snapshot | None = None
        self._listed = Listing()
        self._document = lru_cache(maxsize=512)(self._load_document)
        self._query = lru_cache(256)(partial(read_query, synonyms=lexicon.synonyms, embedder=embedder))
        made_by = self.ledger.meta("embedder")
        if rebuild:
            with writer_lock(self.lock_file):
                self.ledger.clear()
        elif made_by and made_by != embedder.name:
            raise IndexUnusable(
                f"この索引は埋込み「{made_by}」で作られていて、「{embedder.name}」では使えません。"
                f"SHITAGAKI_EMBEDDER={made_by} に戻すか、`shitagaki ingest --rebuild フォルダ` で作り直してください。"
            )

    @property
    def digest(self) -> str:
        """Names the bytes that answers come from: embedder, generation of the ledger, reranker."""
        return f"{self.tenant}:{self.embedder.name}:{self.ledger.generation}{self.reranking.mark}"

    # ---- searching

    def search(
        self,
        query: str,
        *,
        viewer: Viewer,
        k: int = 10,
        as_of: date | None = None,
        kinds: Collection[str] = (),
        current: bool = False,
    ) -> Search:
        """The ``k`` passages that answer ``query`` best, of those ``viewer`` may read and in force on ``as_of``; none for "".

        ``kinds`` keeps to documents of these kinds; ``as_of`` None means today, another day also leaves out what
        was written after it. A later edition of a paper stands before the earlier one, which ``current`` leaves out.
        """
        started = time.perf_counter()
        if not query.strip() or viewer.tenant != self.tenant:
            return Search((), False, 0.0)
        wish = self.law.wish(query, viewer, as_of)
        exact = self.law.answer(wish.plain, viewer, wish.day, kinds)
        notice = exact.notice + wish.told(exact.hits)
        if exact.complete:
            return Search(exact.hits[:k], exact.found, time.perf_counter() - started, notice)
        self._listed = listed = read_listing(self.ledger, self._listed)
        asked, allowed = self._query(wish.text), wish.scopes(listed.scopes, viewer, kinds)
        snapshot, depth, readable = self.snapshot(), DEPTH if as_of is None else 4 * DEPTH, frozenset(allowed)
        called = self._called(wish.text, viewer) if not kinds else ((), None)
        rankings = rank_all(asked, snapshot, listed, self.ledger, readable, depth, *called)
        later = listed.written_after(as_of) if as_of else wish.left_out(listed.documents.values())
        fused, near = blend(rankings, depth=depth, weights=self.weights), dict(rankings["dense"])
        wanted = read_wanted(asked.text, asked.hints, wish.day)
        fused = self._by_edition(fused, wanted, readable, later)
        left_out = later | listed.outdated(wanted, allowed, later) if current else later
        found, note = self.reranking.order(query, self._hits(fused, near, readable, left_out))
        found = self.law.in_force(found, viewer, wish.day, told := list[str]())
        hits = fold(found, k, as_of or date.today())
        barred = self.lexicon.barred(asked.text, hits, stranger=exact.stranger)
        confident = self._sure(asked, hits, snapshot, named=bool(rankings["exact"]), barred=bool(barred))
        notice = "".join((notice, *told, wish.told(hits), note))
        return Search(hits, confident, time.perf_counter() - started, notice, barred)

    def _called(self, text: str, viewer: Viewer) -> tuple[tuple[str, ...], Vector | None]:
        """The titles of the regulations that a question calls, and the vector of what it says besides. Not asked where papers
        of certain kinds are looked for: no regulation is to crowd them out."""
        called = self.law.called(text, viewer, self.lexicon.synonyms)
        return called.titles, self.embedder.embed_query(called.rest) if len(called.rest) > LEAST else None

    def _sure(
        self, asked: Query, hits: Sequence[Hit], snapshot: Snapshot, *, named: bool, barred: bool
    ) -> bool:
        told = self.lexicon.synonyms
        signals = measure(asked, hits, lexical=snapshot.lexical, synonyms=told, exact=named, barred=barred)
        line = Thresholds.of(self.embedder.name).on(snapshot.unrelated)
        return is_answered(asked, hits, signals, line, self.embedder, told, self.ledger.vectors_of)

    def _hits(
        self,
        fused: Sequence[tuple[str, float, tuple[str, ...]]],
        similarity: dict[str, float],
        allowed: frozenset[str],
        later: frozenset[str],
    ) -> Iterator[Hit]:
        """The passages of a fused ranking that may be shown, read as they are asked for."""
        places, generation = self.ledger.places([key for key, _, _ in fused]), self.ledger.generation
        for place, (key, score, via) in enumerate(fused, start=1):
            document_id, passage_id, scope = places.get(key, ("", "", ""))
            if scope not in allowed or document_id in later:
                continue  # the document was changed or taken away after the caches were published
            read = self._document(document_id, generation)
            if read is not None and passage_id in read[1]:
                yield Hit(read[1][passage_id], read[0], score, place, via, similarity.get(key))

    def _by_edition(
        self, fused: Sequence[Fused], wanted: Wanted, allowed: frozenset[str], later: frozenset[str]
    ) -> list[Fused]:
        """A fused ranking with what was found of later editions before what was found of earlier ones."""
        places = self.ledger.places([key for key, _, _ in fused]).items()
        seen = {k: d for k, (d, _, scope) in places if scope in allowed and d not in later}
        return self._listed.editions.newest_first(fused, lambda key: seen.get(key, ""), wanted)

    # ---- reading

    def document(self, document_id: str, viewer: Viewer) -> Document | None:
        """The document, or None when there is none or ``viewer`` may not read it (the two look the same)."""
        document = self.ledger.document(document_id)
        if document is None or viewer.tenant != self.tenant:
            return None
        return document if viewer.may_read(document.sensitivity, document.section) else None

    def documents(self, viewer: Viewer) -> tuple[Document, ...]:
        """Every document that ``viewer`` may read, without its text."""
        self._listed = read_listing(self.ledger, self._listed)
        every = self._listed.documents.values() if viewer.tenant == self.tenant else ()
        return tuple(d for d in every if viewer.may_read(d.sensitivity, d.section))

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document in order; joined they are its text."""
        document = self.ledger.document(document_id)
        return self.ledger.passages(document) if document else ()

    def headings(self, document_id: str) -> tuple[str, ...]:
        return top_headings(self.ledger, document_id)

    def original(self, document: Document) -> Path | None:
        """The kept copy of the file that a document was read from, when there is one."""
        return next(iter(sorted((self.folder / "originals").glob(f"{document.digest}*"))), None)

    def _load_document(self, document_id: str, generation: int) -> tuple[Document, dict[str, Passage]] | None:
        document = self.ledger.document(document_id)
        return (document, {each.id: each for each in self.ledger.passages(document)}) if document else None

    def snapshot(self) -> Snapshot:
        """The published caches; made anew when they are missing, damaged or behind and nobody is writing."""
        current = self._snapshot
        if current is not None and read_pointer(self.caches).get("name") == current.name:
            return current
        with self._swap:
            if self._snapshot is not None and self._snapshot is not current:
                return self._snapshot  # an ingestion published it while this search waited
            opened = open_snapshot(self.ledger, self.caches, self.store)
            if opened is None or opened.generation != self.ledger.generation:
                opened = self._catch_up(opened)
            self._replace(opened)
            return opened

    def _catch_up(self, behind: Snapshot | None) -> Snapshot:
        try:
            with writer_lock(self.lock_file, wait=0.0 if behind else 600.0):
                return self._publish()
        except IndexUnusable:
            if behind is None:
                raise
            return behind  # an ingestion is at work, and publishes when done

    def refresh(self) -> None:
        """Publish what the ledger holds, where it is not published; the caller holds the writer lock."""
        if is_published(self.ledger, self.caches, self.store, digest_of(self.lexicon.unrelated)):
            return  # opening them took 2.5 s, and a search finds damage
        with self._swap:
            self._replace(self._publish())

    def _publish(self) -> Snapshot:
        probes, asked = read_probes(self.embedder, self.lexicon.unrelated), digest_of(self.lexicon.unrelated)
        return publish(self.ledger, self.caches, self.store, probes=probes, asked=asked)

    def _replace(self, snapshot: Snapshot) -> None:
        """Use ``snapshot`` from now on; the one before the last is closed, the last may still be searched."""
        if self._retired is not None:
            self._retired.vectors.close()
        self._retired, self._snapshot = self._snapshot, snapshot
        give_back()
