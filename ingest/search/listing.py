"""What a search knows of the documents before it begins: their names, scopes and editions. Knows nothing of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ingest.document import Document
from ingest.ledger import Ledger
from ingest.papers.editions import Editions, Wanted
from ingest.regulations import KINDS
from ingest.scope import scope_of
from ingest.search.titles import Named, Titles


def _none() -> Editions:
    return Editions((), str)


@dataclass(frozen=True, slots=True)
class Listing:
    """The documents of one generation of the ledger, without their texts."""

    generation: int = -1
    titles: Titles = field(default_factory=lambda: Titles(()))
    scopes: tuple[str, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    editions: Editions = field(default_factory=_none)
    scoped: Mapping[str, str] = field(default_factory=dict)
    """The scope of each document by its id."""

    def named_in(self, query: str, called: Collection[str] = ()) -> Named:
        """What a query names by its title; where that is no regulation, also those of the titles ``called``: the one that it
        calls by a shorter name (国保条例)."""
        named = self.titles.named_in(query)
        if not called or any(self.documents[each].kind in KINDS for each in named.documents):
            return named
        meant = tuple(each for each, one in self.documents.items() if one.title in called)
        return Named((*meant, *named.documents), named.anchors)

    def written_after(self, day: date) -> frozenset[str]:
        """Documents without days in force that did not exist yet: this year's FAQ says nothing of last year's fees."""
        listed = self.documents.values()
        return frozenset(d.id for d in listed if d.issued and d.issued > day and d.effective_from is None)

    def outdated(self, wanted: Wanted, scopes: Sequence[str], later: frozenset[str]) -> frozenset[str]:
        """Documents with a later edition that may be read too (of one of ``scopes``, not among ``later``)."""
        allowed = frozenset(scopes)
        seen = {each for each, scope in self.scoped.items() if scope in allowed} - later
        return self.editions.outdated(wanted, seen)


def read_listing(ledger: Ledger, before: Listing) -> Listing:
    """The listing of the ledger as it is now; ``before`` while nothing has changed since."""
    generation = ledger.generation
    if before.generation == generation:
        return before
    documents = ledger.documents()

    def text_of(document_id: str) -> str:
        document = ledger.document(document_id)
        return document.text if document else ""

    return Listing(
        generation,
        Titles(documents),
        ledger.scopes(),
        {document.id: document for document in documents},
        Editions(documents, text_of),
        {document.id: scope_of(document) for document in documents},
    )
