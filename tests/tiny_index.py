"""A small index in memory for drafting tests: word overlap over real Documents and real passages. Knows no files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from app.text.wording import pairs, share
from ingest.document import Document, Hit, Passage, Viewer
from ingest.lawdesk import LawDesk
from ingest.loaders.builder import TextBuilder
from ingest.loaders.lines import Line, add_lines
from ingest.search.lexicon import Lexicon
from ingest.splitters import split

CONFIDENT = 0.3
"""The share of the query's pairs that the best passage must have."""


@dataclass(frozen=True, slots=True)
class Found:
    hits: tuple[Hit, ...]
    confident: bool


@dataclass(frozen=True)
class _Shelf:
    """The documents as the product's own law desk asks for them; nothing is kept in a file."""

    by_id: dict[str, Document]
    split: dict[str, tuple[Passage, ...]]
    generation: int = 1

    def documents(self) -> tuple[Document, ...]:
        return tuple(self.by_id.values())

    def document(self, document_id: str) -> Document | None:
        return self.by_id.get(document_id)

    def passages(self, document: Document) -> tuple[Passage, ...]:
        return self.split[document.id]


class TinyIndex:
    """Documents split by the product's own splitter, ranked by the pairs they share with the query."""

    digest = "tiny:1"
    embedder = None
    lexicon = Lexicon()

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.id: document for document in documents}
        self._passages = {document.id: _split(document) for document in documents}
        self.queries: list[str] = []
        self.law = LawDesk(_Shelf(self._documents, self._passages), None)  # type: ignore[arg-type]

    def search(
        self,
        query: str,
        *,
        viewer: Viewer,
        k: int = 10,
        as_of: date | None = None,
        kinds: Collection[str] = (),
        current: bool = False,
    ) -> Found:
        self.queries.append(query)
        wanted = pairs(query)
        scored = []
        for document in self._documents.values():
            readable = viewer.may_read(document.sensitivity, document.section)
            if (
                not readable
                or (kinds and document.kind not in kinds)
                or (as_of and not document.in_force(as_of))
            ):
                continue
            for passage in self._passages[document.id]:
                scored.append((share(wanted, f"{document.title}\n{passage.text}"), document, passage))
        scored.sort(key=lambda row: (-row[0], row[2].id))
        hits = tuple(
            Hit(passage, document, score, rank, ("words",), score)
            for rank, (score, document, passage) in enumerate(scored[:k], start=1)
            if score > 0
        )
        return Found(hits, bool(hits) and hits[0].score >= CONFIDENT)

    def document(self, document_id: str, viewer: Viewer) -> Document | None:
        document = self._documents.get(document_id)
        return document if document and viewer.may_read(document.sensitivity, document.section) else None

    def documents(self, viewer: Viewer) -> tuple[Document, ...]:
        return tuple(
            document
            for document in self._documents.values()
            if viewer.may_read(document.sensitivity, document.section)
        )

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        return self._passages.get(document_id, ())

    def headings(self, document_id: str) -> tuple[str, ...]:
        return ()


def _split(document: Document) -> tuple[Passage, ...]:
    builder = TextBuilder()
    add_lines(builder, [Line(line) for line in document.text.rstrip("\n").split("\n")])
    loaded = builder.loaded(document.title)
    assert loaded.text == document.text, "documents of tests are clean already"
    return split(
        document_id=document.id,
        title=document.title,
        kind=document.kind,
        text=loaded.text,
        blocks=loaded.blocks,
    )


def document(id: str, title: str, kind: str, text: str, **more: object) -> Document:
    return Document(id, title, kind, text.strip("\n") + "\n", f"{id}.txt", id, **more)  # type: ignore[arg-type]
