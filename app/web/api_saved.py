"""/api/saved: the drafts of this browser, kept on the server. Knows nothing of how a draft is made.

There is no login: a browser is known by a key in a cookie that scripts cannot read. Whoever has no key has no drafts.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Cookie, Depends, Response
from fastapi import Path as InPath
from pydantic import BaseModel, ConfigDict, Field

from app.checks.personal.data import has_my_number
from app.records.drafts import DraftConflictError, Drafts, Kept
from app.web.office import Office, OfficeOf
from app.web.problems import ProblemError

COOKIE = "shitagaki_owner"
DAYS = 400
router = APIRouter(prefix="/api/saved", tags=["最近の下書き"])
Id = Annotated[str, InPath(pattern="^[0-9a-f]{16}$", description="16桁の16進数")]


class StateForm(BaseModel):
    """A draft as the page shows it. ``base`` is the version that it was read from (0: a new one)."""

    model_config = ConfigDict(extra="forbid")

    task: str = Field(max_length=100, description="用途の id")
    title: str = Field(max_length=300)
    named: bool = False
    base: int = Field(default=0, ge=0)
    state: dict[str, Any]


class TitleForm(BaseModel):
    """A new title."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(min_length=1, max_length=100)


def owner_of(response: Response, shitagaki_owner: Annotated[str, Cookie()] = "") -> str:
    """The key of this browser; a new one is given with the answer where there is none."""
    if 20 <= len(shitagaki_owner) <= 100:
        return shitagaki_owner
    key = secrets.token_urlsafe(24)
    response.set_cookie(COOKIE, key, max_age=DAYS * 86400, path="/api/", httponly=True, samesite="strict")
    return key


Owner = Annotated[str, Depends(owner_of)]


def drafts_of(office: Office) -> Drafts:
    return Drafts(office.folder / "drafts.sqlite")


@router.get("", summary="最近の下書きの一覧")
def list_saved(office: OfficeOf, owner: Owner) -> dict[str, Any]:
    """このブラウザで作った下書きを、新しい順に返します。"""
    return {"drafts": [_head(one, office) for one in drafts_of(office).all(owner)]}


@router.get("/{draft_id}", summary="一つの下書きを読む")
def read_saved(draft_id: Id, office: OfficeOf, owner: Owner) -> dict[str, Any]:
    """条件、文案、直した所、印まで、残したときのまま返します。"""
    return _whole(drafts_of(office).read(owner, draft_id), office)


@router.put("/{draft_id}", summary="下書きを残す")
def save_draft(draft_id: Id, form: StateForm, office: OfficeOf, owner: Owner) -> dict[str, Any]:
    """画面の様子をそのまま残します。別の画面で直されていたときは 409 を返し、上書きしません。
    マイナンバーと思われる番号があるときは残しません。"""
    if any(has_my_number(text) for text in _texts(form.state)):
        raise ProblemError(422, "saved_my_number")
    try:
        kept = drafts_of(office).save(
            owner,
            draft_id,
            task=form.task,
            title=form.title,
            named=form.named,
            state=form.state,
            base=form.base,
        )
    except DraftConflictError as error:
        raise ProblemError(409, "saved_conflict") from error
    return _head(kept, office)


@router.patch("/{draft_id}", summary="下書きの名前を変える")
def rename_saved(draft_id: Id, form: TitleForm, office: OfficeOf, owner: Owner) -> dict[str, Any]:
    """付けた名前は、文案を直しても変わりません。"""
    return _whole(drafts_of(office).rename(owner, draft_id, form.title.strip()), office)


@router.post("/{draft_id}/copy", summary="下書きの写しを作る", status_code=201)
def copy_saved(draft_id: Id, office: OfficeOf, owner: Owner) -> dict[str, Any]:
    """元の下書きはそのまま残ります。"""
    drafts = drafts_of(office)
    found = drafts.read(owner, draft_id)
    title = office.words.say("home.recent_copy_title", title=found.title) if found else ""
    return _whole(drafts.copy(owner, draft_id, new=secrets.token_hex(8), title=title[:100]), office)


@router.delete("/{draft_id}", summary="下書きを消す")
def remove_saved(draft_id: Id, office: OfficeOf, owner: Owner) -> dict[str, bool]:
    """30日の間は restore で戻せます。"""
    if not drafts_of(office).remove(owner, draft_id):
        raise ProblemError(404, "no_saved")
    return {"removed": True}


@router.post("/{draft_id}/restore", summary="消した下書きを戻す")
def restore_saved(draft_id: Id, office: OfficeOf, owner: Owner) -> dict[str, bool]:
    """消してから30日の間、戻せます。"""
    if not drafts_of(office).put_back(owner, draft_id):
        raise ProblemError(404, "no_saved")
    return {"removed": False}


def _texts(value: Any) -> Iterator[str]:
    """Every text in what the page sent."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _head(one: Kept, office: Office) -> dict[str, Any]:
    template = office.prompts.templates.get(one.task)
    return {
        "id": one.id,
        "task": one.task,
        "taskName": template.name if template else one.task,
        "title": one.title,
        "named": one.named,
        "version": one.version,
        "updated": one.updated,
    }


def _whole(one: Kept | None, office: Office) -> dict[str, Any]:
    if one is None:
        raise ProblemError(404, "no_saved")
    return {**_head(one, office), "state": dict(one.state)}
