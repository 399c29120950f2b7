"""The papers of a meeting, found in the index by its name: where its words come from. Knows nothing of sound."""

from __future__ import annotations

from pathlib import Path

from app.speech.vocabulary import Vocabulary, read_vocabulary
from ingest.document import Viewer
from ingest.index import Index

MATTERS, LEAST = 6, 8
"""Lines that the clerk pasted (the agenda) whose papers are looked for too; characters of one that names something."""
MOST, LONGEST = 12, 20_000
"""Documents read, and characters of each: 12 papers give about 2,500 terms in 0.2 s."""


def vocabulary_of(title: str, words: str, *, index: Index, viewer: Viewer, prompts: Path) -> Vocabulary:
    """The words of a meeting: what the clerk gave, counted three times, and what the index has about its name."""
    asked = [title, *(line for line in words.split("\n") if len(line.strip()) >= LEAST)][: 1 + MATTERS]
    rows = [index.search(each, viewer=viewer, k=60).hits for each in asked if each.strip()]
    found = dict.fromkeys(hit.passage.document for hits in rows for hit in hits[: 60 // max(len(rows), 1)])
    papers = [document.text[:LONGEST] for each in found if (document := index.document(each, viewer))]
    return read_vocabulary(prompts, [*[words[:LONGEST]] * 3, *papers[:MOST]])
