"""/api/law/stages: an amendment carried out on a regulation, day by day. Knows no law."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from app.law.shinkyu import sheet_json
from app.law.stages import Stage, staged
from app.web.api_law import LONGEST, form_of, one
from app.web.days import Day
from app.web.office import OfficeOf
from ingest.law.numbers import to_wareki

router = APIRouter(prefix="/api/law", tags=["例規"])


class LawAmendment(BaseModel):
    """An amendment to carry out."""

    model_config = ConfigDict(extra="forbid")

    document: str = Field(max_length=200, description="改める版の id")
    amendment: str = Field(max_length=LONGEST, description="改め文（附則まで）")
    promulgated: Day | None = Field(default=None, description="公布の日（改め文に公布文がないとき）")
    form: str = Field(default="", max_length=40, description="新旧対照表の様式")


@router.post("/stages", summary="改め文を施行日ごとに溶け込ませる")
def carry_out(asked: LawAmendment, office: OfficeOf) -> dict[str, Any]:
    """附則の施行期日を読み、その日その日の姿を、前の日の姿と並べて返します。溶け込まない文は理由を付けます。"""
    document = one(office, asked.document)
    found = staged(
        document, asked.amendment, form=form_of(office, asked.form), desk=office.index.law,
        promulgated=asked.promulgated,
    )  # fmt: skip
    words = office.prompts.law.amending
    failures, doubts = (
        [
            {
                "line": each.line,
                "sentence": each.sentence,
                "clause": each.clause,
                "reason": words.reason(each),
            }
            for each in told
        ]
        for told in (found.failures, found.doubts)
    )
    pending = [{"line": each.line, "sentence": each.sentence, "basis": each.basis} for each in found.pending]
    stages = [_stage_json(each) for each in found.stages]
    return {"stages": stages, "pending": pending, "failures": failures, "doubts": doubts}


def _stage_json(each: Stage) -> dict[str, Any]:
    return {
        "day": to_wareki(each.day) if each.day else "",
        "changed": bool(each.comparison.rows),
        "counts": each.comparison.counts,
        "table": sheet_json(each.sheet),
        "text": each.tree.text,
    }
