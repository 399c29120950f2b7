"""Where a form in Word without marks has room: beside its labels, in its content controls. Knows nothing of what the texts mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from app.exporters.form_inline import TICKED, box_of, only_printed, rooms_in
from app.exporters.form_labels import asks, is_stamp, name_for
from app.exporters.form_values import WHOLE
from app.exporters.office_form import Said, put
from app.exporters.paper import tag_name

_BLANK = " 　\t\n_＿"
_NUMBERED = re.compile(r"[ 　]*(?:[0-9０-９]{1,2}|[(（][0-9０-９]{1,2}[)）])[.． 　]*\S")
_WRAPS = ("w:sdt", "w:sdtContent", "w:customXml", "w:ins")


def texts_of(paragraph: Any) -> list[Any]:
    """The pieces of text of a paragraph, without readings (w:rt) and those of a text box that is anchored in it."""
    return [
        each
        for each in paragraph.iter(tag_name("w:t"))
        if next(each.iterancestors(tag_name("w:p"))) is paragraph
        and next(each.iterancestors(tag_name("w:rt")), None) is None
    ]


def text_of(paragraph: Any) -> str:
    return "".join(each.text or "" for each in texts_of(paragraph))


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
            or (waiting is None and "".join(each.text or "" for each in texts).strip(_BLANK))
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
        rows = [_row(each) for each in _inside(table, "w:tr")]
        for at, row in enumerate(rows):
            labels = [_cell_text(cell) for cell in row.values()]
            below = rows[at + 1] if at + 1 < len(rows) else {}
            for place, cell in row.items():
                label = _cell_text(cell)
                name = "" if is_stamp(label, labels) else name_for(label, said.values)
                if name and (room := _room(cell, place, row, below)) is not None:
                    _give(said, name)
                    _put_mark(room, name, cell)
                elif name and _tick(cell, place, row, said.values[name]):
                    _give(said, name)
                    said.found.append(name)
                elif len(row) == 1 and _asked(cell, said):
                    under = below.get(place)
                    _give(said, WHOLE)
                    _put_mark(under if under is not None and _is_empty(under) else cell, WHOLE, cell)
    for paragraph in list(root.iter(tag_name("w:p"))):
        _mark_line(paragraph, said)


def _mark_line(paragraph: Any, said: Said) -> None:
    """A mark in the room that a line leaves: in its blanks, behind its label, below it."""
    text = text_of(paragraph).strip(_BLANK)
    whole = text.endswith(("：", ":")) and bool(name_for(text, said.values))
    if not whole and (rooms := rooms_in(text_of(paragraph), said.values)):
        put(texts_of(paragraph), [(start, end, f"{{{{{name}}}}}") for start, end, name in rooms])
        for _, _, name in rooms:
            _give(said, name)
    elif _heads_room(paragraph) and (name := name_for(text, said.values)):
        _give(said, name)
        _mark_paragraph(paragraph.getnext(), name, paragraph.getnext())
    elif text.endswith(("：", ":")) and (name := name_for(text, said.values)):
        _give(said, name)
        texts = texts_of(paragraph)
        for each in reversed(texts):  # the line drawn for a pen
            each.text = (each.text or "").rstrip(_BLANK)
            if each.text:
                break
        next(each for each in reversed(texts) if each.text).text += f"　{{{{{name}}}}}"
    elif asks(text) and WHOLE not in said.given and _lone(paragraph):
        _give(said, WHOLE)
        room = paragraph.getnext()
        if room is None or room.tag != tag_name("w:p") or text_of(room).strip(_BLANK):
            room = deepcopy(paragraph)
            paragraph.addnext(room)
        _mark_paragraph(room, WHOLE, paragraph)


def _tick(cell: Any, place: int, row: dict[int, Any], said: str) -> bool:
    """Tick the box of what the form says in the cell to the right of a label; whether there was one."""
    after = [column for column in row if column > place]
    for paragraph in _inside(row[min(after)], "w:p") if after else ():
        if (at := box_of(text_of(paragraph), said)) >= 0:
            put(texts_of(paragraph), [(at, at + 1, TICKED)])
            return True
    return False


def _heads_room(paragraph: Any) -> bool:
    """Whether a line outside tables has an empty one below it, and begins with a number as a heading does."""
    room = paragraph.getnext()
    empty = room is not None and room.tag == tag_name("w:p") and not text_of(room).strip(_BLANK)
    return empty and _lone(paragraph) and bool(_NUMBERED.match(text_of(paragraph)))


def _give(said: Said, name: str) -> None:
    said.by_label = True
    said.given.add(name)


def _asked(cell: Any, said: Said) -> bool:
    return WHOLE in said.values and WHOLE not in said.given and asks(_cell_text(cell))


def _lone(paragraph: Any) -> bool:
    return next(paragraph.iterancestors(tag_name("w:tc")), None) is None


def _inside(node: Any, tag: str) -> Iterator[Any]:
    """The children with that tag, also those wrapped in a content control."""
    for child in node:
        if child.tag == tag_name(tag):
            yield child
        elif child.tag in {tag_name(each) for each in _WRAPS}:
            yield from _inside(child, tag)


def _row(row: Any) -> dict[int, Any]:
    """The cells of a row by the column of the grid where they begin."""
    before = row.find(f"{tag_name('w:trPr')}/{tag_name('w:gridBefore')}")
    found, column = {}, int(before.get(tag_name("w:val"))) if before is not None else 0
    for cell in _inside(row, "w:tc"):
        found[column] = cell
        span = cell.find(f"{tag_name('w:tcPr')}/{tag_name('w:gridSpan')}")
        column += int(span.get(tag_name("w:val"))) if span is not None else 1
    return found


def _cell_text(cell: Any) -> str:
    return "\n".join(text_of(each) for each in _inside(cell, "w:p")).strip(_BLANK)


def _room(cell: Any, place: int, row: dict[int, Any], below: dict[int, Any]) -> Any:
    """Where what a label names is written: the empty cell to its right, else below it, else under the label itself."""
    after = [column for column in row if column > place]
    if after:
        right = row[min(after)]
        if _is_empty(right):
            return right
    under = below.get(place)
    if under is not None and _is_empty(under):
        return under
    return cell if len(row) == 1 else None


def _is_empty(cell: Any) -> bool:
    merged = cell.find(f"{tag_name('w:tcPr')}/{tag_name('w:vMerge')}")
    continued = merged is not None and merged.get(tag_name("w:val")) != "restart"
    text = _cell_text(cell)
    return not continued and (not text or only_printed(text)) and cell.find(tag_name("w:tbl")) is None


def _put_mark(cell: Any, name: str, label: Any) -> None:
    """A mark in the first paragraph of an empty cell, or in a new one below a label; in the letters of the form."""
    paragraph = next(_inside(cell, "w:p"))
    if cell is label:
        last = [each for each in _inside(cell, "w:p") if text_of(each).strip(_BLANK)][-1]
        paragraph = last.getnext()  # the room that the form keeps below
        if paragraph is None or paragraph.tag != tag_name("w:p"):
            paragraph = deepcopy(last)
            last.addnext(paragraph)
    _mark_paragraph(paragraph, name, label)


def _mark_paragraph(paragraph: Any, name: str, label: Any) -> None:
    from docx.oxml import OxmlElement

    letters = next(iter(paragraph.iter(tag_name("w:rPr"))), None)
    if letters is None:
        letters = next(iter(label.iter(tag_name("w:rPr"))), None)
    for each in list(paragraph.iterchildren(tag_name("w:r"))):
        paragraph.remove(each)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    if letters is not None:
        run.append(deepcopy(letters))
    text.text = f"{{{{{name}}}}}"
    run.append(text)
    paragraph.append(run)
