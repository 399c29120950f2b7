"""/api/law: the regulations as trees, two revisions side by side, an edited text with its 改め文, 新旧対照表 and findings. Knows no law."""

from __future__ import annotations

import time
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from app.law.draft import LawDraft, law_draft
from app.law.review import review_json
from app.law.shinkyu import Form, sheet_json
from app.web.days import Day
from app.web.law_files import file_of
from app.web.office import Office, OfficeOf
from app.web.problems import ProblemError
from ingest.document import Document
from ingest.errors import ShitagakiError
from ingest.law.graph import Regulation
from ingest.law.numbers import to_wareki
from ingest.law.outline import outline
from ingest.search.partly import later_notes

router = APIRouter(prefix="/api/law", tags=["例規"])
LONGEST = 1_000_000
ROW: dict[str, Any] = {
    "id": "reiki-tesuryo-md",
    "title": "みどり市手数料条例",
    "kind": "条例",
    "number": "令和元年みどり市条例第12号",
    "section": "市民課",
    "effective": "令和6年4月1日",
    "until": "",
    "current": True,
}


def _example(value: object) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {"application/json": {"example": value}}}}


@router.get(
    "/regulations",
    summary="例規の一覧",
    responses=_example({"as_of": "令和8年11月27日", "regulations": [ROW]}),
)
def list_regulations(
    office: OfficeOf,
    q: Annotated[str, Query(max_length=200, description="題名か番号にある言葉（省くと全部）")] = "",
    as_of: Annotated[Day | None, Query(description="この日に効力のあるもの（和暦でも書けます）")] = None,
) -> dict[str, Any]:
    """その日に効力のある例規を、種類と題名の順に返します。言葉が題名になければ、条文からさがします。"""
    day = as_of or date.today()
    rows = [document for document in regulations(office) if _in_force(document, day)]
    words = q.split()
    found = [
        each for each in rows if all(word in f"{each.title} {each.number} {each.section}" for word in words)
    ]
    if words and not found:
        read = office.index.law.regulations().tree
        found = [each for each in rows if all(word in read(each.id).text for word in words)]
    found.sort(key=lambda each: (_rank(each.kind), each.title))
    if words and not found:
        asked = office.index.search(q, viewer=office.viewer, k=30, as_of=day)
        by_id = {each.id: each for each in rows}
        near = dict.fromkeys(hit.document.id for hit in asked.hits) if asked.confident else {}
        found = [by_id[name] for name in near if name in by_id]
    return {"as_of": to_wareki(day), "regulations": [row(each, day) for each in found]}


@router.get("/regulations/{document_id}", summary="一つの例規")
def read_regulation(
    document_id: str,
    office: OfficeOf,
    as_of: Annotated[Day | None, Query(description="この日に効力のある版を返します")] = None,
) -> dict[str, Any]:
    """例規の本文を、題名、章、条、附則、別表ごとに返します。つなぐと本文になります。"""
    document = one(office, document_id)
    graph = office.index.law.regulations().graph
    if as_of:
        wanted = graph.find(document.title, document.number, as_of)
        document = one(office, wanted.id) if wanted and wanted.in_force(as_of) else document
    tree = office.index.law.regulations().tree(document.id)
    day, whole = as_of or date.today(), outline(tree)
    later = later_notes(tree, [part.anchor for part in whole], day)
    parts = [
        {"anchor": part.anchor, "kind": part.kind, "label": part.label, "caption": part.caption}
        | {
            "depth": part.depth,
            "text": tree.text[part.start : part.end],
            "later": "".join(later.get(part.anchor, ())),
        }
        for part in whole
    ]
    others = [one(office, each.id) for each in _revisions(office, graph.regulations[document.id])]
    told = {"as_of": to_wareki(day), "parts": parts}
    return row(document, day) | told | {"revisions": [row(each, day) for each in others]}


class LawText(BaseModel):
    """A regulation with its text as somebody edited it."""

    model_config = ConfigDict(extra="forbid")

    document: str = Field(max_length=200, description="もとの版の id")
    text: str = Field(max_length=LONGEST, description="改正後の全文")
    form: str = Field(default="", max_length=40, description="新旧対照表の様式")


class LawFile(LawText):
    """What to write into a file."""

    what: Literal["amendment", "table", "text"] = Field(
        description="amendment 改め文、table 新旧対照表、text 溶け込み後の全文"
    )
    kind: Literal["docx", "html", "txt"] = Field(default="docx", description="ファイルの形式")


@router.post("/drafts", summary="改正案から改め文と新旧対照表を作る")
def draft_law(asked: LawText, office: OfficeOf) -> dict[str, Any]:
    """編集した全文ともとの版とを比べ、改め文、新旧対照表、指摘、ハネ改正の一覧を返します。文章は残しません。"""
    started = time.perf_counter()
    made = _drafted(asked, office)
    return draft_json(made) | {"seconds": round(time.perf_counter() - started, 3)}


@router.post("/files", summary="改正案のファイル", response_class=Response)
def draft_file(asked: LawFile, office: OfficeOf) -> Response:
    """改め文（docx、txt）、新旧対照表（docx、html）、溶け込み後の全文（txt）をファイルで返します。"""
    return file_of(_drafted(asked, office), asked.what, asked.kind)


def draft_json(made: LawDraft) -> dict[str, Any]:
    """A law draft as the page reads it."""
    table = sheet_json(made.sheet)
    rows = [
        {"kind": each.kind, "label": each.label, "anchor": each.new_anchor or each.old_anchor} | told
        for each, told in zip(made.comparison.rows, table.pop("rows"), strict=True)
    ]
    amendment: dict[str, Any] = {"text": made.amendment.text, "exact": made.amendment.exact}
    amendment["rest"] = [list(pair) for pair in made.amendment.rest]
    told = {"changed": made.changed, "amendment": amendment, "table": table | {"rows": rows}}
    return told | {"counts": made.comparison.counts} | review_json(made.review)


def _drafted(asked: LawText, office: Office) -> LawDraft:
    document = one(office, asked.document)
    desk, viewer = office.index.law, office.viewer
    return law_draft(document, asked.text, form=form_of(office, asked.form), desk=desk, viewer=viewer)


def form_of(office: Office, name: str) -> Form:
    """The form of a name. Raises ProblemError for none of ours."""
    forms = office.prompts.tables
    try:
        return forms.get(name)
    except ShitagakiError as error:
        raise ProblemError(422, "no_form", form=name, known="、".join(forms.forms)) from error


def regulations(office: Office) -> list[Document]:
    """Every revision of what is in force by itself: no amendments, no bills."""
    return [
        each
        for each in office.index.law.readable(office.viewer)
        if "改正する" not in each.title and each.kind != "議案"
    ]


def one(office: Office, document_id: str) -> Document:
    """The regulation of an id. Raises ProblemError for one that may not be read."""
    known = {each.id: each for each in office.index.law.readable(office.viewer)}
    if document_id not in known:
        raise ProblemError(404, "no_document")
    return known[document_id]


def _revisions(office: Office, regulation: Regulation) -> list[Regulation]:
    readable = {each.id for each in office.index.law.readable(office.viewer)}
    rows = office.index.law.regulations().graph.revisions(regulation)
    return [each for each in rows if each.id in readable]


def _in_force(document: Document, day: date) -> bool:
    first, last = document.effective_from, document.effective_to
    return (first is None or first <= day) and (last is None or day <= last)


def _rank(kind: str) -> int:
    order = ("条例", "規則", "規程", "訓令", "要綱", "要領", "告示")
    return order.index(kind) if kind in order else len(order)


def row(document: Document, day: date) -> dict[str, Any]:
    """A revision as lists show it."""
    first, last = document.effective_from, document.effective_to
    return {
        "id": document.id,
        "title": document.title,
        "kind": document.kind,
        "number": document.number,
        "section": document.section,
        "effective": to_wareki(first) if first else "",
        "until": to_wareki(last) if last else "",
        "current": _in_force(document, day),
    }
