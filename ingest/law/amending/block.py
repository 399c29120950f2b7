"""The new text below an amending sentence as units: 条, 項, 号, rows. Knows nothing of where they go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.law.amending.unit import APPENDED, GROUPS, Unit, read_article, read_numbered, row
from ingest.law.lines import Line, read_lines
from ingest.law.respacing import celled

_LEVELS = ("law", "article", "paragraph", "item", "subitem", "deeper", "deepest")
KINDS = {"条": "article", "項": "paragraph", "号": "item", "表": "appendix_table", "別表": "appendix_table", "様式": "form", "別記様式": "form"} | dict.fromkeys("編章節款目", "group")  # fmt: skip


def read_block(lines: Sequence[str], kind: str) -> list[Unit]:
    """The units of ``kind`` ("article", "paragraph", "item", "subitem", "group", "row", …) that the lines are."""
    kept = [line.strip(" 　") if "\t" in line else line.strip() for line in lines]
    kept = [line for line in kept if line]
    if kind == "row":
        return [row(line) for line in kept]
    if kind in ("title", "toc", "preamble"):
        return (
            [Unit(kind, words=kept[0])]
            if kind == "title" and kept
            else [Unit(kind, children=[row(each) for each in kept])]
        )
    reader = _Reader(kind)
    forms = read_lines("\n".join(kept)) if kept else ()
    for line, form in zip(kept, forms, strict=True):
        reader.take(line, form)
    return reader.found


def rows_of_block(law: Unit, sentence: str, lines: Sequence[str]) -> tuple[str, ...]:
    """The new text of a sentence, its rows set in cells where they go into a table that has them so."""
    told = re.sub("「[^」]*」", "", sentence)
    rows = [unit.words for unit in law.walk() if unit.kind == "row" and "\t" in unit.words]
    if not rows or not lines or not re.search("表|別記", told):
        return tuple(lines)
    return celled(lines, {words.count("\t") + 1 for words in rows})


class _Reader:
    """Builds the units line by line: ``open`` are those that the next line may belong to, outermost first."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.found: list[Unit] = []
        self.open: list[Unit] = []
        self.captions: list[str] = []
        self.styles: list[str] = []

    def take(self, line: str, form: Line) -> None:
        kind = self._kind(form)
        if (
            form.kind == "caption"
            and kind == "text"
            and self.kind not in ("form", "appendix", "appendix_table")
        ):
            self.captions.append(line)
            return
        if kind in APPENDED or kind in GROUPS or kind == "article":
            self._open_top(kind, line, form)
        elif kind in ("paragraph", "item", "subitem"):
            self._open_numbered(kind, line, form)
        else:
            self._text(line)

    def _kind(self, form: Line) -> str:
        if self.kind in APPENDED:
            return form.kind if form.kind in APPENDED else "text"
        if form.kind in GROUPS:
            return form.kind if self.kind == "group" else "text"
        if form.kind == "article":
            return "article" if self.kind in ("article", "group") else "text"
        if form.kind == "paragraph":
            return "paragraph" if self.kind in ("article", "group", "paragraph") else "item"
        if form.kind == "item":
            style = form.styles[0][0] if form.styles else ""
            first = "item" if self.kind != "subitem" else "subitem"
            if style not in self.styles:
                self.styles.append(style)
            return first if self.styles.index(style) == 0 else "subitem"
        return "text"

    def _open_top(self, kind: str, line: str, form: Line) -> None:
        unit = Unit(kind, form.number, last=form.last if form.last != form.number else "")
        if kind == "article":
            read_article(unit, [*self.captions, line])
            if unit.words and not re.match(r"削[ 　]*除", unit.words):
                unit.children.insert(0, Unit("paragraph", "1", words=unit.words))
                unit.words = ""
        elif kind in GROUPS:
            unit.mark, _, unit.words = line.partition("　")
        else:
            unit.mark = line
        self.captions, self.styles = [], []
        self.found.append(unit)
        self.open = [unit]

    def _open_numbered(self, kind: str, line: str, form: Line) -> None:
        number = form.number or (form.styles[0][1] if form.styles else "")
        unit = Unit(kind, number)
        read_numbered(unit, [*self.captions, line])
        self.captions = []
        if kind == "paragraph":
            self.styles = []
        depth = {"paragraph": 1, "item": 2}.get(kind, 2 + self._style(form))
        while self.open and self._depth(self.open[-1]) >= depth:
            self.open.pop()
        (self.open[-1].children if self.open else self.found).append(unit)
        if self.open and self.open[-1].kind == "article" and kind != "paragraph":
            article = self.open[-1]
            article.children.remove(unit)
            article.of("paragraph")[-1].children.append(unit) if article.of(
                "paragraph"
            ) else article.children.append(unit)
        self.open.append(unit)

    def _style(self, form: Line) -> int:
        style = form.styles[0][0] if form.styles else ""
        return 1 + (self.styles.index(style) if style in self.styles else 0)

    def _depth(self, unit: Unit) -> int:
        if unit.kind in ("paragraph", "item"):
            return {"paragraph": 1, "item": 2}[unit.kind]
        return 0 if unit.kind != "subitem" else 3

    def _text(self, line: str) -> None:
        if self.kind == "paragraph" and not self.open:
            unit = Unit("paragraph", "1", words=line, captions=self.captions)
            self.captions = []
            self.found.append(unit)
            self.open = [unit]
        elif self.open:
            target = self.open[-1]
            if target.kind == "article":
                paragraphs = target.of("paragraph")
                target = paragraphs[-1] if paragraphs else target
            target.children.append(row(line))
        else:
            self.found.append(row(line))
