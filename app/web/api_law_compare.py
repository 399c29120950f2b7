"""/api/law/comparison: two revisions of the library or two files side by side, on the page or as a file. Knows no law."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Response, UploadFile

from app.law.draft import LawDraft, revisions_compared, texts_compared
from app.web.api_law import draft_json, form_of, one, regulations, row
from app.web.intake import read_once
from app.web.law_files import file_of
from app.web.office import Office, OfficeOf
from ingest.law.tree import parse

router = APIRouter(prefix="/api/law", tags=["例規"])
FORM = Query(max_length=40, description="新旧対照表の様式（省くと市の既定）")
Kind = Literal["docx", "html"]


@router.get("/revised", summary="版が二つ以上ある例規")
def list_revised(office: OfficeOf) -> dict[str, Any]:
    """並べて見られる例規を題名の順に、それぞれの版を施行日の順に返します。"""
    graph, day = office.index.law.regulations().graph, date.today()
    rows: dict[str, list[dict[str, Any]]] = {}
    titles: dict[str, str] = {}
    for each in regulations(office):
        key = graph.regulations[each.id].key
        titles[key] = each.title
        rows.setdefault(key, []).append(row(each, day))
    found = [{"title": titles[key], "revisions": held} for key, held in rows.items() if len(held) > 1]
    return {"regulations": sorted(found, key=lambda each: str(each["title"]))}


@router.get("/comparison", summary="二つの版の新旧対照表")
def compare_revisions(
    office: OfficeOf,
    old: Annotated[str, Query(description="改正前の版の id")],
    new: Annotated[str, Query(description="改正後の版の id")],
    form: Annotated[str, FORM] = "",
) -> dict[str, Any]:
    """取り込んである二つの版を並べます。"""
    return draft_json(_revisions(office, old, new, form))


@router.get("/comparison/file", summary="二つの版の新旧対照表のファイル", response_class=Response)
def compare_revisions_file(
    office: OfficeOf, old: str, new: str, form: Annotated[str, FORM] = "", kind: Kind = "docx"
) -> Response:
    """取り込んである二つの版の新旧対照表を、Word か HTML で返します。"""
    return file_of(_revisions(office, old, new, form), "table", kind)


@router.post("/comparison", summary="二つのファイルの新旧対照表")
def compare_files(
    office: OfficeOf, old: UploadFile, new: UploadFile, form: Annotated[str, Form(max_length=40)] = ""
) -> dict[str, Any]:
    """手元の二つのファイルを並べます。ファイルは残しません。"""
    return draft_json(_files(office, old, new, form))


@router.post("/comparison/file", summary="二つのファイルの新旧対照表のファイル", response_class=Response)
def compare_files_file(
    office: OfficeOf,
    old: UploadFile,
    new: UploadFile,
    form: Annotated[str, Form(max_length=40)] = "",
    kind: Annotated[Kind, Form()] = "docx",
) -> Response:
    """手元の二つのファイルの新旧対照表を、Word か HTML で返します。ファイルは残しません。"""
    return file_of(_files(office, old, new, form), "table", kind)


def _revisions(office: Office, old: str, new: str, form: str) -> LawDraft:
    before, after = one(office, old), one(office, new)
    desk, viewer = office.index.law, office.viewer
    return revisions_compared(before, after, form=form_of(office, form), desk=desk, viewer=viewer)


def _files(office: Office, old: UploadFile, new: UploadFile, form: str) -> LawDraft:
    before, after = (parse(read_once(each.filename or "file", each.file, office).text) for each in (old, new))
    desk, viewer = office.index.law, office.viewer
    return texts_compared(before, after, form=form_of(office, form), desk=desk, viewer=viewer)
