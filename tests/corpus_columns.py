"""Figures in tables, the year in the name of the column or at the head of the row: that they are the thing's of that year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tests.corpus_figures import Figure, figures, western
from tests.corpus_sums import Grid, tables, value
from tests.corpus_texts import WIDE, Paper, Violation
from tests.corpus_world import World

_YEAR = re.compile(r"(?:令和|平成)(?:[0-9]{1,2}|元)年(?:度|[0-9]{1,2}月)?")
_NOT_ACTUAL = re.compile(r"目標|推計|見込|計画値|比較|増減|基準|率$|うち|男|女|[0-9]歳|地区|分館|本館")


def check_columns(paper: Paper, world: World) -> tuple[list[Violation], dict[str, int]]:
    """Cells that differ from the figure of their year; counts 「表の数値」."""
    found, count = [], 0
    if paper.source.kind == "予算" and "当初予算" in paper.source.title:
        return found, {"表の数値": 0}
    for grid in tables(paper):
        for row, cell, figure, year in _cells(grid, world):
            amount = (
                value(re.sub(r"歳|点|人", "", cell)) if "億" not in cell and "万" not in cell else _big(cell)
            )
            known = figure.known(year)
            if amount is None or not known or (amount == 0 and 0 not in known):
                continue
            count += 1
            if not known & {amount, amount * 1000, amount * 10_000}:
                words = " | ".join(grid.rows[row]).rstrip(" |")
                expected = "、".join(f"{each:,}" for each in sorted(known))
                found.append(
                    paper.violation("数値", words, f"「{cell}」は{expected}（{figure.name} {year}）")
                )
    return list(dict.fromkeys(found)), {"表の数値": count}


def _cells(grid: Grid, world: World) -> Iterator[tuple[int, str, Figure, int]]:
    """(row, cell, figure, year) of every cell whose row or column names a figure and whose column or row names a year."""
    names = [name.translate(WIDE) for name in grid.names]
    for number, row in enumerate(grid.rows):
        head = " ".join(cell for cell in row[:2] if value(cell) is None and _big(cell) is None).translate(
            WIDE
        )
        year_of_row = _year(head)
        for column in range(1, len(row)):
            name = names[column]
            if not row[column] or _NOT_ACTUAL.search(re.sub(r"人口.*|世帯数.*", "", head) + name):
                continue
            year = _year(name) or (year_of_row if _year(head) else None)
            label = name if year_of_row and not _year(name) else head
            figure = _figure(label, world)
            if figure is not None and year is not None:
                yield number, row[column], figure, year


def _figure(label: str, world: World) -> Figure | None:
    """The figure that a whole label names: 「総人口（人）」, not 「人口の増減」."""
    bare = re.sub(r"[（(].*?[)）]|^[0-9A-Z]+[ 　.]|[ 　]*[A-Z]$", "", label).strip()
    return next((figure for figure in figures(world) if figure.label.fullmatch(bare)), None)


def _year(words: str) -> int | None:
    match = _YEAR.search(words)
    return western(match[0]) if match and len(_YEAR.findall(words)) == 1 else None


def _big(cell: str) -> Decimal | None:
    """31億5,200万円 → 3152000000."""
    match = re.fullmatch(r"(?:([0-9,]+)億)?(?:([0-9,]+)万)?([0-9,]*)円", cell.translate(WIDE).strip())
    if not match:
        return None
    parts = [Decimal((part or "0").replace(",", "") or "0") for part in match.groups()]
    return parts[0] * 10**8 + parts[1] * 10**4 + parts[2]
