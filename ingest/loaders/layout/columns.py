"""The reading order of a page: columns beside one another, lines across them. Knows nothing of what is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.loaders.layout.fragments import Fragment, into_lines

_NARROWEST = 0.16
"""A column is at least this share of the region wide: labels before their values are not a column of text."""
_LINES = 4
_CROSSING = 0.34
_STEPS = 96


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that are read one after the other; ``right`` is where a full line of theirs ends."""

    lines: Sequence[Fragment]
    right: float


def in_reading_order(fragments: Sequence[Fragment], right: float) -> list[Run]:
    """The lines of a page in runs: a column, or the lines across all columns.

    ``right`` is where a line would end that fills the region.
    """
    gutter = _gutter(fragments) if len(fragments) >= 2 * _LINES else None
    if gutter is None:
        return [Run(into_lines(fragments), right)] if fragments else []
    across = sorted((each for each in fragments if each.x0 < gutter < each.x1), key=lambda each: each.middle)
    sides = [each for each in fragments if not each.x0 < gutter < each.x1]
    edges = (max(each.x1 for each in sides if each.x1 <= gutter), right)
    runs: list[Run] = []
    wide: list[Fragment] = []
    above = float("-inf")
    for line in [*across, None]:
        below = line.middle if line else float("inf")
        zone = [each for each in sides if above < each.middle <= below]
        if zone:
            runs += [Run(into_lines(wide), right), *_zone(zone, gutter, edges)]
            wide = []
        if line:
            wide.append(line)
        above = below
    return [run for run in (*runs, Run(into_lines(wide), right)) if run.lines]


def _zone(zone: list[Fragment], gutter: float, edges: tuple[float, float]) -> list[Run]:
    """Left column, then right; where there is too little for two columns, the lines as they stand."""
    left = [each for each in zone if each.x1 <= gutter]
    right = [each for each in zone if each.x0 >= gutter]
    if not left or not right or len(into_lines(left)) < 2 or len(into_lines(right)) < 2:
        return [Run(into_lines(zone), edges[1])] if zone else []
    return [*in_reading_order(left, edges[0]), *in_reading_order(right, edges[1])]


def _gutter(fragments: Sequence[Fragment]) -> float | None:
    """The middle of the gap between two columns of text, None where there is one column."""
    x0, x1 = min(each.x0 for each in fragments), max(each.x1 for each in fragments)
    width = x1 - x0
    size = median(each.size for each in fragments)
    best: tuple[int, float, float] | None = None
    candidates = [x0 + width * step / _STEPS for step in range(_STEPS // 5, _STEPS - _STEPS // 5)]
    for x in candidates:
        left = [each for each in fragments if each.x1 <= x]
        right = [each for each in fragments if each.x0 >= x]
        crossing = len(fragments) - len(left) - len(right)
        if len(left) < _LINES or len(right) < _LINES or crossing > _CROSSING * min(len(left), len(right)):
            continue
        gap = min(each.x0 for each in right) - max(each.x1 for each in left)
        if gap < 0.9 * size or not (_like_text(left, width) and _like_text(right, width)):
            continue
        if not _beside(left, right):
            continue
        found = (crossing, -gap, max(each.x1 for each in left) + gap / 2)
        best = found if best is None else min(best, found)
    return best[2] if best else None


def _like_text(side: Sequence[Fragment], width: float) -> bool:
    """Lines of a column of text are about equally long; labels, numbers and cells are short."""
    lines = sorted(line.x1 - line.x0 for line in into_lines(side))
    return len(lines) >= _LINES and lines[len(lines) * 2 // 3] >= _NARROWEST * width


def _beside(left: Sequence[Fragment], right: Sequence[Fragment]) -> bool:
    """Whether the two sides share most of the height of the shorter one."""
    overlap = min(max(each.bottom for each in left), max(each.bottom for each in right))
    overlap -= max(min(each.top for each in left), min(each.top for each in right))
    heights = [max(e.bottom for e in side) - min(e.top for e in side) for side in (left, right)]
    return overlap >= 0.5 * min(heights)
