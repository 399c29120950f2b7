"""GET /api/search, /api/documents and the readable page of a document. Knows nothing of how files are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse

from app.web import api_indexing, frame, reader
from app.web.days import Day
from app.web.intake import Taken, read_once, take_in
from app.web.office import OfficeOf, Shelf
from app.web.problems import ProblemError
from app.web.reading import Reading, address
from ingest.document import Document, Hit, Passage
from ingest.law.numbers import to_wareki

router = APIRouter(tags=["文書"])
FOUND = {
    "passage_id": "reiki-tesuryo-md#a3p1",
    "document": "みどり市手数料条例",
    "document_id": "reiki-tesuryo-md",
    "label": "第3条第1項",
    "score": 0.0325,
    "text": "住民票の写しの交付手数料は、1通につき300円とする。",
    "effective": "令和6年4月1日",
    "url": "/documents/reiki-tesuryo-md?passage=a3p1#a3p1",
}


def example(value: object) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {"application/json": {"example": value}}}}


@router.get(
    "/api/search",
    summary="文書をさがす",
    responses=example({"hits": [FOUND], "notice": "", "confident": True, "seconds": 0.02}),
)
def search(
    office: OfficeOf,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=2000,
            description="さがす言葉や質問",
            examples=["住民票の手数料はいくらか"],
        ),
    ],
    k: Annotated[int, Query(ge=1, le=50, description="返す件数")] = 10,
    as_of: Annotated[
        Day | None,
        Query(
            description="この日に効力がある文書だけをさがします（和暦でも書けます）",
            examples=["2025-04-01", "令和7年4月1日"],
        ),
    ] = None,
    kind: Annotated[list[str] | None, Query(description="文書の種類（何度でも書けます）")] = None,
) -> dict[str, Any]:
    """例規と過去の文書から一節を、近い順に返します。`confident` が false のときは、答えの根拠になるほど近いものはありません。

    「手数料条例第2条の2第1項」のように条を名指しすると、その条文だけを返します。その条がないときや、略称で書かれたときは、
    `notice` に一文で知らせます（「第40条はありません（最終は第9条）。」）。"""
    found = office.index.search(q, viewer=office.viewer, k=k, as_of=as_of, kinds=tuple(kind or ()))
    return {
        "hits": [hit_json(hit) for hit in found.hits],
        "notice": found.notice,
        "confident": found.confident,
        "seconds": round(found.seconds, 4),
    }


@router.get("/api/documents", summary="文書の一覧")
def list_documents(office: OfficeOf) -> dict[str, Any]:
    """あなたが読める文書を、種類と題名の順に返します。"""
    return {"documents": [document_json(document) for document in office.index.documents(office.viewer)]}


@router.post("/api/documents", summary="文書を取り込む", status_code=200)
def upload(files: list[UploadFile], office: OfficeOf, kind: str = "", section: str = "") -> dict[str, Any]:
    """ファイルを取り込み、一つずつの結果を返します。読めないものがあっても、ほかは取り込みます。"""
    named = [(upload.filename or "", upload.file) for upload in files]
    taken = take_in(named, office, kind=kind, section=section)
    return {"files": [taken_json(one) for one in taken]}


@router.post("/api/text", summary="ファイルを文章にする")
def read_text(file: UploadFile, office: OfficeOf) -> dict[str, Any]:
    """ファイルの文章を返します。文書には加えません（会議録などを入力欄に入れるためのものです）。"""
    loaded = read_once(file.filename or "", file.file, office)
    return {"text": loaded.text, "title": loaded.title, "notes": list(loaded.notes)}


@router.get("/api/documents/{document_id}", summary="一つの文書")
def read_document(document_id: str, office: OfficeOf) -> dict[str, Any]:
    """文書の本文と、引用の単位である一節の一覧を返します。"""
    document = document_of(office, document_id)
    passages = office.index.passages(document_id)
    return document_json(document) | {
        "text": document.text,
        "notes": list(office.index.ledger.notes(document_id)),
        "passages": [passage_json(passage) for passage in passages],
    }


@router.get("/documents/{document_id}", summary="文書のページ", response_class=HTMLResponse)
def read_page(
    document_id: str,
    office: OfficeOf,
    request: Request,
    passage: str = "",
    quote: Annotated[str, Query(max_length=1000)] = "",
) -> HTMLResponse:
    """読むためのページです。`passage` の一節に印を付けます。"""
    kept = request.app.state
    strip = api_indexing.strip(office, kept.indexing, kept.supplies)
    header = frame.header("/library", office.words, office.city, target="text") + strip
    nonce = request.scope["shitagaki.nonce"]
    script = f'<script type="module" nonce="{nonce}" src="/site/reading.js"></script>' if strip else ""
    found = reading(office, document_id, passage, quote)
    return HTMLResponse(reader.page(found, office.words, header=header, script=script))


@router.get("/documents/{document_id}/file", summary="元のファイル", response_class=FileResponse)
def read_file(document_id: str, office: OfficeOf) -> FileResponse:
    """取り込んだときのファイルをそのまま返します。"""
    return file_of(office, document_id)


def file_of(office: Shelf, document_id: str) -> FileResponse:
    """The original as a download; only what the office's viewer may read."""
    document = document_of(office, document_id)
    original = office.index.original(document)
    if original is None:
        raise ProblemError(404, "no_file")
    return FileResponse(
        original, media_type="application/octet-stream", filename=Path(document.source).name or document.title
    )


def document_of(office: Shelf, document_id: str) -> Document:
    """The document. One that may not be read and one that is not there give the same answer."""
    document = office.index.document(document_id, office.viewer)
    if document is None:
        raise ProblemError(404, "no_document")
    return document


def reading(office: Shelf, document_id: str, passage: str, quote: str) -> Reading:
    """What the page of a document shows; only what the office's viewer may read."""
    document = document_of(office, document_id)
    index = office.index
    others = (other for other in index.documents(office.viewer) if other.title == document.title)
    passages = index.passages(document_id)
    held, words = index.law.holding(document, passage, passages) if passage else ("", "")
    return Reading(
        document=document,
        passages=passages,
        blocks=index.ledger.blocks(document_id),
        revisions=tuple(
            sorted(others, key=lambda other: (other.effective_from or other.issued or date.min, other.id))
        ),
        notes=index.ledger.notes(document_id),
        has_file=index.original(document) is not None,
        passage=held,
        quote=quote or words,
        alias=passage if held != f"{document_id}#{passage}" else "",
    )


def _wareki(day: date | None) -> str:
    return to_wareki(day) if day else ""


def document_json(document: Document) -> dict[str, Any]:
    """A row of the list. The place of the file on the server is nobody's business; its name is."""
    return {
        "id": document.id,
        "title": document.title,
        "kind": document.kind,
        "number": document.number,
        "section": document.section,
        "sensitivity": document.sensitivity,
        "issued": _wareki(document.issued),
        "effective": _wareki(document.effective_from),
        "until": _wareki(document.effective_to),
        "file": Path(document.source).name,
        "url": address(document.id),
    }


def passage_json(passage: Passage) -> dict[str, Any]:
    return {
        "passage_id": passage.id,
        "label": passage.label,
        "headings": list(passage.headings),
        "kind": passage.kind,
        "place": passage.place,
        "context": passage.context,
        "text": passage.text,
        "url": address(passage.document, passage.id),
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """One hit, in the words of the command line's contract and with what a card on the page shows."""
    document = hit.document
    return {
        "passage_id": hit.passage.id,
        "document": document.title,
        "document_id": document.id,
        "kind": document.kind,
        "number": document.number,
        "label": hit.passage.label,
        "headings": list(hit.passage.headings),
        "score": round(hit.score, 6),
        "text": hit.passage.text,
        "context": hit.passage.context,
        "effective": _wareki(document.effective_from),
        "issued": _wareki(document.issued),
        "section": document.section,
        "url": address(document.id, hit.passage.id),
    }


def taken_json(taken: Taken) -> dict[str, Any]:
    return {"name": taken.name, "ok": taken.ok, "reason": taken.reason, "documents": list(taken.documents)}
