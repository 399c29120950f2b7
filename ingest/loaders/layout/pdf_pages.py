"""The pages of a PDF document as fragments and tables; those that are pictures go through OCR.

Knows nothing of paragraphs or of the order in which a page is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import IO, Any

from ingest.loaders.builder import TextBuilder
from ingest.loaders.hidden import hidden_notes
from ingest.loaders.layout.fragments import Fragment
from ingest.loaders.layout.ocr import DOTS_PER_INCH, find_reader
from ingest.loaders.layout.pdf_glyphs import PageText, into_fragments, read_page
from ingest.loaders.layout.pdf_tables import Ruled, find_tables, inside
from ingest.loaders.messages import note
from ingest.loaders.source import Source

_RULES = 2
_FEW_GLYPHS = 12
_OUTLINES = 60
_LARGEST_PIXELS = 4200
_NEARLY = 0.35
_GIVES_UP = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
"""What pdfminer raises on damaged pages besides its own errors, each seen in 10,000 altered files."""


@dataclass(slots=True)
class Page:
    """One page on its way: its fragments, the tables among them, and whether it must be read as a picture."""

    number: int
    width: float
    height: float
    fragments: list[Fragment] = field(default_factory=list)
    tables: list[Ruled] = field(default_factory=list)
    picture: bool = False
    garbled: bool = False


def read_pages(document: Any, source: Source, builder: TextBuilder) -> list[Page]:
    """Every page of a pypdfium2 document; one that is broken is noted and left out."""
    import pypdfium2

    pages = []
    unseen: Counter[str] = Counter()
    with source.path.open("rb") as file:
        ruled = _RuledPages(file)
        for index in range(len(document)):
            try:
                drawn = document[index]
                paths, pictures = _objects(drawn)
                text = read_page(drawn)
                drawn.close()
            except pypdfium2.PdfiumError:
                builder.note(note("page_failed", page=index + 1))
                continue
            unseen += text.unseen
            tables = (
                ruled.tables(index, text) if paths >= _RULES and text.glyphs and not text.vertical else []
            )
            bare = len(text.glyphs) < _FEW_GLYPHS and (pictures or (not text.glyphs and paths > _OUTLINES))
            fragments = _fragments(text, tables)
            pages.append(
                Page(
                    index + 1,
                    text.width,
                    text.height,
                    fragments,
                    tables,
                    bool(bare or text.garbled),
                    text.garbled,
                )
            )
    for told in hidden_notes(unseen):
        builder.note(told)
    return pages


class _RuledPages:
    """pdfplumber's view of the same file, opened only when a page has lines drawn on it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._document: Any = None

    def tables(self, index: int, text: PageText) -> list[Ruled]:
        """The tables of a page; none where pdfminer gives up though pdfium does not."""
        import pdfplumber
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

        try:
            self._document = self._document or pdfplumber.open(self._file)
            page = self._document.pages[index]
            tables = find_tables(page, text.glyphs)
            page.close()
        except (PDFException, PSException, MalformedPDFException, PdfminerException, *_GIVES_UP):
            return []
        return tables


def _fragments(text: PageText, tables: Sequence[Ruled]) -> list[Fragment]:
    """The text outside the tables, and one fragment for each table."""
    loose = [glyph for glyph in text.glyphs if not any(inside(glyph, each.box) for each in tables)]
    stand_ins = [
        Fragment("", each.box[0], each.box[2], each.box[1], each.box[3], 10.0, number)
        for number, each in enumerate(tables)
    ]
    return into_fragments(loose) + stand_ins


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


def read_pictures(document: Any, pages: Sequence[Page], source: Source, builder: TextBuilder) -> None:
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
        read = _even([_scaled(fragment, shrunk) for fragment in reader(image)])
        if read:
            page.fragments, page.tables = read, []
        builder.note(note("scan_read" if read else "scan_empty", page=page.number))


def _even(fragments: list[Fragment]) -> list[Fragment]:
    """Boxes around printed words are as high as their highest letter: sizes near the middle one are the same."""
    if not fragments:
        return []
    middle = median(fragment.size for fragment in fragments)
    near = _NEARLY * middle
    return [replace(each, size=middle) if abs(each.size - middle) <= near else each for each in fragments]


def _scaled(fragment: Fragment, by: float) -> Fragment:
    places = (fragment.x0 * by, fragment.x1 * by, fragment.top * by, fragment.bottom * by)
    return Fragment(fragment.text, *places, fragment.size * by)
