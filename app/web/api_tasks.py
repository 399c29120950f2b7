"""GET /api/tasks: what can be drafted and the form of each. Knows nothing of drafting."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from app.tasks.placeholder import names
from app.tasks.template import Card, TaskTemplate
from app.web.office import OfficeOf
from app.web.problems import ProblemError
from app.workbook import sampled

router = APIRouter(prefix="/api/tasks", tags=["用途"])
EXAMPLE: dict[str, Any] = {
    "id": "greeting",
    "name": "あいさつ文",
    "order": 1,
    "result": "式典や会議のあいさつ文を、話す時間に合わせて作ります。",
    "minutes": 2,
    "available": True,
}


LIST: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"example": {"tasks": [EXAMPLE]}}}}
}


@router.get("", summary="用途の一覧", responses=LIST)
def list_tasks(office: OfficeOf) -> dict[str, Any]:
    """18 の用途を総務省の調査の順に、その後にほかの用途を返します。`available` が false の用途は準備中です。"""
    return {
        "tasks": [task_json(card, office.prompts.templates.get(card.id)) for card in office.prompts.cards]
    }


@router.get("/{task_id}", summary="一つの用途と入力欄")
def read_task(task_id: str, office: OfficeOf) -> dict[str, Any]:
    """入力欄、必須かどうか、説明、記入例、確認項目を返します。"""
    card = next((card for card in office.prompts.cards if card.id == task_id), None)
    made = office.prompts.templates.get(task_id)
    if card is None and made is not None:  # one that a clerk made
        card = Card(made.id, made.name, made.order, made.result, made.minutes, True)
    if card is None:
        known = "、".join(card.id for card in office.prompts.cards if card.available)
        raise ProblemError(404, "no_task", task=task_id, known=known)
    return task_json(card, office.prompts.templates.get(task_id))


def task_json(card: Card, template: TaskTemplate | None) -> dict[str, Any]:
    """A card, with its form when the task can be used."""
    told: dict[str, Any] = {
        "id": card.id,
        "name": card.name,
        "order": card.order,
        "result": card.result,
        "minutes": card.minutes,
        "available": card.available,
    }
    if template is not None:
        told["fields"] = [
            {
                "id": field.id,
                "label": field.label,
                "type": field.type,
                "required": field.required,
                "help": field.help,
                "options": list(field.options),
                "example": field.example,
                "default": field.default,
            }
            for field in template.fields
        ]
        told["examples"] = [{"title": one.title, "fields": dict(one.fields)} for one in template.examples]
        told["checklist"] = list(template.checklist)
        told["long"] = template.long
        told["manners"] = [one.name for one in template.manners]
        told["paper"] = template.paper
        told["input"] = template.sources.input
        told["recipes"] = any(sampled(one) for one in template.recipes)
        told["council"] = list(names(template.sources.council))
    return told
