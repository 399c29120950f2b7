"""Tables of a regulation set with spaces or tabs: 「会議室　　　500円　　600円」 as cells, and back. Knows nothing of amendments.

What is a cell is told by all rows together: a gap parts cells where it makes as many of them in every row, or where it
stands in the same column of every row. A 様式 or 別記 is full of gaps and has no rows; it stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.law.celling import MARK, cells_in
from ingest.law.gaps import cells_of, width
from ingest.law.lines import is_note
from ingest.law.tree import LawTree, Node, parse

_WORDS = ("paragraph", "item", "subitem")
_NO_ROW = re.compile(r"^[ 　]*(?:備[ 　]*考|注)(?:[ 　0-9０-９]|$)|。[ 　]*$|\|")
BAR = " | "
"""Between the cells of a table that a file has as such."""
_TITLE = re.compile(rf"[ 　]*(?:{MARK.pattern}[ 　]+)?[^ 　0-9０-９]+[ 　]*")
"""What may stand above each of several tables: words without a gap or a figure, numbered or not."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One table: where its first line is, its lines as they stand and with a tab between cells, how it is set.

    ``places`` are the half characters at which the columns begin, below 0 those at which they end; ``gap`` what parts all cells alike ("" where they are
    set one below the other), ``blank`` whether a first cell that goes on is left out.
    """

    at: int
    raw: tuple[str, ...]
    rows: tuple[str, ...]
    indent: str
    places: tuple[int, ...]
    gap: str
    fill: str
    blank: bool

    def line(self, row: str, above: str) -> str:
        """A row as this table is set; ``above`` is the one before it, with tabs."""
        cells = row.split("\t")
        if self.blank and above and cells[0] == above.partition("\t")[0]:
            cells[0] = ""
        if self.gap and (all(cells) or self.gap == BAR):
            return self.indent + self.gap.join(cells)
        made = self.indent + cells[0]
        for at, (cell, place) in enumerate(zip(cells[1:], self.places[1:], strict=False), start=1):
            made += self._usual_gap(at, cells) or self._gap(made, cell, place)
            made += cell
        return made.rstrip()

    def _usual_gap(self, at: int, cells: Sequence[str]) -> str:
        """What stands before a cell in a row that has words as wide before it, and as wide where they end alike; else ""."""
        wanted = [width(cell) for cell in cells[at - 1 : at + 1]]
        for line, row in zip(self.raw, self.rows, strict=True):
            own = row.split("\t")
            if len(own) <= at or not all(own) or width(own[at - 1]) != wanted[0]:
                continue
            begin = line.find(own[at - 1]) + len(own[at - 1])
            gap = line[begin : line.find(own[at], begin)]
            if not gap.strip() and (self.places[at] >= 0 or width(own[at]) == wanted[1]):
                return gap
        return ""

    def _gap(self, before: str, cell: str, place: int) -> str:
        start = -place - width(cell) if place < 0 else place
        made = self.fill
        while width(before + made) < start - (self.fill == "　"):
            made += self.fill
        return made


def with_cells(tree: LawTree) -> LawTree:
    """The regulation with a tab between the cells of its tables that are set with spaces; itself where it has none."""
    found = find_columns(tree)
    if not found:
        return tree
    lines = tree.text.split("\n")
    for table in found:
        lines[table.at : table.at + len(table.rows)] = table.rows
    return parse("\n".join(lines))


def find_columns(tree: LawTree) -> tuple[Columns, ...]:
    """The tables set with spaces in 別表 and within 条, in order."""
    if not re.search(r"\S(?:[ 　]|\t\t).*\S\n.*\S[ 　\t]+\S", tree.text):
        return ()
    lines = tree.text.split("\n")
    begins = [0, *accumulate(len(line) + 1 for line in lines)]
    found: list[Columns] = []
    for node, end in _holders(tree.root):
        first, last = bisect_right(begins, node.start) - 1, bisect_right(begins, end - 1) - 1
        for at, size in _runs(lines, first + 1, last + 1):
            for begin, rows in _in_run(lines[at : at + size], node.kind == "appendix_table"):
                start = at + begin
                found.append(_columns(start, lines[start : start + len(rows)], rows))
    return tuple(found)


def _holders(node: Node) -> Iterator[tuple[Node, int]]:
    """What may hold a table, and where its own lines end: a 別表 with everything in it, the head of a 項 or 号."""
    for child in node.children:
        if child.kind == "appendix_table":
            yield child, child.end
        elif child.kind not in ("form", "appendix"):
            if child.kind in _WORDS:
                yield child, child.head_end
            yield from _holders(child)


def _runs(lines: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """(first line, number of lines) of the lines that may be rows, beside each other."""
    at = start
    while at < end:
        size = 0
        while at + size < end and _may_be_row(lines[at + size]):
            size += 1
        if size > 1:
            yield at, size
        at += size + 1


def _may_be_row(line: str) -> bool:
    return bool(line.strip()) and not _NO_ROW.search(line) and not is_note(line)


def _in_run(lines: Sequence[str], appended: bool) -> Iterator[tuple[int, tuple[tuple[str, ...], ...]]]:
    """The tables of a run, each with its first line: one, or several below titles of their own (「2　附属設備使用料」)."""
    if rows := cells_in(lines, (1, 2), appended=appended):
        yield 0, rows
        return
    titles = [at for at, line in enumerate(lines) if _TITLE.fullmatch(line)]
    ends = [*titles[1:], len(lines)]
    parts = [
        (at + 1, cells_in(lines[at + 1 : end], (1, 2, 0, 3, 4), appended=appended))
        for at, end in zip(titles, ends, strict=False)
    ]
    if len(parts) > 1 and titles[0] == 0 and all(rows for _, rows in parts):
        yield from parts
    elif rows := cells_in(lines, (0, 3, 4), appended=appended):
        yield 0, rows


def _columns(at: int, raw: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Columns:
    size = max(map(len, rows))
    full = [(line, row) for line, row in zip(raw, rows, strict=True) if len(row) == size]
    places = tuple(_place([_span(line, row, n) for line, row in full]) for n in range(size))
    gaps = Counter(cell.gap for line, _ in full for cell in cells_of(line, 1)[1:])
    gap = next((each for each in gaps if all(line.strip() == each.join(row) for line, row in full)), "")
    indent = min((line[: len(line) - len(line.lstrip())] for line, _ in full), key=width)
    fill = gaps.most_common(1)[0][0][:1] if gaps else "　"
    blank = any(not line.strip().startswith(row[0]) for line, row in full)
    return Columns(at, tuple(raw), tuple("\t".join(row) for row in rows), indent, places, gap, fill, blank)


def _span(line: str, row: Sequence[str], n: int) -> tuple[int, int]:
    at = 0
    for cell in row[: n + 1]:
        found = line.find(cell, at)
        begin = found if found >= 0 else at
        at = begin + len(cell)
    return width(line[:begin]), width(line[:at])


def _place(spans: Sequence[tuple[int, int]]) -> int:
    """Where a column begins; where it ends, below 0, if that is more nearly the same in all rows."""
    (start, begins), (end, ends) = (Counter(each).most_common(1)[0] for each in zip(*spans, strict=True))
    return -int(end) if ends > begins else int(start)
