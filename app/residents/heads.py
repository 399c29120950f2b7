"""Which lines of a document are headings in its file, for taking its passages apart. Knows no questions."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ingest.document import Document
from ingest.index import Index
from ingest.papers.headings import every_heading

Heads = Callable[[Document], frozenset[str]]


def heads_of(index: Index) -> Heads:
    """The headings of documents of ``index``; what was read is kept until the document changes."""

    def heads(document: Document) -> frozenset[str]:
        return _read(index, document.id, document.digest)

    return heads


@lru_cache(maxsize=512)
def _read(index: Index, document_id: str, digest: str) -> frozenset[str]:
    return every_heading(index.ledger, document_id)
