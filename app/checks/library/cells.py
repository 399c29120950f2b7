"""Words of another row in a table of the text that a paper of the matter has too: two rows swapped. Knows no figures'
values: cells are compared as they are written.

Only where the rows are plainly the same ones, and the column has at least one cell right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from app.result import Finding
from app.retrieval import Evidence
from app.text.rows import tables
from app.text.wording import pairs

_SWAPPED = "「{text}」は、「{source}」では「{other}」の行にあります。「{row}」の行は「{value}」です。行がずれていないか、確かめてください。"
_PARTS = re.compile(r"[・、,/／ 　]|及び")
_OUT = re.compile(r"[（(][月火水木金土日](?:・[祝休])?[）)]|[ 　]")
_YEAR = re.compile(r"^(?:(?:令和|平成)?[0-9元]{1,4}年度?)")
_ROWS = 2
Row = tuple[str, tuple[str, ...], tuple[int, ...]]
"""The name, the cells as written, and where each begins."""


def misplaced_cells(text: str, papers: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each cell that stands in another row of the paper's table."""
    own = list(_tables(text))
    for one in papers if own else ():
        for theirs in _tables(one.words):
            rows = _by_name(theirs)
            for mine in own:
                yield from _swapped(mine, theirs[0], rows, one)


def _swapped(mine: Sequence[Row], head: Row, rows: dict[str, Row], one: Evidence) -> Iterator[Finding]:
    shared = [(row, rows[name]) for name, row in _by_name(mine).items() if name in rows]
    if len(shared) < _ROWS or len(rows) < _ROWS:
        return
    for at, column in _columns(mine[0], head):
        right = sum(_same(row[1][at], other[1][column]) for row, other in shared)
        for row, other in shared:
            cell = row[1][at]
            if not right or not cell or not other[1][column]:
                continue
            extra = _parts(cell) - _parts(other[1][column])
            taken = [each for each in rows.values() if each is not other and extra & _parts(each[1][column])]
            if not (taken and len(_parts(cell)) > 1) and _same(cell, other[1][column]):
                continue
            same = [each for each in rows.values() if each is not other and _same(cell, each[1][column])]
            where = next(iter([*taken, *same]), None)
            if where is not None:
                label = one.citation.label
                told = _SWAPPED.format(
                    text=cell, source=label, other=where[0], row=row[0], value=other[1][column]
                )
                yield Finding(
                    "fact.conflict", "warning", told, row[2][at], row[2][at] + len(cell), source=label
                )


def _by_name(table: Sequence[Row]) -> dict[str, Row]:
    """The rows under the head whose name no other row has."""
    names = Counter(_name(row[0]) for row in table[1:])
    return {_name(row[0]): row for row in table[1:] if names[_name(row[0])] == 1}


def _columns(own: Row, theirs: Row) -> Iterator[tuple[int, int]]:
    """The columns after the first whose heads are the same words."""
    for at, head in enumerate(own[1]):
        for column, other in enumerate(theirs[1]):
            if at and column and head and _plain(head) == _plain(other):
                yield at, column


def _tables(text: str) -> Iterator[list[Row]]:
    for rows in tables(text):
        if len(rows) > _ROWS:
            yield [(row.cells[0], row.cells, row.starts) for row in rows]


def _name(cell: str) -> str:
    """A row's name as it is compared: a day without its year and weekday."""
    return _YEAR.sub("", _plain(cell))


def _plain(cell: str) -> str:
    return _OUT.sub("", normalize("NFKC", cell))


def _parts(cell: str) -> set[str]:
    return {_plain(each) for each in _PARTS.split(cell) if each}


def _same(one: str, other: str) -> bool:
    """Whether two cells say the same, in whatever order: 「第4分団・第1分団」; one may be told more fully."""
    mine, theirs = _parts(one), _parts(other)
    if mine == theirs or mine <= theirs or theirs <= mine:
        return True
    words, told = pairs(one), pairs(other)
    return bool(words and told) and (words <= told or told <= words)
