"""POST /api/workbook: the example workbook of a formula, computed; and as a file. Knows nothing of how it is computed."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from app.extractive.recipe import choose_recipe
from app.material import Material
from app.tasks.form import read_form
from app.web.asked_task import template_of
from app.web.office import Office, OfficeOf
from app.web.problems import ProblemError
from app.workbook import Workbook, make_workbooks

router = APIRouter(prefix="/api/workbook", tags=["下書き"])
ANSWER: dict[str, Any] = {
    "name": "和暦の文字を西暦の日付に",
    "formula": '=IF(A2="","",DATE(…))',
    "rows": [{"given": ["令和8年4月1日"], "expected": "2026/4/1", "computed": "2026/4/1", "agrees": True}],
    "computed": True,
    "note": "",
}


class WorkbookForm(BaseModel):
    """A filled form of a task with formulas."""

    model_config = ConfigDict(extra="forbid")

    task: str = Field(default="macro", max_length=100, description="用途の id")
    fields: dict[str, str] = Field(default_factory=dict, max_length=100, description="入力欄の id と値")


@router.post(
    "",
    summary="関数を見本の値で計算する",
    responses={200: {"content": {"application/json": {"example": ANSWER}}}},
)
def compute(form: WorkbookForm, office: OfficeOf) -> dict[str, Any]:
    """目的に合う型の関数を、見本の値のブックで実際に計算し（LibreOffice）、見込みの値と比べます。ないときは `rows` が空です。"""
    made = _made(form, office, compute=True)
    if made is None:
        return {"name": "", "formula": "", "rows": [], "computed": False, "note": ""}
    rows = [
        {"given": list(one.given), "expected": one.expected, "computed": one.computed, "agrees": one.agrees}
        for one in made.rows
    ]
    told = {"name": made.name, "formula": made.formula, "computed": made.computed, "note": made.note}
    return told | {"rows": rows}


@router.post("/file", summary="見本のブックを保存する", response_class=Response)
def save(form: WorkbookForm, office: OfficeOf) -> Response:
    """式と見本の値の入った Excel のブックを返します。"""
    made = _made(form, office, compute=False)
    if made is None:
        raise ProblemError(404, "no_workbook")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Response(
        made.content, media_type=kind, headers={"content-disposition": 'attachment; filename="example.xlsx"'}
    )


def _made(form: WorkbookForm, office: Office, *, compute: bool) -> Workbook | None:
    template = template_of(office, form.task)
    values = read_form(template, form.fields)
    recipe = choose_recipe(Material(template, values))
    books = make_workbooks(template, [recipe], values, compute=compute) if recipe else ()
    return books[0] if books else None
