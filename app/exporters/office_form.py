"""The office's own form (様式) in Word or Excel, filled where it is marked {{名前}}; its formatting stays as it is.

Knows nothing of drafting: what goes where comes as names and texts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

from app.exporters.layout import printable, read_blocks
from app.exporters.paper import tag_name
from app.result import Draft
from ingest.errors import SettingError

MARK = re.compile(r"[{｛]{2}\s*([^{}｛｝\n]{1,40}?)\s*[}｝]{2}")
WHOLE, TITLE = "本文", "件名"
KINDS = ("docx", "xlsx")
_NUMBERING = re.compile(r"^(?:第?[0-9０-９]+[ 　.．]*|[(（][0-9０-９]+[)）][ 　]*)|[【】]")


@dataclass(frozen=True, slots=True)
class Filled:
    """The filled file; ``missing`` are the names in the form that had no text, in order, now 【要確認：名前】."""

    content: bytes
    missing: tuple[str, ...]


def form_values(draft: Draft, fields: Mapping[str, str], *, title: str) -> dict[str, str]:
    """What a form can ask for: 件名, 本文, every field of the task by its id, every section of the draft by its heading."""
    values = {TITLE: title, WHOLE: draft.text.strip()}
    heading = ""
    sections: dict[str, list[str]] = {}
    for block in read_blocks(draft.text, title=title):
        if block.kind == "heading":
            heading = _NUMBERING.sub("", block.text).strip()
        elif block.kind == "table" and heading:
            sections.setdefault(heading, []).extend("　".join(row) for row in block.rows)
        elif heading:
            sections.setdefault(heading, []).append(block.text)
    values |= {name: "\n".join(lines).strip() for name, lines in sections.items()}
    return values | {name: value for name, value in fields.items() if value.strip()}


def fill_form(content: bytes, kind: str, values: Mapping[str, str]) -> Filled:
    """``content`` is a .docx or .xlsx with marks {{名前}}, also where Word has cut a mark into several runs.

    A mark alone in its paragraph takes several lines, each a paragraph like it. Raises SettingError for a file that
    cannot be opened, has no mark, or is of another kind.
    """
    if kind not in KINDS:
        raise SettingError(
            f"様式は Word（.docx）か Excel（.xlsx）のファイルにしてください（今の値：{kind}）。"
        )
    found: list[str] = []
    try:
        made = (_fill_word if kind == "docx" else _fill_sheet)(content, values, found)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise SettingError(
            "様式のファイルを開けません。Word か Excel で開いて、保存し直してください。"
        ) from error
    if not found:
        raise SettingError(
            "様式に {{件名}} や {{本文}} のような印がありません。入れたい所に {{名前}} と書いてから、お試しください。"
        )
    return Filled(made, tuple(dict.fromkeys(name for name in found if not values.get(name, "").strip())))


def _fill_word(content: bytes, values: Mapping[str, str], found: list[str]) -> bytes:
    from docx import Document

    document = Document(io.BytesIO(content))
    for root in _parts(document):
        for paragraph in list(root.iter(tag_name("w:p"))):
            _fill_paragraph(paragraph, values, found)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _parts(document: Any) -> Iterator[Any]:
    """The body and every header and footer, each once: tables and text boxes lie inside them."""
    yield document.element.body
    for section in document.sections:
        for each in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not each.is_linked_to_previous:
                yield each._element


def _fill_paragraph(paragraph: Any, values: Mapping[str, str], found: list[str]) -> None:
    texts = [
        each
        for each in paragraph.iter(tag_name("w:t"))
        if next(each.iterancestors(tag_name("w:p"))) is paragraph
    ]
    whole = "".join(each.text or "" for each in texts)
    marks = list(MARK.finditer(whole))
    if not marks:
        return
    found += [mark[1] for mark in marks]
    if len(marks) == 1 and marks[0][0] == whole.strip():
        lines = _said(marks[0][1], values).split("\n")
        for line in lines[:-1]:
            before = deepcopy(paragraph)
            _put(before, whole, [(marks[0].start(), marks[0].end(), line)])
            paragraph.addprevious(before)
        _put(paragraph, whole, [(marks[0].start(), marks[0].end(), lines[-1])])
    else:
        _put(paragraph, whole, [(mark.start(), mark.end(), _said(mark[1], values)) for mark in marks])


def _put(paragraph: Any, whole: str, changes: list[tuple[int, int, str]]) -> None:
    """Write each text where its mark begins, in the run that stands there, and take the rest of the mark away."""
    texts = [
        each
        for each in paragraph.iter(tag_name("w:t"))
        if next(each.iterancestors(tag_name("w:p"))) is paragraph
    ]
    starts = [0]
    for each in texts:
        starts.append(starts[-1] + len(each.text or ""))
    for start, end, said in reversed(changes):
        for at in range(len(texts) - 1, -1, -1):
            low, high = starts[at], starts[at + 1]
            if low < end and start < high:
                text = texts[at].text or ""
                left, right = text[: max(start - low, 0)], text[end - low :] if end < high else ""
                texts[at].text = left + (said if low <= start else "") + right
    for each in texts:
        each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
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


def _fill_sheet(content: bytes, values: Mapping[str, str], found: list[str]) -> bytes:
    from openpyxl import load_workbook
    from openpyxl.styles import Alignment

    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            written = str(cell.value)
            names = MARK.findall(written)
            if not names:
                continue
            found += names
            text = MARK.sub(lambda mark: _said(mark[1], values), written)
            cell.value = "'" + text if text.startswith(("=", "+", "-", "@")) else text
            if "\n" in text:
                kept = cell.alignment
                cell.alignment = Alignment(
                    horizontal=kept.horizontal,
                    vertical=kept.vertical or "top",
                    wrap_text=True,
                    text_rotation=kept.text_rotation,
                )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _said(name: str, values: Mapping[str, str]) -> str:
    return printable(values.get(name, "").strip()) or f"【要確認：{name}】"
