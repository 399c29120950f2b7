"""A text made ready for the style rules: its words, its lines, and the places that are left alone. Knows no rule.

Left alone: code to be copied, quotations, titles of laws and rules, addresses of the net, proper nouns, our own marks, and what the
office keeps (style_office.toml).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from app.text import morphology
from app.text.grams import grams_of, may_match
from app.text.morphology import Word, Words

_QUOTES = (("「", "」"), ("『", "』"), ("“", "”"))
_LONGEST_QUOTE = 300
_NET = re.compile(r"https?://[^\s　、。）」]+|[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]+")
_LAW = re.compile(
    r"[一-龠々ァ-ヶー]{2,40}(?:法律|憲法|法|条例|規則|規程|要綱|要領|施行令)(?=（[^）\n]*(?:号|）)|第[0-9０-９一二三四五六七八九十百]+[条項号]|$)",
    re.MULTILINE,
)
_MARKS = re.compile(r"【要確認[^】\n]*】|\[\d{1,3}\]")
_CODE = re.compile(r"^【コード】\n(?:(?!【)[^\n]*\n?)+", re.MULTILINE)
_SENTENCE = re.compile(r"(?:（[^（）\n]*(?:（[^（）\n]*）[^（）\n]*)*）|[^。！？\n])+[。！？]?")
"""A full stop inside brackets ends nothing."""
_ROW = re.compile(r"\s[|｜]\s|\t")
_NAMES = frozenset(("人名", "地名"))
_SMALL = 8
"""Characters up to which a match that touches a proper noun is taken for a part of it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its place; ``row`` tells that it stands in a table."""

    text: str
    start: int
    row: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass
class StyleText:
    """The text with what the rules ask of it. ``keep`` are terms that no rule touches."""

    text: str
    keep: tuple[str, ...] = ()

    @cached_property
    def _marked(self) -> bytearray:
        """What is left alone by how it is written, before any word is looked up."""
        return _with(bytearray(len(self.text)), self._left_alone())

    @cached_property
    def _quiet(self) -> bytearray:
        """The same with the proper nouns: a text in which no rule finds anything is never cut into words for them."""
        return _with(bytearray(self._marked), self._proper())

    def _left_alone(self) -> Iterator[tuple[int, int]]:
        yield from _quotations(self.text)
        for pattern in (_NET, _LAW, _MARKS, _CODE):
            if may_match(pattern, self.grams):
                yield from (found.span() for found in pattern.finditer(self.text))
        for term in self.keep:
            yield from _places(term, self.text)

    def _proper(self) -> Iterator[tuple[int, int]]:
        for at, parts in enumerate(self._words.parts):
            if parts[2] in _NAMES:
                word = self._words.word(at)
                yield word.start, word.end

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where ``pattern`` stands, but for what is no business of the rules."""
        if may_match(pattern, self.grams):
            yield from (match for match in pattern.finditer(self.text) if not self.quiet(*match.span()))

    def quiet(self, start: int, end: int) -> bool:
        """Whether a match is no business of the rules: inside what is left alone, or a part of a proper noun."""
        return _covers(self._marked, start, end) or _covers(self._quiet, start, end)

    @cached_property
    def grams(self) -> frozenset[str]:
        return grams_of(self.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return morphology.words(self.text)

    @cached_property
    def _words(self) -> Words:
        return Words(self.text)

    def nouns(self) -> Iterator[tuple[int, str, str]]:
        """(start, as it is written, in its normalised spelling) of the common nouns of two letters or more."""
        words = self._words
        for start, parts, one in zip(words.starts, words.parts, words.found, strict=True):
            if parts[0] == "名詞" and parts[1] != "固有名詞" and len(text := one.surface()) > 1:
                yield start, text, one.normalized_form()

    def word_at(self, offset: int) -> Word | None:
        """The word that holds the character at ``offset``."""
        at = bisect_right(self._words.starts, offset) - 1
        word = self._words.word(at) if at >= 0 else None
        return word if word and offset < word.end else None

    def begins_word(self, offset: int) -> bool:
        at = bisect_right(self._words.starts, offset) - 1
        return at >= 0 and self._words.starts[at] == offset

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        found = []
        for line in re.finditer(r"[^\n]+", self.text):
            row = bool(_ROW.search(line[0]))
            for match in _SENTENCE.finditer(line[0]):
                found.append(Sentence(match[0], line.start() + match.start(), row))
        return tuple(found)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence around ``offset`` (an empty one on a blank line)."""
        at = bisect_right(self._sentence_starts, offset) - 1
        if at >= 0 and offset <= self.sentences[at].end:
            return self.sentences[at]
        return Sentence("", offset, False)


def _with(marks: bytearray, places: Iterable[tuple[int, int]]) -> bytearray:
    """``marks`` with these places marked."""
    for start, end in places:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _covers(marks: bytearray, start: int, end: int) -> bool:
    marked = marks[start:end]
    return all(marked) or (end - start <= _SMALL and any(marked))


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """What stands between 「 and 」 (nested ones belong to the outermost), within one paragraph."""
    for opening, closing in _QUOTES:
        depth, start = 0, 0
        for match in re.finditer(f"[{opening}{closing}]|\n\n", text) if opening in text else ():
            if match[0] == opening:
                start = match.end() if depth == 0 else start
                depth += 1
            elif match[0] == closing and depth:
                depth -= 1
                if depth == 0 and match.start() - start <= _LONGEST_QUOTE:
                    yield start, match.start()
            elif match[0] != closing:
                depth = 0


def _places(term: str, text: str) -> Iterable[tuple[int, int]]:
    at = text.find(term)
    while at >= 0:
        yield at, at + len(term)
        at = text.find(term, at + len(term))
