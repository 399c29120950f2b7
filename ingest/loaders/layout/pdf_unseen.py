"""Characters of a PDF page that no reader sees: drawn in no ink, in the colour of what lies under them, off the page.

Knows nothing of fragments. A scan's text layer is drawn in no ink over the picture: that is read and not told.
"""

from __future__ import annotations

from collections import Counter
from ctypes import c_int, c_uint
from typing import Any

_NO_INK = (3, 7)
"""Text render modes that draw nothing: invisible, and only as a path to clip by."""
_WHITE = 247
_NEAR = 10
"""Steps of 255 by which two colours must differ to be told apart."""
_LEAST = 6
"""Letters of a run from which it says something: a printer's mark off the page does not."""
OFF, TINY, INKLESS, SAME = "紙面の外の文字", "極端に小さい文字", "透明な文字", "地と同じ色の文字"
Colour = tuple[int, int, int]


class Ground:
    """What is drawn under the text of a page: filled areas with their colours, pictures (whose colours nobody knows)."""

    def __init__(self, page: Any) -> None:
        from pypdfium2 import raw

        self._areas: list[tuple[tuple[float, float, float, float], Colour | None]] = []
        self.pictured = False
        width, height = page.get_size()
        covered = 0.0
        for each in page.get_objects(max_depth=4):
            if each.type == raw.FPDF_PAGEOBJ_PATH:
                if (colour := _fill(each, raw)) is not None:
                    self._areas.append((each.get_bounds(), colour))
            elif each.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
                box = each.get_bounds()
                self._areas.append((box, None))
                if each.type == raw.FPDF_PAGEOBJ_IMAGE:
                    covered += max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
        self.pictured = covered > width * height / 3

    def hides(self, textpage: Any, index: int, x: float, y: float) -> str:
        """How the character at ``index`` with its middle at (x, y) of the page is hidden, or ""."""
        from pypdfium2 import raw

        drawn = raw.FPDFText_GetTextObject(textpage, index)
        if drawn and raw.FPDFTextObj_GetTextRenderMode(drawn) in _NO_INK:
            return "" if self.pictured else INKLESS
        red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
        if not raw.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha):
            return ""
        if alpha.value == 0:
            return "" if self.pictured else INKLESS
        own = (red.value, green.value, blue.value)
        if min(own) < _WHITE and not self._areas:
            return ""
        under = [colour for (x0, y0, x1, y1), colour in self._areas if x0 <= x <= x1 and y0 <= y <= y1]
        if None in under:
            return ""
        paper: Colour = (255, 255, 255)
        ground = under[-1] if under and under[-1] is not None else paper
        return SAME if all(abs(a - b) <= _NEAR for a, b in zip(own, ground, strict=True)) else ""


def _fill(path: Any, raw: Any) -> Colour | None:
    """The colour a path is filled with; None for one that is only drawn, or filled with nothing one sees."""
    mode, stroke = c_int(), c_int()
    if not raw.FPDFPath_GetDrawMode(path, mode, stroke) or mode.value == 0:
        return None
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha) or alpha.value < 128:
        return None
    return red.value, green.value, blue.value


class Unseen:
    """Counts the hidden runs of a page, one for each unbroken run of letters hidden in the same way."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self._how, self._length = "", 0

    def add(self, char: str, how: str) -> None:
        """The next character and how it is hidden, "" when it is seen."""
        if char.isspace() or not char.isprintable():
            return
        if how != self._how:
            self._how, self._length = how, 0
        self._length += 1
        if how and self._length == _LEAST:
            self.counted[how] += 1
