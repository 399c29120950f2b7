"""PDF files: text in reading order with its pages, ruled tables, scanned pages through OCR.

Knows nothing of laws or minutes; what the lines are is told apart by the modules it hands them to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from ingest.loaders.builder import Loaded, Table, TextBuilder, join_names
from ingest.loaders.layout.columns import in_reading_order
from ingest.loaders.layout.fragments import Fragment
from ingest.loaders.layout.ocr import DOTS_PER_INCH, find_reader
from ingest.loaders.layout.paragraphs import Paragraph, into_paragraphs, joined
from ingest.loaders.layout.pdf_glyphs import into_fragments, read_page
from ingest.loaders.layout.pdf_tables import Ruled, find_tables, inside
from ingest.loaders.layout.running import without_running
from ingest.loaders.lines import Line, add_lines
from ingest.loaders.messages import note, refuse
from ingest.loaders.source import Source
from ingest.loaders.titles import find_title

_RULES = 4
_FEW_GLYPHS = 12
_OUTLINES = 60
_LARGEST_PIXELS = 4200
_LARGER = 1.15
_HEADING_LENGTH = 60


@dataclass(slots=True)
class _Page:
    """One page on its way: its fragments, the tables among them, and whether it must be read as a picture."""

    number: int
    height: float
    fragments: list[Fragment] = field(default_factory=list)
    tables: list[Ruled] = field(default_factory=list)
    picture: bool = False
    garbled: bool = False


def load(source: Source) -> Loaded:
    """The document's text, its pages as places 「3頁」. Raises UnreadableFile for protected or broken files."""
    builder = TextBuilder()
    document = _open(source)
    try:
        pages = [page for page in _pages(document, source, builder) if page]
        _read_pictures(document, pages, source, builder)
    finally:
        document.close()
    kept = without_running([(page.fragments, page.height) for page in pages])
    for page, fragments in zip(pages, kept, strict=True):
        page.fragments = fragments
    title = _add_pages(builder, pages)
    if builder.blank and any(page.picture for page in pages) and find_reader() is None:
        raise refuse(source.name, "scans", pages=len(pages))
    return builder.loaded(title or find_title(builder.first_lines(15), source.stem))


def _open(source: Source) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source.path)
        document.init_forms()
        return document
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refuse(source.name, "locked", program="PDFを作ったソフトやAcrobatなど") from error
        raise refuse(source.name, "broken", kind="PDF") from error


def _pages(document: Any, source: Source, builder: TextBuilder) -> Iterator[_Page | None]:
    """Every page's fragments and tables; a page that is broken is noted and left out."""
    import pdfplumber
    import pypdfium2
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    with source.path.open("rb") as file:
        ruled: Any = None
        for index in range(len(document)):
            try:
                page = document[index]
                paths, pictures = _objects(page)
                text = read_page(page)
            except pypdfium2.PdfiumError:
                builder.note(note("page_failed", page=index + 1))
                yield None
                continue
            tables: list[Ruled] = []
            if paths >= _RULES and not text.vertical and text.glyphs:
                try:
                    ruled = ruled or pdfplumber.open(file)
                    tables = find_tables(ruled.pages[index], text.glyphs)
                    ruled.pages[index].close()
                except (
                    PDFException,
                    PSException,
                    ValueError,
                    TypeError,
                    KeyError,
                    IndexError,
                    AttributeError,
                ):
                    tables = []  # pdfminer gives up where pdfium does not: the text is read without its tables
            loose = [glyph for glyph in text.glyphs if not any(inside(glyph, each.box) for each in tables)]
            fragments = into_fragments(loose) + [
                Fragment("", *(each.box[0], each.box[2], each.box[1], each.box[3]), 10.0, number)
                for number, each in enumerate(tables)
            ]
            bare = len(text.glyphs) < _FEW_GLYPHS and (pictures or (not text.glyphs and paths > _OUTLINES))
            yield _Page(index + 1, text.height, fragments, tables, bool(bare or text.garbled), text.garbled)
            page.close()


def _objects(page: Any) -> tuple[int, bool]:
    """How many lines are drawn on a page, and whether pictures cover at least a third of it."""
    from pypdfium2 import raw

    paths, covered = 0, 0.0
    width, height = page.get_size()
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        if each.type == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
        else:
            left, bottom, right, top = each.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
    return paths, covered > width * height / 3


def _read_pictures(document: Any, pages: Sequence[_Page], source: Source, builder: TextBuilder) -> None:
    """Read the pages that are pictures; what could not be read is noted, page by page."""
    waiting = [page for page in pages if page.picture]
    if not waiting:
        return
    reader = find_reader()
    if reader is None:
        for page in waiting:
            builder.note(note("unmapped" if page.garbled else "scan_unread", page=page.number))
        return
    limit = source.limits.scan_pages
    if len(waiting) > limit:
        builder.note(note("scan_limit", limit=limit, page=waiting[limit].number))
    source.scanned(min(len(waiting), limit))
    for page in waiting[:limit]:
        drawn = document[page.number - 1]
        scale = min(DOTS_PER_INCH / 72, _LARGEST_PIXELS / max(drawn.get_size()))
        image = drawn.render(scale=scale).to_pil().convert("RGB")
        shrunk = DOTS_PER_INCH / 72 / scale
        read = [_scaled(fragment, shrunk) for fragment in reader(image)]
        page.fragments = read or page.fragments
        page.tables = []
        builder.note(note("scan_read" if read else "scan_empty", page=page.number))


def _scaled(fragment: Fragment, by: float) -> Fragment:
    places = (fragment.x0 * by, fragment.x1 * by, fragment.top * by, fragment.bottom * by)
    return Fragment(fragment.text, *places, fragment.size * by)


def _add_pages(builder: TextBuilder, pages: Sequence[_Page]) -> str:
    """Add all pages in reading order; the title in the largest characters comes back, or ""."""
    flow: list[Paragraph | tuple[Table, str]] = []
    for page in pages:
        place = f"{page.number}頁"
        for run in in_reading_order(page.fragments):
            lines: list[Fragment] = []
            for line in run:
                if line.table < 0:
                    lines.append(line)
                    continue
                flow += into_paragraphs(lines, place)
                flow.append((page.tables[line.table].table, place))
                lines = []
            flow += into_paragraphs(lines, place)
    sizes = _heading_sizes([each for each in flow if isinstance(each, Paragraph)])
    pending: list[Paragraph] = []
    names: Sequence[str] = ()
    title = ""
    for each in flow:
        if isinstance(each, Paragraph):
            pending.append(each)
            continue
        if pending:
            found = _add_paragraphs(builder, pending, sizes, followed=True)
            title = title or found
        table, place = each
        table = table if pending else _continued(table, names)
        names = table.names
        builder.table(table, place=place)
        pending = []
    found = _add_paragraphs(builder, pending, sizes)
    return title or found


def _continued(table: Table, names: Sequence[str]) -> Table:
    """A table that goes on from the page before keeps its names; names repeated at the top are dropped."""
    if not names or not table.rows or len(table.rows[0]) != len(names):
        return table
    if table.depth and join_names(table.names) == join_names(names):
        return Table(table.rows[table.depth :], names)
    return table if table.depth else Table(table.rows, names)


def _add_paragraphs(
    builder: TextBuilder, paragraphs: Sequence[Paragraph], sizes: Sequence[float], *, followed: bool = False
) -> str:
    lines = []
    title = ""
    for each in joined(paragraphs):
        level = _level(each, sizes)
        title = title or (each.text.strip() if level == 1 else "")
        lines.append(Line(each.text, each.place, level))
    add_lines(builder, lines, followed=followed)
    return title


def _heading_sizes(paragraphs: Sequence[Paragraph]) -> list[float]:
    """The sizes of characters larger than the body's, the largest first."""
    if not paragraphs:
        return []
    body = median([each.size for each in paragraphs for _ in range(max(1, len(each.text) // 10))])
    larger = sorted({round(each.size, 1) for each in paragraphs if each.size > _LARGER * body}, reverse=True)
    steps: list[float] = []
    for size in larger:
        if not steps or steps[-1] > _LARGER * 0.95 * size:
            steps.append(size)
    return steps


def _level(paragraph: Paragraph, sizes: Sequence[float]) -> int:
    """The level of a heading by the size of its characters, 0 for body text."""
    if len(paragraph.text) > _HEADING_LENGTH or paragraph.text.endswith(("。", "、")) or not sizes:
        return 0
    if paragraph.size < sizes[-1] / (_LARGER * 0.95):
        return 0
    return next((min(4, rank) for rank, size in enumerate(sizes, 1) if paragraph.size >= size * 0.93), 0)
