"""The files of a law draft: its 改め文, its 新旧対照表 and its text, with a name that says what it is. Knows nothing of routes."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Response

from app.exporters.amendment_docx import export_amendment_docx
from app.exporters.shinkyu_docx import export_shinkyu_docx
from app.exporters.shinkyu_html import export_shinkyu_html
from app.law.draft import LawDraft
from app.web.problems import ProblemError

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
NAMES = {"amendment": "改め文", "table": "新旧対照表", "text": "溶け込み"}


def file_of(made: LawDraft, what: str, kind: str) -> Response:
    """The file as an answer. Raises ProblemError for a kind in which that cannot be had."""
    if what == "table" and kind in ("docx", "html"):
        data = (export_shinkyu_docx if kind == "docx" else export_shinkyu_html)([made.sheet])
    elif what == "amendment" and kind == "docx" and made.changed:
        data = export_amendment_docx(made.amendment.text)
    elif what in ("text", "amendment") and kind == "txt":
        text = made.new.text if what == "text" else made.amendment.text
        data = text.replace("\n", "\r\n").encode("utf-8-sig")
    else:
        raise ProblemError(422, "no_law_file")
    name = quote(f"{made.title}_{NAMES[what]}.{kind}")
    return Response(
        data, media_type=TYPES[kind], headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    )
