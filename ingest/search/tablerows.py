"""Rows of a 別表 that are named: 「別表第3の2の項」, 「別表第2自転車の部学生の項」. Knows nothing of queries as a whole or of days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.law.pieces import CELLS
from ingest.law.tree import LawTree, Node
from ingest.law.width import narrow_marks

_NAMED = re.compile(
    r"別表(?:第[0-9]+(?:の[0-9]++(?!の?項|[ァ-ヺa-z%]))*)?(?P<row>の?(?:中の?)?(?:(?P<part>[^の、。]{1,30}?)の部)?の?(?P<name>[^の、。]{1,30}?)の項)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """``words`` as the query has them; ``name`` is the first cell (the second, below a ``part``) or its number."""

    words: str
    part: str
    name: str


def row_in(text: str) -> Row | None:
    """The row of a 別表 that a normalised text names."""
    found = _NAMED.search(text)
    return Row(found["row"], found["part"] or "", found["name"]) if found else None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    cells: tuple[str, ...]


def rows_of(tree: LawTree, node: Node, row: Row) -> list[tuple[int, int]]:
    """Where the lines of the row stand, neighbours as one."""
    lines = list(_lines(tree, node))
    found = [each for each in lines if _is(each, row)]
    if not found and not row.part:
        beside = [each for each in lines if len(each.cells) > 2]
        found = [each for each in beside if _named(each.cells[1], row.name)]
        found = found or [each for each in beside if each.cells[1].startswith(row.name)]
    spans: list[tuple[int, int]] = []
    for each in found:
        if spans and not tree.text[spans[-1][1] : each.start].strip():
            spans[-1] = spans[-1][0], each.end
        else:
            spans.append((each.start, each.end))
    return spans


def head_of(tree: LawTree, node: Node) -> str:
    """The names of the columns: the first line with cells."""
    first = next(_lines(tree, node), None)
    return " | ".join(first.cells) if first else ""


def names_of(tree: LawTree, node: Node) -> Sequence[str]:
    """The first cells of the rows, each once, without the names of the columns."""
    cells = [each.cells[0] for each in _lines(tree, node)]
    return tuple(dict.fromkeys(cells[1:]))


def _lines(tree: LawTree, node: Node) -> Iterator[_Line]:
    """The lines with cells; an empty first cell (of a merged one) is that of the line above."""
    at, above = node.start, ""
    for line in tree.text[node.start : node.end].splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if CELLS.search(bare):
            cells = [each.strip() for each in CELLS.split(bare)]
            cells[0] = above = cells[0] or above
            yield _Line(at, at + len(line), tuple(cells))
        at += len(line)


def _is(line: _Line, row: Row) -> bool:
    if row.part:
        return _named(line.cells[0], row.part) and len(line.cells) > 1 and _named(line.cells[1], row.name)
    return _named(line.cells[0], row.name)


def _named(cell: str, name: str) -> bool:
    """「3」 of 「3　印鑑に関する事務」, 「印鑑に関する事務」 too."""
    plain, wanted = narrow_marks(cell), narrow_marks(name)
    bare = re.sub(r"^[(]?[0-9]+(?:の[0-9]+)*[)]?[.．]?[ 　]+", "", plain)
    number = re.match(r"[(]?([0-9]+(?:の[0-9]+)*)[)]?(?:[.．]?[ 　]|$)", plain)
    squeezed = (re.sub(r"[\s　]", "", each) for each in (plain, bare))
    return wanted in squeezed or bool(number and number[1] == wanted)
