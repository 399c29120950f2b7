"""The tables of sources, put together from their passages, with the names of their rows. Knows nothing of the text at hand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.checks.grounds.values import COUNTED, checkable, later_half
from app.retrieval import Evidence
from app.text.rows import tables as rows_of
from app.text.spans import Span

KINDS = (*COUNTED, "時刻", "日付", "月")
WIDE = {0xFF01 + at: 0x21 + at for at in range(94)}
_PIECES = re.compile(r"[（）()・、,／/\[\]「」　]| (?=[^0-9])")
_NO_NAME = re.compile(r"^(?:[0-9.,]+|合計|計|総計|小計|その他|備考|区分|種別|項目|名称|内容)$")
_ROWS, _NAMES = 40, 120


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its names, its cells as written, and the figures of each cell."""

    names: tuple[str, ...]
    cells: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a source. ``places`` are the rows that have a name, by name; ``words`` tell the unit."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    places: dict[str, frozenset[int]]
    words: str
    source: str


def tables(evidence: Sequence[Evidence]) -> Iterator[Table]:
    """The tables of the sources, the passages of one table put together."""
    parts: dict[tuple[str, tuple[str, ...]], tuple[dict[tuple[str, ...], None], Evidence]] = {}
    for one in evidence:
        for heads, rows in _read(f"{one.passage.context}\n{one.passage.text}"):
            kept = parts.setdefault((one.document.id, heads), ({}, one))[0]
            kept.update(dict.fromkeys(rows))
    for (_, heads), (cells, one) in parts.items():
        if 1 < len(cells) <= _ROWS:
            yield _table(heads, list(cells), one)


def _read(words: str) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """(heads, rows) of each table; the heads are its first line."""
    for head, *below in rows_of(words):
        rows = [row.cells for row in below if row.cells != head.cells]
        if rows:
            yield head.cells, rows


def _table(heads: tuple[str, ...], cells: Sequence[tuple[str, ...]], one: Evidence) -> Table:
    words = f"{one.passage.context}\n{one.passage.text}"
    spans = [tuple(tuple(figures(cell)) for cell in row) for row in cells]
    first = next((at for at in range(1, len(heads)) if any(row[at] for row in spans)), len(heads))
    names = [tuple(dict.fromkeys(piece for cell in row[:first] for piece in pieces(cell))) for row in cells]
    places: dict[str, set[int]] = defaultdict(set)
    for at, each in enumerate(names):
        for piece in each:
            places[piece].add(at)
    kept = {name: frozenset(rows) for name, rows in places.items() if len(rows) < len(cells)}
    rows = tuple(Row(*each) for each in zip(names, cells, spans, strict=True))
    return Table(heads, rows, dict(list(kept.items())[:_NAMES]), words, one.citation.label)


def figures(cell: str) -> Iterator[Span]:
    before: Span | None = None
    for span in checkable(cell):
        before = later_half(span, before, cell)
        if span.kind in KINDS:
            yield before


def pieces(cell: str) -> Iterator[str]:
    for piece in _PIECES.split(cell.translate(WIDE)):
        name = piece.strip(" 　〃")
        if len(name) > 1 and not _NO_NAME.match(name):
            yield name
