"""Where a form in Word without marks has room: beside its labels, in its content controls. Knows nothing of what the texts mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from app.exporters.form_cells import (
    BLANK,
    cell_text,
    inside,
    is_empty,
    mark_paragraph,
    put_mark,
    row_of,
    text_of,
    texts_of,
)
from app.exporters.form_inline import TICKED, box_of, rooms_in
from app.exporters.form_labels import asks, is_stamp, name_for
from app.exporters.form_rows import mark_rows
from app.exporters.form_values import WHOLE
from app.exporters.office_form import Said, put
from app.exporters.paper import tag_name

_NUMBERED = re.compile(r"[ 　]*(?:[0-9０-９]{1,2}|[(（][0-9０-９]{1,2}[)）])[.． 　]*\S")


def mark_controls(root: Any, said: Said) -> bool:
    """A mark in every empty content control whose title or tag is known; whether there was any."""
    found = False
    for control in list(root.iter(tag_name("w:sdt"))):
        properties, content = control.find(tag_name("w:sdtPr")), control.find(tag_name("w:sdtContent"))
        if properties is None or content is None or properties.find(tag_name("w:dropDownList")) is not None:
            continue
        name = next(filter(None, (name_for(each, said.values) for each in _names(properties))), "")
        waiting = properties.find(tag_name("w:showingPlcHdr"))
        texts = list(content.iter(tag_name("w:t")))
        if (
            not name
            or not texts
            or (waiting is None and "".join(each.text or "" for each in texts).strip(BLANK))
        ):
            continue
        for tag in ("w:showingPlcHdr", "w:dataBinding", "w:temporary"):
            for each in properties.findall(tag_name(tag)):
                properties.remove(each)
        for plain in properties.findall(tag_name("w:text")):
            plain.set(tag_name("w:multiLine"), "1")
        grey = ("w:rStyle", "w:color") if waiting is not None else ()  # of 「ここに入力」
        for style in [each for tag in grey for each in content.iter(tag_name(tag))]:
            style.getparent().remove(style)
        texts[0].text = f"{{{{{name}}}}}"
        for each in texts[1:]:
            each.text = ""
        found = True
    return found


def _names(properties: Any) -> Iterator[str]:
    for tag in ("w:alias", "w:tag"):
        each = properties.find(tag_name(tag))
        if each is not None:
            yield each.get(tag_name("w:val"), "")


def mark_labels(root: Any, said: Said) -> None:
    """A mark beside or below every label that is known, and below what asks for a decision (伺い)."""
    for table in list(root.iter(tag_name("w:tbl"))):
        listed = mark_rows(table, said)
        rows = [row_of(each) for each in inside(table, "w:tr")]
        for at, row in enumerate(rows):
            labels = [cell_text(cell) for cell in row.values()]
            below = rows[at + 1] if at + 1 < len(rows) else {}
            for place, cell in row.items():
                label = cell_text(cell)
                name = "" if is_stamp(label, labels) or cell in listed else name_for(label, said.values)
                if name and (room := _room(cell, place, row, below)) is not None:
                    _give(said, name)
                    put_mark(room, name, cell)
                elif name and _tick(cell, place, row, said.values[name]):
                    _give(said, name)
                    said.found.append(name)
                elif len(row) == 1 and _asked(cell, said):
                    under = below.get(place)
                    _give(said, WHOLE)
                    put_mark(under if under is not None and is_empty(under) else cell, WHOLE, cell)
    for paragraph in list(root.iter(tag_name("w:p"))):
        _mark_line(paragraph, said)


def _mark_line(paragraph: Any, said: Said) -> None:
    """A mark in the room that a line leaves: in its blanks, behind its label, below it."""
    text = text_of(paragraph).strip(BLANK)
    whole = text.endswith(("：", ":")) and bool(name_for(text, said.values))
    if not whole and (rooms := rooms_in(text_of(paragraph), said.values)):
        put(texts_of(paragraph), [(start, end, f"{{{{{name}}}}}") for start, end, name in rooms])
        for _, _, name in rooms:
            _give(said, name)
    elif _heads_room(paragraph) and (name := name_for(text, said.values)):
        _give(said, name)
        mark_paragraph(paragraph.getnext(), name, paragraph.getnext())
    elif text.endswith(("：", ":")) and (name := name_for(text, said.values)):
        _give(said, name)
        texts = texts_of(paragraph)
        for each in reversed(texts):  # the line drawn for a pen
            each.text = (each.text or "").rstrip(BLANK)
            if each.text:
                break
        next(each for each in reversed(texts) if each.text).text += f"　{{{{{name}}}}}"
    elif asks(text) and WHOLE not in said.given and _lone(paragraph):
        _give(said, WHOLE)
        room = paragraph.getnext()
        if room is None or room.tag != tag_name("w:p") or text_of(room).strip(BLANK):
            room = deepcopy(paragraph)
            paragraph.addnext(room)
        mark_paragraph(room, WHOLE, paragraph)


def _tick(cell: Any, place: int, row: dict[int, Any], said: str) -> bool:
    """Tick the box of what the form says in the cell to the right of a label; whether there was one."""
    after = [column for column in row if column > place]
    for paragraph in inside(row[min(after)], "w:p") if after else ():
        if (at := box_of(text_of(paragraph), said)) >= 0:
            put(texts_of(paragraph), [(at, at + 1, TICKED)])
            return True
    return False


def _heads_room(paragraph: Any) -> bool:
    """Whether a line outside tables has an empty one below it, and begins with a number as a heading does."""
    room = paragraph.getnext()
    empty = room is not None and room.tag == tag_name("w:p") and not text_of(room).strip(BLANK)
    return empty and _lone(paragraph) and bool(_NUMBERED.match(text_of(paragraph)))


def _give(said: Said, name: str) -> None:
    said.by_label = True
    said.given.add(name)


def _asked(cell: Any, said: Said) -> bool:
    return WHOLE in said.values and WHOLE not in said.given and asks(cell_text(cell))


def _lone(paragraph: Any) -> bool:
    return next(paragraph.iterancestors(tag_name("w:tc")), None) is None


def _room(cell: Any, place: int, row: dict[int, Any], below: dict[int, Any]) -> Any:
    """Where what a label names is written: the empty cell to its right, else below it, else under the label itself."""
    after = [column for column in row if column > place]
    if after:
        right = row[min(after)]
        if is_empty(right):
            return right
    under = below.get(place)
    if under is not None and is_empty(under):
        return under
    return cell if len(row) == 1 else None
