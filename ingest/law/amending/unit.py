"""A regulation as an amendment handles it: a list of 条 (and 章名), with 項, 号 and rows that can be moved and changed.

Knows nothing of how an amendment is worded. Unlike the tree, a unit keeps no offsets: it is a working copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.law.lines import GROUP_KINDS, is_note
from ingest.law.numbers import branch_number, normalise_ordinals
from ingest.law.tree import LawTree, Node
from ingest.law.width import narrow_marks

GROUPS = tuple(GROUP_KINDS.values())
APPENDED = ("appendix_table", "form", "appendix")
SILENT = ("note", "number")
"""Lines that no amendment speaks of: notes of history, 公布日 and 例規番号."""
_DECORATION = re.compile(r"^#{1,6}[ 　]+|^\*\*|\*\*$")
_ARTICLE = re.compile(
    r"^(第[ 　]?[^\s　（(条]{1,14}[ 　]?条(?:[ 　]?の[ 　]?[0-9０-９〇一二三四五六七八九十百]+)*(?:(?:から|及び|・)第[^\s　]+)?(?:[（(][^　]*[）)])?)([ 　\t]*)(.*)$"
)
_NUMBERED = re.compile(
    r"^((?:[(（][ 　]?[^()（）\s]{1,6}[ 　]?[)）]|[⑴-⒇①-⑳]|[0-9０-９]+[.．]?|[〇一二三四五六七八九十百]+|[ア-ンヰヱ]|[a-zａ-ｚ]{1,4})"
    r"(?:の[0-9０-９〇一二三四五六七八九十]+)*(?:(?:から|及び|・|、|～)[(（]?[^\s　]{1,6}(?:まで)?)?)([ 　\t]+)(.*)$"
)
_CLOSE = re.compile(r"^((?:[(（](?:[0-9０-９]{1,3}|[ア-ン])[)）]|[⑴-⒇])(?:の[0-9０-９]+)*)()(\S.*)$")
"""A mark in brackets may stand right before the words."""
_TIGHT = re.compile(r"^([0-9０-９]{1,2})()(\D.*)$")
"""So may the number of a 項 that was read as one."""
_ROW_NUMBER = re.compile(r"([0-9０-９]+(?:の[0-9０-９]+)*)\t")
"""What names a row is its number, where it begins with one."""
_GROUP = re.compile(r"^(第[^\s　]{1,8}[編章節款目](?:の[0-9０-９〇一二三四五六七八九十]+)*)([ 　\t]*)(.*)$")


@dataclass(eq=False, slots=True)
class Unit:
    """One 条, 項, 号, 別表, row of a table …; ``mark``, ``gap`` and ``words`` make its line.

    ``captions`` are the lines above it (見出し), ``number`` is "12_2", ``kind`` that of the tree's node, or "row"
    for a further line: of a table (cells parted by tabs), of a 目次, of a 様式. The first 項 of a 条 has no mark.
    """

    kind: str
    number: str = ""
    mark: str = ""
    gap: str = "　"
    words: str = ""
    captions: list[str] = field(default_factory=list)
    children: list[Unit] = field(default_factory=list)
    last: str = ""

    def of(self, *kinds: str) -> list[Unit]:
        """The children of some kinds, in order."""
        return [child for child in self.children if child.kind in kinds]

    def walk(self) -> Iterator[Unit]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def label(self) -> str:
        """The first cell of a row of a table; "" for another line."""
        return self.words.partition("\t")[0] if "\t" in self.words else ""

    @property
    def name(self) -> str:
        """「別表第1」, 「様式第3号」 of their first line."""
        return re.split(r"[（(\s　]", self.mark)[0]

    @property
    def cells(self) -> str:
        """What stands behind the first cell of a row."""
        return self.words.partition("\t")[2]

    @property
    def foreign(self) -> bool:
        """A 附則 that an amendment brought with it."""
        return self.kind == "suppl" and bool(re.search(r"第[^\s]+号", self.mark))

    def lines(self, *, silent: bool = True) -> list[str]:
        """The text, a line each; without notes and 例規番号 unless ``silent``."""
        if self.kind in SILENT and not silent:
            return []
        below: list[str] = []
        for child in self.children:
            below += child.lines(silent=silent)
        first = next((child for child in self.children if child.kind not in SILENT), None)
        joined = (
            self.kind == "article"
            and first
            and first.kind == "paragraph"
            and not first.mark
            and not first.captions
        )
        own = f"{self.mark}{self.gap if self.mark and (self.words or joined) else ''}{self.words}"
        if joined and below:
            own, below = own + below[0], below[1:]
        return [*self.captions, *([own] if own else []), *below]

    def copy(self) -> Unit:
        return Unit(
            self.kind, self.number, self.mark, self.gap, self.words, list(self.captions),
            [child.copy() for child in self.children], self.last,
        )  # fmt: skip

    def become(self, other: Unit) -> None:
        """Take over everything of another unit."""
        for name in self.__slots__:
            setattr(self, name, getattr(other, name))


def read(tree: LawTree) -> Unit:
    """The working copy of a regulation: 題名, 目次, 前文, 章名 and 条 in one row, 附則, 別表, 様式."""
    law = Unit("law")
    for node in tree.root.children:
        law.children += _flat(tree, node)
    return law


def provisions(law: Unit) -> tuple[str, ...]:
    """The lines that an amendment can change: without 例規番号, notes of history, 附則 of amendments, and ○ before the 題名."""
    found: list[str] = []
    supplements = 0
    for child in law.children:
        if child.kind == "suppl":
            supplements += 1
            if supplements > 1 or child.foreign:
                continue
        lines = child.lines(silent=False)
        found += [line.lstrip("○◯ 　") for line in lines] if child.kind == "title" else lines
    return tuple(found)


def _flat(tree: LawTree, node: Node) -> Iterator[Unit]:
    lines = _lines(tree.head_of(node))
    if node.kind in GROUPS:
        at = next((n for n, line in enumerate(lines) if _GROUP.match(line)), 0)
        found = _GROUP.match(lines[at]) if lines else None
        mark, gap, words = found.groups() if found else ("", "", "".join(lines[at : at + 1]))
        below = [row(line) for line in lines[at + 1 :]]
        yield Unit(node.kind, node.number, mark, gap or ("" if words else "　"), words, lines[:at], below)
        for child in node.children:
            yield from _flat(tree, child)
    else:
        yield _unit(tree, node)


def _unit(tree: LawTree, node: Node) -> Unit:
    unit = Unit(node.kind, node.number, last=node.last if node.last != node.number else "")
    lines = _lines(tree.head_of(node))
    if node.kind == "article":
        read_article(unit, lines)
    elif node.kind in ("paragraph", "item", "subitem"):
        read_numbered(unit, lines)
    elif node.kind in (*APPENDED, "suppl"):
        unit.mark, unit.gap = (lines[0] if lines else ""), "　"
        unit.children = [row(line) for line in lines[1:]]
    elif node.kind in ("toc", "preamble"):
        unit.children = [row(line) for line in lines]
    else:
        unit.words = "\n".join(lines)
    unit.children += [each for child in node.children for each in _flat(tree, child)]
    return unit


def read_article(unit: Unit, lines: list[str]) -> None:
    """Fill in 見出し, 条名 and what stands behind it."""
    at = next((n for n, line in enumerate(lines) if _ARTICLE.match(line)), len(lines) - 1)
    found = _ARTICLE.match(lines[at]) if lines else None
    unit.captions = lines[:at]
    if found:
        unit.mark, gap, unit.words = found.groups()
        unit.gap = gap or ("" if unit.words else "　")
        unit.number = unit.number or branch_number(re.split("から|及び|・|[（(]", unit.mark)[0])
    unit.children += [row(line) for line in lines[at + 1 :]]


def read_numbered(unit: Unit, lines: list[str]) -> None:
    """Fill in 見出し, number and words of a 項 or 号; further lines are rows."""
    for at, line in enumerate(lines[:3]):
        found = _NUMBERED.match(line) or (_TIGHT if unit.kind == "paragraph" else _CLOSE).match(line)
        if (
            found
            and (found[2] or unit.number)
            and _is(found[1], unit)
            and not (unit.kind == "paragraph" and found[1][0] in "(（")
        ):
            unit.captions, (unit.mark, unit.gap, unit.words) = lines[:at], found.groups()
            unit.children = [row(each) for each in lines[at + 1 :]]
            return
    captions = 0
    while (
        unit.kind == "paragraph"
        and captions < len(lines) - 1
        and re.fullmatch(r"[（(].{1,60}[）)]", lines[captions])
    ):
        captions += 1
    unit.captions = lines[:captions]
    unit.words = lines[captions] if lines else ""
    unit.children = [row(each) for each in lines[captions + 1 :]]


def _is(mark: str, unit: Unit) -> bool:
    if unit.kind != "paragraph" or not unit.number:
        return True
    return branch_number(re.split("から|及び|・|、|～", mark)[0]) in (unit.number, "")


def row(line: str) -> Unit:
    """A further line; the cells of a table parted by tabs, whatever parted them."""
    words = "\t".join(line.split(" | ")) if " | " in line else line
    found = _ROW_NUMBER.match(words)
    return Unit("note" if is_note(line) else "row", branch_number(found[1]) if found else "", words=words)


def _lines(words: str) -> list[str]:
    found = []
    for line in words.split("\n"):
        kept = line.strip(" 　\r") if "\t" in line else line.strip()
        kept = _DECORATION.sub("", kept)
        if kept and not re.fullmatch(r"\|?[-|: ]+", kept):
            found.append(kept)
    return found


def plain(words: str) -> str:
    """Words with the numbers of 条, 別表 … in half-width digits, as places are compared."""
    return normalise_ordinals(narrow_marks(words))
