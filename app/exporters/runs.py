"""The words of a paragraph in Word: what is not confirmed on yellow, sources small, readings above, comments beside. Knows no layout."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from app.exporters.layout import printable
from app.exporters.margin import AUTHOR, INITIALS, Note
from app.exporters.paper import raise_run
from app.exporters.ruby import every_reading, put_reading, readings

_PARTS = re.compile(r"(?P<review>【要確認[^】]*】)|(?P<cite>\[\d+\])|\*\*(?P<strong>[^*\n]+)\*\*")


def write(
    paragraph: Any, text: str, notes: tuple[Note, ...] = (), document: Any = None, *, reads: bool = False
) -> None:
    """``text`` in runs: 【要確認…】 bold on yellow, [n] small and raised, **words** bold; ``notes`` as comments."""
    runs: list[tuple[int, int, Any]] = []
    above = {(one.start, one.end): one for one in (every_reading(text) if reads else readings(text))}
    for start, end, kind in _pieces(text, notes, tuple(above)):
        if reading := above.get((start, end)):
            runs += [(start, end, run) for run in put_reading(paragraph, reading)]
            continue
        run = paragraph.add_run(text[start:end])
        _dress(run, kind)
        runs.append((start, end, run))
    for note in notes:
        beside = [run for start, end, run in runs if start < note.end and note.start < end]
        if beside:
            document.add_comment(beside, text=printable(note.text), author=AUTHOR, initials=INITIALS)


def _pieces(
    text: str, notes: tuple[Note, ...], whole: tuple[tuple[int, int], ...] = ()
) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the runs of ``text``: cut where the kind changes, where a note begins or ends, and around
    each of ``whole``, which is not cut."""
    spans: list[tuple[int, int, str]] = []
    at = 0
    for match in _PARTS.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        spans += [(at, match.start(), ""), (start, end, kind)]
        at = match.end()
    spans.append((at, len(text), ""))
    beside = {edge for note in notes for edge in (note.start, note.end)}
    beside = {edge for edge in beside if not any(start < edge < end for start, end in whole)}
    cuts = sorted(beside | {edge for each in whole for edge in each})
    pieces = []
    for start, end, kind in spans:
        edges = [start, *(cut for cut in cuts if start < cut < end), end]
        pieces += [(a, b, kind) for a, b in pairwise(edges) if a < b]
    return pieces


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
