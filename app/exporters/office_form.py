"""The office's own form (様式) in Word or Excel, filled where it is marked {{名前}} or, without marks, beside its labels.

Knows nothing of drafting: what goes where comes as names and texts. The formatting of the form stays as it is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile, is_zipfile

from app.events import FormError
from app.exporters.appendix import source_lines
from app.exporters.form_labels import name_for
from app.exporters.layout import printable, read_blocks
from app.result import Draft
from app.tasks.template import TaskTemplate
from ingest.errors import SettingError
from ingest.loaders.source import MIB, Limits
from ingest.loaders.zips import map_zip

MARK = re.compile(r"[{｛]{2}\s*([^{}｛｝\n]{1,40}?)\s*[}｝]{2}")
WHOLE, TITLE = "本文", "件名"
KINDS = ("docx", "xlsx")
_LIMITS = Limits(unpacked=128 * MIB)
CITED = re.compile(r"\[(\d+)\]")
_NUMBERING = re.compile(r"^(?:第?[0-9０-９]+[ 　.．]*|[(（][0-9０-９]+[)）][ 　]*)|[【】]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ASIDE = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True, slots=True)
class Filled:
    """The filled file; ``missing`` are the names in the form that had no text, in order, now 【要確認：名前】.

    ``placed`` are the names put beside labels of a form that has no marks, ``cut`` those longer than their box can be.
    """

    content: bytes
    missing: tuple[str, ...]
    placed: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


def form_values(
    draft: Draft, fields: Mapping[str, str], *, title: str, template: TaskTemplate | None = None
) -> dict[str, str]:
    """What a form can ask for: 件名, 本文, every field of the task by its id, every section of the draft by its heading.

    With the ``template``, days are written as in a draft, and a field also goes by its label.
    """
    values = {TITLE: title, WHOLE: _without_bars(draft.text.strip())}
    heading = ""
    sections: dict[str, list[str]] = {}
    for block in read_blocks(draft.text, title=title):
        if block.kind == "heading":
            heading = _NUMBERING.sub("", block.text).strip()
        elif block.kind in ("right", "centre"):
            heading = ""  # 以上: what follows belongs to no heading
        elif block.kind == "table" and heading:
            sections.setdefault(heading, []).extend("　".join(row) for row in block.rows)
        elif heading:
            sections.setdefault(heading, []).append(block.text)
    values |= {name: "\n".join(lines).strip() for name, lines in sections.items()}
    written = _written(template, fields) if template else dict(fields)
    if template:
        labels = {_ASIDE.sub("", each.label): written.get(each.id, "") for each in template.fields}
        values |= {label: value for label, value in labels.items() if value.strip() and label not in values}
    return values | {name: value for name, value in written.items() if value.strip()}


def _written(template: TaskTemplate, fields: Mapping[str, str]) -> dict[str, str]:
    from app.tasks.form import read_form

    try:
        return read_form(template, fields)
    except FormError:  # a draft whose form was changed afterwards: as it was typed
        return dict(fields)


def _without_bars(text: str) -> str:
    """Rows of a table as lines of a form: 「a | b」 → 「a　b」."""
    return re.sub(r" ?[|｜] ", "　", text)


def fill_form(content: bytes, kind: str, values: Mapping[str, str], *, draft: Draft | None = None) -> Filled:
    """``content`` is a .docx or .xlsx with marks {{名前}}, also where Word has cut a mark into several runs.

    Without any mark the empty boxes beside or below known labels are filled. A mark alone in its paragraph takes
    several lines, each a paragraph like it. Numbers of sources do not stand in a form; with the ``draft`` they are
    told in comments (Word). Raises SettingError for a file that cannot be opened, has no place, or is of another kind, UnreadableFile for one that would grow beyond all measure.
    """
    if kind not in KINDS:
        raise SettingError(
            f"様式は Word（.docx）か Excel（.xlsx）のファイルにしてください（今の値：{kind}）。"
        )
    said = _Said(values, draft)
    try:
        if is_zipfile(packed := io.BytesIO(content)):
            map_zip(packed, f"様式.{kind}", limits=_LIMITS)  # before anything of it is unpacked
        made = _fill(content, kind, said)
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:  # lxml's are SyntaxErrors
        raise SettingError(
            "様式のファイルを開けません。Word か Excel で開いて、保存し直してください。"
        ) from error
    if not said.found:
        raise SettingError(
            "様式に {{件名}} や {{本文}} のような印がありません。「件名」「内容」のような欄も見付かりませんでした。入れたい所に {{名前}} と書いてから、お試しください。"
        )
    names = tuple(dict.fromkeys(said.found))
    missing = () if said.by_label else tuple(name for name in names if not said.has(name))
    return Filled(made, missing, names if said.by_label else (), tuple(dict.fromkeys(said.cut)))


def _fill(content: bytes, kind: str, said: _Said) -> bytes:
    from app.exporters.form_sheet import fill_sheet
    from app.exporters.form_word import fill_word

    return (fill_word if kind == "docx" else fill_sheet)(content, said)


class _Said:
    """What stands for each name, and which names the form asked for."""

    def __init__(self, values: Mapping[str, str], draft: Draft | None) -> None:
        self.values, self.draft, self.found, self.by_label = values, draft, list[str](), False
        self.cut: list[str] = []
        self._sources = {one.number: one for one in draft.citations} if draft else {}
        self._titled = False

    def ask(self, text: str) -> list[re.Match[str]]:
        """The marks in ``text``; their names are remembered."""
        marks = list(MARK.finditer(text))
        self.found += [mark[1] for mark in marks]
        return marks

    def look(self, texts: Sequence[str]) -> bool:
        """Whether any of all the form's texts has a mark. A form with a place for the title has no title in its 本文."""
        names = [mark[1] for text in texts for mark in MARK.finditer(text)]
        self._titled = any(name_for(name, self.values) == TITLE for name in names)
        return bool(names)

    def has(self, name: str) -> bool:
        return bool(name_for(name, self.values))

    def of(self, name: str) -> str:
        """The text with its numbers of sources."""
        known = name_for(name, self.values)
        text = printable(self.values.get(known, "").strip())
        title = self.values.get(TITLE, "")
        if known == WHOLE and self._titled and title and text.startswith(f"{title}\n"):
            text = text.removeprefix(f"{title}\n").lstrip("\n")
        return text or f"【要確認：{name}】"

    def notes(self, text: str) -> str:
        """The sources that ``text`` cites, as a comment tells them; each is told once."""
        told = [self._sources.pop(int(each), None) for each in CITED.findall(text)]
        lines = [line for one in told if one for line in source_lines(one) if line]
        return "\n".join(lines)


Said = _Said


def without_numbers(text: str) -> str:
    """A text as it stands in a form: the numbers of its sources taken away."""
    return CITED.sub("", text)


def put(texts: Sequence[Any], changes: Sequence[tuple[int, int, str]]) -> None:
    """Write each (start, end, said) of the texts' whole into the element where it begins; the rest of the mark goes."""
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
        each.set(_SPACE, "preserve")
