"""PDF files: text in reading order with its pages, ruled tables, scanned pages through OCR.

Knows nothing of laws or minutes; what the lines are is told apart by the modules it hands them to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from ingest.loaders.builder import Loaded, Table, TextBuilder, join_names
from ingest.loaders.layout.columns import in_reading_order
from ingest.loaders.layout.fragments import Fragment
from ingest.loaders.layout.ocr import find_reader
from ingest.loaders.layout.paragraphs import Paragraph, into_paragraphs, joined
from ingest.loaders.layout.pdf_pages import Page, read_pages, read_pictures
from ingest.loaders.layout.running import without_running
from ingest.loaders.lines import Line, add_lines
from ingest.loaders.messages import refuse
from ingest.loaders.source import Source
from ingest.loaders.titles import find_title, issue_name

_LARGER = 1.15
_HEADING_LENGTH = 60


def load(source: Source) -> Loaded:
    """The document's text, its pages as places 「3頁」. Raises UnreadableFile for protected or broken files."""
    builder = TextBuilder(source.limits)
    document = _open(source)
    try:
        pages = read_pages(document, source, builder)
        read_pictures(document, pages, source, builder)
    finally:
        document.close()
    kept = without_running([(page.fragments, page.height) for page in pages])
    for page, fragments in zip(pages, kept, strict=True):
        page.fragments = fragments
    title = _add_pages(builder, pages)
    if builder.blank and any(page.picture for page in pages) and find_reader() is None:
        raise refuse(source.name, "scans", pages=len(pages))
    named = issue_name(source.stem) if builder.headings > 1 else ""
    return builder.loaded(named or title or find_title(builder.first_lines(15), source.stem))


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


def _unsized(pages: Sequence[Page]) -> frozenset[str]:
    """The places of pages read from pictures among printed ones: a box around a seal or a map is no size of characters."""
    if all(page.picture for page in pages):
        return frozenset()
    return frozenset(_place(page) for page in pages if page.picture)


def _place(page: Page) -> str:
    return f"{page.number}頁"


def _add_pages(builder: TextBuilder, pages: Sequence[Page]) -> str:
    """Add all pages in reading order; the title in the largest characters comes back, or ""."""
    flow = [each for page in pages for each in _flow(page)]
    unsized = _unsized(pages)
    sized = [each for each in flow if isinstance(each, Paragraph) and each.place not in unsized]
    sizes = _heading_sizes(sized)
    pending: list[Paragraph] = []
    names: Sequence[str] = ()
    title = ""
    for each in flow:
        if isinstance(each, Paragraph):
            pending.append(each)
            continue
        table, place = each
        if pending:
            found = _add_paragraphs(builder, pending, sizes, unsized, followed=True)
            title = title or found
        else:
            table = _continued(table, names)
        names, pending = table.names, []
        builder.table(table, place=place)
    found = _add_paragraphs(builder, pending, sizes, unsized)
    return title or found


def _flow(page: Page) -> Iterator[Paragraph | tuple[Table, str]]:
    """The paragraphs and tables of a page, one after the other, with the page as their place."""
    place = _place(page)
    left = min((each.x0 for each in page.fragments), default=0.0)
    for run in in_reading_order(page.fragments, page.width - left):
        lines: list[Fragment] = []
        for line in run.lines:
            if line.table < 0:
                lines.append(line)
                continue
            yield from into_paragraphs(lines, place, run.right)
            yield page.tables[line.table].table, place
            lines = []
        yield from into_paragraphs(lines, place, run.right)


def _continued(table: Table, names: Sequence[str]) -> Table:
    """A table that goes on from the page before keeps its names; names repeated at the top are dropped."""
    if not names or not table.rows or len(table.rows[0]) != len(names):
        return table
    if table.depth and join_names(table.names) == join_names(names):
        return Table(table.rows[table.depth :], names)
    return table if table.depth else Table(table.rows, names)


def _add_paragraphs(
    builder: TextBuilder,
    paragraphs: Sequence[Paragraph],
    sizes: Sequence[float],
    unsized: frozenset[str],
    *,
    followed: bool = False,
) -> str:
    lines = []
    title = ""
    for each in joined(paragraphs):
        level = 0 if each.place in unsized else _level(each, sizes)
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
