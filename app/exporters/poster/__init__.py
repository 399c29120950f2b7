"""A poster on A4 from a draft: letters as letters, three layouts, colours that can be read. Knows nothing of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.exporters.pdf_font import must_know
from app.exporters.poster.content import read_poster
from app.models.painting import ALT
from app.result import Draft

KINDS = ("pdf", "png", "docx")


def export_poster(
    kind: str, draft: Draft, fields: Mapping[str, str], *, title: str, picture: bytes = b""
) -> bytes:
    """The poster as a PDF, as a picture of 150 dots an inch, or as a Word file to be edited."""
    poster = read_poster(draft, fields, title=title)
    if picture:
        poster = replace(poster, picture=picture, picture_alt=fields.get(ALT, "").strip())
    if kind == "docx":
        from app.exporters.poster.word import make_word

        return make_word(poster)
    from app.exporters.poster.sheet import make_pdf, make_png

    must_know(draft.text)
    pdf = make_pdf(poster)
    return make_png(pdf, alt=poster.alt) if kind == "png" else pdf
