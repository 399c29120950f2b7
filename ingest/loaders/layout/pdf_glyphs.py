"""The characters of a PDF page with their places, as fragments of lines. Knows nothing of paragraphs.

What no reader sees is left out: characters off the page, slanted stamps over the text, text under 2 points, text
without ink or in the colour of its ground.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ingest.loaders.layout.fragments import Fragment, gap_between
from ingest.loaders.layout.pdf_unseen import OFF, TINY, Ground, Unseen

_SMALLEST = 2.0
_WIDE_SPACE = 0.75
_SLANT = math.radians(8)
_UNMAPPED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character; its box from the top left corner of the page as it is read."""

    char: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Its height in points."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class PageText:
    """The glyphs of a page in the order of the file. ``vertical`` for 縦書き, whose glyphs are then turned.

    ``garbled`` when so many characters have no Unicode value that the page must be read as a picture.
    ``unseen`` counts the runs of text that nobody sees, by how they are hidden.
    """

    glyphs: tuple[Glyph, ...]
    width: float
    height: float
    vertical: bool = False
    garbled: bool = False
    unseen: Counter[str] = field(default_factory=Counter)


def read_page(page: Any) -> PageText:
    """The text of a pypdfium2 page. Raises pypdfium2's PdfiumError for a damaged page."""
    from pypdfium2 import raw

    width, height = page.get_size()
    left, bottom, right, top = page.get_bbox()
    turned = page.get_rotation()
    textpage = page.get_textpage()
    box = raw.FS_RECTF()
    glyphs: list[Glyph] = []
    ground, unseen = Ground(page), Unseen()
    unmapped = total = 0
    for index in range(textpage.count_chars()):
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(textpage, index)
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        slant = raw.FPDFText_GetCharAngle(textpage, index) % (math.pi / 2)
        if min(slant, math.pi / 2 - slant) > _SLANT or code in (0, 0xFFFE, 0xFFFF):
            unmapped += code in (0, 0xFFFE, 0xFFFF)
            total += 1
            continue
        total += 1
        unmapped += 0xE000 <= code <= 0xF8FF or code == 0xFFFD
        x0, x1, y0, y1 = box.left - left, box.right - left, box.bottom - bottom, box.top - bottom
        glyph = _turned(chr(code), (x0, x1, y0, y1), turned, right - left, top - bottom)
        shown = glyph.x1 > -1 and glyph.x0 < width + 1 and -1 < glyph.bottom < height + glyph.size
        how = OFF if not shown else TINY if glyph.size < _SMALLEST else ""
        how = how or ground.hides(textpage, index, (box.left + box.right) / 2, (box.top + box.bottom) / 2)
        unseen.add(glyph.char, how)
        if not how:
            glyphs.append(glyph)
    vertical = _is_vertical(glyphs)
    if vertical:
        glyphs = [Glyph(g.char, g.top, g.bottom, width - g.x1, width - g.x0) for g in glyphs]
        width, height = height, width
    garbled = total > 20 and unmapped > _UNMAPPED_SHARE * total
    return PageText(tuple(glyphs), width, height, vertical, garbled, unseen.counted)


def into_fragments(glyphs: Iterator[Glyph] | tuple[Glyph, ...] | list[Glyph]) -> list[Fragment]:
    """Runs of glyphs that follow one another on one line without a gap of more than a character."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph.char.isspace():  # CID fonts often call the 全角 space a plain one; its width tells
            wide = glyph.char == "　" or glyph.x1 - glyph.x0 > _WIDE_SPACE * glyph.size
            glyph = Glyph("　" if wide else " ", glyph.x0, glyph.x1, glyph.top, glyph.bottom)
        if runs and _follows(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    fragments = map(_fragment, runs)
    return [fragment for fragment in fragments if fragment.text.strip()]


def _turned(
    char: str, box: tuple[float, float, float, float], turned: int, width: float, height: float
) -> Glyph:
    """The glyph on the page as it is read; pdfium's boxes count from the bottom of the page as it was drawn."""
    x0, x1, y0, y1 = box
    if turned == 90:
        return Glyph(char, y0, y1, x0, x1)
    if turned == 180:
        return Glyph(char, width - x1, width - x0, y0, y1)
    if turned == 270:
        return Glyph(char, height - y1, height - y0, width - x1, width - x0)
    return Glyph(char, x0, x1, height - y1, height - y0)


def _is_vertical(glyphs: list[Glyph]) -> bool:
    """縦書き: most characters stand below the one before, in one column."""
    down = along = 0
    for one, other in pairwise(glyphs):
        if abs(one.x0 - other.x0) < 0.3 * one.size and 0.5 * one.size < other.top - one.top < 2 * one.size:
            down += 1
        elif abs(one.top - other.top) < 0.3 * one.size and other.x0 > one.x0:
            along += 1
    return down > 30 and down > 2 * along


def _follows(one: Glyph, other: Glyph) -> bool:
    size = max(one.size, other.size)
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    near = -0.5 * size < other.x0 - one.x1 < 1.2 * size
    return near and overlap >= 0.5 * min(one.size, other.size)


def _fragment(run: list[Glyph]) -> Fragment:
    text = run[0].char
    for one, other in pairwise(run):
        size = min(one.size, other.size)
        text += gap_between(text, other.char, other.x0 - one.x1, size) + other.char
    shown = [glyph for glyph in run if not glyph.char.isspace()] or run
    sizes = sorted(glyph.size for glyph in shown)
    return Fragment(
        text,
        shown[0].x0,
        max(glyph.x1 for glyph in shown),
        min(glyph.top for glyph in shown),
        max(glyph.bottom for glyph in shown),
        sizes[len(sizes) // 2],
    )
