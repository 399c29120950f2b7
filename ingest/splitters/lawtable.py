"""別表 and 様式: rows grouped under their column names. Knows nothing of the provisions that use them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Block
from ingest.law.tree import Node
from ingest.splitters.cuts import Cut
from ingest.splitters.sentences import pieces

WHOLE_LIMIT = 600
"""Characters. A table up to this length is one passage."""
ROWS_LIMIT = 400
_CELLS = re.compile(r"\S(?:[ 　]*[|\t][ 　]*|　+| {2,})\S")
_BREAK = re.compile("\n")
_ROW = re.compile(r"[^\n|\t]*[|\t]")
_ITEM = re.compile(r"[ 　|]*([0-9０-９]{1,3}(?:の[0-9０-９]{1,2})?)[ 　]*(?:[|\t　])")
_AMOUNT = re.compile(r"[0-9０-９](?:円|％|%|人|件|か月|日|時間|平方)|[0-9０-９]{3}")


def table_cuts(text: str, node: Node, whole: Cut, rows: Sequence[Block]) -> Iterator[Cut]:
    """One cut for a short table or a form, else one for each group of rows; later groups carry the column names."""
    if node.end - whole.start <= WHOLE_LIMIT:
        yield whole
        return
    stops = [row.start for row in rows] or _line_starts(text, node)
    header = next((row.header for row in rows if row.header), "") or column_names(text, node)
    limit = ROWS_LIMIT if header else WHOLE_LIMIT
    yield whole
    for at in pieces(text, whole.start, node.end, limit=limit, ends=stops)[1:]:
        row = sum(stop <= at for stop in stops)
        label = whole.label + _from(text, at)
        yield replace(whole, start=at, anchor=f"{whole.anchor}r{row}", label=label, context=header)


def _from(text: str, at: int) -> str:
    """「の5の項から」 where the row's first cell is a number, as tables of fees are cited; else ""."""
    match = _ITEM.match(text, at)
    return f"の{match[1]}の項から" if match else ""


def _line_starts(text: str, node: Node) -> list[int]:
    return [match.end() for match in _BREAK.finditer(text, node.start, node.end)]


def column_names(text: str, node: Node) -> str:
    """The first line of several cells, 「項 | 事務 | 金額」, unless it is a row of amounts itself; else ""."""
    lines = text[node.start : node.end].split("\n")[1:]
    first = next((line for line in lines if _CELLS.search(line)), "")
    return "" if _AMOUNT.search(first) else re.sub(r"[ 　\t]*[|\t][ 　]*|　+| {2,}", " | ", first.strip())


def is_row(text: str, at: int) -> bool:
    """Whether the line that begins at an offset has cells divided by tabs or bars."""
    return _ROW.match(text, at) is not None
