"""Documents and passages to and from rows of the ledger. Knows nothing of the database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from ingest.document import Block, Document, Passage

DOCUMENT_COLUMNS = (
    "id,title,kind,text,source,digest,number,issued,effective_from,effective_to,section,sensitivity,tenant"
)
DOCUMENT_READ = DOCUMENT_COLUMNS + ",coalesce((SELECT url FROM pages WHERE pages.document=documents.id),'')"
PASSAGE_COLUMNS = 'id,document,label,headings,start,"end",kind,place,context'


@dataclass(frozen=True, slots=True)
class Indexed:
    """A passage with ``read_as``, the text that is embedded and split into words (title, headings and context
    included), and the digest under which that text's vector is stored."""

    passage: Passage
    read_as: str
    vector: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as the caches hold it. ``key`` changes with anything that a cache stores."""

    key: str
    scope: str
    read_as: str
    vector: str


def vector_digest(embedder: str, read_as: str) -> str:
    """The name under which the vector of a text is stored: the same text is embedded once per embedder."""
    return hashlib.sha256(f"{embedder}\0{read_as}".encode()).hexdigest()


def document_row(document: Document) -> tuple[Any, ...]:
    days = (document.issued, document.effective_from, document.effective_to)
    return (
        (
            document.id,
            document.title,
            document.kind,
            document.text,
            document.source,
            document.digest,
            document.number,
        )
        + tuple(day.isoformat() if day else None for day in days)
        + (document.section, document.sensitivity, document.tenant)
    )


def document_of(row: Sequence[Any]) -> Document:
    days = [date.fromisoformat(value) if value else None for value in row[7:10]]
    return Document(*row[:7], *days, *row[10:14])


def passage_key(passage_id: str, scope: str, vector: str) -> str:
    """The name of a passage in the caches: another one when its rights, days or words change."""
    return hashlib.sha256("\0".join((passage_id, scope, vector)).encode()).hexdigest()[:32]


def passage_row(indexed: Indexed, ordinal: int, scope: str) -> tuple[Any, ...]:
    """(key, ordinal, scope, read_as, vector, then PASSAGE_COLUMNS)."""
    passage = indexed.passage
    key = passage_key(passage.id, scope, indexed.vector)
    headings = json.dumps(passage.headings, ensure_ascii=False)
    return (
        key,
        ordinal,
        scope,
        indexed.read_as,
        indexed.vector,
        passage.id,
        passage.document,
        passage.label,
    ) + (
        headings,
        passage.start,
        passage.end,
        passage.kind,
        passage.place,
        passage.context,
    )


def passage_of(row: Sequence[Any], text: str) -> Passage:
    """``row`` in the order of PASSAGE_COLUMNS; ``text`` is the whole document's."""
    passage_id, document, label, headings, start, end, kind, place, context = row
    return Passage(
        passage_id,
        document,
        label,
        tuple(json.loads(headings)),
        start,
        end,
        kind,
        text[start:end],
        place,
        context,
    )


def blocks_text(blocks: Sequence[Block]) -> str:
    return json.dumps([astuple(block) for block in blocks], ensure_ascii=False)


def blocks_of(value: str) -> tuple[Block, ...]:
    return tuple(Block(*fields) for fields in json.loads(value))
