"""CSV and TSV files: encoding and delimiter found out, rows with the names of their columns.

Knows nothing of what the columns mean.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ingest.loaders.builder import Loaded, TextBuilder
from ingest.loaders.messages import refuse
from ingest.loaders.office.regions import Sheet, add_sheet
from ingest.loaders.source import Source
from ingest.loaders.text import read_text
from ingest.loaders.titles import find_title

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 50
_FIELD_LIMIT = 1_000_000


def load(source: Source) -> Loaded:
    """The table's rows, their places 「5行」 (counted as a spreadsheet would). The title stands alone in the first row, or
    is the file's name."""
    builder = TextBuilder(source.limits)
    text = read_text(source, builder)
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        parsed = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise refuse(source.name, "broken", kind="CSV") from error
    builder.need(len(parsed))
    rows = {number: dict(enumerate(row, 1)) for number, row in enumerate(parsed, 1)}
    add_sheet(builder, Sheet("", rows))
    return builder.loaded(_title(parsed, source.stem))


def _title(rows: Sequence[Sequence[str]], stem: str) -> str:
    """What stands alone in the first row above a table of several columns."""
    filled = [[cell for cell in row if cell.strip()] for row in rows[:3]]
    alone = len(filled) == 3 and len(filled[0]) == 1 and max(map(len, filled[1:])) > 1
    return find_title(filled[0], stem) if alone else stem


def _delimiter(text: str) -> str:
    """The delimiter that splits the first rows into the same number of columns most often, and into the most."""
    lines = text.split("\n")[:_SAMPLE_ROWS]

    def quality(delimiter: str) -> tuple[float, int]:
        counts = [line.count(delimiter) for line in lines if line.strip()]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) / len(counts) if usual and counts else 0.0, usual)

    return max(_DELIMITERS, key=quality) if text else ","
