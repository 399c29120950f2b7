"""Where a passage stands in its file, from the places of its blocks. Knows nothing of texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ingest.document import Block

_RANGE = re.compile(r"^(.*?)([A-Z]{1,3})([0-9]+)(?::([A-Z]{1,3})([0-9]+))?$", re.DOTALL)
_ROW = re.compile(r"^(.*?)[0-9]+行$", re.DOTALL)
_COUNTED = re.compile(r"^(.*?)([0-9]+)(\D*)$", re.DOTALL)


def place_of(blocks: Sequence[Block], start: int, end: int) -> str:
    """The place of ``text[start:end]``: that of its blocks, from the first to the last that has one."""
    first = max(bisect_right(blocks, start, key=lambda block: block.start) - 1, 0)
    places = []
    for block in blocks[first:]:
        if block.start >= end:
            break
        if block.end > start and block.place:
            places.append(block.place)
    # A title above a sheet's cells stands on the sheet, the cells in it: the cells say where.
    cells = [place for place in places if _RANGE.match(place)]
    if cells and all(place == sheet_of(cells[0]) for place in places if place not in cells):
        places = cells
    return join_places(places[0], places[-1]) if places else ""


def join_places(first: str, last: str) -> str:
    """From one place to another: 「3頁」「5頁」 → 「3～5頁」; 「シート「歳入」A5:F5」「…A9:F9」 → 「シート「歳入」A5:F9」."""
    if first == last:
        return first
    one, two = _RANGE.match(first), _RANGE.match(last)
    if one and two and one[1] == two[1]:
        return f"{one[1]}{one[2]}{one[3]}:{two[4] or two[2]}{two[5] or two[3]}"
    one, two = _COUNTED.match(first), _COUNTED.match(last)
    if one and two and (one[1], one[3]) == (two[1], two[3]):
        return f"{one[1]}{one[2]}～{two[2]}{two[3]}"
    return f"{first}～{last}"


def sheet_of(place: str) -> str:
    """The part of a place that names the sheet, slide or page: 「シート「歳入」A5:F5」 → 「シート「歳入」」."""
    match = _RANGE.match(place) or _ROW.match(place)
    return match[1] if match else place


def row_label(place: str) -> str:
    """What rows are cited as: 「シート「歳入」A5:F9」 → 「シート「歳入」5～9行」; other places as they are."""
    match = _RANGE.match(place)
    if match is None:
        return place
    last = match[5] or match[3]
    rows = match[3] if last == match[3] else f"{match[3]}～{last}"
    return f"{match[1]}{rows}行"
