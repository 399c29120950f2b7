"""/api/own-tasks: tasks that clerks make: try, save, share, versions, import and export. Knows nothing of files."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from app.municipality import in_own_words
from app.tasks.form_words import in_form_words
from app.tasks.own_tasks import SHARES, Owner, OwnTask, OwnTasks, read_task
from app.tasks.schema import TemplateError, parse_toml
from app.tasks.task_writing import without_stale, write_task
from app.tasks.template import Card
from app.web.api_tasks import task_json
from app.web.asked_task import template_of
from app.web.office import Office, OfficeOf
from app.web.problems import ProblemError

router = APIRouter(prefix="/api/own-tasks", tags=["用途を作る"])


class TextForm(BaseModel):
    """A task's file as text."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=400_000, description="用途のファイル（TOML）")


class TryForm(TextForm):
    """A task's file to be tried."""

    form: bool = Field(default=False, description="項目ごとの画面の言葉で誤りを返すか")


class TableForm(BaseModel):
    """A task's file as a table."""

    model_config = ConfigDict(extra="forbid")
    table: dict[str, Any] = Field(description="用途の項目の表")


class SaveForm(TextForm):
    """A task to keep, and whose it is."""

    name: str = Field(min_length=1, max_length=40, description="作った人の名前")
    section: str = Field(min_length=1, max_length=40, description="課の名前")
    share: str = Field(default="mine", pattern=f"^(?:{'|'.join(SHARES)})$")


def tasks_of(office: Office) -> OwnTasks:
    return OwnTasks(office.folder / "tasks")


@router.get("", summary="作った用途の一覧")
def list_own(office: OfficeOf, name: str = "", section: str = "") -> dict[str, Any]:
    """その名前と課の職員に見える用途を返します。"""
    found = tasks_of(office).all().values()
    return {"tasks": [_head(one) for one in found if one.owner.shows(name, section)]}


@router.post("/try", summary="用途のファイルを確かめる")
def try_task(form: TryForm, office: OfficeOf) -> dict[str, Any]:
    """残さずに、入力欄を返します。誤りは、項目の名前と直し方を添えて 409 で返ります。"""
    try:
        template, _, _ = read_task(form.text, file="用途のファイル")
    except TemplateError as error:
        if not form.form:
            raise
        raise TemplateError(in_form_words(str(error), office.words.say)) from error
    card = Card(template.id, template.name, template.order, template.result, template.minutes, True)
    return {**task_json(card, template), "sections": [one.title for one in template.sections if one.title]}


@router.post("/parts", summary="用途のファイルを、項目ごとに読む")
def read_parts(form: TextForm) -> dict[str, Any]:
    """ファイルの中身を、項目の表にして返します。直して /write に送ると、ファイルに戻ります。"""
    return {"table": parse_toml(form.text, file="用途のファイル")}


@router.post("/write", summary="項目の表を、用途のファイルにする")
def write_parts(form: TableForm) -> dict[str, str]:
    """書き方の確かめは /try で行います。ファイルに書いてあった # の説明は残りません。"""
    return {"text": write_task(without_stale(form.table))}


@router.get("/source/{task_id}", summary="用途のファイルを読む（写しを作るため）")
def read_source(task_id: str, office: OfficeOf) -> dict[str, Any]:
    """はじめからある用途も、作った用途も読めます。free は、写しに使える、だれも使っていない id です。"""
    own = tasks_of(office).read(task_id)
    free = tasks_of(office).free_id(task_id, frozenset(office.prompts.templates))
    if own is not None:
        return {**_head(own), "text": own.text, "free": free}
    template = template_of(office, task_id)
    from pathlib import Path

    text = in_own_words(Path(template.file).read_text(encoding="utf-8"), office.city)
    return {"id": task_id, "name": template.name, "text": text, "free": free}


@router.post("", summary="用途を残す", status_code=201)
def save_own(form: SaveForm, office: OfficeOf) -> dict[str, Any]:
    """同じ id で残すと、新しい版になります。ほかの人の用途は上書きできません。"""
    shipped = {
        key: one for key, one in office.prompts.templates.items() if tasks_of(office).read(key) is None
    }
    kept = tasks_of(office).save(form.text, Owner(form.name, form.section, form.share), shipped=shipped)
    return _head(kept)


@router.get("/{task_id}/versions", summary="用途の版")
def list_versions(task_id: str, office: OfficeOf) -> dict[str, Any]:
    """版の数を返します。"""
    return {"versions": len(tasks_of(office).versions(task_id))}


@router.get("/{task_id}/versions/{number}", summary="用途の一つの版と、今との違い")
def read_version(task_id: str, number: int, office: OfficeOf) -> dict[str, Any]:
    """text をもう一度残すと、その版に戻ります。"""
    tasks = tasks_of(office)
    text = tasks.version(task_id, number)
    if not text:
        raise ProblemError(404, "no_own_task")
    return {"text": text, "difference": tasks.difference(task_id, number, len(tasks.versions(task_id)))}


@router.get("/{task_id}/file", summary="用途をファイルに書き出す")
def export_own(task_id: str, office: OfficeOf) -> Response:
    """ほかの市でも取り込める TOML ファイルです。作った人の名前は入りません。"""
    own = tasks_of(office).read(task_id)
    if own is None:
        raise ProblemError(404, "no_own_task")
    return Response(
        own.text,
        media_type="application/toml; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{task_id}.toml"'},
    )


@router.delete("/{task_id}", summary="用途を消す")
def remove_own(task_id: str, office: OfficeOf, name: str = "", section: str = "") -> dict[str, bool]:
    """版は残り、もう一度残すと戻ります。自分の用途だけを消せます。"""
    own = tasks_of(office).read(task_id)
    if own is None or not own.owner.is_(name, section):
        raise ProblemError(404, "no_own_task")
    tasks_of(office).remove(task_id)
    return {"removed": True}


def _head(one: OwnTask) -> dict[str, Any]:
    template = one.template
    return {
        "id": template.id,
        "name": template.name,
        "result": template.result,
        "minutes": template.minutes,
        "owner": one.owner.name,
        "section": one.owner.section,
        "share": one.owner.share,
        "version": one.version,
    }
