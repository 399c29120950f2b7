"""PowerPoint slides: text in reading order, tables, and the speaker's notes, slide by slide.

Knows nothing of what the slides argue; pictures, charts and SmartArt are only counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.loaders.builder import Loaded, Table, TextBuilder, clean
from ingest.loaders.hidden import hidden_notes
from ingest.loaders.lines import Line, add_lines
from ingest.loaders.messages import note
from ingest.loaders.source import Source
from ingest.loaders.tables import Cell, lay_out, read_table
from ingest.loaders.titles import find_title

_BAND = 0.04
"""Shapes whose tops differ by less than this share of the slide's height stand beside one another."""
_UNREAD = ("ftr", "dt", "sldNum", "hdr")


@dataclass(slots=True)
class _Slide:
    """One slide on its way: text and tables in reading order, and how many things have no text to read."""

    number: int
    title: str = ""
    parts: list[Sequence[str] | Table] = field(default_factory=list)
    unread: int = 0
    unseen: Counter[str] = field(default_factory=Counter)


def load(source: Source) -> Loaded:
    """Each visible slide under a heading 「スライド2　現状と課題」; its notes stand at 「スライド2 ノート」."""
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    try:
        presentation = Presentation(str(source.path))
    except PythonPptxError as error:
        raise ValueError("not a presentation") from error
    builder = TextBuilder(source.limits)
    title = ""
    unseen: Counter[str] = Counter()
    for number, slide in enumerate(presentation.slides, 1):
        if slide._element.get("show") == "0":
            builder.note(note("hidden_slide", number=number))
            continue
        read = _read(slide, number, presentation.slide_height or 1, presentation.slide_width or 1)
        title = title or read.title
        _add(builder, read)
        unseen += read.unseen
        if slide.has_notes_slide:
            frame = slide.notes_slide.notes_text_frame
            lines = _lines(frame) if frame is not None else []
            add_lines(builder, [Line(line, f"スライド{number} ノート") for line in lines])
    for told in hidden_notes(unseen):
        builder.note(told)
    return builder.loaded(title or find_title(builder.first_lines(5)[1:], source.stem))


def _read(slide: Any, number: int, height: int, width: int) -> _Slide:
    read = _Slide(number)
    title = slide.shapes.title
    if title is not None:
        read.title = " ".join(clean(title.text_frame.text).split())
    shapes = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
    for shape in _ordered(shapes, height):
        if how := _hidden(shape, height, width) or _white(shape, slide):
            read.unseen[how] += 1
        elif shape.has_text_frame:
            if not _is_furniture(shape):
                read.parts.append(_lines(shape.text_frame))
        elif getattr(shape, "has_table", False) and shape.has_table:
            read.parts.append(_table(shape.table))
        elif getattr(shape, "has_chart", False) or _is_graphic(shape):
            read.unread += 1
    return read


def _ordered(shapes: Sequence[Any], height: int) -> Iterator[Any]:
    """Shapes from top to bottom, those side by side from left to right; the members of a group stay together."""
    band = max(1, int(height * _BAND))
    for shape in sorted(shapes, key=lambda each: ((each.top or 0) // band, each.left or 0)):
        if hasattr(shape, "shapes"):
            yield from _ordered(list(shape.shapes), height)
        else:
            yield shape


def _hidden(shape: Any, height: int, width: int) -> str:
    """How a shape with text is kept from who looks at the slide: beside it, hidden, or in letters of no size."""
    if not shape.has_text_frame or not shape.text_frame.text.strip():
        return ""
    if shape._element.xpath(".//p:cNvPr[@hidden='1' or @hidden='true']"):
        return "非表示の図形"
    if shape.left is not None and shape.top is not None:
        right, bottom = shape.left + (shape.width or 0), shape.top + (shape.height or 0)
        if right <= 0 or bottom <= 0 or shape.left >= width or shape.top >= height:
            return "スライドの外の文字"
    sizes = [int(size) for size in shape._element.xpath(".//a:rPr/@sz")]
    return "極端に小さい文字" if sizes and max(sizes) <= 300 else ""


def _white(shape: Any, slide: Any) -> str:
    """White letters with nothing coloured under them: no fill of the shape, no other shape, no ground of the slide."""
    if not shape.has_text_frame or not shape.text_frame.text.strip() or shape.left is None:
        return ""
    runs = shape._element.xpath(".//a:r[normalize-space(a:t)]")
    white = shape._element.xpath(
        ".//a:r[normalize-space(a:t)][a:rPr/a:solidFill/a:srgbClr[@val='FFFFFF'] or a:rPr/a:solidFill/a:schemeClr[@val='bg1']]"
    )
    if (
        not runs
        or len(white) != len(runs)
        or shape._element.xpath(
            "./p:spPr/*[self::a:solidFill or self::a:gradFill or self::a:blipFill or self::a:pattFill]|./p:style"
        )
    ):
        return ""
    layers = (slide, slide.slide_layout, slide.slide_layout.slide_master)
    if any(layer._element.xpath("./p:cSld/p:bg/p:bgPr") for layer in layers):
        return ""
    x, y = shape.left + (shape.width or 0) // 2, shape.top + (shape.height or 0) // 2
    others = [
        each
        for layer in layers
        for each in layer.shapes
        if each._element is not shape._element and each.left is not None and not each.is_placeholder
    ]
    covered = any(
        each.left <= x <= each.left + (each.width or 0) and each.top <= y <= each.top + (each.height or 0)
        for each in others
    )
    return "" if covered else "白い文字"


def _is_furniture(shape: Any) -> bool:
    """Footer, date and slide number: on every slide, and no part of what it says."""
    placeholders = shape._element.xpath(".//p:nvPr/p:ph/@type")
    return any(kind in _UNREAD for kind in placeholders)


def _is_graphic(shape: Any) -> bool:
    """SmartArt and embedded objects: a graphic frame that is neither a table nor a chart."""
    return str(shape._element.tag).endswith("}graphicFrame")


def _lines(frame: Any) -> list[str]:
    """The paragraphs of a text frame that are not blank; deeper levels stand in."""
    lines = []
    for paragraph in frame.paragraphs:
        for line in clean(paragraph.text).split("\n"):
            if line.strip():
                lines.append("　" * min(paragraph.level, 4) + line.strip())
    return lines


def _table(table: Any) -> Table:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row.cells:
            if not cell.is_spanned:
                text = "\n".join(_lines(cell.text_frame))
                across, down = (cell.span_width, cell.span_height) if cell.is_merge_origin else (1, 1)
                cells.append(Cell(text, across, down))
        rows.append(cells)
    marked = 1 if table.first_row and len(rows) > 1 else 0
    return read_table(lay_out(rows), lay_out(rows, spread=True), marked=marked)


def _add(builder: TextBuilder, slide: _Slide) -> None:
    place = f"スライド{slide.number}"
    if not slide.title and not slide.parts:
        if slide.unread:
            builder.note(note("embedded", place=place, count=slide.unread))
        return
    builder.add("heading", f"{place}　{slide.title}".rstrip(), level=1, place=place)
    for part in slide.parts:
        if isinstance(part, Table):
            builder.table(part, place=place)
        else:
            add_lines(builder, [Line(line, place) for line in part])
    if slide.unread:
        builder.note(note("embedded", place=place, count=slide.unread))
