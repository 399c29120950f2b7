"""A form in Word, filled: paragraphs, tables, text boxes, headers and footers. Knows nothing of what the texts mean."""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from app.exporters.form_cells import text_of, texts_of
from app.exporters.form_downwards import direction_of, set_side_by_side, turned
from app.exporters.form_rooms import mark_controls, mark_labels
from app.exporters.form_rows import spread_marks
from app.exporters.layout import Block
from app.exporters.margin import AUTHOR, INITIALS
from app.exporters.office_form import Said, put, without_numbers
from app.exporters.paper import describe, indent, tag_name


def fill_word(content: bytes, said: Said) -> bytes:
    from docx import Document

    document = Document(io.BytesIO(content))
    roots = list(_parts(document))
    marked = said.look(_all_texts(roots))
    for root in roots:
        said.by_label |= mark_controls(root, said) and not marked
        if not marked:
            mark_labels(root, said)
        for table in list(root.iter(tag_name("w:tbl"))) if marked else ():
            spread_marks(table, said)
    said.look(_all_texts(roots))
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


def _all_texts(roots: list[Any]) -> list[str]:
    return [text_of(each) for root in roots for each in root.iter(tag_name("w:p"))]


def _fill_paragraph(paragraph: Any, said: Said, document: Any) -> None:
    whole = text_of(paragraph)
    marks = said.ask(whole)
    if not marks:
        return
    inline = next(paragraph.iter(tag_name("w:sdt")), None) is not None  # a control is not to be there twice
    if len(marks) == 1 and marks[0][0] == whole.strip() and not inline:
        lines, kinds = said.of(marks[0][1]).split("\n"), said.kinds(marks[0][1])
        for at, line in enumerate(lines):
            one = paragraph if at == len(lines) - 1 else deepcopy(paragraph)
            if one is not paragraph:
                paragraph.addprevious(one)
                _without_section(one)
            _write(one, [(marks[0].start(), marks[0].end(), line)], said, document)
            _stand(one, kinds.get(line.strip()), line)
    else:
        _write(paragraph, [(mark.start(), mark.end(), said.of(mark[1])) for mark in marks], said, document)


def _without_section(paragraph: Any) -> None:
    """A copy of the last paragraph of a section ends no section of its own."""
    for each in paragraph.findall(f"{tag_name('w:pPr')}/{tag_name('w:sectPr')}"):
        each.getparent().remove(each)


def _stand(paragraph: Any, block: Block | None, line: str) -> None:
    """以上 and who sends it at the right, 記 in the middle, what follows a number under its first line."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.text.paragraph import Paragraph

    made = Paragraph(paragraph, None)  # only its properties are set
    if block is None:
        return
    if block.kind == "centre":
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif block.kind in ("right", "head", "sender", "contact"):
        made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif block.kind == "item" and block.level and line[:1] not in " 　":
        indent(made, left=block.level, first=-1)


def _write(paragraph: Any, changes: list[tuple[int, int, str]], said: Said, document: Any) -> None:
    texts, direction = texts_of(paragraph), direction_of(paragraph)
    put(texts, [(start, end, turned(without_numbers(words), direction)) for start, end, words in changes])
    notes = said.notes("".join(words for _, _, words in changes))
    inside = any(True for _ in paragraph.iterancestors(tag_name("w:txbxContent")))
    run = next((each.getparent() for each in texts if (each.text or "").strip()), None)
    if notes and document is not None and not inside and run is not None and run.tag == tag_name("w:r"):
        from docx.text.run import Run

        document.add_comment(Run(run, document), text=notes, author=AUTHOR, initials=INITIALS)
    for each in texts:
        _break_lines(each)
    set_side_by_side(texts_of(paragraph))


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
