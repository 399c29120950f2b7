"""Tables that a text draws with lines (┌─┬─┐│├┼┤└┴┘) as rows of cells. Knows nothing of what the cells say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_LINE = re.compile(r"^[ 　]*[┌┏├┣└┗│┃╔╠╚║].*[┐┓┤┫┘┛│┃╗╣╝║][ 　]*$")
_RULE = re.compile(r"[─━┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋┠┨┯┷┿┝┥┰┸╂═╔╗╚╝╠╣╦╩╬]+")
_SIDE = re.compile(r"[│┃║]")
_SPREAD = re.compile(r"^\S(?:[ 　]+\S)+$")


def is_ruled(line: str) -> bool:
    """Whether a line is part of a drawn table."""
    return bool(_LINE.match(line))


def read_ruled(lines: Sequence[str]) -> list[list[str]]:
    """The rows between the rules, as many cells each as the row has: what stands in several lines of one row is one cell, and
    「大　　人」 one word; [] where no row has two cells, or a cell goes over several rows."""
    if any(_RULE.search(line) and _SIDE.sub("", _RULE.sub("", line)).strip(" 　") for line in lines):
        return []  # a cell that goes over a rule beside it
    rows = [_joined(band) for band in _bands(lines)]
    return rows if any(len(row) > 1 for row in rows) else []


def _bands(lines: Sequence[str]) -> Iterator[list[list[str]]]:
    band: list[list[str]] = []
    for line in lines:
        cells = [cell.strip(" 　") for cell in _SIDE.split(line.strip(" 　"))[1:-1]]
        ruled = _RULE.search(line)
        if band and (ruled or len(cells) != len(band[0])):
            yield band
            band = []
        if not ruled and cells:
            band.append(cells)
    if band:
        yield band


def _joined(band: Sequence[Sequence[str]]) -> list[str]:
    return ["".join(map(_closed, parts)) for parts in zip(*band, strict=True)]


def _closed(cell: str) -> str:
    return re.sub(r"[ 　]+", "", cell) if _SPREAD.match(cell) else cell
