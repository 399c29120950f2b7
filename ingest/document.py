"""The types of the index: Document, Block, Passage, Hit, Viewer. Knows nothing of files, models or stores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SENSITIVITIES = ("1", "2", "3C", "3B", "3A")
"""自治体機密性, least to most sensitive: 1 is public, 2 internal, 3C and above stay within the 課 that owns them."""

BLOCK_KINDS = ("heading", "paragraph", "item", "header", "row", "utterance", "question", "answer")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a document's text with one part to play. A document's blocks, in order, cover its text exactly.

    ``start``/``end`` are code-point offsets into the text; a block owns the line break that ends it.
    ``level`` is 1–6 for headings, 0 otherwise. ``place`` is where a person finds it in the file:
    「3頁」「スライド2」「シート「歳入」A5:F5」, or "" where the file has no such thing.
    ``header`` is, for kind "row", the text of the column names that the row is read with
    (「区分 | 令和5年度 | 令和6年度」); for kind "utterance", the speaker as written (「市民部長（佐藤花子）」).
    """

    kind: str
    start: int
    end: int
    level: int = 0
    place: str = ""
    header: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One revision of one text, exactly as a person reads it (never normalised).

    ``id`` is unique within the tenant. ``digest`` is the sha256 of the file's bytes. ``number`` is the
    例規番号 or 文書番号. ``issued`` is the day it was promulgated, sent or held; ``effective_from`` and
    ``effective_to`` bound the days it is in force, both inclusive, None where unbounded. ``url`` is the page of the
    office's own site that it is, where that is known.
    """

    id: str
    title: str
    kind: str
    text: str
    source: str
    digest: str
    number: str = ""
    issued: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    section: str = ""
    sensitivity: str = "2"
    tenant: str = "midori"
    url: str = ""

    def in_force(self, day: date) -> bool:
        """Whether the text applies on ``day``; texts without dates always do."""
        return (self.effective_from is None or self.effective_from <= day) and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is found and cited: ``text == document.text[start:end]``.

    ``id`` is "<document id>#<anchor>", the anchor taken from structure (第12条第2項 → a12p2).
    ``label`` is what a citation shows after the title (「第12条第2項」「第2章 窓口」「答弁 市民部長（佐藤花子）」「シート「歳入」5行」).
    ``headings`` is the path above it, outermost first. ``context`` is what must be read with it and is not
    part of it: the column names of a row, the stem of an item; "" where there is none.
    """

    id: str
    document: str
    label: str
    headings: tuple[str, ...]
    start: int
    end: int
    kind: str
    text: str
    place: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by one search. ``score`` compares only within that search; ``rank`` is 1-based.

    ``via`` names the ways that found it ("dense", "words", "bigrams", "title", "exact", "law", "role"); ``similarity`` is the
    cosine to the query in [-1, 1], None where the dense search did not return it. ``folded`` are the ids of
    passages of other documents that were found too and say the same.
    """

    passage: Passage
    document: Document
    score: float
    rank: int
    via: tuple[str, ...]
    similarity: float | None = None
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is searching. Rights are applied inside the search, never after it.

    Documents of sensitivity "1" are open to all; "2" to every clerk; 3C, 3B and 3A only to a clerk of the
    owning section whose ``level`` reaches it. ``sections`` None means every section (the IT officer's rebuilds).
    """

    tenant: str = "midori"
    sections: frozenset[str] | None = None
    level: str = "2"

    def may_read(self, sensitivity: str, section: str) -> bool:
        rank = SENSITIVITIES.index
        if rank(sensitivity) > rank(self.level):
            return False
        return rank(sensitivity) <= rank("2") or self.sections is None or section in self.sections


CLERK = Viewer()
RESIDENT = Viewer(sections=frozenset(), level="1")
