"""Tables of documents asked by row and column: a day of collection by 地区. Knows nothing of any city's tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.wording import pairs, share

_CELLS = re.compile(r"\s*[|｜]\s*|\t")
_SUFFIX = re.compile(r"(?:地区|地域|校区|学区|町)$")
_COLUMN = 0.5


@dataclass(frozen=True, slots=True)
class Table:
    """``header`` and ``rows`` of equal width; the first column names the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def columns(self, question: str) -> tuple[int, ...]:
        """The columns (not the first) of which ``question`` speaks."""
        asked = pairs(question)
        wanted = [(share(pairs(name), question), at) for at, name in enumerate(self.header) if at]
        return tuple(at for worth, at in wanted if worth >= _COLUMN and pairs(self.header[at]) & asked)

    def named(self, question: str) -> tuple[tuple[str, ...], ...]:
        """The rows whose names are in ``question``, also without 地区 and the like."""
        return tuple(row for row in self.rows if len(key := _SUFFIX.sub("", row[0])) > 1 and key in question)


def read_tables(text: str) -> tuple[Table, ...]:
    """The tables in ``text``: runs of lines with equally many cells, the first of them the header."""
    found: list[Table] = []
    run: list[tuple[str, ...]] = []
    for line in (*text.splitlines(), ""):
        cells = tuple(_CELLS.split(line.strip())) if _CELLS.search(line.strip()) else ()
        if run and len(cells) != len(run[0]):
            if len(run) > 1:
                found.append(Table(run[0], tuple(run[1:])))
            run = []
        if cells:
            run.append(cells)
    return tuple(found)


def by_district(tables: Sequence[Table], districts: Sequence[str]) -> Table | None:
    """The first table whose rows are 地区 or the like."""
    return next((one for one in tables if one.header[0].strip() in districts and len(one.rows) > 1), None)
