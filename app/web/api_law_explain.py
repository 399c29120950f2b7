"""/api/law/regulations/…/commentary: the 逐条解説 of a revision, 条 by 条 or as a file. Knows no law."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Response

from app.exporters.commentary_docx import export_commentary_docx
from app.law.book import Book, book_json
from app.law.commentary import Commentator
from app.web.api_law import one
from app.web.days import Day
from app.web.law_files import TYPES
from app.web.office import Office, OfficeOf
from app.web.problems import ProblemError

router = APIRouter(prefix="/api/law", tags=["例規"])
AsOf = Annotated[Day | None, Query(description="この日に効力のある例規で確かめます（省くと今日）")]


@router.get("/regulations/{document_id}/commentary", summary="逐条解説")
def read_commentary(
    document_id: str,
    office: OfficeOf,
    anchor: Annotated[str, Query(max_length=40, description="一つの条（a3 など。省くと全部）")] = "",
    as_of: AsOf = None,
) -> dict[str, Any]:
    """条ごとに、趣旨と内容、根拠、用語、引用、委任、改正の経過を返します。"""
    return book_json(_book(office, document_id, anchor, as_of))


@router.get(
    "/regulations/{document_id}/commentary/file", summary="逐条解説のファイル", response_class=Response
)
def commentary_file(
    document_id: str, office: OfficeOf, as_of: AsOf = None, kind: Literal["docx", "txt"] = "docx"
) -> Response:
    """逐条解説を、Word かテキストで返します。"""
    book = _book(office, document_id, "", as_of)
    data = (
        export_commentary_docx(book)
        if kind == "docx"
        else book.text().replace("\n", "\r\n").encode("utf-8-sig")
    )
    name = quote(f"{book.title}.{kind}")
    told = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(data, media_type=TYPES[kind], headers=told)


def _book(office: Office, document_id: str, anchor: str, as_of: date | None) -> Book:
    document = one(office, document_id)
    made = Commentator(office.prompts.law.commentary, office.index.law, office.viewer, as_of or date.today())
    book = made.of_document(document, anchor)
    if anchor and not book.articles:
        raise ProblemError(404, "no_document")
    return book
