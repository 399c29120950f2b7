"""A form in Word, filled: paragraphs, tables, text boxes, headers and footers. Knows nothing of what the texts mean."""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from app.exporters.form_labels import is_stamp, name_for
from app.exporters.margin import AUTHOR, INITIALS
from app.exporters.office_form import Said, put, without_numbers
from app.exporters.paper import describe, tag_name

_BLANK = " 　\t\n_＿"


def fill_word(content: bytes, said: Said) -> bytes:
    from docx import Document

    document = Document(io.BytesIO(content))
    roots = list(_parts(document))
    if not said.look([_text(each) for root in roots for each in root.iter(tag_name("w:p"))]):
        _mark_labels(document.element.body, said)
        said.look([_text(each) for each in document.element.body.iter(tag_name("w:p"))])
    for root in roots:
        commented = document if root is roots[0] else None
        for paragraph in list(root.iter(tag_name("w:p"))):
            _fill_paragraph(paragraph, said, commented)
    if said.draft:
        describe(document.core_properties, said.draft)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _parts(document: Any) -> Iterator[Any]:
    """The body and every header and footer, each once: tables and text boxes lie inside them."""
    yield document.element.body
    for section in document.sections:
        for each in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        ):
            if not each.is_linked_to_previous:
                yield each._element


def _texts(paragraph: Any) -> list[Any]:
    """The pieces of text of a paragraph, without those of a text box that is anchored in it."""
    return [
        each
        for each in paragraph.iter(tag_name("w:t"))
        if next(each.iterancestors(tag_name("w:p"))) is paragraph
    ]


def _text(paragraph: Any) -> str:
    return "".join(each.text or "" for each in _texts(paragraph))


def _fill_paragraph(paragraph: Any, said: Said, document: Any) -> None:
    whole = _text(paragraph)
    marks = said.ask(whole)
    if not marks:
        return
    if len(marks) == 1 and marks[0][0] == whole.strip():
        lines = said.of(marks[0][1]).split("\n")
        for line in lines[:-1]:
            before = deepcopy(paragraph)
            paragraph.addprevious(before)
            _write(before, [(marks[0].start(), marks[0].end(), line)], said, document)
        _write(paragraph, [(marks[0].start(), marks[0].end(), lines[-1])], said, document)
    else:
        _write(paragraph, [(mark.start(), mark.end(), said.of(mark[1])) for mark in marks], said, document)


def _write(paragraph: Any, changes: list[tuple[int, int, str]], said: Said, document: Any) -> None:
    texts = _texts(paragraph)
    put(texts, [(start, end, without_numbers(words)) for start, end, words in changes])
    notes = said.notes("".join(words for _, _, words in changes))
    inside = any(True for _ in paragraph.iterancestors(tag_name("w:txbxContent")))
    run = next((each.getparent() for each in texts if (each.text or "").strip()), None)
    if notes and document is not None and not inside and run is not None and run.tag == tag_name("w:r"):
        from docx.text.run import Run

        document.add_comment(Run(run, document), text=notes, author=AUTHOR, initials=INITIALS)
    for each in texts:
        _break_lines(each)


def _break_lines(text: Any) -> None:
    """A line end inside a run as Word writes it."""
    from docx.oxml import OxmlElement

    first, *more = (text.text or "").split("\n")
    text.text, at = first, text
    for line in more:
        broken, following = OxmlElement("w:br"), OxmlElement("w:t")
        following.text = line
        at.addnext(broken)
        broken.addnext(following)
        at = following


# ---- a form without marks: a mark is put where a label has room


def _mark_labels(body: Any, said: Said) -> None:
    for table in list(body.iter(tag_name("w:tbl"))):
        rows = [_row(each) for each in table.iterchildren(tag_name("w:tr"))]
        for at, row in enumerate(rows):
            labels = [_cell_text(cell) for cell in row.values()]
            below = rows[at + 1] if at + 1 < len(rows) else {}
            for place, cell in row.items():
                label = _cell_text(cell)
                name = "" if is_stamp(label, labels) else name_for(label, said.values)
                if name and (room := _room(cell, place, row, below)) is not None:
                    said.by_label = True
                    _put_mark(room, name, cell)
    for paragraph in list(body.iter(tag_name("w:p"))):
        text = _text(paragraph).strip(_BLANK)
        if text.endswith(("：", ":")) and (name := name_for(text, said.values)):
            said.by_label = True
            _texts(paragraph)[-1].text += f"　{{{{{name}}}}}"


def _row(row: Any) -> dict[int, Any]:
    """The cells of a row by the column of the grid where they begin."""
    found, column = {}, 0
    for cell in row.iterchildren(tag_name("w:tc")):
        found[column] = cell
        span = cell.find(f"{tag_name('w:tcPr')}/{tag_name('w:gridSpan')}")
        column += int(span.get(tag_name("w:val"))) if span is not None else 1
    return found


def _cell_text(cell: Any) -> str:
    return "\n".join(_text(each) for each in cell.iterchildren(tag_name("w:p"))).strip(_BLANK)


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
    return not continued and not _cell_text(cell) and cell.find(tag_name("w:tbl")) is None


def _put_mark(cell: Any, name: str, label: Any) -> None:
    """A mark in the first paragraph of an empty cell, or in a new one below a label; in the letters of the form."""
    from docx.oxml import OxmlElement

    paragraph = cell.find(tag_name("w:p"))
    if cell is label:
        paragraph = deepcopy(list(cell.iterchildren(tag_name("w:p")))[-1])
        list(cell.iterchildren(tag_name("w:p")))[-1].addnext(paragraph)
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
