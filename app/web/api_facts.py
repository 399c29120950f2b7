"""POST /api/drafts/check: an edited text traced to its sources again. Knows nothing of how facts are checked."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from app.article_outline import with_articles
from app.outline import outline_of
from app.rechecking import recheck
from app.tasks.form import read_form
from app.web.asked_task import template_of
from app.web.forms import CheckForm, OutlineForm
from app.web.office import OfficeOf

router = APIRouter(prefix="/api/drafts", tags=["下書き"])


@router.post("/outline", summary="長い文書の構成を出す")
def make_outline(form: OutlineForm, office: OfficeOf) -> dict[str, Any]:
    """入力に合う節を順に返します。並べ替え、足し、消してから、一節ずつ /api/drafts に section として送ります。
    同じ番号の出典にするため、numbered に、それまでの出典の一節の id を順に入れてください。"""
    template = template_of(office, form.task)
    values = read_form(template, form.fields)
    parts = with_articles(
        outline_of(template, form.fields), template, values, library=office.index, viewer=office.viewer
    )
    return {
        "title": template.fill(template.title, values),
        "heading": template.heading,
        "parts": [asdict(part) for part in parts],
    }


@router.post("/check", summary="手で直した文案を、もう一度確かめる")
def check_draft(form: CheckForm, office: OfficeOf) -> dict[str, Any]:
    """数字・日付・氏名・条項などを、同じ出典と入力で確かめ直します。文案は変えません。位置は、送った文案の文字数で数えます。
    missing は、消えたか、読めなくなった出典の番号です。"""
    template = template_of(office, form.task)
    done = recheck(
        form.text,
        template=template,
        fields=form.fields,
        sources=form.sources(),
        past=form.past,
        library=office.index,
        viewer=office.viewer,
        style=office.prompts.style,
    )
    return {
        "facts": [asdict(one) for one in done.facts],
        "findings": [asdict(one) for one in done.findings],
        "missing": list(done.missing),
        "checklist": [asdict(one) for one in done.checklist],
    }
