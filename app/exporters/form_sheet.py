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
from app.exporters.form_sheet_styles import Styles
from app.exporters.form_values import WHOLE
from app.exporters.layout import Block
from app.exporters.letter import width
from app.exporters.office_form import MARK, Said, put, without_numbers
from app.text.vertical import stacked

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
    styles = Styles(trees.get(_STYLES))
    for sheet in sheets:
        _fill_cells(sheet, styles, said)
        for each in _margins(sheet):
            words = MARK.sub(
                lambda mark: without_numbers(said.of(mark[1])).replace("&", "&&"), each.text or ""
            )
            said.ask(each.text or "")
            each.text = words
    for each in drawn:
        _fill_texts(list(each.iter(f"{_A}t")), said, down=_runs_down(each))


def _runs_down(paragraph: Any) -> bool:
    """Whether a shape's text stands letter below letter."""
    shape = paragraph.getparent().find(f"{_A}bodyPr")
    return shape is not None and shape.get("vert") in ("eaVert", "wordArtVert", "wordArtVertRtl")


def _margins(sheet: Grid) -> Iterator[Any]:
    """The page's headers and footers of a sheet."""
    for each in sheet.tree.iter(f"{S}headerFooter"):
        yield from (one for one in each if one.text)


def _fill_cells(sheet: Grid, styles: Styles, said: Said) -> None:
    for place, cell in sheet.cells.items():
        text = sheet.text(place)
        if not MARK.search(text):
            continue
        holder = sheet.own(cell)
        points, down = styles.points(cell.get("s")), styles.runs_down(cell.get("s"))
        words = _fill_texts(list(holder.iter(f"{S}t")), said, wide=sheet.wide(place, points), down=down)
        for each in [*holder.iter(f"{S}rPh"), *holder.iter(f"{S}phoneticPr")]:
            each.getparent().remove(each)  # readings of the words that stood there
        if _AMOUNT.fullmatch(words) and sheet.is_counted(place):
            sheet.write_number(place, re.sub(r"[^0-9]", "", words))
            continue
        long = sheet.columns(place, words, points) if down else sheet.lines(place, words, points)
        cell.set(
            "s", styles.like(cell.get("s", "0"), wrap=long > 1, quote=words.startswith(("=", "+", "-", "@")))
        )
        if down:
            said.cut += MARK.findall(text) if long > sheet.room_for_columns(place, points) else []
        elif long > 1:
            needed = math.ceil(long * 1.5 * points + 4)
            sheet.make_room(place, needed)
            if needed > TALLEST * sheet.rows(place):
                said.cut += MARK.findall(text)


def _fill_texts(texts: list[Any], said: Said, *, wide: float = 0.0, down: bool = False) -> str:
    """Fill the marks of one cell or paragraph; what it says then. ``down``: its letters stand one below another."""
    whole = "".join(each.text or "" for each in texts)
    marks = said.ask(whole)
    filled = [without_numbers(said.of(mark[1])) for mark in marks]
    if down:
        filled = [stacked(words) for words in filled]
    elif len(marks) == 1 and marks[0][0] == whole.strip():
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
