"""Where each regulation begins in a text that holds several: 「○…条例」 with its day and number below, one after the other.

Knows the lines of a text alone; what becomes of the parts is for others to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.law.front import NAMED, read_title
from ingest.law.lines import Line, read_lines
from ingest.law.numbers import find_wareki
from ingest.law.width import close_up

_MARKED = re.compile(r"^[ 　\t]*(?:#{1,6}[ 　]+)?[○◯〇◎●]")
_BODY = ("article", "suppl", "paragraph", "item")
_BELOW = 3
"""Lines below a 題名 among which its number stands: the second half of a long 題名, the day, the number."""


@dataclass(frozen=True, slots=True)
class Section:
    """One regulation of the text: ``text[start:end]``."""

    title: str
    start: int
    end: int


def find_sections(text: str) -> tuple[Section, ...]:
    """The regulations of a text that holds more than one, () of any other. What stands above the first belongs to none.

    A line is a 題名 where its number is below it and a 条 or 附則 before the next one; without a ○ before it, only at the
    head and behind a 附則. Two of one name are two states of one regulation held side by side, and no collection.
    """
    if "号" not in text:
        return ()
    lines = [line for line in read_lines(text) if line.kind != "blank"]
    starts, above = list[int](), set[str]()
    for at, line in enumerate(lines):
        opens = _MARKED.match(text[line.start : line.end]) or "suppl" in above
        if (opens or not (starts or above.intersection(_BODY))) and _is_title(text, lines, at):
            starts.append(at)
            above.clear()
        above.add(line.kind)
    ends = [*starts[1:], len(lines)]
    starts = [
        one
        for one, end in zip(starts, ends, strict=False)
        if any(each.kind in _BODY for each in lines[one:end])
    ]
    titles = [read_title(text[lines[at].start : lines[at].end])[0] for at in starts]
    if len(starts) < 2 or len(set(titles)) < len(titles):
        return ()
    places = [lines[at].start for at in starts]
    return tuple(map(Section, titles, places, [*places[1:], len(text)]))


def _is_title(text: str, lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    words = close_up(text[line.start : line.end].strip())
    name, number = read_title(words)
    if line.inside or line.kind in _BODY or "。" in words or not NAMED.search(name):
        return False
    return bool(number) or any(_is_number(text, each) for each in lines[at + 1 : at + 1 + _BELOW])


def _is_number(text: str, line: Line) -> bool:
    """Whether a line holds the number of a regulation and nothing but its day beside it."""
    if line.inside or line.kind in _BODY:
        return False
    name, number = read_title(text[line.start : line.end])
    for day in find_wareki(name):
        name = name.replace(day.text, "")
    return bool(number) and not re.sub(r"[\s　]", "", name)
