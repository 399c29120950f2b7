"""A paragraph of a PDF with readings above its words. Knows nothing of drafts; loads reportlab, whose own has no readings
and sets 「　」 narrower than a letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from app.exporters.pdf_lines import Line, Unit, break_lines

_CITE, _RAISED = 7.0, 3.0
_YELLOW = "#ffff00"
_SHARES = {1: 0.5, 2: 1.0}
"""How much of the room that is left stands before a line, by reportlab's numbers: centred, at the right."""


class Lines(Flowable):  # type: ignore[misc]
    """Units set in a ParagraphStyle; what does not fit on a page goes on on the next."""

    def __init__(self, said: Sequence[Unit], style: Any, lines: list[Line] | None = None) -> None:
        super().__init__()
        self.said, self.style, self._set = said, style, lines
        self.keepWithNext = getattr(style, "keepWithNext", 0)
        self.spaceBefore, self.spaceAfter = style.spaceBefore, style.spaceAfter

    def wrap(self, room: float, _: float) -> tuple[float, float]:
        style, self.width = self.style, room
        if self._set is None:
            free = room - style.leftIndent - style.rightIndent
            self._set = break_lines(self.said, free, style.firstLineIndent, self._wide)
        return room, len(self._set) * style.leading

    def split(self, room: float, height: float) -> list[Any]:
        self.wrap(room, height)
        fit = int(height // self.style.leading)
        lines = self._set or []
        if not 0 < fit < len(lines):
            return []
        return [Lines(self.said, self.style, each) for each in (lines[:fit], lines[fit:])]

    def draw(self) -> None:
        style, lines = self.style, self._set or []
        for at, (first, line) in enumerate(lines, start=1):
            left = style.leftIndent + (style.firstLineIndent if first else 0)
            free = self.width - left - style.rightIndent - sum(map(self._wide, line))
            x = left + max(free, 0) * _SHARES.get(style.alignment, 0.0)
            base = (len(lines) - at) * style.leading + style.fontSize * 0.4
            self._words(line, x, base)
            self._readings(line, x, base + style.fontSize * 0.95)

    def _words(self, line: list[Unit], x: float, base: float) -> None:
        font, size = self.style.fontName, self.style.fontSize
        for one in line:
            wide, points = self._wide(one), _CITE if one.kind == "cite" else size
            if one.kind == "review":
                self.canv.setFillColor(_YELLOW)
                self.canv.rect(x, base - 2, wide, size + 2, stroke=0, fill=1)
            self.canv.setFillColor("#000000")
            self.canv.setFont(font, points)
            start = x + (wide - stringWidth(one.text, font, points)) / 2
            self.canv.drawString(start, base + (_RAISED if one.kind == "cite" else 0), one.text)
            if one.kind == "strong":
                self.canv.line(x, base - 1.5, x + wide, base - 1.5)
            x += wide

    def _readings(self, line: list[Unit], x: float, base: float) -> None:
        """After the words of the line, which is copied and read out whole."""
        for one in line:
            if one.reading:
                self.canv.setFont(self.style.fontName, self.style.fontSize / 2)
                self.canv.drawCentredString(x + self._wide(one) / 2, base, one.reading)
            x += self._wide(one)

    def _wide(self, one: Unit) -> float:
        font, size = self.style.fontName, self.style.fontSize
        word: float = stringWidth(one.text, font, _CITE if one.kind == "cite" else size)
        reading: float = stringWidth(one.reading, font, size / 2)
        return max(word, reading)
