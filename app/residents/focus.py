"""What a question asks about: its words by how much they tell among what was found, and the kind of answer. Knows no tables."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.residents.phrases import Ask, put_as_questions
from app.text.wording import pairs
from ingest.document import Hit
from ingest.search_key import normalise

LOOKED = 8
"""Hits among which a word is common or rare."""
LEAST = 0.35
"""Weight of a word that all of them have: the topic is known, what is asked of it is not."""


@dataclass(frozen=True, slots=True)
class Focus:
    """``weights``: pair of the question → how much it tells; ``patterns``: how what is asked for looks (円, 日, 時)."""

    weights: Mapping[str, float]
    patterns: tuple[re.Pattern[str], ...]
    plain: frozenset[str]
    """The pairs of the words that only say what kind of answer is wanted."""

    def share(self, text: str) -> float:
        """How much of the question ``text`` has, 0 to 1."""
        return self._of(pairs(text), self.weights)

    def topic(self, text: str) -> float:
        """The same without the words that only say what kind of answer is wanted; 1 when nothing else is asked."""
        left = {pair: weight for pair, weight in self.weights.items() if pair not in self.plain}
        return self._of(pairs(text), left) if left else 1.0

    def answers(self, text: str) -> bool:
        """Whether ``text`` has what the question asks for: an amount for いくら, a day for いつ."""
        plain = normalise(text)
        return any(pattern.search(plain) for pattern in self.patterns)

    @staticmethod
    def _of(found: frozenset[str], weights: Mapping[str, float]) -> float:
        total = sum(weights.values())
        return sum(weight for pair, weight in weights.items() if pair in found) / total if total else 0.0


def focus_of(question: str, hits: Sequence[Hit], asks: Sequence[Ask], when: Sequence[str] = ()) -> Focus:
    """Words that every hit has count least: of 軽自動車税の納期 in papers on that tax, 納期 is what is asked; ``when`` (来月) is no
    part of the topic."""
    looked = [pairs("\n".join((place(hit), hit.passage.text))) for hit in hits[:LOOKED]]
    weights = {pair: _weight(pair, looked) for pair in pairs(question) if not pair.isdigit()}
    wanted = [one for one in asks if one.asked_in(question)]
    words = (*when, *(word for one in wanted for word in one.words))
    plain = frozenset(pair for word in words for pair in pairs(word))
    forms = tuple(one.pattern for one in put_as_questions(wanted, question))
    return Focus(weights, forms, plain)


def _weight(pair: str, looked: Sequence[frozenset[str]]) -> float:
    """A word that none of the hits has (「教えて」) tells as little as one that all have."""
    count = sum(pair in one for one in looked)
    return max(LEAST, math.log((len(looked) + 1) / (0.5 + count))) if count else LEAST


def place(hit: Hit) -> str:
    """Title, headings and label: what the passage is about without saying so itself."""
    return "　".join((hit.document.title, *hit.passage.headings, hit.passage.label))


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody said or was told in reply, not what the office lays down: ``kinds`` of documents (会議録), and
    ``voices`` in titles (市民の声)."""

    kinds: Collection[str] = ()
    voices: Collection[str] = ()

    def has(self, hit: Hit) -> bool:
        return hit.document.kind in self.kinds or any(word in hit.document.title for word in self.voices)
