"""OpenDocument slides (.odp): text in reading order, tables, and the speaker's notes, slide by slide.

Knows nothing of what the slides argue; pictures and charts are only counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ingest.loaders.builder import Loaded, TextBuilder
from ingest.loaders.hidden import hidden_notes
from ingest.loaders.lines import Line, add_lines
from ingest.loaders.markup import attribute, child, children, local
from ingest.loaders.messages import note
from ingest.loaders.odf.styles import Styles, open_document
from ingest.loaders.odf.words import Parts, grid_of, story
from ingest.loaders.source import Source
from ingest.loaders.tables import read_table
from ingest.loaders.titles import find_title

_SHAPES = ("frame", "custom-shape", "rect", "ellipse", "line", "connector", "caption")
_FURNITURE = ("footer", "header", "date-time", "page-number")
_LENGTH = re.compile(r"(-?[0-9.]+)(cm|mm|in|pt)")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 0.0353}
_BAND = 0.7
"""Centimetres by which the tops of shapes side by side may differ."""


def load(source: Source) -> Loaded:
    """Each visible slide under a heading 「スライド2　現状と課題」; its notes stand at 「スライド2 ノート」."""
    body, styles = open_document(source)
    builder = TextBuilder(source.limits)
    title = ""
    for number, slide in enumerate(children(body, "page"), 1):
        if not styles.shown("drawing-page", attribute(slide, "style-name")):
            builder.note(note("hidden_slide", number=number))
            continue
        named = _add(builder, slide, number, styles)
        title = title or named
    return builder.loaded(title or find_title(builder.first_lines(5)[1:], source.stem))


def _add(builder: TextBuilder, slide: etree._Element, number: int, styles: Styles) -> str:
    """Add one slide; its title comes back."""
    parts, place = Parts(styles), f"スライド{number}"
    shapes = [each for each in _ordered(slide) if attribute(each, "class") not in _FURNITURE]
    head = next((each for each in shapes if attribute(each, "class") == "title"), None)
    title = " ".join(_words(head, parts).split()) if head is not None else ""
    bodies = [(each, _words(each, parts)) for each in shapes if each is not head]
    if title or any(words or child(each, "table") is not None for each, words in bodies):
        builder.add("heading", f"{place}　{title}".rstrip(), level=1, place=place)
    for each, words in bodies:
        if (table := child(each, "table")) is not None:
            grid, spread = grid_of(table, parts)
            builder.table(read_table(grid, spread), place=place)
        elif words:
            add_lines(builder, [Line(line, place) for line in words.split("\n")])
    for each in children(child(slide, "notes"), *_SHAPES):
        if attribute(each, "class") == "notes" and (said := _words(each, parts)):
            add_lines(builder, [Line(line, f"{place} ノート") for line in said.split("\n")])
    if parts.objects:
        builder.note(note("embedded", place=place, count=parts.objects))
    for told in hidden_notes(+parts.unseen):
        builder.note(f"{place}　{told}")
    return title


def _words(shape: etree._Element, parts: Parts) -> str:
    """The text of a shape, a line a paragraph; a chart or an embedded document is counted."""
    if attribute(shape, "placeholder") == "true":
        return ""  # 「クリックしてテキストを追加」
    parts.objects += child(shape, "object") is not None or child(shape, "object-ole") is not None
    box = child(shape, "text-box") if local(shape) == "frame" else shape
    return story(box, parts)


def _ordered(parent: etree._Element) -> Iterator[etree._Element]:
    """Shapes from top to bottom, those side by side from left to right; the members of a group stay together."""
    shapes = list(children(parent, "g", *_SHAPES))
    for each in sorted(shapes, key=lambda one: (round(_at(one, "y") / _BAND), _at(one, "x"))):
        if local(each) == "g":
            yield from _ordered(each)
        else:
            yield each


def _at(shape: etree._Element, side: str) -> float:
    """Where a shape stands in centimetres; a group where its first member does."""
    found = _LENGTH.match(attribute(shape, side))
    if found is None and local(shape) == "g":
        return min((_at(each, side) for each in children(shape, "g", *_SHAPES)), default=0.0)
    return float(found[1]) * _CENTIMETRES[found[2]] if found else 0.0
