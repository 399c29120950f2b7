"""The cells of one sheet of a form by their place, merged ones as one. Knows nothing of files and of what is filled in."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLACE = re.compile(r"([A-Z]+)([0-9]+)")
_ROW_HEIGHT, _COLUMN_WIDTH = 15.0, 8.43
"""What Excel takes where a sheet says nothing: points, and characters of a digit's width."""
_USUAL = 11.0
"""Points of the letters that widths are counted in."""
TALLEST = 409.0
"""Points: the tallest row that Excel has."""
_STACK = 1.2
"""How far letters that stand one below another are apart, in their size."""
Place = tuple[int, int]


@dataclass(slots=True)
class Grid:
    """``cells`` are the elements by (row, column), from 1; ``merged`` the last place of a merged cell by its first."""

    tree: Any
    strings: Sequence[Any]
    cells: dict[Place, Any] = field(default_factory=dict)
    merged: dict[Place, Place] = field(default_factory=dict)
    covered: dict[Place, Place] = field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        return (self.text(place) for place in self.cells)

    def text(self, place: Place) -> str:
        """What stands in a cell, "" for a number or an empty one. Readings (ふりがな) are not told."""
        cell = self.cells.get(place)
        holder = self._holder(cell) if cell is not None else None
        if holder is None:
            return ""
        return "".join(each.text or "" for each in holder.iter(f"{S}t") if each.getparent().tag != f"{S}rPh")

    def number(self, place: Place) -> str:
        """The number that a cell holds, as it is kept; "" for a text or a formula."""
        cell = self.cells[place]
        value = cell.find(f"{S}v")
        known = value is not None and cell.get("t") in (None, "n") and cell.find(f"{S}f") is None
        return value.text or "" if known else ""

    def _holder(self, cell: Any) -> Any:
        if cell.get("t") == "inlineStr":
            return cell.find(f"{S}is")
        value = cell.find(f"{S}v")
        if cell.get("t") != "s" or value is None or not value.text:
            return None
        return self.strings[int(value.text)]

    def own(self, cell: Any) -> Any:
        """The text of a cell as its own, so that another cell with the same words keeps them."""
        holder = self._holder(cell)
        if cell.get("t") != "inlineStr":
            mine = cell.makeelement(f"{S}is", {})
            mine.extend(deepcopy(list(holder)))
            for each in list(cell):
                cell.remove(each)
            cell.append(mine)
            cell.set("t", "inlineStr")
            holder = mine
        for each in list(holder.iter(f"{S}rPh")):
            each.getparent().remove(each)
        return holder

    def write(self, place: Place, text: str) -> None:
        cell = self.cells[place]
        for each in list(cell):
            cell.remove(each)
        cell.set("t", "inlineStr")
        holder = cell.makeelement(f"{S}is", {})
        words = holder.makeelement(f"{S}t", {})
        words.text = text
        holder.append(words)
        cell.append(holder)

    def write_number(self, place: Place, digits: str) -> None:
        """A number that formulas can count with."""
        cell = self.cells[place]
        for each in list(cell):
            cell.remove(each)
        cell.attrib.pop("t", None)
        value = cell.makeelement(f"{S}v", {})
        value.text = digits
        cell.append(value)

    def is_counted(self, place: Place) -> bool:
        """Whether a formula of the sheet reads a cell by its name."""
        name = self.cells[place].get("r")
        letters, number = _PLACE.fullmatch(name).groups()  # type: ignore[union-attr]
        read = re.compile(rf"(?<![A-Za-z$]){re.escape('$')}?{letters}{re.escape('$')}?{number}(?![0-9])")
        return any(read.search(each.text or "") for each in self.tree.iter(f"{S}f"))

    def tick(self, place: Place, where: Callable[[str], int], mark: str) -> bool:
        """Put ``mark`` in the place of the box that ``where`` finds in the cell to the right; whether it found one."""
        near = (place[0], self.merged.get(place, place)[1] + 1)
        right = self.covered.get(near, near)
        text = self.text(right) if right in self.cells else ""
        if (at := where(text)) < 0:
            return False
        self.write(right, f"{text[:at]}{mark}{text[at + 1 :]}")
        return True

    def room(self, place: Place) -> Place | None:
        """The empty cell to the right of a label, else the one below it; None where there is no drawn cell."""
        last = self.merged.get(place, place)
        for near in ((place[0], last[1] + 1), (last[0] + 1, place[1])):
            first = self.covered.get(near, near)
            if first in self.cells and self.is_empty(first):
                return first
        return None

    def is_empty(self, place: Place) -> bool:
        cell = self.cells[place]
        return (cell.find(f"{S}v") is None and cell.find(f"{S}f") is None) and not self.text(place).strip()

    # ---- sizes

    def rows(self, place: Place) -> int:
        """How many rows a cell has."""
        return self.merged.get(place, place)[0] - place[0] + 1

    def wide(self, place: Place, points: float) -> float:
        """How many half characters of that size a line of a cell has."""
        first, last = place, self.merged.get(place, place)
        width = sum(self._width(column) for column in range(first[1], last[1] + 1)) - 1
        return max(2.0, width * _USUAL / points)

    def lines(self, place: Place, text: str, points: float) -> int:
        """How many lines a text in letters of that size takes in the width of its cell."""
        room = self.wide(place, points)
        return sum(max(1, math.ceil(_halves(line) / room)) for line in text.split("\n"))

    def columns(self, place: Place, text: str, points: float) -> int:
        """How many columns a text takes whose letters stand one below another."""
        room = max(1, int(self.tall(place) / (points * _STACK)))
        return sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n"))

    def room_for_columns(self, place: Place, points: float) -> int:
        """How many such columns a cell has room for, side by side."""
        return max(1, int(self.wide(place, points) / 2))

    def tall(self, place: Place) -> float:
        """How high a cell is, in points."""
        return sum(self._heights(place).values())

    def _width(self, column: int) -> float:
        for each in self.tree.iter(f"{S}col"):
            if int(each.get("min")) <= column <= int(each.get("max")) and each.get("width"):
                return float(each.get("width"))
        shape = self.tree.find(f"{S}sheetFormatPr")
        return float(shape.get("defaultColWidth", _COLUMN_WIDTH)) if shape is not None else _COLUMN_WIDTH

    def make_room(self, place: Place, points: float) -> None:
        """Make the last rows of a cell as much higher as the text needs (``TALLEST`` each at the most); a cell that is
        high enough stays."""
        rows = {int(each.get("r")): each for each in self.tree.iter(f"{S}row")}
        heights = self._heights(place)
        lacking = points - sum(heights.values())
        for row in sorted(heights, reverse=True):
            more = min(lacking, TALLEST - heights[row])
            if more <= 0 or row not in rows:
                continue
            rows[row].set("ht", f"{heights[row] + more:.2f}")
            rows[row].set("customHeight", "1")
            lacking -= more

    def _heights(self, place: Place) -> dict[int, float]:
        """The height of each row of a cell."""
        last = self.merged.get(place, place)
        rows = {int(each.get("r")): each for each in self.tree.iter(f"{S}row")}
        shape = self.tree.find(f"{S}sheetFormatPr")
        usual = float(shape.get("defaultRowHeight", _ROW_HEIGHT)) if shape is not None else _ROW_HEIGHT
        return {
            row: float(rows[row].get("ht", usual)) if row in rows else usual
            for row in range(place[0], last[0] + 1)
        }


def grid_of(tree: Any, strings: Sequence[Any]) -> Grid:
    grid = Grid(tree, strings)
    for each in tree.iter(f"{S}c"):
        grid.cells[_place(each.get("r"))] = each
    for each in tree.iter(f"{S}mergeCell"):
        first, _, last = each.get("ref").partition(":")
        begin, end = _place(first), _place(last or first)
        grid.merged[begin] = end
        for row in range(begin[0], end[0] + 1):
            for column in range(begin[1], end[1] + 1):
                grid.covered[row, column] = begin
    return grid


def _place(name: str) -> Place:
    """(row, column) of 「B3」: (3, 2). Raises ValueError."""
    found = _PLACE.fullmatch(name)
    if found is None:
        raise ValueError(name)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _halves(text: str) -> int:
    """The width of a line in characters of a digit's width: a kanji is two of them."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)
