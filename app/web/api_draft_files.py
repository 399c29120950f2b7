"""A draft as a file: Word, PDF, Excel, Markdown, text, or the office's own form. Knows nothing of drafting."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Response, UploadFile
from pydantic import ValidationError

from app.result import Citation, Draft, Fact, Finding, Trace
from app.web.asked_task import template_of
from app.web.forms import DocumentForm
from app.web.office import Office, OfficeOf
from app.web.problems import ProblemError

router = APIRouter(prefix="/api/drafts", tags=["下書き"])
FORM_LIMIT = 20 * 1024 * 1024
"""Bytes of a form: a page or two with a seal or a logo is below 1 MB."""


@router.post("/docx", summary="Word ファイルにする", response_class=Response)
def make_word(form: DocumentForm, office: OfficeOf) -> Response:
    """手で直した文案を、出典の一覧を付けた Word ファイルにします。"""
    return make_file("docx", form, office)


@router.post("/export/{kind}", summary="ファイルにする", response_class=Response)
def make_file(kind: str, form: DocumentForm, office: OfficeOf) -> Response:
    """手で直した文案を、出典の一覧を付けたファイル（docx、pdf、xlsx、md、txt）にします。xlsx は表のある文案だけです。ポスターは png に、あいさつ文は tate（縦書きの Word）にもなります。
    絵を入れられなかったときや、市の色を直したときの訳は x-note に入ります。"""
    from app.exporters import export_paper, paper_note
    from app.models.painting import picture_of

    made, title = _draft(form, office)
    paper = office.prompts.templates[form.task].paper
    picture, note = (
        picture_of(*office.painter, form.fields, office.prompts.public) if paper == "poster" else (b"", "")
    )
    response = _file(export_paper(paper, kind, made, form.fields, title=title, picture=picture), kind)
    if told := "".join(filter(None, (note, paper_note(paper, kind, form.fields)))):
        response.headers["x-note"] = quote(told)
    return response


@router.post("/fill", summary="市の様式に入れる", response_class=Response)
def fill(file: UploadFile, draft: Annotated[str, Form()], office: OfficeOf) -> Response:
    """{{件名}} や {{本文}} の印のある様式（docx、xlsx）に文案を入れます。入れる文のなかった印の名前は x-missing に入ります。
    印のない様式では、「件名」「内容」などの欄の隣か下の空いた所に入れ、その名前が x-placed に、長くて欄に入りきらなかったものが x-cut に入ります。"""
    from app.exporters.form_values import form_values
    from app.exporters.office_form import fill_form

    try:
        form = DocumentForm.model_validate_json(draft)
    except ValidationError as error:
        raise ProblemError(422, "bad_draft") from error
    made, title = _draft(form, office)
    kind = (file.filename or "").rpartition(".")[2].lower()
    content = file.file.read(FORM_LIMIT + 1)
    if len(content) > FORM_LIMIT:
        raise ProblemError(413, "too_large", limit=FORM_LIMIT // 1024 // 1024)
    template = office.prompts.templates[form.task]
    values = form_values(made, form.fields, title=title, template=template)
    filled = fill_form(content, kind, values, draft=made)
    response = _file(filled.content, kind)
    response.headers["x-missing"] = quote("、".join(filled.missing))
    response.headers["x-placed"] = quote("、".join(filled.placed))
    response.headers["x-cut"] = quote("、".join(filled.cut))
    return response


def _draft(form: DocumentForm, office: Office) -> tuple[Draft, str]:
    from app.exporters import title_of

    template = template_of(office, form.task)
    writer = office.writer.name if office.writer else "none"
    followed = office.index.document(form.past, office.viewer) if form.past else None
    made = Draft(
        text=form.text,
        citations=tuple(Citation(**one.model_dump()) for one in form.citations),
        facts=tuple(Fact(**one.model_dump()) for one in form.facts),
        findings=tuple(Finding(**one.model_dump()) for one in form.findings),
        status=form.status,
        trace=Trace(
            template.digest,
            office.index.digest,
            writer if form.model is None else form.model,
            past=followed.title if followed else "",
        ),
    )
    return made, form.title or title_of(template, form.fields, form.text)


def _file(content: bytes, kind: str) -> Response:
    from app.exporters import MEDIA_TYPES, SUFFIXES

    named = {"content-disposition": f'attachment; filename="draft.{SUFFIXES.get(kind, kind)}"'}
    return Response(content, media_type=MEDIA_TYPES[kind], headers=named)
