"""DELETE /api/documents/…, and what was deleted put back. Knows nothing of how long it is kept."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from app.web import removal
from app.web.api_library import document_of, example, taken_json
from app.web.office import OfficeOf
from app.web.problems import ProblemError

router = APIRouter(tags=["文書"])


@router.delete(
    "/api/documents/{document_id}",
    summary="ページから取り込んだ文書を消す",
    responses=example({"key": "0123456789abcdef", "title": "公園の使用について"}),
)
def remove_document(document_id: str, office: OfficeOf) -> dict[str, str]:
    """文書を索引から消します。7日の間は、返した `key` で戻せます。フォルダから取り込んだ文書は、ここでは消せません。"""
    document = document_of(office, document_id)
    if not removal.is_own(document, office):
        raise ProblemError(409, "not_own_document", title=document.title)
    gone = removal.remove(document, office)
    return {"key": gone.key, "title": gone.title}


@router.post("/api/documents/removed/{key}", summary="消した文書を戻す")
def restore_document(key: str, office: OfficeOf) -> dict[str, Any]:
    """消したときの `key` で、文書を戻します。"""
    back = [one for one in removal.restore(key, office) if one.ok]
    if not back:
        raise ProblemError(404, "no_removed")
    return {"files": [taken_json(one) for one in back]}
