"""The poster as a PDF and as a picture: A4, letters embedded, ornaments drawn. Knows nothing of drafts."""

from __future__ import annotations

import io
from typing import Any

from app.exporters.pdf_font import font
from app.exporters.poster.colours import TEXT
from app.exporters.poster.content import Poster
from app.exporters.poster.lines import text_width, title_lines, wrapped

WIDTH, HEIGHT = 595.28, 841.89
EDGE = 42.0
PICTURE = 190.0
"""Points that a picture may be high: the facts keep the larger part of the paper."""
LARGEST, SMALLEST = 26.0, 6.5
"""Points of the text: what is little stands large, what is much small; nothing is cut."""
BAND = HEIGHT - 210
"""The title in its band ends above this."""
DOTS = 150
"""Dots an inch of the picture."""
NOTICE = "この案内は、AIの下書きをもとに作りました。"


def make_pdf(poster: Poster) -> bytes:
    """One page of A4. Text that is too long is set smaller, never cut."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), lang="ja-JP")
    canvas.setTitle(poster.title)
    canvas.setSubject(poster.alt)
    canvas.setAuthor(poster.host)
    canvas.setCreator(f"下書き（{poster.made}）")
    top = {"帯": _band, "枠": _frame, "余白": _plain}[poster.layout](canvas, poster)
    _body(canvas, poster, _picture(canvas, poster, top), _foot(canvas, poster))
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def make_png(pdf: bytes, *, alt: str = "") -> bytes:
    """``alt`` stands in the file as its description, for whoever puts the picture on a page."""
    import pypdfium2
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_itxt("Description", alt, "ja", "説明")
    page = pypdfium2.PdfDocument(pdf)[0]
    stream = io.BytesIO()
    page.render(scale=DOTS / 72).to_pil().save(stream, "PNG", dpi=(DOTS, DOTS), pnginfo=told)
    return stream.getvalue()


def _band(canvas: Any, poster: Poster) -> float:
    """A band of colour with the title on it, and waves below it."""
    end = _text(
        None, poster.title, _catch(None, poster, HEIGHT - 62) - 12, 46, "#ffffff", lines=3, least=BAND
    )
    band = HEIGHT - end + 54
    canvas.setFillColor(poster.strong)
    canvas.rect(0, HEIGHT - band, WIDTH, band, stroke=0, fill=1)
    canvas.setFillColor(poster.soft)
    for at in range(0, int(WIDTH) + 60, 60):
        canvas.circle(at, HEIGHT - band, 34, stroke=0, fill=1)
    canvas.setFillColor("#ffffff")
    canvas.rect(0, HEIGHT - band - 60, WIDTH, 42, stroke=0, fill=1)
    below = _catch(canvas, poster, HEIGHT - 62, "#ffffff")
    _text(canvas, poster.title, below - 12, 46, "#ffffff", lines=3, least=BAND)
    return HEIGHT - band - 52


def _frame(canvas: Any, poster: Poster) -> float:
    """A strong frame, its corners marked, the title between two rules."""
    canvas.setStrokeColor(poster.strong)
    canvas.setLineWidth(10)
    canvas.rect(20, 20, WIDTH - 40, HEIGHT - 40, stroke=1, fill=0)
    canvas.setFillColor(poster.strong)
    for x, y in ((20, 20), (WIDTH - 20, 20), (20, HEIGHT - 20), (WIDTH - 20, HEIGHT - 20)):
        canvas.circle(x, y, 13, stroke=0, fill=1)
    below = _catch(canvas, poster, HEIGHT - 76)
    end = _text(canvas, poster.title, below - 16, 44, poster.strong, lines=3, least=HEIGHT - 280)
    canvas.setLineWidth(3)
    canvas.line(EDGE + 20, end - 16, WIDTH - EDGE - 20, end - 16)
    return end - 40


def _plain(canvas: Any, poster: Poster) -> float:
    """White paper, large letters, a bar at the side."""
    canvas.setFillColor(poster.strong)
    canvas.rect(0, 0, 18, HEIGHT, stroke=0, fill=1)
    below = _catch(canvas, poster, HEIGHT - 70)
    return _text(canvas, poster.title, below - 16, 50, TEXT, lines=3, least=HEIGHT - 290) - 30


def _catch(canvas: Any, poster: Poster, top: float, colour: str = TEXT) -> float:
    """The words above the title: one line, or two where one would be too small to be read from afar."""
    return _text(
        canvas, poster.catch, top, 20, colour, lines=1 if len(poster.catch) <= 34 else 3, least=HEIGHT - 150
    )


def _picture(canvas: Any, poster: Poster, top: float) -> float:
    """The picture below ``top``, whole, in the middle; gives the lower end."""
    if not poster.picture:
        return top
    from reportlab.lib.utils import ImageReader

    room = WIDTH - 2 * EDGE
    image = ImageReader(io.BytesIO(poster.picture))
    width, height = image.getSize()
    scale = min(room / width, PICTURE / height)
    canvas.drawImage(image, (WIDTH - width * scale) / 2, top - height * scale, width * scale, height * scale)
    lower: float = top - height * scale - 14
    return lower


def _body(canvas: Any, poster: Poster, top: float, foot: float) -> None:
    size, rows = LARGEST, []
    while size > SMALLEST:
        rows = _rows(poster, size)
        if sum(height for *_, height in rows) <= top - foot - 12:
            break
        size -= 0.5
    y = top
    for name, lines, height in rows:
        if name:
            canvas.setFillColor(poster.soft)
            canvas.roundRect(EDGE, y - size * 1.55, size * 4.6, size * 1.6, 6, stroke=0, fill=1)
            letters = min(size * 0.86, size * 0.86 * size * 4.2 / max(text_width(name, size * 0.86), 1))
            _line(canvas, name, EDGE + size * 0.4, y - size * 1.1, letters, TEXT)
        at = y
        if not name:  # the dot of an item; its lines hang behind it
            canvas.setFillColor(poster.strong)
            canvas.circle(EDGE + size * 0.45, y - size * 0.74, size * 0.24, stroke=0, fill=1)
        for line in lines:
            _line(canvas, line, EDGE + size * (5.2 if name else _HANGS), at - size * 1.1, size, TEXT)
            at -= size * 1.5
        y -= height


_HANGS = 1.3
"""How far the lines of an item stand behind its dot, in letters."""


def _rows(poster: Poster, size: float) -> list[tuple[str, list[str], float]]:
    """(name, lines, height) of every fact and of every line of the text, at ``size``."""
    room = WIDTH - 2 * EDGE
    rows = []
    for name, text in poster.facts:
        lines = wrapped(text, size, room - size * 5.2)
        rows.append((name, lines, size * (1.5 * len(lines) + 0.5)))
    for text in poster.lines:
        lines = wrapped(text, size, room - size * _HANGS)
        rows.append(("", lines, size * (1.5 * len(lines) + 0.3)))
    return rows


def _foot(canvas: Any, poster: Poster) -> float:
    """Who to ask, who gives it, the code and its address at the lower end; gives how high that is."""
    code = 84.0 if poster.url else 0.0
    contact = wrapped(poster.contact, 15, WIDTH - 2 * EDGE - code - 90)
    host = wrapped(f"主催　{poster.host}", 13, WIDTH - 2 * EDGE - code - 14) if poster.host else []
    below = 26.0 + (16.0 if poster.url else 0.0) + (14.0 if poster.by_model else 0.0)
    height = max(130.0 if code else 90.0, 30 + 21 * len(contact) + 19 * len(host) + below)
    canvas.setStrokeColor(poster.strong)
    canvas.setLineWidth(2)
    canvas.line(EDGE, height, WIDTH - EDGE, height)
    y = height - 24
    _line(canvas, "問合せ先", EDGE, y, 13, TEXT)
    for line in contact:
        _line(canvas, line, EDGE + 76, y, 15, TEXT)
        y -= 21
    for line in host:
        _line(canvas, line, EDGE, y - 2, 13, TEXT)
        y -= 19
    if poster.by_model:
        _line(canvas, NOTICE, EDGE, 34, 8, TEXT)
    if poster.url:
        _code(canvas, poster.url, WIDTH - EDGE - code, height - code - 12, code)
        room = WIDTH - 2 * EDGE - code - 14
        size = min(9.0, 9.0 * room / max(text_width(poster.url, 9.0), 1))
        _line(canvas, poster.url, EDGE, 48 if poster.by_model else 34, size, TEXT)
    return height


def _code(canvas: Any, url: str, x: float, y: float, size: float) -> None:
    """The QR code, drawn square by square, so that it prints sharply; error correction M."""
    import segno

    matrix = [list(row) for row in segno.make(url, error="m", micro=False).matrix]
    each = size / len(matrix)
    canvas.setFillColor("#000000")
    for row, cells in enumerate(matrix):
        for column, dark in enumerate(cells):
            if dark:
                canvas.rect(x + column * each, y + size - (row + 1) * each, each, each, stroke=0, fill=1)


def _text(
    canvas: Any, text: str, top: float, size: float, colour: str, *, lines: int, least: float = 0.0
) -> float:
    """``text`` centred below ``top`` in at most ``lines`` lines, above ``least``; gives the lower end. Without a canvas
    nothing is drawn."""
    if not text:
        return top
    room = WIDTH - 2 * EDGE
    one_line = size * min(1.0, room / max(text_width(text, size), 1.0))
    if one_line >= 0.7 * size:  # a title on one line is read at a glance
        size = one_line
    while size > 12:
        wrapped = title_lines(text, size, room + 1)
        if len(wrapped) <= lines and top - size * 1.3 * len(wrapped) >= least:
            break
        size -= 1
    for line in title_lines(text, size, room + 1):
        top -= size * 1.3
        if canvas is not None:
            _line(canvas, line, (WIDTH - text_width(line, size)) / 2, top + size * 0.25, size, colour)
    return top


def _line(canvas: Any, text: str, x: float, y: float, size: float, colour: str) -> None:
    canvas.setFillColor(colour)
    canvas.setFont(font(), size)
    canvas.drawString(x, y, text)
