"""Every table with a total: that its rows and columns add up, that differences and shares are those of its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from ingest.loaders.builder import SEPARATOR
from tests.corpus_texts import WIDE, Paper, Violation

_TOTAL = re.compile(
    r"^[（(]?(?:合[ 　]*計|総[ 　]*計|計|総数|全体|市全体|市計|歳[入出]合計|[^ 　]{1,6}合計)(?:[（(].*)?[）)]?$"
)
_SUB = re.compile(r"^小[ 　]*計|小計$")
_PART = re.compile(r"^(?:うち|（うち|\(うち|再掲|内訳|参考|※|[ 　]*-)")
_RATIO = re.compile(r"率|割合|構成比|％|%|平均|単価|当たり|比$|順位|得点|配点|指数|年齢|時間")
_CHANGE = re.compile(r"増減(?:額|数)?$|^比較(?:増減)?(?:額)?$|差引?$|比較 増減額?$|増減額（")
_NUMBER = re.compile(
    r"^[（(]?(?P<sign>[△▲\-−－+＋]?)[ 　]*(?P<n>[0-9][0-9,]*(?:\.[0-9]+)?)[ 　]*"
    r"(?:円|千円|百万円|人|名|件|戸|世帯|か所|箇所|台|点|票|回|冊|枚|トン|本|校|部|食|団体|%|％|km|㎡|平方メートル|ha|t)?[）)]?$"
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the names of its columns and the cells of its rows, all of one width."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def check_sums(paper: Paper) -> tuple[list[Violation], dict[str, int]]:
    """Totals that are not the sum of their parts; counts 「合計」, every sum, difference and share looked at."""
    found, count = [], 0
    for grid in tables(paper):
        for row, cell, expected in (*_down(grid), *_across(grid), *_changes(grid)):
            count += 1
            if expected:
                found.append(
                    paper.violation(
                        "合計", SEPARATOR.join(grid.rows[row]).rstrip(" |"), f"「{cell}」は{expected}"
                    )
                )
    return list(dict.fromkeys(found)), {"合計": count}


def tables(paper: Paper) -> Iterator[Grid]:
    """The runs of rows that stand under the same names."""
    rows: list[list[str]] = []
    names: list[str] = []
    header = None
    for block in paper.blocks:
        if block.kind == "row" and (block.header == header or not rows):
            header, names = block.header, block.header.split(SEPARATOR)
            rows.append(
                [
                    cell.strip()
                    for cell in paper.text[block.start : block.end].rstrip("\n").split(SEPARATOR.strip())
                ]
            )
            continue
        if rows:
            yield _grid(names, rows)
        rows = []
        if block.kind == "row":
            header, names = block.header, block.header.split(SEPARATOR)
            rows = [
                [
                    cell.strip()
                    for cell in paper.text[block.start : block.end].rstrip("\n").split(SEPARATOR.strip())
                ]
            ]
    if rows:
        yield _grid(names, rows)


def _grid(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Grid:
    """The table; a second line of names that came as its first row is joined to the first."""
    width = max([len(names), *map(len, rows)])
    if (
        len(rows) > 2
        and names
        and rows[0][0] == names[0]
        and not any(value(cell) is not None for cell in rows[0])
    ):
        wide = [*names, *[""] * (width - len(names))]
        names = [
            f"{name} {more}".strip() for name, more in zip(wide, [*rows[0], *[""] * width], strict=False)
        ]
        rows = rows[1:]
    return Grid(
        (*names, *[""] * (width - len(names))),
        tuple((*row, *[""] * (width - len(row))) for row in rows),
    )


def value(cell: str) -> Decimal | None:
    """「△1,200千円」 → -1200; None for words and dashes."""
    match = _NUMBER.match(cell.translate(WIDE).strip())
    if not match:
        return None
    number = Decimal(match["n"].replace(",", ""))
    return -number if match["sign"] in tuple("△▲-−－") and match["sign"] else number


def _kind(row: Sequence[str]) -> str:
    """ "total", "sub", "part" or "" by the words before the first figure of a row."""
    for cell in row:
        if value(cell) is not None:
            break
        words = re.sub(r"\s", "", cell)
        if _SUB.match(words):
            return "sub"
        if _TOTAL.match(words):
            return "total"
        if _PART.match(words):
            return "part"
    return ""


def _down(grid: Grid) -> Iterator[tuple[int, str, str]]:
    kinds = [_kind(row) for row in grid.rows]
    for number, row in enumerate(grid.rows):
        if kinds[number] not in ("total", "sub"):
            continue
        for column, cell in enumerate(row):
            total = value(cell)
            if total is None or _RATIO.search(grid.names[column]):
                continue
            sums = list(_sums(grid, kinds, number, column))
            if sums:
                yield number, cell, "" if total in sums else f"{sums[0]:,}"


def _sums(grid: Grid, kinds: Sequence[str], number: int, column: int) -> Iterator[Decimal]:
    """What a total may be the sum of: all rows above it, those since the last total, the subtotals, those of its group."""

    def add(rows: Sequence[int]) -> Iterator[Decimal]:
        values = [each for row in rows if (each := value(grid.rows[row][column])) is not None]
        if len(values) > 1:
            yield sum(values, Decimal(0))

    above = range(number)
    last_total = max((row for row in above if kinds[row] == "total"), default=-1)
    last_mark = max((row for row in above if kinds[row]), default=-1)
    plain = [row for row in above if row > last_total and not kinds[row]]
    yield from add(plain)
    yield from add([row for row in plain if row > last_mark])
    yield from add([row for row in above if kinds[row] == "sub" and row > last_total])
    loose = [
        row
        for row in plain
        if not any(kinds[s] == "sub" and grid.rows[s][0] == grid.rows[row][0] for s in above)
    ]
    yield from add([row for row in above if kinds[row] == "sub" and row > last_total] + loose)
    if grid.rows[number][0] and not _TOTAL.match(grid.rows[number][0]):
        yield from add([row for row in above if grid.rows[row][0] == grid.rows[number][0] and not kinds[row]])
    yield from add([row for row in above if kinds[row] == "total"])
    if number == 0:
        yield from add([row for row in range(1, len(grid.rows)) if not kinds[row]])


def _across(grid: Grid) -> Iterator[tuple[int, str, str]]:
    for column, name in enumerate(grid.names):
        words = name.split(" ")
        if not any(_TOTAL.match(word) for word in words) or _RATIO.search(name):
            continue
        below = words[-1] if len(words) > 1 and not _TOTAL.match(words[-1]) else ""
        left = [c for c in range(column) if not _RATIO.search(grid.names[c]) and "うち" not in grid.names[c]]
        if below:
            left = [c for c in left if grid.names[c].split(" ")[-1] == below]
        for number, row in enumerate(grid.rows):
            if _RATIO.search(row[0]):
                continue
            total = value(row[column])
            parts = [(c, each) for c in left if (each := value(row[c])) is not None]
            if total is None or len(parts) < 2:
                continue
            sums = [sum((each for _, each in parts[first:]), Decimal(0)) for first in range(len(parts) - 1)]
            yield number, row[column], "" if total in sums else f"{sums[0]:,}"


def _changes(grid: Grid) -> Iterator[tuple[int, str, str]]:
    """増減 and 差引: the difference of two figures of the row."""
    for column, name in enumerate(grid.names):
        if not _CHANGE.search(name) or _RATIO.search(name):
            continue
        for number, row in enumerate(grid.rows):
            change = value(row[column])
            parts = [each for c in range(column) if (each := value(row[c])) is not None]
            if change is None or len(parts) < 2:
                continue
            differences = [first - second for first, second in combinations(parts, 2)]
            known = {abs(each) for each in differences}
            yield number, row[column], "" if abs(change) in known else f"{differences[-1]:,}"
