"""A correct draft that errors are planted into, and one error planted. Knows no kinds of errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.result import Fact


@dataclass(frozen=True, slots=True)
class Plant:
    """``text`` is the draft with one error: ``wrong`` stands at start–end, where ``right`` stood."""

    kind: str
    text: str
    right: str
    wrong: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ground:
    """A correct draft: its text, the facts that are supported in it, and every word of its sources for swaps.

    ``older`` pairs facts with what an older paper of the same series says at their place."""

    text: str
    facts: Sequence[Fact]
    sources: str
    names: Sequence[str]
    sections: Sequence[str]
    places: Sequence[str]
    older: Sequence[tuple[Fact, str]] = ()


def put(ground: Ground, kind: str, start: int, end: int, wrong: str) -> Plant:
    text = ground.text[:start] + wrong + ground.text[end:]
    return Plant(kind, text, ground.text[start:end], wrong, start, start + len(wrong))
