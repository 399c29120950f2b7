"""The papers of a meeting, found in the index by its name: where its words come from. Knows nothing of sound."""

from __future__ import annotations

from pathlib import Path

from app.speech.vocabulary import Vocabulary, read_vocabulary
from ingest.document import Viewer
from ingest.index import Index

MOST, LONGEST = 12, 20_000
"""Documents read, and characters of each: 12 papers give about 2,500 terms in 0.2 s."""


def vocabulary_of(title: str, words: str, *, index: Index, viewer: Viewer, prompts: Path) -> Vocabulary:
    """The words of a meeting: what the clerk gave, counted three times, and what the index has about its name."""
    hits = index.search(title, viewer=viewer, k=60).hits if title.strip() else ()
    found = dict.fromkeys(hit.passage.document for hit in hits)
    papers = [document.text[:LONGEST] for each in found if (document := index.document(each, viewer))]
    return read_vocabulary(prompts, [*[words[:LONGEST]] * 3, *papers[:MOST]])
