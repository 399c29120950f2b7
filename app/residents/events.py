"""What is said while a resident's question is answered. Knows nothing of how."""

from __future__ import annotations

from dataclasses import dataclass

from app.events import Stage
from app.result import Answer


@dataclass(frozen=True, slots=True)
class Sentence:
    """The next checked sentence, the numbers of its sources and its language."""

    text: str
    citations: tuple[int, ...] = ()
    ruby: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The end: the whole answer. Exactly one, always last."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Asking:
    """The writing model is asked next: until another event comes, the answer only waits."""


AnswerEvent = Stage | Sentence | Asking | Answered
