"""POST /api/council: what the council was told before on the subject of a form. Knows nothing of how it is found."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from app.recalling import Answered, recalled, subject_of_form
from app.web.asked_task import template_of
from app.web.days import Day
from app.web.office import OfficeOf

router = APIRouter(prefix="/api/council", tags=["議会"])
ANSWER: dict[str, Any] = {
    "subject": "図書館の開館時間について",
    "answers": [
        {
            "session": "令和6年第4回定例会",
            "day": "2024-12-10",
            "when": "令和6年第4回定例会（12月10日）",
            "member": "大河内由美",
            "post": "教育部長",
            "name": "岸本原洋",
            "again": False,
            "gist": "現時点で開館時間を延長する考えはございません。",
            "label": "令和6年第4回みどり市議会定例会会議録（第3号）　答弁 教育部長（岸本原洋君）",
            "url": "/documents/…#u20",
        }
    ],
}


class CouncilForm(BaseModel):
    """A form as far as it is filled, or a subject alone."""

    model_config = ConfigDict(extra="forbid")

    task: str = Field(default="souteimondou", max_length=100, description="用途の id")
    fields: dict[str, str] = Field(default_factory=dict, max_length=100, description="入力欄の id と値")
    subject: str = Field(default="", max_length=400, description="件名。省くと入力欄から決めます")
    as_of: Day | None = Field(default=None, description="この日より前の会議録だけをさがします")


@router.post(
    "",
    summary="過去の答弁をさがす",
    responses={200: {"content": {"application/json": {"example": ANSWER}}}},
)
def past_answers(form: CouncilForm, office: OfficeOf) -> dict[str, Any]:
    """本会議の会議録から、同じ件の答弁を、会期・議員・答弁者・要旨・原文の所在とともに、新しい順に返します。"""
    template = template_of(office, form.task)
    subject = form.subject.strip() or subject_of_form(template, form.fields)
    found = recalled(subject, library=office.index, viewer=office.viewer, as_of=form.as_of)
    return {"subject": subject.partition("\n")[0], "answers": [_json(one) for one in found]}


def _json(one: Answered) -> dict[str, Any]:
    told = one.exchange
    return {
        "session": told.session,
        "day": told.day.isoformat() if told.day else "",
        "when": told.when,
        "member": told.member,
        "post": told.post,
        "name": told.name,
        "again": told.again,
        "gist": one.gist,
        "label": one.citation.label,
        "url": one.citation.url,
    }
