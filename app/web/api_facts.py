"""POST /api/drafts/check: an edited text traced to its sources again. Knows nothing of how facts are checked."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from app.rechecking import recheck
from app.web.forms import CheckForm
from app.web.office import OfficeOf
from app.web.problems import ProblemError

router = APIRouter(prefix="/api/drafts", tags=["下書き"])


@router.post("/check", summary="手で直した文案を、もう一度確かめる")
def check_draft(form: CheckForm, office: OfficeOf) -> dict[str, Any]:
    """数字・日付・氏名・条項などを、同じ出典と入力で確かめ直します。文案は変えません。位置は、送った文案の文字数で数えます。
    missing は、消えたか、読めなくなった出典の番号です。"""
    template = office.prompts.templates.get(form.task)
    if template is None:
        raise ProblemError(404, "no_task", task=form.task, known="、".join(office.prompts.templates))
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
    }
