"""What was heard, held against the words of the meeting: a word that only sounds right is put right, and told.

Deterministic: a piece of the text is replaced by a term of the vocabulary that may be read exactly as the piece
may be read. Knows nothing of sound or pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.speech.reading import is_kana, is_kanji, readings
from app.speech.vocabulary import ADDRESS, Term, Vocabulary
from app.text.morphology import Word, words

LONGEST = 14
"""Characters of a piece that is looked at as one word."""
GRAMMAR = ("助詞", "助動詞", "接続詞")
_SLIP = 6
"""A name of so many kana and more may differ in one of them, where only kana were heard."""


@dataclass(frozen=True, slots=True)
class Correction:
    """``text[start:end]`` of the corrected text is ``right``; ``heard`` stood there before."""

    start: int
    end: int
    heard: str
    right: str


@dataclass(slots=True)
class _Node:
    """A place in the tree of sounds: the terms that end here, and where each next kana leads."""

    terms: list[Term] = field(default_factory=list)
    next: dict[str, _Node] = field(default_factory=dict)


class Corrector:
    """Corrects pieces of one meeting; make it once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._misheard = [(re.compile(wrong), right) for wrong, right in vocabulary.misheard]

    @cached_property
    def _root(self) -> _Node:
        root = _Node()
        for term in self._vocabulary.terms.values():
            node = root
            for kana in term.sound:
                node = node.next.setdefault(kana, _Node())
            node.terms.append(term)
        return root

    def correct(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        """The text put right and what was changed, in order. Text that already uses the terms stays as it is."""
        changes = sorted(self._changes(text), key=lambda change: (change[0], -change[1]))
        made: list[str] = []
        told: list[Correction] = []
        at = length = 0
        for start, end, right in changes:
            if start < at:
                continue
            made += [text[at:start], right]
            length += start - at
            told.append(Correction(length, length + len(right), text[start:end], right))
            length, at = length + len(right), end
        return "".join([*made, text[at:]]), tuple(told)

    def _changes(self, text: str) -> Iterator[tuple[int, int, str]]:
        taken: set[int] = set()
        for pattern, right in self._misheard:
            for match in pattern.finditer(text):
                taken.update(range(match.start(), match.end()))
                yield match.start(), match.end(), match.expand(right)
        cut = words(text)
        starts = {word.start for word in cut} | {
            at for at, each in enumerate(text) if is_kanji(each) and not self._within(cut, at)
        }
        at = 0
        while at < len(text):
            found = self._best(text, at, cut) if at in starts and at not in taken else None
            if found is not None and not taken & set(range(at, found[0])):
                yield at, found[0], found[1].surface
            at = found[0] if found else at + 1

    @staticmethod
    def _within(cut: Sequence[Word], at: int) -> bool:
        """Whether a place lies inside a word of the dictionary that is longer than one character."""
        return any(word.start < at < word.end for word in cut)

    def _best(self, text: str, start: int, cut: Sequence[Word]) -> tuple[int, Term] | None:
        """The end of the longest piece from ``start`` that should be another term, and that term."""
        best: tuple[int, Term] | None = None
        for end, term in self._heard(text, start):
            if best is not None and (end, term.count) <= (best[0], best[1].count):
                continue
            if self._worth(text[start:end], term, cut, start, end):
                best = (end, term)
        return best

    def _heard(self, text: str, start: int) -> Iterator[tuple[int, Term]]:
        """Every term that the text from ``start`` may be read as, with its end; a slip only in names heard as kana."""
        stack = [(start, self._root, 0)]
        while stack:
            at, node, slips = stack.pop()
            for term in node.terms:
                if not slips or (term.person and len(term.sound) >= _SLIP):
                    yield at, term
            if at >= len(text) or at - start >= LONGEST:
                continue
            for sound in readings(text[at]):
                for following in _follow(node, sound):
                    stack.append((at + 1, following, slips))
                if not slips and len(sound) == 1 and is_kana(text[at]) and at > start + 1:
                    stack += [(at + 1, other, 1) for kana, other in node.next.items() if kana != sound]

    def _worth(self, piece: str, term: Term, cut: Sequence[Word], start: int, end: int) -> bool:
        """Whether the term is more likely than what is written: never a word cut in two, never a word of the papers."""
        if piece == term.surface or piece in self._vocabulary.terms or piece in self._vocabulary.words:
            return False
        inside = [word for word in cut if word.start < end and start < word.end]
        if inside[0].start < start and len(inside[0].text) > 1:
            return False
        cut_off = inside[-1].end > end and len(inside[-1].text) > 1 and any(map(is_kanji, inside[-1].text))
        if cut_off and not (term.person and inside[-1].end == end + 1 and inside[-1].text[-1] in ADDRESS):
            return False
        if len(inside) == 1:  # a word of its own (機会): too often meant to become 機械
            ordinary = all(map(is_kana, piece)) or inside[0].proper
            return (
                term.count >= 2 and len(term.sound) >= 3 and not ordinary and (term.name or len(piece) >= 4)
            )
        if any(word.parts[0] in GRAMMAR for word in inside) and not (
            term.person and all(map(is_kana, piece))
        ):
            return False
        broken = any(len(word.text) == 1 and is_kanji(word.text) for word in inside)
        return len(term.sound) >= 3 + all(map(is_kana, piece)) and (broken or all(map(is_kana, piece)))


def _follow(node: _Node, sound: str) -> Iterator[_Node]:
    following: _Node | None = node
    for kana in sound:
        following = following.next.get(kana) if following else None
    if following is not None:
        yield following
