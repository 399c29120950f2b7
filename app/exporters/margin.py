"""What stands in the margin of a draft in Word: sources, and what is not confirmed yet. Knows no file format."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.exporters.appendix import fact_line, source_lines
from app.result import Draft
from app.text.marks import REVIEW

AUTHOR, INITIALS = "下書き", "下書"
FILL = "確かめて、埋めてください。"
SOURCE = "出典　"
_NUMBER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Note:
    """One comment on ``draft.text[start:end]``."""

    start: int
    end: int
    text: str


def margin_notes(draft: Draft) -> tuple[Note, ...]:
    """The notes in the order of the text, one for each place: open facts and findings, marks to fill, and each
    source where it is first cited. What a person has ticked is not told again."""
    places: dict[tuple[int, int], list[str]] = {}

    def tell(start: int, end: int, text: str) -> None:
        if 0 <= start < end <= len(draft.text) and text not in places.setdefault((start, end), []):
            places[start, end].append(text)

    ticked = {(fact.start, fact.end) for fact in draft.facts if fact.ticked}
    for finding in draft.findings:
        if (finding.start, finding.end) not in ticked:
            remedy = f"\n直し方：「{finding.suggestion}」" if finding.suggestion else ""
            tell(finding.start, finding.end, finding.message + remedy)
    for fact in draft.facts:
        line = fact_line(fact)
        if line and not fact.ticked and (fact.start, fact.end) not in places:
            tell(fact.start, fact.end, line)
    for mark in REVIEW.finditer(draft.text):
        if not any(start < mark.end() and mark.start() < end for start, end in places):
            tell(mark.start(), mark.end(), FILL)
    _cited(draft, tell)
    return tuple(Note(start, end, "\n".join(texts)) for (start, end), texts in sorted(places.items()))


def _cited(draft: Draft, tell: Callable[[int, int, str], None]) -> None:
    sources = {citation.number: citation for citation in draft.citations}
    for mark in _NUMBER.finditer(draft.text):
        citation = sources.pop(int(mark[1]), None)
        if citation is not None:
            label, quote = source_lines(citation)
            tell(mark.start(), mark.end(), f"{SOURCE}{label}" + (f"\n{quote}" if quote else ""))


class Margin:
    """The notes beside the pieces of the text as they are written, piece after piece in the order of the text."""

    def __init__(self, draft: Draft) -> None:
        self._text, self._notes, self._at = draft.text, list(margin_notes(draft)), 0

    def beside(self, piece: str) -> tuple[Note, ...]:
        """The notes that begin in ``piece``, with offsets into it. A piece not found further on has none."""
        start = self._text.find(piece, self._at) if piece.strip() else -1
        if start < 0:
            return ()
        self._at = end = start + len(piece)
        found = [note for note in self._notes if note.start < end and start < note.end]
        self._notes = [note for note in self._notes if note not in found]
        return tuple(
            Note(max(note.start - start, 0), min(note.end, end) - start, note.text) for note in found
        )
