"""The poster as a PDF and as a picture: A4, letters embedded, ornaments drawn. Knows nothing of drafts."""

from __future__ import annotations

import io
from typing import Any

from app.exporters.pdf import font
from app.exporters.poster.content import TEXT, Poster

WIDTH, HEIGHT = 595.28, 841.89
EDGE = 42.0
PICTURE = 190.0
"""Points that a picture may be high: the facts keep the larger part of the paper."""
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
    _body(canvas, poster, _picture(canvas, poster, top))
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def make_png(pdf: bytes) -> bytes:
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf)[0]
    stream = io.BytesIO()
    page.render(scale=DOTS / 72).to_pil().save(stream, "PNG", dpi=(DOTS, DOTS))
    return stream.getvalue()


def _band(canvas: Any, poster: Poster) -> float:
    """A band of colour with the title on it, and waves below it."""
    band = 250.0
    canvas.setFillColor(poster.strong)
    canvas.rect(0, HEIGHT - band, WIDTH, band, stroke=0, fill=1)
    canvas.setFillColor(poster.soft)
    for at in range(0, int(WIDTH) + 60, 60):
        canvas.circle(at, HEIGHT - band, 34, stroke=0, fill=1)
    canvas.setFillColor("#ffffff")
    canvas.rect(0, HEIGHT - band - 60, WIDTH, 42, stroke=0, fill=1)
    below = _text(canvas, poster.catch, HEIGHT - 62, 20, "#ffffff", lines=1)
    _text(canvas, poster.title, below - 12, 46, "#ffffff", lines=3, least=HEIGHT - band + 44)
    return HEIGHT - band - 52


def _frame(canvas: Any, poster: Poster) -> float:
    """A strong frame, its corners marked, the title between two rules."""
    canvas.setStrokeColor(poster.strong)
    canvas.setLineWidth(10)
    canvas.rect(20, 20, WIDTH - 40, HEIGHT - 40, stroke=1, fill=0)
    canvas.setFillColor(poster.strong)
    for x, y in ((20, 20), (WIDTH - 20, 20), (20, HEIGHT - 20), (WIDTH - 20, HEIGHT - 20)):
        canvas.circle(x, y, 13, stroke=0, fill=1)
    below = _text(canvas, poster.catch, HEIGHT - 76, 20, TEXT, lines=1)
    end = _text(canvas, poster.title, below - 16, 44, poster.strong, lines=3, least=HEIGHT - 280)
    canvas.setLineWidth(3)
    canvas.line(EDGE + 20, end - 16, WIDTH - EDGE - 20, end - 16)
    return end - 40


def _plain(canvas: Any, poster: Poster) -> float:
    """White paper, large letters, a bar at the side."""
    canvas.setFillColor(poster.strong)
    canvas.rect(0, 0, 18, HEIGHT, stroke=0, fill=1)
    below = _text(canvas, poster.catch, HEIGHT - 70, 20, TEXT, lines=1)
    return _text(canvas, poster.title, below - 16, 50, TEXT, lines=3, least=HEIGHT - 290) - 30


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


def _body(canvas: Any, poster: Poster, top: float) -> None:
    foot = 130.0
    size, rows = 21.0, []
    while size > 9:
        rows = _rows(poster, size)
        if sum(height for *_, height in rows) <= top - foot - 12:
            break
        size -= 1
    y = top
    for name, lines, height in rows:
        if name:
            canvas.setFillColor(poster.soft)
            canvas.roundRect(EDGE, y - size * 1.55, size * 4.6, size * 1.6, 6, stroke=0, fill=1)
            _line(canvas, name, EDGE + size * 0.4, y - size * 1.1, size * 0.86, TEXT)
        at = y
        for line in lines:
            _line(canvas, line, EDGE + (size * 5.2 if name else 0), at - size * 1.1, size, TEXT)
            at -= size * 1.5
        y -= height
    _foot(canvas, poster, foot)


def _rows(poster: Poster, size: float) -> list[tuple[str, list[str], float]]:
    """(name, lines, height) of every fact and of every line of the text, at ``size``."""
    room = WIDTH - 2 * EDGE
    rows = []
    for name, text in poster.facts:
        lines = _wrapped(text, size, room - size * 5.2)
        rows.append((name, lines, size * (1.5 * len(lines) + 0.5)))
    for text in poster.lines:
        lines = _wrapped(f"● {text}", size, room)
        rows.append(("", lines, size * (1.5 * len(lines) + 0.3)))
    return rows


def _foot(canvas: Any, poster: Poster, height: float) -> None:
    canvas.setStrokeColor(poster.strong)
    canvas.setLineWidth(2)
    canvas.line(EDGE, height, WIDTH - EDGE, height)
    code = 84.0 if poster.url else 0.0
    y = height - 24
    _line(canvas, "問合せ先", EDGE, y, 13, TEXT)
    for line in _wrapped(poster.contact, 15, WIDTH - 2 * EDGE - code - 90):
        _line(canvas, line, EDGE + 76, y, 15, TEXT)
        y -= 21
    _line(canvas, f"主催　{poster.host}", EDGE, y - 4, 13, TEXT)
    if poster.by_model:
        _line(canvas, NOTICE, EDGE, 34, 8, TEXT)
    if poster.url:
        _code(canvas, poster.url, WIDTH - EDGE - code, height - code - 12, code)
        _line(canvas, poster.url, EDGE, 48, min(9.0, 9.0 * 380 / max(_width(poster.url, 9.0), 1)), TEXT)


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
    """``text`` centred below ``top`` in at most ``lines`` lines, above ``least``; gives the lower end."""
    if not text:
        return top
    room = WIDTH - 2 * EDGE
    one_line = size * min(1.0, room / max(_width(text, size), 1.0))
    if one_line >= 0.7 * size:  # a title on one line is read at a glance
        size = one_line
    while size > 12:
        wrapped = _wrapped(text, size, room + 1)
        if len(wrapped) <= lines and top - size * 1.3 * len(wrapped) >= least:
            break
        size -= 1
    wrapped = _wrapped(text, size, room + 1)
    for line in wrapped:
        top -= size * 1.3
        _line(canvas, line, (WIDTH - _width(line, size)) / 2, top + size * 0.25, size, colour)
    return top


def _line(canvas: Any, text: str, x: float, y: float, size: float, colour: str) -> None:
    canvas.setFillColor(colour)
    canvas.setFont(font(), size)
    canvas.drawString(x, y, text)


def _width(text: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    width: float = stringWidth(text, font(), size)
    return width


def _wrapped(text: str, size: float, room: float) -> list[str]:
    """Lines no wider than ``room``; no line begins with a closing mark."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for letter in paragraph:
            if line and letter not in "、。）」』！？ー" and _width(line + letter, size) > room:
                lines.append(line)
                line = ""
            line += letter
        lines.append(line)
    return lines
