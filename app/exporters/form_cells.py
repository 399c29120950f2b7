"""The rows and cells of a form in Word, merged ones and those in content controls as they stand. Knows nothing of labels."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from app.exporters.form_inline import only_printed
from app.exporters.paper import tag_name

BLANK = " 　\t\n_＿"
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


def inside(node: Any, tag: str) -> Iterator[Any]:
    """The children with that tag, also those wrapped in a content control."""
    for child in node:
        if child.tag == tag_name(tag):
            yield child
        elif child.tag in {tag_name(each) for each in _WRAPS}:
            yield from inside(child, tag)


def row_of(row: Any) -> dict[int, Any]:
    """The cells of a row by the column of the grid where they begin."""
    before = row.find(f"{tag_name('w:trPr')}/{tag_name('w:gridBefore')}")
    found, column = {}, int(before.get(tag_name("w:val"))) if before is not None else 0
    for cell in inside(row, "w:tc"):
        found[column] = cell
        span = cell.find(f"{tag_name('w:tcPr')}/{tag_name('w:gridSpan')}")
        column += int(span.get(tag_name("w:val"))) if span is not None else 1
    return found


def cell_text(cell: Any) -> str:
    return "\n".join(text_of(each) for each in inside(cell, "w:p")).strip(BLANK)


def is_empty(cell: Any) -> bool:
    merged = cell.find(f"{tag_name('w:tcPr')}/{tag_name('w:vMerge')}")
    continued = merged is not None and merged.get(tag_name("w:val")) != "restart"
    text = cell_text(cell)
    return not continued and (not text or only_printed(text)) and cell.find(tag_name("w:tbl")) is None


def put_mark(cell: Any, name: str, label: Any) -> None:
    """A mark in the first paragraph of an empty cell, or in a new one below a label; in the letters of the form."""
    paragraph = next(inside(cell, "w:p"))
    if cell is label:
        last = [each for each in inside(cell, "w:p") if text_of(each).strip(BLANK)][-1]
        paragraph = last.getnext()  # the room that the form keeps below
        if paragraph is None or paragraph.tag != tag_name("w:p"):
            paragraph = deepcopy(last)
            last.addnext(paragraph)
    mark_paragraph(paragraph, name, label)


def mark_paragraph(paragraph: Any, name: str, label: Any) -> None:
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
