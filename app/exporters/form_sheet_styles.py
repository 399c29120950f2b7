"""The formats of the cells of a form in Excel. Knows nothing of what is filled in."""

from __future__ import annotations

from typing import Any

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STACKED = "255"
"""What Excel keeps as the turn of a text whose letters stand one below another."""


class Styles:
    """The formats of cells, and new ones that only wrap or quote."""

    def __init__(self, tree: Any) -> None:
        self._formats = tree.find(f"{S}cellXfs") if tree is not None else None
        self._fonts = (
            list(tree.find(f"{S}fonts")) if tree is not None and tree.find(f"{S}fonts") is not None else []
        )
        self._made: dict[tuple[str, bool, bool], str] = {}

    def like(self, style: str, *, wrap: bool, quote: bool) -> str:
        """The number of the format ``style`` with lines that wrap (and begin at the top), or with its text kept a text."""
        from copy import deepcopy

        if self._formats is None or not (wrap or quote):
            return style
        key = (style, wrap, quote)
        if key not in self._made:
            made = deepcopy(self._formats[int(style)])
            if wrap:
                place = made.find(f"{S}alignment")
                if place is None:
                    place = made.makeelement(f"{S}alignment", {})
                    made.insert(0, place)
                place.set("wrapText", "1")
                place.attrib.pop("shrinkToFit", None)
                place.set("vertical", place.get("vertical", "top"))
                made.set("applyAlignment", "1")
            if quote:
                made.set("quotePrefix", "1")
            self._formats.append(made)
            self._formats.set("count", str(len(self._formats)))
            self._made[key] = str(len(self._formats) - 1)
        return self._made[key]

    def points(self, style: str | None) -> float:
        """The size of the letters of a format, in points."""
        if self._formats is None or not self._fonts:
            return 11.0
        font = self._fonts[int(self._formats[int(style or 0)].get("fontId", "0"))]
        size = font.find(f"{S}sz")
        return float(size.get("val")) if size is not None else 11.0

    def runs_down(self, style: str | None) -> bool:
        """Whether the letters of a format stand one below another (縦書き)."""
        place = self._formats[int(style or 0)].find(f"{S}alignment") if self._formats is not None else None
        return place is not None and place.get("textRotation") == _STACKED
