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

from app.exporters.appendix import source_lines
from app.exporters.form_labels import name_for
from app.exporters.form_values import TITLE, WHOLE, name_of
from app.exporters.layout import Block, printable, read_blocks
from app.exporters.letter import without_weekday
from app.exporters.margin import FILL, SOURCE, margin_notes
from app.result import Draft
from app.text.marks import REVIEW
from ingest.errors import SettingError
from ingest.loaders.source import MIB, Limits
from ingest.loaders.zips import map_zip

MARK = re.compile(r"[{｛]{2}\s*([^{}｛｝\n]{1,40}?)\s*[}｝]{2}")
KINDS = ("docx", "xlsx")
_LIMITS = Limits(unpacked=128 * MIB)
CITED = re.compile(r"\[(\d+)\]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Filled:
    """The filled file; ``missing`` are the names in the form that had no text, in order, now 【要確認：名前】.

    ``placed`` are the names put beside labels of a form that has no marks, ``cut`` those longer than their box can be.
    """

    content: bytes
    missing: tuple[str, ...]
    placed: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


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
        self.values, self.draft, self.found, self.by_label = dict(values), draft, list[str](), False
        self.cut: list[str] = []
        self._sources = {one.number: one for one in draft.citations} if draft else {}
        self._open = [one for one in margin_notes(draft) if not one.text.startswith(SOURCE)] if draft else []
        self._asked: set[str] = set()
        self.given: set[str] = set()  # the names put beside labels
        self._rows: dict[str, str] = {}  # of a list that goes down a column: the list's name by that of a row
        blocks = read_blocks(draft.text) if draft else ()
        self.tables = [block.rows for block in blocks if block.kind == "table"]

    def row(self, name: str, at: int, text: str) -> str:
        """The mark of one line of what goes down a column."""
        each = f"{name}の{at}行目"
        self.values[each], self._rows[each] = text, name
        return f"{{{{{each}}}}}"

    def ask(self, text: str) -> list[re.Match[str]]:
        """The marks in ``text``; their names are remembered."""
        marks = list(MARK.finditer(text))
        self.found += [self._rows.get(mark[1], mark[1]) for mark in marks]
        return marks

    def look(self, texts: Sequence[str]) -> bool:
        """Whether any of all the form's texts has a mark. What has a place of its own does not stand in the 本文."""
        names = [mark[1] for text in texts for mark in MARK.finditer(text)]
        self._asked |= {known for name in names if (known := name_for(name, self.values)) and known != WHOLE}
        return bool(names)

    def has(self, name: str) -> bool:
        return bool(name_for(name, self.values)) or name in self._rows.values()

    def of(self, name: str) -> str:
        """The text with its numbers of sources."""
        if name in self._rows:
            return printable(self.values[name].strip())
        known = name_for(name, self.values)
        text = printable(self.values.get(known, "").strip())
        if known == WHOLE:
            text = self._rest(text)
        return text or f"【要確認：{name}】"

    def kinds(self, name: str) -> dict[str, Block]:
        """How each line of the 本文 stands on a paper, by its words; {} for any other name."""
        if name_for(name, self.values) != WHOLE:
            return {}
        return {block.text: block for block in read_blocks(self.values.get(WHOLE, ""))}

    def _rest(self, text: str) -> str:
        """The 本文 without the title and the lines of a letter's head that the form has places for."""
        if TITLE not in self._asked:
            return text
        placed = {line.strip() for name in self._asked for line in self.values[name].split("\n")}
        heads = {
            block.text
            for block in read_blocks(text)
            if block.kind in ("head", "to", "sender", "subject")
            and (
                any(
                    line and (line.startswith(block.text) or block.text in (line, f"{line}　様"))
                    for line in placed
                )
                or (block.kind == "head" and not re.search(r"[0-9０-９]", block.text))
            )
        }
        lines = text.split("\n")
        if _same(lines[0], self.values.get(TITLE, "")):
            lines = lines[1:]
        return "\n".join(line for line in lines if without_weekday(line.strip()) not in heads).strip("\n")

    def notes(self, text: str) -> str:
        """What a comment beside ``text`` tells: what is not confirmed, and the sources that it cites, each once."""
        told: list[str] = []
        for line in filter(str.strip, text.split("\n")):
            start = self.draft.text.find(line) if self.draft else -1
            for note in [one for one in self._open if start <= one.start < start + len(line)]:
                told.append(note.text)
                self._open.remove(note)
        if not told and REVIEW.search(text):
            told.append(FILL)
        cited = [self._sources.pop(int(each), None) for each in CITED.findall(text)]
        told += [line for one in cited if one for line in source_lines(one) if line]
        return "\n".join(dict.fromkeys(told))


Said = _Said


def _same(line: str, title: str) -> bool:
    return bool(title) and name_of(line.strip()) == title


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
