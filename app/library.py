"""The index as far as drafting needs it. Knows nothing of what is drafted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Protocol

from ingest.document import Document, Hit, Passage, Viewer
from ingest.embedders import Embedder
from ingest.lawdesk import LawDesk
from ingest.search.lexicon import Lexicon


class Searched(Protocol):
    """What one search gives back."""

    @property
    def hits(self) -> tuple[Hit, ...]: ...
    @property
    def confident(self) -> bool: ...


class Library(Protocol):
    """The index, as far as drafting needs it."""

    def __hash__(self) -> int: ...

    @property
    def digest(self) -> str: ...

    @property
    def embedder(self) -> Embedder | None: ...

    def search(
        self,
        query: str,
        *,
        viewer: Viewer,
        k: int = 10,
        as_of: date | None = None,
        kinds: Collection[str] = (),
        current: bool = False,
    ) -> Searched: ...

    def document(self, document_id: str, viewer: Viewer) -> Document | None: ...

    def documents(self, viewer: Viewer) -> tuple[Document, ...]: ...

    @property
    def law(self) -> LawDesk: ...

    @property
    def lexicon(self) -> Lexicon: ...

    def passages(self, document_id: str) -> tuple[Passage, ...]: ...

    def headings(self, document_id: str) -> tuple[str, ...]: ...
