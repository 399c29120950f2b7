"""Sentences of the sources put under 手順, 持ち物 and so on. Knows nothing of search, tables or models."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.text.wording import is_row
from ingest.document import Hit

_LINES = 3
_LABEL = 24
_NO_LABEL = re.compile(r"[。、：:|｜]|[0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the answer: the part it belongs to, its words, and the passage they stand in."""

    kind: str
    text: str
    hit: Hit


def labelled(hits: Sequence[Hit], parts: Mapping[str, Sequence[str]]) -> list[Line]:
    """The lines below a short line that names a part (「必要なもの」) in the passages of the first hit's document."""
    lines: list[Line] = []
    title = hits[0].document.title if hits else ""
    for hit in (one for one in hits if one.document.id == hits[0].document.id):
        kind, taken = "", 0
        for line in (each.strip("・ 　") for each in hit.passage.text.splitlines()):
            if len(line) <= _LABEL and line != title and not _NO_LABEL.search(line):
                named = next((name for name, words in parts.items() if any(w in line for w in words)), "")
                if named or line != line.rstrip("。") or (kind and taken):
                    kind, taken = named, 0
                    continue
            if kind and line and taken < _LINES and not is_row(line):
                taken += 1
                lines.append(Line(kind, line, hit))
    return lines


def asked_parts(question: str, parts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The parts of which ``question`` speaks: 「いくらですか」 → 費用."""
    return tuple(name for name, words in parts.items() if any(word in question for word in words))
