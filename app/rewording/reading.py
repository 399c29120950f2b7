"""A passage read for rewording: its words without marks and quotations, and edits put back at their places.

Knows nothing of what is edited. 「…」, [1], 【要確認】, addresses and rows of tables are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.text.morphology import Word, words

MARKS = re.compile(r"\[\d{1,3}\]|【[^】]*】")
QUIET = re.compile(
    r"「[^「」]*(?:「[^「」]*」[^「」]*)*」|『[^『』]*』|https?://[^\s、。」）]+|[\w.+-]+@[\w.-]+"
)
_ROW = re.compile(r"^.*(?: [|｜] |\t).*$", re.M)
_END = re.compile(r"[。！？\n]")


@dataclass(frozen=True, slots=True)
class Edit:
    """``text`` in the place of [start, end)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence without marks; ``closed`` by 。, ``bracketed``: 。 stands before ）."""

    words: tuple[Word, ...]
    text: str
    closed: bool
    bracketed: bool = False


class Passage:
    """``text`` for people, ``bare`` the same without marks. Edits are given in places of ``bare``."""

    def __init__(self, text: str) -> None:
        self.text = text
        hidden = bytearray(len(text))
        for match in MARKS.finditer(text):
            hidden[match.start() : match.end()] = b"\1" * len(match[0])
        self._places = [at for at in range(len(text)) if not hidden[at]]
        self.bare = "".join(text[at] for at in self._places)
        self._quiet = bytearray(len(self.bare))
        for pattern in (QUIET, _ROW):
            for match in pattern.finditer(self.bare):
                self._quiet[match.start() : match.end()] = b"\1" * len(match[0])
        self.words = words(self.bare)

    def quiet(self, start: int, end: int) -> bool:
        """Whether something that is never touched is in [start, end)."""
        return any(self._quiet[start:end])

    def sentences(self) -> list[Sentence]:
        """The sentences in order; a line without 。 is one too (``closed`` False)."""
        found: list[Sentence] = []
        begin, kept = 0, []
        for word in self.words:
            end = _END.match(word.text) and not self.quiet(word.start, word.end)
            if not end:
                kept.append(word)
                continue
            within = self.bare.startswith("）", word.end)
            found.append(Sentence(tuple(kept), self.bare[begin : word.start], word.text[0] != "\n", within))
            begin, kept = word.end, []
        if kept:
            found.append(Sentence(tuple(kept), self.bare[begin:], False))
        return [one for one in found if one.text.strip()]

    def edited(self, edits: Iterable[Edit]) -> str:
        """The text with the edits put in, marks where they were. Of two that overlap, the first stays."""
        parts, at = [], 0
        for one in sorted(edits, key=lambda one: (one.start, one.end)):
            start = self._places[one.start] if one.start < len(self._places) else len(self.text)
            end = self._places[one.end - 1] + 1 if one.end > one.start else start
            if one.end == one.start and one.start:  # an insertion stands right behind its word, before a mark
                start = end = self._places[one.start - 1] + 1
            if start < at:
                continue
            marks = "".join(MARKS.findall(self.text[start:end]))
            parts += [self.text[at:start], one.text, marks]
            at = end
        return "".join([*parts, self.text[at:]])
