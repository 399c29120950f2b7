"""Where the [n] of a value stands: at the end of its clause, once for a run of clauses. Knows nothing of values or sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_CLAUSE = re.compile(r"(?<=[、。\n])|(?= \| )")
_ENDS = re.compile(r"[、。\n]+$")
_SEQUEL, _CELL = "、", " | "


@dataclass(frozen=True, slots=True)
class Told:
    """What stands ``before`` a value, the value as it is said, and the source ``number`` that says it (0: none)."""

    before: str
    value: str
    number: int


def marked(told: Sequence[Told], rest: str) -> str:
    """The text with its [n]: 「一般4,000円、高校生2,000円、親子1組1,000円[1]。」, never between a count and its words."""
    text, numbers = "", list[tuple[int, int]]()
    for one in told:
        text += one.before + one.value
        if one.number:
            numbers.append((len(text), one.number))
    text += rest
    ends = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    clauses = [
        (text[start:end], [number for at, number in numbers if start < at <= end])
        for start, end in pairwise(ends)
        if start < end
    ]
    parts = []
    for at, (words, own) in enumerate(clauses):
        following, after = clauses[at + 1] if at + 1 < len(clauses) else ("", [])
        runs_on = words.endswith(_SEQUEL) or following.startswith(_CELL)
        own = [number for number in own if not (runs_on and number in after)]
        parts.append(_with(words, own))
    return "".join(parts)


def _with(words: str, numbers: Sequence[int]) -> str:
    """A clause with its numbers before the mark that ends it."""
    if not numbers:
        return words
    end = _ENDS.search(words)
    body, tail = (words[: end.start()], end[0]) if end else (words, "")
    return f"{body}{''.join(f'[{number}]' for number in dict.fromkeys(numbers))}{tail}"
