"""The law side of one index: its regulations as they are now, and exact answers from them. Knows nothing of rankings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from ingest.document import Document, Hit, Passage, Viewer
from ingest.ended import Ended, find_ended, find_replaced
from ingest.law.reference import find_references
from ingest.law.standing import Standing
from ingest.law.tree import Node
from ingest.ledger import Ledger
from ingest.regulations import KINDS, Regulations
from ingest.search.asked_day import BEFORE, AskedDay, Wish, read_asked_day, wish
from ingest.search.called import Called, called_in
from ingest.search.companions import Companion, find_companions
from ingest.search.exact import answer, is_bare, looks_legal
from ingest.search.naming import RegulationNames
from ingest.search.partly import MAY, Shown, begun_words, shown_on
from ingest.search.placing import place_passage
from ingest.search.relations import answer_relation
from ingest.search.shelf import NOTHING, Exact, Shelf, opening
from ingest.search.succession import followed
from ingest.search.synonyms import Synonyms
from ingest.search.unbegun import Part, read_parts


class LawDesk:
    """Made anew with every generation of the ledger; safe to ask from many threads."""

    def __init__(self, ledger: Ledger, file: Path) -> None:
        self._ledger, self._file = ledger, file
        self._of = lru_cache(maxsize=1)(self._make)
        self._readable = lru_cache(maxsize=32)(self._find_readable)
        self._names = lru_cache(maxsize=8)(self._names_for)
        self._ended = lru_cache(maxsize=4)(self._find_ended)
        self._gone = lru_cache(maxsize=8)(self._find_gone)
        self._parts = lru_cache(maxsize=2048)(self._find_parts)

    def regulations(self) -> Regulations:
        """The regulations of the generation that is acknowledged now."""
        return self._of(self._ledger.generation)

    def _make(self, generation: int) -> Regulations:
        return Regulations(self._ledger.documents(), self._ledger.document, file=self._file)

    def readable(self, viewer: Viewer) -> tuple[Document, ...]:
        """The regulations that ``viewer`` may read, all revisions, oldest first."""
        return self._readable(self._ledger.generation, viewer)

    def _find_readable(self, generation: int, viewer: Viewer) -> tuple[Document, ...]:
        found = self._of(generation).documents.values()
        kept = [each for each in found if viewer.may_read(each.sensitivity, each.section)]
        return tuple(sorted(kept, key=lambda each: (each.effective_from or date.min, each.id)))

    def ended(self, viewer: Viewer) -> tuple[Ended, ...]:
        """The regulations that are in force no more, as far as those that ``viewer`` may read tell."""
        return self._ended(self._ledger.generation, _ids(self.readable(viewer)))

    def _find_ended(self, generation: int, ids: tuple[str, ...]) -> tuple[Ended, ...]:
        laws = self._of(generation)
        return find_ended([laws.documents[each] for each in ids], self._ledger.document, laws.tree)

    def _find_gone(self, generation: int, ids: tuple[str, ...]) -> tuple[Ended, ...]:
        laws = self._of(generation)
        documents = [laws.documents[each] for each in ids]
        return (*self._ended(generation, ids), *find_replaced(documents, self._ledger.document, laws.tree))

    def called(self, query: str, viewer: Viewer, synonyms: Synonyms) -> Called:
        """The regulations that a query calls by their own, a shorter or, by ``synonyms``, another name (国保条例, ごみの条例),
        of those that ``viewer`` may read."""
        if not looks_legal(query):
            return Called()
        names = self._names(tuple((each.title, each.number) for each in self.readable(viewer)))
        return called_in(query, names, synonyms)

    def answer(self, query: str, viewer: Viewer, as_of: date | None, kinds: Collection[str]) -> Exact:
        """The exact answer for a viewer, from regulations of ``kinds`` (any when empty) in force on ``as_of`` (None: today)."""
        if not looks_legal(query):
            return NOTHING
        documents = [each for each in self.readable(viewer) if not kinds or each.kind in kinds]
        if not documents:
            return NOTHING
        names = self._names(tuple((each.title, each.number) for each in documents))
        shelf = Shelf(documents, names, self.regulations().tree, self._ledger.document, self._passages)
        day = as_of or date.today()
        related = answer_relation(query, shelf, lambda: self.regulations().graph, day)
        if related:
            return related
        gone = followed(query, self._gone(self._ledger.generation, _ids(documents)), documents, day)
        if gone and is_bare(gone.rest, [place.text for place in find_references(gone.rest)]):
            return Exact(opening(gone.successor, shelf) if gone.successor else (), gone.told, True)
        found = answer(query, shelf, day, today=as_of is None)
        return replace(found, notice=gone.told) if gone and not found.complete else found

    def wish(self, query: str, viewer: Viewer, as_of: date | None) -> Wish:
        """The question with the day it is for."""
        return wish(query, as_of, None if as_of else self._asked_day(query, viewer))

    def _asked_day(self, query: str, viewer: Viewer) -> AskedDay | None:
        """The day whose law a question asks for in its own words; 「改正前の」 is the day before the words of today began."""
        today = date.today()
        told, rest = read_asked_day(query, today), BEFORE.sub("", query).strip()
        if told or rest == query or not looks_legal(query):
            return told
        readable = self.readable(viewer)
        meant = self._names(tuple((each.title, each.number) for each in readable)).meant_in(rest)
        titles = meant.titles if meant and meant.how in ("full", "short") else ()
        begun = [
            each.effective_from
            for each in readable
            if each.title in titles and each.effective_from and each.effective_from <= today
        ]
        day = max(begun) - timedelta(days=1) if len(set(begun)) > 1 else None
        return AskedDay(day, rest or query) if day else None

    def companions(
        self, passage: Passage, document: Document, viewer: Viewer, day: date
    ) -> tuple[Companion, ...]:
        """What a passage is read with (companions.py); () for a paper that is no regulation."""

        def read(document_id: str) -> Document | None:
            found = self._ledger.document(document_id)
            return found if found and viewer.may_read(found.sensitivity, found.section) else None

        if document.kind not in KINDS:
            return ()
        graph = self.regulations().graph
        found = find_companions(passage, document, graph=graph, day=day, read=read, passages=self._passages)
        return tuple(each for each in found if self._shown(each, viewer, day).place == "kept")

    def holding(self, document: Document, anchor: str, passages: Sequence[Passage]) -> tuple[str, str]:
        """(id of the passage that holds the place, the words of the place); the words "" for a passage itself."""
        wanted = f"{document.id}#{anchor}"
        if document.kind not in KINDS or any(passage.id == wanted for passage in passages):
            return wanted, ""
        node = Standing(self.regulations().tree(document.id)).node(anchor)
        held = next((each for each in passages if node and each.start <= node.start < each.end), None)
        return (held.id, document.text[node.start : node.end]) if node and held else (wanted, "")

    def in_force(
        self, hits: Iterable[Hit], viewer: Viewer, as_of: date | None, told: list[str]
    ) -> Iterator[Hit]:
        """The hits, without what of a regulation in force on ``as_of`` (None: today) begins later by a part of its 附則: the words of the revision
        before in its place, where that is here; and of a place that begins before the rest, the words of the revision to come.
        What a reader must know is added to ``told``."""
        day = as_of or date.today()
        for hit in hits:
            if hit.document.kind not in KINDS:
                yield hit
                continue
            shown = self._shown(hit, viewer, day)
            if shown.told and shown.told not in told:
                told.append(shown.told)
            if shown.place in ("before", "begun") and shown.document and shown.node:
                yield self._of_that_day(hit, shown.document, shown.node)
            elif shown.place == "kept":
                label = hit.passage.label + shown.label
                yield replace(hit, passage=replace(hit.passage, label=label)) if shown.label else hit

    def _shown(self, hit: Hit | Companion, viewer: Viewer, day: date) -> Shown:
        revisions = [each for each in self.readable(viewer) if each.title == hit.document.title]
        anchor, tree = hit.passage.id.partition("#")[2], self.regulations().tree
        if early := begun_words(hit.document, anchor, revisions, day, tree):
            return Shown("begun", "", *early)
        parts = self._parts(self._ledger.generation, hit.document.id)
        if not parts:
            return Shown("kept")
        return shown_on(hit.document, anchor, day, parts=parts, revisions=revisions, tree=tree)

    def _of_that_day(self, hit: Hit, document: Document, node: Node) -> Hit:
        read = self._ledger.document(document.id) or document
        whole = replace(read, effective_from=document.effective_from, effective_to=document.effective_to)
        tree = self.regulations().tree(document.id)
        words = place_passage(whole, tree, node, node.anchor, self._passages(document.id))
        return replace(hit, passage=words, document=whole)

    def _find_parts(self, generation: int, document_id: str) -> tuple[Part, ...]:
        laws = self._of(generation)
        document = laws.documents.get(document_id)
        read = self._ledger.document(document_id) if document else None
        return read_parts(laws.tree(document_id)) if read and MAY.search(read.text) else ()

    def _passages(self, document_id: str) -> tuple[Passage, ...]:
        document = self._ledger.document(document_id)
        return self._ledger.passages(document) if document else ()

    @staticmethod
    def _names_for(pairs: tuple[tuple[str, str], ...]) -> RegulationNames:
        return RegulationNames(pairs)


def _ids(documents: Sequence[Document]) -> tuple[str, ...]:
    return tuple(each.id for each in documents)
