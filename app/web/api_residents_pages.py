"""/widget.js and the residents' pages, with the public documents that answers cite. Knows nothing of conversations."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from app.web import api_library
from app.web.residents import pages
from app.web.residents.bundle import bundle
from app.web.residents.desk import Desk

router = APIRouter(tags=["住民の窓口"])
SCRIPT = "text/javascript; charset=utf-8"


async def desk_of(request: Request) -> Desk:
    """The residents' desk that create_app made; asynchronous, for FastAPI hands anything else to a thread."""
    return cast(Desk, request.app.state.desk)


DeskOf = Annotated[Desk, Depends(desk_of)]


@router.get("/widget.js", include_in_schema=False)
def script(request: Request) -> Response:
    """The widget. A browser asks each time whether it is still the same, so that a new version is there at once."""
    made = bundle()
    headers = {"etag": made.tag, "cache-control": "public, max-age=300, must-revalidate"}
    if request.headers.get("if-none-match") == made.tag:
        return Response(status_code=304, headers=headers)
    return Response(made.script, media_type=SCRIPT, headers=headers)


@router.get("/residents", include_in_schema=False, response_class=HTMLResponse)
def full(desk: DeskOf) -> HTMLResponse:
    return HTMLResponse(pages.full(desk.office.words, desk.office.city, desk.tenant))


@router.get("/residents/embed", include_in_schema=False, response_class=HTMLResponse)
def embed(desk: DeskOf) -> HTMLResponse:
    return HTMLResponse(pages.embed(desk.office.words, desk.office.city, desk.tenant))


@router.get("/residents/demo", include_in_schema=False, response_class=HTMLResponse)
def demo(desk: DeskOf, request: Request) -> HTMLResponse:
    address = str(request.base_url).rstrip("/")
    made = bundle()
    return HTMLResponse(
        pages.demo(
            desk.office.words, desk.office.city, desk.tenant, address=address, integrity=made.integrity
        )
    )


@router.get("/residents/documents/{document_id}", summary="公開の文書のページ", response_class=HTMLResponse)
def document(
    document_id: str, desk: DeskOf, passage: str = "", quote: Annotated[str, Query(max_length=1000)] = ""
) -> HTMLResponse:
    """公開（機密性 1）の文書だけを、住民に見せるページです。"""
    reading = api_library.reading(desk.office, document_id, passage, quote)
    return HTMLResponse(pages.document(reading, desk.office.words, desk.office.city))


@router.get(
    "/residents/documents/{document_id}/file", summary="公開の文書の元のファイル", response_class=FileResponse
)
def file(document_id: str, desk: DeskOf) -> FileResponse:
    """取り込んだときのファイルをそのまま返します。"""
    return api_library.file_of(desk.office, document_id)
