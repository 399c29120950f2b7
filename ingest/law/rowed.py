"""The rows of a 別表 that people cite by their number: 「別表第2の2の項及び3の項」. Knows nothing of what cites them."""

from __future__ import annotations

import re

from ingest.law.columns import with_cells
from ingest.law.numbers import NUMERAL, branch_number
from ingest.law.pairing import common, matched
from ingest.law.pieces import CELLS, folded
from ingest.law.reference import label_of
from ingest.law.tree import LawTree

_ROW = rf"{NUMERAL}(?:の{NUMERAL})*"
_MARK = re.compile(rf"[（(]?({_ROW})[）).．]?$")
_MORE = re.compile(rf"(?:、|及び|並びに|又は|若しくは|から)({_ROW})の項(?:まで)?")
CITED = re.compile(rf"(?:(?<=の)|(?<=中)|(?<=[表及び並に又は若くら、]))({_ROW})(?=の項)")
"""A number of a row as it stands in the words of a reference."""


def rows_behind(text: str, end: int) -> tuple[tuple[str, ...], int]:
    """The rows named in one breath behind a reference to a row that ends at ``end``, and where the last of them ends."""
    found: list[str] = []
    while more := _MORE.match(text, end):
        found.append(branch_number(more[1]))
        end = more.end()
    return tuple(found), end


def rows_of(tree: LawTree, anchor: str) -> dict[str, str]:
    """Number → words of the numbered rows of a 別表; {} for a table without numbers, or with the same number twice."""
    node = tree.find(anchor)
    if node is None or node.kind != "appendix_table":
        return {}
    found: dict[str, str] = {}
    for line in tree.text_of(node).split("\n")[1:]:
        cells = [cell.strip(" 　|*") for cell in CELLS.split(line.strip(" |"))]
        mark = _MARK.match(cells[0])
        if mark is None or len(cells) < 2:
            continue
        if (number := branch_number(mark[1])) in found:
            return {}
        found[number] = folded("|".join(cells[1:]))
    return found


def set_in_cells(tree: LawTree) -> LawTree:
    """The regulation with its tables as rows of cells, however they are set."""
    return with_cells(tree) if "別表" in tree.text or "付表" in tree.text else tree


def moved_rows(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """Old number → new number of the rows that have another now, "" for what is gone."""
    if not old or not new:
        return {}

    def alike(one: tuple[str, str], two: tuple[str, str]) -> float:
        return common(one[1], two[1]) + 0.2 * (one[0] == two[0])

    rows = matched(list(old.items()), list(new.items()), key=lambda each: each[1], alike=alike)
    where = {before[0]: after[0] if after else "" for before, after in rows if before}
    taken = set(where.values())
    return {
        before: after
        for before, after in where.items()
        if before != after and (after or before not in new or before in taken)
    }


def row_label(anchor: str, row: str) -> str:
    """「別表第2の3の項」."""
    return f"{label_of(anchor)}の{row.replace('_', 'の')}の項"
