"""The words of an OpenDocument paragraph without what nobody sees, and the paragraphs of a body in their order.

Knows nothing of blocks. Left out: tracked deletions, comments, hidden text, tables of contents, the readings of ruby.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.loaders.builder import clean
from ingest.loaders.markup import attribute, child, children, local
from ingest.loaders.odf.styles import OUTLINE, Styles
from ingest.loaders.tables import MAX_SPAN, Cell, lay_out

_UNREAD = (
    "annotation", "annotation-end", "tracked-changes", "ruby-text", "hidden-text", "sequence-decls", "forms", "script",
    "title", "desc", "image", "variable-decls", "user-field-decls", "dde-connection-decls", "event-listeners",
)  # fmt: skip
_CONTENTS = re.compile(
    r"(?:table-of-content|illustration-index|table-index|object-index|alphabetical-index)$"
)
_BOXES = ("text-box", "custom-shape", "rect", "ellipse", "line", "connector", "caption")
_SPACES = re.compile(r"[ \t\r\n]+")
_MANY = 200


@dataclass(slots=True)
class Parts:
    """The styles, and what was met on the way: notes, text boxes, what nobody sees, what has no words."""

    styles: Styles
    notes: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    objects: int = 0
    unseen: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading or table; ``numbered`` is the list that counts it, at ``depth`` from 0; "" for none."""

    element: etree._Element
    numbered: str = ""
    depth: int = 0


def pieces(parent: Iterable[etree._Element], parts: Parts) -> Iterator[Piece]:
    """The paragraphs, headings and tables below, through sections, lists and frames that stand by themselves."""
    for each in parent:
        name = local(each)
        if name in ("p", "h", "table"):
            yield Piece(each)
        elif name == "list":
            yield from _items(each, parts, attribute(each, "style-name"), "", 0)
        elif name == "section" and attribute(each, "display") == "none":
            parts.unseen["非表示の文字"] += 1
        elif name in ("section", "frame", "g", "numbered-paragraph", *_BOXES):
            yield from pieces(each, parts)


def _items(each: etree._Element, parts: Parts, style: str, key: str, depth: int) -> Iterator[Piece]:
    style = attribute(each, "style-name") or style
    key = key or parts.styles.begin_list(each, style)
    for item in children(each, "list-item", "list-header"):
        fresh = local(item) == "list-item"
        if (start := attribute(item, "start-value")).isdigit():
            parts.styles.numbering.begin(key, depth, int(start))
        for inner in item:
            if local(inner) == "list":
                yield from _items(inner, parts, style, key, depth + 1)
            elif local(inner) in ("p", "h"):
                yield Piece(inner, key if fresh else "", depth)
                fresh = False
            else:
                yield from pieces((inner,), parts)


def words_of(piece: Piece, parts: Parts) -> str:
    """A paragraph's text with the number that is shown before it."""
    element = piece.element
    if how := parts.styles.hide("paragraph", attribute(element, "style-name")):
        parts.unseen[how] += bool("".join(map(str, element.itertext())).strip())
        return ""
    text = clean("".join(read_words(element, parts)))
    if not text.strip():
        return text
    label = ""
    if piece.numbered:
        label = parts.styles.numbering.label(piece.numbered, piece.depth)
    elif local(element) == "h" and (level := attribute(element, "outline-level")).isdigit():
        label = parts.styles.numbering.label(OUTLINE, int(level) - 1)
    return f"{label}　{text.lstrip()}" if label else text


def read_words(element: etree._Element, parts: Parts) -> Iterator[str]:
    """The pieces of text below an element; text boxes wait in ``parts``, notes are told by their numbers."""
    yield _SPACES.sub(" ", element.text or "")
    for each in element:
        yield from _inline(each, parts)
        yield _SPACES.sub(" ", each.tail or "")


def _inline(each: etree._Element, parts: Parts) -> Iterator[str]:
    name = local(each)
    if not name or name in _UNREAD or _CONTENTS.search(name):
        return
    if name == "s":
        count = attribute(each, "c")
        yield " " * (min(int(count), _MANY) if count.isdigit() else 1)
    elif name == "tab":
        yield "\t"
    elif name == "line-break":
        yield "\n"
    elif name == "note":
        parts.notes.append(" ".join(story(child(each, "note-body"), parts).split("\n")))
        yield f"（注{len(parts.notes)}）"
    elif name in _BOXES:
        parts.boxes.append(each)
    elif name in ("object", "object-ole"):
        parts.objects += 1
    elif name == "span" and (how := parts.styles.hide("text", attribute(each, "style-name"))):
        parts.unseen[how] += bool("".join(map(str, each.itertext())).strip())
    else:
        yield from read_words(each, parts)


def story(parent: etree._Element | None, parts: Parts) -> str:
    """All the text of a cell, a note or a box, a line a paragraph; nested tables as their rows."""
    lines: list[str] = []
    for piece in pieces(parent, parts) if parent is not None else ():
        if local(piece.element) == "table":
            lines += [" ".join(filter(None, row)) for row in grid_of(piece.element, parts)[0]]
        else:
            lines.append(words_of(piece, parts))
            boxes, parts.boxes = parts.boxes, []
            lines += [story(box, parts) for box in boxes]
    return "\n".join(line for line in lines if line.strip()).strip()


def grid_of(table: etree._Element, parts: Parts) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of a table, twice: cells merged across written once, and in all their columns."""
    rows = [[_cell(each, parts) for each in children(row, "table-cell")] for row in rows_of(table)]
    return lay_out(rows), lay_out(rows, spread=True)


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table in their order, those of its head first."""
    for each in children(table, "table-row", "table-header-rows", "table-rows", "table-row-group"):
        if local(each) == "table-row":
            yield each
        else:
            yield from rows_of(each)


def count_of(element: etree._Element, name: str) -> int:
    """A count that an attribute tells (columns spanned, rows repeated), 1 where it tells none."""
    told = attribute(element, name)
    return max(1, int(told)) if told.isdigit() else 1


def _cell(element: etree._Element, parts: Parts) -> Cell:
    across = min(count_of(element, "number-columns-spanned"), MAX_SPAN)
    return Cell(story(element, parts), across, min(count_of(element, "number-rows-spanned"), MAX_SPAN))
