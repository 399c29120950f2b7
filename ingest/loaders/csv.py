"""CSV and TSV files: encoding and delimiter found out, rows with the names of their columns.

Knows nothing of what the columns mean.
"""

from __future__ import annotations

import csv
import io

from ingest.loaders.builder import Loaded, TextBuilder
from ingest.loaders.messages import refuse
from ingest.loaders.office.regions import Sheet, add_sheet
from ingest.loaders.source import Source
from ingest.loaders.text import read_text

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 50
_FIELD_LIMIT = 1_000_000


def load(source: Source) -> Loaded:
    """The table's rows, their places 「5行」 (counted as a spreadsheet would). The title is the file's name."""
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
    return builder.loaded(source.stem)


def _delimiter(text: str) -> str:
    """The delimiter that splits the first rows into the same number of columns most often, and into the most."""
    lines = text.split("\n")[:_SAMPLE_ROWS]

    def quality(delimiter: str) -> tuple[float, int]:
        counts = [line.count(delimiter) for line in lines if line.strip()]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) / len(counts) if usual and counts else 0.0, usual)

    return max(_DELIMITERS, key=quality) if text else ","
