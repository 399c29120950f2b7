"""What one page of a document shows, cut into pieces that lie in one passage and one block. Knows nothing of HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent

from ingest.document import Block, Document, Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page shows. ``passage`` is the id of the passage to mark, ``quote`` words of it, or "".

    ``alias`` is the anchor of a place within that passage (a12_2p1) that the address names.
    """

    document: Document
    passages: Sequence[Passage]
    blocks: Sequence[Block]
    revisions: Sequence[Document] = ()
    notes: Sequence[str] = ()
    has_file: bool = False
    passage: str = ""
    quote: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text within one passage and one block."""

    passage: Passage
    block: Block
    text: str


def anchor_of(passage_id: str) -> str:
    """ "reiki-12#a3p1" → "a3p1"."""
    return passage_id.partition("#")[2]


def address(document_id: str, passage_id: str = "", quote: str = "") -> str:
    """The page of a document, opened at the passage and marked."""
    path = f"/documents/{percent(document_id, safe='')}"
    if not passage_id:
        return path
    anchor = percent(anchor_of(passage_id), safe="")
    words = f"&quote={percent(quote[:300], safe='')}" if quote else ""
    return f"{path}?passage={anchor}{words}#{anchor}"


def pieces(reading: Reading) -> Iterator[Piece]:
    """The text cut at every border of a passage or a block, in order; joined they are the text."""
    text, blocks = reading.document.text, list(reading.blocks)
    if not blocks:
        blocks = [Block("paragraph", 0, len(text))]
    at = 0
    for passage in reading.passages:
        while at < len(blocks) and blocks[at].end <= passage.start:
            at += 1
        for block in blocks[at:]:
            if block.start >= passage.end:
                break
            part = text[max(block.start, passage.start) : min(block.end, passage.end)]
            if part:
                yield Piece(passage, block, part)
