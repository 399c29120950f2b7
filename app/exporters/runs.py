"""The words of a paragraph in Word: what is not confirmed on yellow, sources small, readings above, comments beside. Knows no layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.exporters.layout import printable
from app.exporters.margin import AUTHOR, INITIALS, Note
from app.exporters.paper import BODY_POINTS, raise_run
from app.exporters.pieces import pieces
from app.exporters.readings import readings
from app.exporters.ruby import put_reading

_OF_NUMBERS = "0123456789０１２３４５６７８９,，.．"


@dataclass(frozen=True, slots=True)
class Hand:
    """How words are written: ``points`` of the letters, how a piece ``says`` what it is, whether numbers of sources stand
    (where they do not, their comments stand beside what they are of)."""

    points: int = BODY_POINTS
    says: Callable[[str], str] | None = None
    cites: bool = True


def write(
    paragraph: Any,
    text: str,
    notes: tuple[Note, ...] = (),
    document: Any = None,
    *,
    reads: bool = False,
    hand: Hand | None = None,
) -> None:
    """``text`` in runs: 【要確認…】 bold on yellow, [n] small and raised, **words** bold; ``notes`` as comments."""
    hand = hand or Hand()
    runs: list[tuple[int, int, Any]] = []
    above = {(one.start, one.end): one for one in readings(text, every=reads)}
    edges = [edge for note in notes for edge in (note.start, note.end) if not _in_number(text, edge)]
    for start, end, kind in pieces(text, edges, above.values()):
        if reading := above.get((start, end)):
            runs += [(start, end, run) for run in put_reading(paragraph, reading, points=hand.points)]
            continue
        if kind == "cite" and not hand.cites and runs:
            runs.append((start, end, runs[-1][2]))
            continue
        said = text[start:end] if hand.cites or kind != "cite" else ""
        run = paragraph.add_run(hand.says(said) if hand.says else said)
        _dress(run, kind)
        runs.append((start, end, run))
    for note in notes:
        beside = [run for start, end, run in runs if start < note.end and note.start < end]
        if beside:
            document.add_comment(beside, text=printable(note.text), author=AUTHOR, initials=INITIALS)


def _in_number(text: str, at: int) -> bool:
    """Whether a place is inside a number: 「1,2|00」 is written in one piece."""
    return 0 < at < len(text) and text[at - 1] in _OF_NUMBERS and text[at] in _OF_NUMBERS


def _dress(run: Any, kind: str) -> None:
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt

    if kind == "cite":
        run.font.size, run.font.bold = Pt(8), False
        raise_run(run)
    elif kind:
        run.font.bold = True
    if kind == "review":
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
