"""POST /api/checks: any text looked over. Knows nothing of how a check works."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from app.checks.inspection import Inspection, Wanted, group_of, inspect, line_of
from app.web.office import OfficeOf
from ingest.papers.kinds import guess_kind

router = APIRouter(prefix="/api/checks", tags=["点検"])
Profile = Literal["", "formal", "reiki", "public", "mail", "chat"]
Group = Literal["style", "facts", "personal", "instructions"]
ASKED: dict[str, Any] = {
    "text": "市民の皆様\n\n申請および届出は、市民課で受け付けます。",
    "profile": "formal",
    "kind": "",
    "groups": ["style", "facts", "personal", "instructions"],
}
ANSWER: dict[str, Any] = {
    "findings": [
        {
            "rule": "style.CON01",
            "severity": "error",
            "message": "「および」は「及び」と書きます。",
            "start": 9,
            "end": 12,
            "suggestion": "及び",
            "source": "4語「及び・並びに・又は・若しくは」は漢字（公文における漢字使用等について）",
            "group": "style",
            "line": 3,
        }
    ],
    "profile": "formal",
    "kind": "通知",
    "readability": {"score": 4.2, "level": "中級前半", "words": 24, "sentences": 2},
    "citations": [],
    "seconds": 0.04,
}


class CheckForm(BaseModel):
    """A text to be looked over."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ASKED]})

    text: str = Field(min_length=1, max_length=200_000, description="点検する文章")
    profile: Profile = Field(default="", description="調べ方。省くと文書の種類から決めます")
    kind: str = Field(default="", max_length=40, description="文書の種類。省くと題名と中身から判断します")
    groups: list[Group] = Field(
        default=["style", "facts", "personal", "instructions"],
        max_length=4,
        description="見るもの（省くと全部）",
    )


@router.post(
    "",
    summary="文章を点検する",
    responses={200: {"content": {"application/json": {"example": ANSWER}}}},
)
def check_text(form: CheckForm, office: OfficeOf) -> dict[str, Any]:
    """公用文、事実、個人情報、命令と読める文を調べ、指摘を文章の順に返します。文章は残しません。

    `start` と `end` は文字（コードポイント）の位置です。`suggestion` があるものは、その部分を置き換えられます。"""
    first = next((line.strip() for line in form.text.splitlines() if line.strip()), "")
    kind = form.kind or guess_kind(first[:80], form.text)
    library = office.index if office.index.ledger.count()[0] else None
    wanted = Wanted(kind, form.profile, tuple(form.groups))
    seen = inspect(form.text, wanted, prompts=office.prompts, library=library, viewer=office.viewer)
    return inspection_json(seen, form.text) | {"kind": kind}


def inspection_json(seen: Inspection, text: str) -> dict[str, Any]:
    """An inspection as the page and other programs read it."""
    return {
        "findings": [
            {**asdict(one), "group": group_of(one), "line": line_of(text, one.start)} for one in seen.findings
        ],
        "profile": seen.profile,
        "readability": asdict(seen.readability) if seen.readability else None,
        "citations": [asdict(one) for one in seen.citations],
        "seconds": seen.seconds,
    }
