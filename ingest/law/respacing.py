"""Rows of cells set with spaces again, as the regulation they came from has them. Knows nothing of how they were found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.law.celling import MARK, cells_in
from ingest.law.columns import BAR, Columns, find_columns, with_cells
from ingest.law.gaps import cells_of
from ingest.law.tree import LawTree, parse


def respaced(text: str, tables: Sequence[Columns]) -> str:
    """The text with its rows set as in ``tables``: those that were there as they stood, others beside them alike.

    Rows of which nothing tells how they are set keep their tabs; so do all where the spaces would not be read back.
    """
    if not tables or "\t" not in text:
        return text
    made = "\n".join(_lines(text.split("\n"), tables))
    return made if _plain(with_cells(parse(made)).text) == _plain(text) else text


def tables_of(tree: LawTree) -> tuple[Columns, ...]:
    """The tables of a regulation that are set with spaces, and those whose cells a file has parted by bars."""
    found = find_columns(tree)
    bars = tuple(line for line in tree.text.split("\n") if BAR in line)
    rows = tuple(map(_tabbed, bars))
    return (*found, Columns(0, bars, rows, "", (0,) * 99, BAR, " ", False)) if bars else found


def barred(tree: LawTree) -> str:
    """The regulation's text with 「 | 」 between the cells of every table, however it is set."""
    return with_cells(tree).text.replace("\t", BAR)


def unbarred(text: str, tree: LawTree) -> str:
    """A text that ``barred`` made, changed or not, with its tables set as the regulation has them."""
    return respaced(text.replace(BAR, "\t"), tables_of(tree))


def _plain(text: str) -> str:
    return re.sub(r"\n{2,}", "\n", _tabbed(text))


def _tabbed(words: str) -> str:
    return words.replace(BAR, "\t")


def _lines(lines: Sequence[str], tables: Sequence[Columns]) -> Iterator[str]:
    known: dict[str, tuple[str, Columns]] = {}
    for table in tables:
        last = ""
        for row, line in zip(table.rows, table.raw, strict=True):
            last = row or last  # a cell may go on in a further line
            known[last] = (line if row else f"{known[last][0]}\n{line}", table)
    for at, line in enumerate(lines):
        if line in known:
            yield known[line][0]
            continue
        near = _beside(lines, at, known, tables) if "\t" in line else None
        yield near.line(line, lines[at - 1] if at else "") if near else line


def _beside(
    lines: Sequence[str], at: int, known: dict[str, tuple[str, Columns]], tables: Sequence[Columns]
) -> Columns | None:
    """The table to which the nearest row that was there belongs; else one with as many columns."""
    for step in (-1, 1):
        near = at
        while 0 <= near < len(lines) and "\t" in lines[near]:
            if lines[near] in known:
                return known[lines[near]][1]
            near += step
    size = lines[at].count("\t") + 1
    return next((each for each in tables if size == len(each.places) or each.gap == BAR), None)


def celled(lines: Sequence[str], sizes: set[int]) -> tuple[str, ...]:
    """New rows of an amendment with a tab between their cells; ``sizes`` are the columns of the tables that it amends.

    >>> celled(["　音楽室　　800円　　900円"], {3})
    ('音楽室\\t800円\\t900円',)
    """
    found = list(lines)
    if any("\t" in line or BAR in line for line in lines):
        return tuple(found)
    for at, size in _runs_of(lines):
        rows = cells_in(lines[at : at + size])
        for n in range(size):
            row = rows[n] if rows else _one(lines[at + n], sizes)
            if len(row) > 1:
                found[at + n] = "\t".join(row)
    return tuple(found)


def _runs_of(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        size = 0
        while at + size < len(lines) and not re.search(
            r"\||。$|^[ 　]*(?:備考|注|別表|別記)", lines[at + size]
        ):
            size += 1
        if size:
            yield at, size
        at += size + 1


def _one(line: str, sizes: set[int]) -> tuple[str, ...]:
    for joined in (False, True):
        for least in (1, 2, 3, 4):
            row = tuple(each.text for each in cells_of(line, least, joined=joined))
            if len(row) in sizes and not (len(row) == 2 and MARK.fullmatch(row[0])):
                return row
    return ()
