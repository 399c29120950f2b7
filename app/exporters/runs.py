"""The words of a paragraph in Word: what is not confirmed on yellow, sources small, readings above, comments beside. Knows no layout."""

from __future__ import annotations

from typing import Any

from app.exporters.layout import printable
from app.exporters.margin import AUTHOR, INITIALS, Note
from app.exporters.paper import raise_run
from app.exporters.pieces import pieces
from app.exporters.readings import readings
from app.exporters.ruby import put_reading


def write(
    paragraph: Any, text: str, notes: tuple[Note, ...] = (), document: Any = None, *, reads: bool = False
) -> None:
    """``text`` in runs: 【要確認…】 bold on yellow, [n] small and raised, **words** bold; ``notes`` as comments."""
    runs: list[tuple[int, int, Any]] = []
    above = {(one.start, one.end): one for one in readings(text, every=reads)}
    edges = [edge for note in notes for edge in (note.start, note.end)]
    for start, end, kind in pieces(text, edges, above.values()):
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
