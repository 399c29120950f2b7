"""A finished draft as a file: one table of exporters, looked up by name. Knows nothing of where the file goes."""

from __future__ import annotations

from collections.abc import Callable

from app.result import Draft
from ingest.errors import SettingError


def _docx(draft: Draft, title: str) -> bytes:
    from app.exporters.docx import export_docx

    return export_docx(draft, title=title)


def _txt(draft: Draft, title: str) -> bytes:
    from app.exporters.txt import export_txt

    return export_txt(draft, title=title)


EXPORTERS: dict[str, Callable[[Draft, str], bytes]] = {"docx": _docx, "txt": _txt}
"""Every kind of file by its name, which is also the suffix."""


def export(spec: str, draft: Draft, *, title: str) -> bytes:
    """The bytes of ``draft`` as a file of the kind ``spec``. Raises SettingError for a kind that is not known."""
    make = EXPORTERS.get(spec)
    if make is None:
        known = "、".join(EXPORTERS)
        raise SettingError(f"「{spec}」という出力の形式はありません。使えるものは {known} です。")
    return make(draft, title)
