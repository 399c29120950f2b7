"""What the sources say, paragraph by paragraph: a 項 with its 号 and its table, a question of a FAQ with its answer.

Knows nothing of what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.extractive.statements import HEADING_LONGEST, RECORDS, is_furniture
from app.extractive.tables import Line, read_lines
from app.extractive.unsaid import answered_only, is_asked
from app.retrieval import Evidence
from app.text.wording import is_row, sentences

_PARAGRAPH = re.compile(r"^(?:第[0-9０-９]+条?(?:の[0-9０-９]+)*|[0-9０-９]{1,2})[　 ]+")
_ITEM = re.compile(r"^(?:[(（][0-9０-９ア-ン]{1,2}[)）]|[ア-ン](?=[　 ])|[①-⑳]|[・●○◎◆■※→*-])[　 ]*")
_CAPTION = re.compile(r"^（([^（）]{2,40})）$")
_CAPTIONED = re.compile(r"（([^（）]{2,40})）$")
_CHANGED = re.compile(r"^（[^（）]*(?:改正|追加|繰[上下]|全改)[^（）]*）$")
_LABELLED = re.compile(r"^[^：。、0-9０-９]{1,12}：\S")
_TELLS = re.compile(r"[0-9０-９：]|[^　]　+[^　]")
"""A figure, or a name with what is said of it."""
_ASKS, _ANSWERS = ("質問", "問い", "件名"), ("回答", "答え", "答弁")
_GROUPS = ("分類", "分野", "区分", "カテゴリ", "カテゴリー", "大分類")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The sentences of a paragraph and the ``items`` below it (号, or rows as (cells, names of columns)), of evidence
    ``number``. ``above``: the title and headings it is read with; ``heading``: the nearest of them, without its number."""

    number: int
    lead: tuple[str, ...]
    items: tuple[str, ...]
    rows: tuple[Line, ...]
    above: str
    heading: str
    place: int = 0
    asked: bool = False

    @property
    def columns(self) -> str:
        """The names of the columns of its table, "" without one."""
        return "　".join(self.rows[0].header) if self.rows else ""

    @property
    def text(self) -> str:
        return "\n".join((*self.lead, *self.items, *(row.text for row in self.rows)))


class _Reader:
    """The lines of one source, taken one by one into paragraphs."""

    def __init__(self, one: Evidence) -> None:
        self.one, self.parts = one, one.passage.headings
        self.heading = self.named = _bare(self.parts[-1]) if self.parts else ""
        self.made: list[Paragraph] = []
        self.lead: list[str] = []
        self.items: list[str] = []
        self.rows: list[Line] = []

    def take(self, line: Line) -> None:
        text = line.text
        if answered := _answered(line):
            self.end()
            self._make(tuple(sentences(answered[1])), asked=answered[0], group=answered[2])
        elif line.cells:
            self.rows.append(line)
        elif _CHANGED.match(text) or is_furniture(text):
            return
        elif caption := _CAPTION.match(text):
            self._head(caption[1])
        elif (_ITEM.match(text) and not self._is_heading(text)) or _LABELLED.match(text):
            self.items.append(text)
        elif "。" in text:
            self.end()
            said = [each.strip() for each in sentences(_PARAGRAPH.sub("", text))]
            self.lead = [
                each for each in said if each.endswith(("。", "）", "」"))
            ]  # a page ends in mid-sentence
        elif len(text) <= HEADING_LONGEST:
            self._head(_PARAGRAPH.sub("", _ITEM.sub("", text)))

    def _head(self, heading: str) -> None:
        self.end()
        self.heading = heading

    def _is_heading(self, text: str) -> bool:
        """The passage has it among its headings: 「(2) 録音・(3) 対応を終えるとき」."""
        return "。" not in text and any(_ITEM.sub("", text) in part for part in self.parts)

    def end(self) -> None:
        """Make of what was taken a paragraph; of a list that nothing leads to, each sentence says what it says by itself."""
        alone = [] if self.lead else [item for item in self.items if item.endswith("。")]
        for item in alone:
            self._make(tuple(sentences(_ITEM.sub("", item))))
        items = tuple(item for item in self.items if item not in alone)
        if not self.lead and not _TELLS.search("".join(items)):
            items = ()  # names of things, which tell nothing by themselves
        if self.lead or items or self.rows:
            self._make(tuple(self.lead), items, _headed(self.rows))
        self.lead, self.items, self.rows = [], [], []

    def _make(
        self,
        lead: tuple[str, ...],
        items: tuple[str, ...] = (),
        rows: tuple[Line, ...] = (),
        asked: str = "",
        group: str = "",
    ) -> None:
        parts = self.parts if self.heading == self.named else (*self.parts[:-1], self.heading)
        above = f"{group} {asked}".strip() if asked else " ".join((self.one.document.title, *parts))
        heading, place = asked or self.heading, len(self.made)
        self.made.append(
            Paragraph(self.one.number, lead, items, rows, above, heading, place, asked=bool(asked))
        )


def paragraphs_of(one: Evidence) -> tuple[Paragraph, ...]:
    """The paragraphs of one source in order; nothing of what a resident asked or complained of."""
    if is_asked(one):
        return ()
    reader = _Reader(one)
    if one.passage.context and not is_row(one.passage.context):
        reader.lead = sentences(one.passage.context.replace("\n", ""))
    for line in _lines(one):
        reader.take(line)
    reader.end()
    return tuple(reader.made)


def _lines(one: Evidence) -> Iterator[Line]:
    passage = one.passage
    if one.document.kind in RECORDS:
        passage = replace(passage, text=answered_only(passage.text))
    yield from read_lines(passage)


def _headed(rows: Sequence[Line]) -> tuple[Line, ...]:
    """The rows, with the names of the columns from a first row that has no figure where the others have."""
    first, rest = rows[:1], rows[1:]
    names = first and not first[0].header and not re.search(r"[0-9０-９]", first[0].text)
    if not names or not any(re.search(r"[0-9０-９]", row.text) for row in rest):
        return tuple(rows)
    header = first[0].cells
    return tuple(row if row.header else replace(row, header=header) for row in rest)


def _answered(line: Line) -> tuple[str, str, str] | None:
    """(question, answer, the group that the question stands in) of a row of questions and answers."""
    named = dict(zip(line.header, line.cells, strict=False))
    asks = next((named[name] for name in _ASKS if named.get(name)), "")
    said = next((named[name] for name in _ANSWERS if named.get(name)), "")
    group = next((named[name] for name in _GROUPS if named.get(name)), "")
    return (asks, said, group) if asks and said else None


def _bare(heading: str) -> str:
    """第21条（随意契約によることができる額） → 随意契約によることができる額."""
    match = _CAPTIONED.search(heading)
    return match[1] if match else _PARAGRAPH.sub("", heading)


def told_row(row: Line) -> str:
    """A row as it is told: 「工事又は製造の請負：200万円」, with the names of its columns where it has several."""
    cells, header = list(row.cells), list(row.header)
    if len(cells) > 2 and cells[0].isdigit():
        cells, header = cells[1:], header[1:]  # 「No.」 names nothing
    if len(cells) < 2:
        return row.text
    several = len(header) >= len(cells) > 2
    named = list(zip(header if several else [""] * len(cells), cells, strict=False))[1:]
    said = "、".join(f"{name} {cell}".strip() for name, cell in named if cell)
    return f"{cells[0]}：{said}" if said else ""
