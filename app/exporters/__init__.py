"""A finished draft as a file: one table of exporters, looked up by name. Knows nothing of where the file goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.events import FormError
from app.result import Draft
from app.tasks.template import TaskTemplate
from ingest.errors import SettingError


def _docx(draft: Draft, title: str, read: str) -> bytes:
    from app.exporters.docx import export_docx

    return export_docx(draft, title=title, read=read)


def _pdf(draft: Draft, title: str, read: str) -> bytes:
    from app.exporters.pdf import export_pdf

    return export_pdf(draft, title=title, read=read)


def _md(draft: Draft, title: str, read: str) -> bytes:
    from app.exporters.md import export_md

    return export_md(draft, title=title, read=read)


def _xlsx(draft: Draft, title: str, read: str) -> bytes:
    from app.exporters.xlsx import export_xlsx

    return export_xlsx(draft, title=title)


def _txt(draft: Draft, title: str, read: str) -> bytes:
    from app.exporters.txt import export_txt

    return export_txt(draft, title=title, read=read)


EXPORTERS: dict[str, Callable[[Draft, str, str], bytes]] = {
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "md": _md,
    "txt": _txt,
}
"""Every kind of file by its name, which is also the suffix."""

EASY, ABOVE = "やさしい日本語", "Word で字の上に付ける"
"""The answers of a translation's form that put readings above the words of its text."""
PAPERS = ("poster", "speech")
"""Layouts of their own that a template may ask for."""
DOWNWARDS = "tate"
"""The kind of file of a speech on vertical paper, which is a Word file."""

OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "docx": OFFICE + "wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": OFFICE + "spreadsheetml.sheet",
    "md": "text/markdown; charset=utf-8",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
    DOWNWARDS: OFFICE + "wordprocessingml.document",
}
SUFFIXES = {DOWNWARDS: "docx"}
"""How the name of a file ends where it does not end in its kind."""


def title_of(template: TaskTemplate, fields: Mapping[str, str], text: str) -> str:
    """The title of a draft's file: its first line where that is the template's own title, else the task's name."""
    from app.tasks.form import read_form

    try:
        title = template.fill(template.title, read_form(template, fields)).strip()
    except FormError:
        return template.name
    first = text.lstrip().partition("\n")[0].strip()
    return title if title and "\n" not in title and first == title else template.name


def export_paper(
    paper: str,
    spec: str,
    draft: Draft,
    fields: Mapping[str, str],
    *,
    title: str,
    picture: bytes = b"",
) -> bytes:
    """``draft`` on the paper that its task asks for; kinds that the paper does not have are made as usual."""
    if paper == "poster":
        from app.exporters.poster import KINDS, export_poster

        if spec in KINDS:
            return export_poster(spec, draft, fields, title=title, picture=picture)
    if paper == "speech" and spec == DOWNWARDS:
        from app.exporters.speech_docx import export_speech

        return export_speech(draft, title=title)
    easy = fields.get("言語") == EASY and fields.get("振り仮名", ABOVE) == ABOVE
    return export(spec, draft, title=title, read="訳文" if easy else "")


def paper_note(paper: str, spec: str, fields: Mapping[str, str]) -> str:
    """What the clerk is told of a paper that was not made as the form asks; "" where it was."""
    if paper != "poster":
        return ""
    from app.exporters.poster import KINDS
    from app.exporters.poster.colours import colour_note

    return colour_note(fields) if spec in KINDS else ""


def exporter(spec: str) -> Callable[[Draft, str, str], bytes]:
    """The exporter of that name. Raises SettingError, with the known ones, for a kind that is not known."""
    make = EXPORTERS.get(spec)
    if make is None:
        known = "、".join(EXPORTERS)
        raise SettingError(f"「{spec}」という出力の形式はありません。使えるものは {known} です。")
    return make


def export(spec: str, draft: Draft, *, title: str, read: str = "") -> bytes:
    """The bytes of ``draft`` as a file of the kind ``spec``; ``read`` tells which words have their readings
    (app.exporters.readings). Raises SettingError for a kind that is not known."""
    return exporter(spec)(draft, title, read)
