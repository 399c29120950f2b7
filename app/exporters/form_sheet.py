"""A form in Excel, filled in its own XML: shapes, pictures and settings stay as they are. Knows nothing of what the texts mean."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from app.exporters.form_grid import TALLEST, Grid, Place, grid_of
from app.exporters.form_inline import TICKED, box_of
from app.exporters.form_labels import asks, is_stamp, name_for
from app.exporters.form_sheet_rows import mark_sheet_rows
from app.exporters.form_values import WHOLE
from app.exporters.layout import Block
from app.exporters.letter import width
from app.exporters.office_form import MARK, Said, put, without_numbers

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_DRAWING = re.compile(r"xl/drawings/[^/]+\.xml$")
_AMOUNT = re.compile(r"金?[0-9][0-9,]*円?")
_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"


def fill_sheet(content: bytes, said: Said) -> bytes:
    """Raises KeyError for a file that is no workbook."""
    from lxml import etree

    with ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    wanted = ("xl/workbook.xml", _STRINGS, _STYLES)
    trees = {
        name: etree.fromstring(data, parser)
        for name, data in files.items()
        if _SHEET.match(name) or _DRAWING.match(name) or name in wanted
    }
    if "xl/workbook.xml" not in trees:
        raise KeyError("xl/workbook.xml")
    _fill_trees(trees, said)
    for name, tree in trees.items():
        files[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return stream.getvalue()


def _fill_trees(trees: Mapping[str, Any], said: Said) -> None:
    strings = list(trees[_STRINGS].iter(f"{S}si")) if _STRINGS in trees else []
    sheets = [grid_of(tree, strings) for name, tree in trees.items() if _SHEET.match(name)]
    drawn = [each for name, tree in trees.items() if _DRAWING.match(name) for each in tree.iter(f"{_A}p")]
    everything = [
        *(text for sheet in sheets for text in sheet.texts()),
        *("".join(one.text or "" for one in each.iter(f"{_A}t")) for each in drawn),
        *(each.text or "" for sheet in sheets for each in _margins(sheet)),
    ]
    if not said.look(everything):
        for sheet in sheets:
            _mark_labels(sheet, said)
        said.look([text for sheet in sheets for text in sheet.texts()])
    styles = _Styles(trees.get(_STYLES))
    for sheet in sheets:
        _fill_cells(sheet, styles, said)
        for each in _margins(sheet):
            words = MARK.sub(
                lambda mark: without_numbers(said.of(mark[1])).replace("&", "&&"), each.text or ""
            )
            said.ask(each.text or "")
            each.text = words
    for each in drawn:
        _fill_texts(list(each.iter(f"{_A}t")), said)


def _margins(sheet: Grid) -> Iterator[Any]:
    """The page's headers and footers of a sheet."""
    for each in sheet.tree.iter(f"{S}headerFooter"):
        yield from (one for one in each if one.text)


def _fill_cells(sheet: Grid, styles: _Styles, said: Said) -> None:
    for place, cell in sheet.cells.items():
        text = sheet.text(place)
        if not MARK.search(text):
            continue
        holder = sheet.own(cell)
        points = styles.points(cell.get("s"))
        words = _fill_texts(list(holder.iter(f"{S}t")), said, wide=sheet.wide(place, points))
        for each in [*holder.iter(f"{S}rPh"), *holder.iter(f"{S}phoneticPr")]:
            each.getparent().remove(each)  # readings of the words that stood there
        if _AMOUNT.fullmatch(words) and sheet.is_counted(place):
            sheet.write_number(place, re.sub(r"[^0-9]", "", words))
            continue
        long = sheet.lines(place, words, points)
        cell.set(
            "s", styles.like(cell.get("s", "0"), wrap=long > 1, quote=words.startswith(("=", "+", "-", "@")))
        )
        if long > 1:
            needed = math.ceil(long * 1.5 * points + 4)
            sheet.make_room(place, needed)
            if needed > TALLEST * sheet.rows(place):
                said.cut += MARK.findall(text)


def _fill_texts(texts: list[Any], said: Said, *, wide: float = 0.0) -> str:
    """Fill the marks of one cell or paragraph; what it says then."""
    whole = "".join(each.text or "" for each in texts)
    marks = said.ask(whole)
    filled = [without_numbers(said.of(mark[1])) for mark in marks]
    if len(marks) == 1 and marks[0][0] == whole.strip():
        filled = [_stand(filled[0], said.kinds(marks[0][1]), wide)]
    if marks:
        put(texts, [(mark.start(), mark.end(), words) for mark, words in zip(marks, filled, strict=True)])
    return "".join(each.text or "" for each in texts)


def _stand(text: str, kinds: Mapping[str, Block], wide: float) -> str:
    """A cell has one alignment for all its lines: 以上 and 記 are moved to the right and the middle by spaces."""
    places = {"centre": 0.5, "right": 1.0, "head": 1.0, "sender": 1.0, "contact": 1.0}
    lines = []
    for line in text.split("\n"):
        block = kinds.get(line.strip())
        share = places.get(block.kind, 0.0) if block else 0.0
        lines.append("　" * max(0, int((wide - width(line) - 2) * share / 2)) + line)
    return "\n".join(lines)


def _mark_labels(sheet: Grid, said: Said) -> None:
    listed = mark_sheet_rows(sheet, said)
    rows: dict[int, list[str]] = {}
    for place in sheet.cells:
        rows.setdefault(place[0], []).append(sheet.text(place))
    for place in list(sheet.cells):
        text = sheet.text(place)
        name = "" if is_stamp(text, rows[place[0]]) or place in listed else name_for(text, said.values)
        if not name and asks(text) and WHOLE not in said.given:
            name = WHOLE
        room = sheet.room(place) if name else None
        if name and room is None and _tick(sheet, place, said.values[name]):
            said.by_label = True
            said.found.append(name)
        if room is not None:
            said.by_label = True
            said.given.add(name)
            sheet.write(room, f"{{{{{name}}}}}")


def _tick(sheet: Grid, place: Place, words: str) -> bool:
    """Tick the box of ``words`` in the cell to the right of a label; whether there was one."""
    return sheet.tick(place, lambda text: box_of(text, words), TICKED)


class _Styles:
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
