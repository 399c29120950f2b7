"""The running text of a word processor's document: lines gathered until a heading or a table parts them, notes at its end.

Knows nothing of formats: Word's, OpenDocument's and rich text are read alike from here on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ingest.loaders.builder import Loaded, Table, TextBuilder
from ingest.loaders.hidden import hidden_notes
from ingest.loaders.lines import Line, add_lines
from ingest.loaders.messages import note
from ingest.loaders.titles import find_title


class Story:
    """Adds to a builder; ``title`` is the text of the first paragraph that the document itself calls its title, or ""."""

    def __init__(self, builder: TextBuilder) -> None:
        self.title = ""
        self._builder = builder
        self._pending: list[Line] = []

    def add(self, text: str, *, level: int = 0, named: bool = False) -> None:
        """A paragraph: a heading where it has a ``level``, the title where it is ``named`` so, else lines. Blank adds nothing."""
        self._builder.need(len(self._pending))
        if not text.strip():
            return
        if level or named:
            self.part()
            self._builder.add("heading", text.replace("\n", " "), level=level or 1)
            self.title = self.title or (" ".join(text.split()) if named else "")
        else:
            self._pending += lines_of(text)

    def table(self, table: Table) -> None:
        """The rows of a table; one of a single column is a frame around text."""
        self.part(followed=True)
        if is_frame(table):
            add_lines(self._builder, [line for row in table.rows for line in lines_of(row[0])])
        else:
            self._builder.table(table)

    def part(self, *, followed: bool = False) -> None:
        """Add the lines gathered so far; ``followed`` by a table, whose caption may be the last."""
        add_lines(self._builder, self._pending, followed=followed)
        self._pending = []


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    return [Line(line) for line in text.split("\n") if line.strip()]


def is_frame(table: Table) -> bool:
    """Whether what is marked up as a table only frames text."""
    return bool(table.rows) and len(table.rows[0]) == 1


def finish(
    builder: TextBuilder, *, title: str, stem: str, notes: Iterable[str], objects: int, unseen: Counter[str]
) -> Loaded:
    """The document with its footnotes behind it, and told what of it is not in the text: ``objects`` put in, what is ``unseen``."""
    for number, words in enumerate(notes, 1):
        builder.add("paragraph", f"（注{number}）{words}")
    if objects:
        builder.note(note("embedded", place="文書", count=objects))
    for told in hidden_notes(+unseen):
        builder.note(told)
    return builder.loaded(title or find_title(builder.first_lines(15), stem))
