"""Where the [n] of a value stands: at the end of its clause, once for a run of clauses. Knows nothing of values or sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

OPENS = "【要確認：旧「"
_APART = re.compile(
    r"」】(?P<between>、|・|から|[〜～]|及び|並びに|又は|若しくは|)【要確認：旧「(?=[^「」【】]*」】(?!以[上下外]|未満|を超え))"
)
"""Two marks in a row of which neither has a suggestion, with nothing but a joining word between them; 「100歳」 of 「100歳以上の
方が」 begins what is said next and joins nothing before it."""
_BEFORE = re.compile(r"【要確認：旧「[^「」【】]*$")
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


def joined(text: str) -> str:
    """Marks in a row as one: what was said in one breath is confirmed in one.

    >>> joined("【要確認：旧「1日」】【要確認：旧「1回」】、【要確認：旧「8時」】から【要確認：旧「9時」】まで")
    '【要確認：旧「1日1回、8時から9時」】まで'
    >>> joined("70歳以上が【要確認：旧「9人」】、【要確認：旧「90歳」】以上が【要確認：旧「1人」】です")
    '70歳以上が【要確認：旧「9人」】、【要確認：旧「90歳」】以上が【要確認：旧「1人」】です'
    """
    parts, at = list[str](), 0
    for match in _APART.finditer(text):
        if _BEFORE.search(text, 0, match.start()):
            parts += [text[at : match.start()], match["between"]]
            at = match.end()
    return "".join([*parts, text[at:]])
