"""OpenDocument sheets (.ods): the values of every visible sheet as they are shown, row by row.

Knows nothing of what the tables mean; comments, charts and hidden sheets are not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.loaders.builder import Loaded, TextBuilder, clean
from ingest.loaders.hidden import hidden_notes
from ingest.loaders.markup import attribute, children, descendants, local
from ingest.loaders.messages import note
from ingest.loaders.odf.styles import open_document
from ingest.loaders.odf.words import Parts, count_of, read_words, rows_of
from ingest.loaders.office.regions import Merge, Sheet, add_sheet, book_title, letters
from ingest.loaders.source import Source

_WIDEST, _LONGEST = 16_384, 1_048_576
_GROUPS = ("table-columns", "table-column-group", "table-header-columns")


def load(source: Source) -> Loaded:
    """Each visible sheet under a heading 「シート「歳入」」. Values are as the program last showed them."""
    body, styles = open_document(source)
    builder = TextBuilder(source.limits)
    for table in children(body, "table"):
        label = f"シート「{attribute(table, 'name')}」"
        if not styles.shown("table", attribute(table, "style-name")):
            builder.note(note("hidden_sheet", sheet=label))
            continue
        parts = Parts(styles)
        sheet = _Reader(table, label, parts, source.limits.blocks).sheet(builder)
        if sheet.rows:
            builder.add("heading", label, level=1, place=label)
            add_sheet(builder, sheet)
    return builder.loaded(book_title(builder, source.stem))


class _Reader:
    """Reads the cells of one sheet; ``most`` cells at most, however often the file says to repeat them."""

    def __init__(self, table: etree._Element, label: str, parts: Parts, most: int) -> None:
        self._table, self._label, self._parts, self._left = table, label, parts, most * 20
        self._hidden = set(_hidden_columns(table))
        self._skipped: set[str] = set()
        self._comments = self._empty = 0

    def sheet(self, builder: TextBuilder) -> Sheet:
        """The filled cells by row and column, and the notes on what is left out. Raises OverflowError."""
        rows: dict[int, dict[int, str]] = {}
        merges: list[Merge] = []
        number = 1
        for row in rows_of(self._table):
            times = min(count_of(row, "number-rows-repeated"), _LONGEST)
            cells = dict(self._cells(row, number, merges))
            if attribute(row, "visibility") in ("collapse", "filter"):
                self._skipped.update([f"{number}行"] if cells else [])
                cells = {}
            self._left -= len(cells) * times
            if self._left < 0:
                raise OverflowError(len(cells) * times)
            for at in range(number, number + times) if cells else ():
                rows[at] = dict(cells)
            number += times
        self._tell(builder)
        return Sheet(self._label, rows, merges)

    def _cells(self, row: etree._Element, number: int, merges: list[Merge]) -> Iterator[tuple[int, str]]:
        column = 1
        for each in children(row, "table-cell", "covered-table-cell"):
            times = min(count_of(each, "number-columns-repeated"), _WIDEST)
            text = self._text(each) if local(each) == "table-cell" else ""
            across, down = (
                count_of(each, "number-columns-spanned"),
                count_of(each, "number-rows-spanned"),
            )
            if text and (across > 1 or down > 1):
                merges.append(Merge(number, column, number + down - 1, column + across - 1))
            for at in range(column, min(column + times, _WIDEST + 1)) if text else ():
                if at in self._hidden:
                    self._skipped.add(f"{letters(at)}列")
                else:
                    yield at, text
            column += times

    def _text(self, cell: etree._Element) -> str:
        self._comments += sum(1 for _ in children(cell, "annotation"))
        text = clean(
            "\n".join("".join(read_words(each, self._parts)) for each in children(cell, "p"))
        ).strip()
        text = text or attribute(cell, "string-value") or attribute(cell, "date-value")
        text = text or attribute(cell, "value")
        self._empty += bool(attribute(cell, "formula") and not attribute(cell, "value-type"))
        if text and (how := self._parts.styles.hide("table-cell", attribute(cell, "style-name"))):
            self._parts.unseen[how] += 1
            return ""
        return text

    def _tell(self, builder: TextBuilder) -> None:
        for told in hidden_notes(+self._parts.unseen):
            builder.note(f"{self._label}　{told}")
        if self._comments:
            builder.note(note("cell_comments", sheet=self._label, count=self._comments))
        if self._empty:
            builder.note(note("no_values", sheet=self._label, count=self._empty))
        if self._skipped:
            named = "、".join(sorted(self._skipped, key=lambda each: (len(each), each))[:5])
            more = "ほか" if len(self._skipped) > 5 else ""
            builder.note(note("hidden_rows", sheet=self._label, count=named + more))
        if charts := sum(1 for _ in descendants(self._table, "object", "object-ole")):
            builder.note(note("embedded", place=self._label, count=charts))


def _hidden_columns(table: etree._Element) -> Iterator[int]:
    column = 1
    for each in _columns(table):
        times = min(count_of(each, "number-columns-repeated"), _WIDEST)
        if attribute(each, "visibility") in ("collapse", "filter"):
            yield from range(column, min(column + times, _WIDEST + 1))
        column += times


def _columns(table: etree._Element) -> Iterator[etree._Element]:
    for each in children(table, "table-column", *_GROUPS):
        if local(each) == "table-column":
            yield each
        else:
            yield from _columns(each)
