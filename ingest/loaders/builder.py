"""What a loader gives back, and the builder that keeps its text and its blocks in step.

Knows nothing of file formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.document import BLOCK_KINDS, Block
from ingest.loaders.source import LIMITS, Limits

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, byte order marks, zero-width characters, soft hyphens, the invisible "tag" characters
# (they can carry text that no reader sees), marks that turn the direction of what follows and lone surrogates (they cannot be written as UTF-8).
# Joiners and the variation selectors of names (葛󠄀) stay: they change what is seen.
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
"""Spaces of a page layout, which mean no more than a space."""
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)

SEPARATOR = " | "
"""Between the cells of a row, in the text and in ``Block.header``."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells; the first ``depth`` of them name the columns, together as ``names``."""

    rows: Sequence[Sequence[str]]
    names: Sequence[str] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as text: ``"".join(text[b.start:b.end] for b in blocks) == text``.

    ``title`` is what the document calls itself, or the file's name without its suffix. ``notes`` say in Japanese
    what could not be read, naming the page, slide or sheet.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str
    notes: tuple[str, ...] = ()


def clean(text: str) -> str:
    """The text with one kind of line break and without characters that no reader sees."""
    return _UNSEEN.sub("", _SPACES.sub(" ", _BREAKS.sub("\n", text)))


def join_cells(cells: Iterable[str]) -> str:
    """One row as one line: empty cells keep their place, but for the last ones; breaks inside a cell become spaces.

    >>> join_cells(["総務費", "", "1,200\\n千円", ""])
    '総務費 |  | 1,200 千円'
    """
    texts = [re.sub(r"[ \t]*\n\s*", " ", clean(cell)).strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return SEPARATOR.join(texts)


def join_names(cells: Iterable[str]) -> str:
    """The names of columns as one line; a name broken over lines in its narrow cell is one word again."""
    return join_cells(re.sub(r"\s*\n\s*", "", clean(cell)) for cell in cells)


class TextBuilder:
    """Grows a text and its blocks together, so that the blocks always cover the text exactly."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0
        self._notes: list[str] = []
        self.under = 0
        """The level of the last heading that the file itself marked as one; numbered lines are headings below it."""

    def append(self, kind: str, raw: str, *, level: int = 0, place: str = "", header: str = "") -> None:
        """Add a block of exactly ``raw``, which must be clean and carry its own line break.

        Blank text becomes part of the block before it (or of the first block, when there is none yet).
        """
        if kind not in BLOCK_KINDS:
            raise ValueError(f"unknown block kind {kind!r}; known: {', '.join(BLOCK_KINDS)}")
        if not raw:
            return
        self.need(0, len(raw))
        start = self._blocks[-1].end if self._blocks else 0
        self._parts.append(raw)
        self._length += len(raw)
        if raw.strip():
            self._blocks.append(Block(kind, start, self._length, level, place, header))
        elif self._blocks:
            self._blocks[-1] = _extended(self._blocks[-1], self._length)

    def need(self, blocks: int, characters: int = 0) -> None:
        """Raise OverflowError when the text would grow beyond its limits, before the time is spent on it."""
        too_many = len(self._blocks) + blocks > self._limits.blocks
        if too_many or self._length + characters > self._limits.characters:
            raise OverflowError(self._length)

    def add(self, kind: str, text: str, *, level: int = 0, place: str = "", header: str = "") -> None:
        """Add one block of text on lines of its own; text that is blank once cleaned adds nothing."""
        body = clean(text).strip("\n")
        self.under = level if kind == "heading" else self.under
        if body.strip():
            self.append(kind, body.rstrip() + "\n", level=level, place=place, header=header)

    def table(self, table: Table, *, place: str = "") -> None:
        """Add the rows of a table, those that name the columns first."""
        names = join_names(table.names)
        for number, row in enumerate(table.rows):
            if number < table.depth:
                self.add("header", join_names(row), place=place)
            else:
                self.add("row", join_cells(row), place=place, header=names)

    def note(self, sentence: str) -> None:
        """Say once that something of the file is not in the text."""
        if sentence not in self._notes:
            self._notes.append(sentence)

    @property
    def blank(self) -> bool:
        """Whether nothing readable has been added so far."""
        return not self._blocks

    @property
    def headings(self) -> int:
        """How many headings there are so far."""
        return sum(block.kind == "heading" for block in self._blocks)

    def first_lines(self, count: int) -> list[str]:
        """The first ``count`` lines that are not blank, stripped; for finding the title."""
        lines = (line.strip() for block in self._blocks[:count] for line in self._slice(block).split("\n"))
        return [line for line in lines if line][:count]

    def first_heading(self) -> str:
        """The text of the first heading, or ""."""
        for block in self._blocks:
            if block.kind == "heading":
                return self._slice(block).strip()
        return ""

    def loaded(self, title: str) -> Loaded:
        """The finished text. A text of nothing but blank lines comes out empty, without blocks."""
        text = "".join(self._parts) if self._blocks else ""
        return Loaded(text, tuple(self._blocks), clean(title).strip(), tuple(self._notes))

    def _slice(self, block: Block) -> str:
        self._parts = ["".join(self._parts)]
        return self._parts[0][block.start : block.end]


def _extended(block: Block, end: int) -> Block:
    return Block(block.kind, block.start, end, block.level, block.place, block.header)
