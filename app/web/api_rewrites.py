"""POST /api/rewrites: a selected passage said another way. Knows nothing of how, and keeps no text."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from app.rewording.guide import Guide, load_guide
from app.rewriting import LONGEST, Rewritten, rewrite, rewrite_by_model
from app.web.office import Office, OfficeOf

router = APIRouter(prefix="/api/rewrites", tags=["下書き"])
LOOK = 0.25
"""Seconds between two looks at whether the caller is still there."""
ASKED: dict[str, Any] = {"text": "火災は11件である[1]。", "mode": "polite", "by": "rule"}
ANSWER: dict[str, Any] = {
    "mode": "polite",
    "by": "rule",
    "text": "火災は11件です[1]。",
    "parts": [
        {"kind": "same", "text": "火災は11件"},
        {"kind": "del", "text": "である"},
        {"kind": "ins", "text": "です"},
        {"kind": "same", "text": "[1]。"},
    ],
    "carried": {"lost": [], "added": []},
    "notes": [],
    "changed": True,
}


class RewriteForm(BaseModel):
    """A passage and what is to become of it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ASKED]})

    text: str = Field(min_length=1, max_length=LONGEST, description="書き直す文")
    mode: str = Field(max_length=20, description="書き直し方（GET /api/rewrites にあります）")
    by: Literal["rule", "model"] = Field(default="rule", description="rule は規則、model は文章モデル")
    sensitivity: str = Field(default="", pattern="^(?:|1|2|3|3A|3B|3C)$", description="文の機密性")


@lru_cache(maxsize=4)
def _guide(folder: Path, changed: float) -> Guide:
    return load_guide(folder)


def guide_of(office: Office) -> Guide:
    """The office's guide, read again when its file has changed."""
    folder = office.widget_texts.parent
    if not (folder / "rewriting.toml").is_file():
        folder = Path(__file__).parents[2] / "prompts"
    return _guide(folder, (folder / "rewriting.toml").stat().st_mtime)


@router.get("", summary="書き直し方の一覧")
def list_modes(office: OfficeOf) -> dict[str, Any]:
    """`model` が true のものは、文章モデルの案も作れます。"""
    modes = guide_of(office).modes.values()
    return {
        "modes": [
            {"id": one.id, "label": one.label, "help": one.help, "model": bool(one.model)} for one in modes
        ]
    }


@router.post(
    "",
    summary="選んだ文を書き直す",
    responses={200: {"content": {"application/json": {"example": ANSWER}}}},
)
async def make_rewrite(form: RewriteForm, request: Request, office: OfficeOf) -> Response:
    """書き直した文と、違い（parts）、落ちたり変わったりした事実（carried）を返します。文は残しません。
    接続を切ると、文章モデルを止めます。"""
    stop = threading.Event()
    owner = request.client.host if request.client else ""
    work = asyncio.ensure_future(asyncio.to_thread(_made, form, office, owner, stop))
    try:
        while not work.done():
            await asyncio.wait({work}, timeout=LOOK)
            if await request.is_disconnected():
                return Response(status_code=499)
        return JSONResponse(asdict(await work))
    finally:
        stop.set()


def _made(form: RewriteForm, office: Office, owner: str, stop: threading.Event) -> Rewritten:
    guide = guide_of(office)
    if form.by == "rule":
        return rewrite(form.text, form.mode, guide=guide, prompts=office.prompts)
    return rewrite_by_model(
        form.text,
        form.mode,
        guide=guide,
        prompts=office.prompts,
        writer=office.writer,
        sensitivity=form.sensitivity,
        owner=owner,
        stop_event=stop,
    )
