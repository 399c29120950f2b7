"""The top headings of a document as its file has them: a style of Word, a <h2>. Knows nothing of numbers and brackets."""

from __future__ import annotations

from collections import Counter

from ingest.ledger import Ledger

_FEWEST = 2


def every_heading(ledger: Ledger, document_id: str) -> frozenset[str]:
    """The lines of a document that are headings in its file, whatever their level."""
    blocks = [one for one in ledger.blocks(document_id) if one.kind == "heading"]
    whole = ledger.document(document_id) if blocks else None
    return frozenset(whole.text[one.start : one.end].strip() for one in blocks) if whole else frozenset()


def top_headings(ledger: Ledger, document_id: str) -> tuple[str, ...]:
    """The lines of the highest level that has several headings, in order: the name of the document is alone on its."""
    document = ledger.document(document_id)
    blocks = [one for one in ledger.blocks(document_id) if one.kind == "heading"] if document else []
    counts = Counter(one.level for one in blocks)
    level = min((each for each, count in counts.items() if count >= _FEWEST), default=0)
    lines = (document.text[one.start : one.end].strip() for one in blocks if document and one.level == level)
    return tuple(line for line in lines if line)
