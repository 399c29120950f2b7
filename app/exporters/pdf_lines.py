"""A paragraph in lines that end as Japanese ones do, a word with its reading in one piece. Knows no file format."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.exporters.pieces import pieces
from app.exporters.readings import readings

_ATOM = re.compile(r"[!-~À-ɏ]{1,40}|.", re.S)
_CLOSING = "、。，．）」』】〕〉》！？：；ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％"
_OPENING = "（「『【〔〈《"


@dataclass(frozen=True, slots=True)
class Unit:
    """What no line is broken in: a word with its reading, a letter, or letters and digits side by side."""

    text: str
    reading: str = ""
    kind: str = ""


Line = tuple[bool, list[Unit]]
"""Whether it is the first of its paragraph, and what stands on it."""


def units(text: str, *, every: bool = False) -> tuple[Unit, ...]:
    """The units of a text; with ``every`` each word has its reading.

    >>> [(one.text, one.reading, one.kind) for one in units("川添《かわぞえ》は12人[1]")]
    [('川添', 'かわぞえ', ''), ('は', '', ''), ('12', '', ''), ('人', '', ''), ('[1]', '', 'cite')]
    """
    found: list[Unit] = []
    words = {(one.start, one.end): one for one in readings(text, every=every)}
    for start, end, kind in pieces(text, (), words.values()):
        if one := words.get((start, end)):
            for word, reading in one.parts:
                found += [Unit(word, reading, kind)] if reading else [Unit(each, "", kind) for each in word]
        else:
            found += [Unit(each, "", kind) for each in _ATOM.findall(text[start:end])]
    return tuple(found)


def break_lines(said: Sequence[Unit], room: float, first: float, wide: Callable[[Unit], float]) -> list[Line]:
    """The lines of ``said`` in ``room`` points, the first moved in by ``first``; ``wide`` measures a unit.

    No line begins with a closing mark or ends with an opening one; the number of a source stays with what it is of.
    """
    lines: list[list[Unit]] = [[]]
    used = first
    for one in said:
        if one.text == "\n":
            lines.append([])
            used = 0.0
            continue
        if lines[-1] and used + wide(one) > room and one.kind != "cite":
            line, moved = lines[-1], list[Unit]()
            while len(line) > 1 and _leans([*moved, one][0]):
                moved.insert(0, line.pop())
            while len(line) > 1 and line[-1].text[-1] in _OPENING:
                moved.insert(0, line.pop())
            lines.append(moved)
            used = sum(map(wide, moved))
            if one.text == " " and not moved:
                continue
        lines[-1].append(one)
        used += wide(one)
    return [(at == 0, line) for at, line in enumerate(lines)]


def _leans(one: Unit) -> bool:
    """Whether no line begins with it."""
    return one.kind == "cite" or one.text[0] in _CLOSING
