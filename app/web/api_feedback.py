"""/api/feedback and the queue of /api/evals/voices: what people said in use, and what is made of it. Knows nothing of storing.

Whoever drafts says what it was worth; whoever evaluates sees all that was bad and a sample of the rest.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from app.checks.personal.data import has_my_number
from app.records.feedback import Feedback, Voice, answers, queue
from app.text.pseudonyms import Pseudonyms
from app.web.api_residents_pages import DeskOf
from app.web.asked_task import template_of
from app.web.evaluations import EvaluationsOf
from app.web.office import Office, OfficeOf
from app.web.problems import ProblemError
from app.web.residents.forms import Text, Written

router = APIRouter(tags=["評価"])
Passage = Annotated[Written, Field(max_length=300)]
_VOICE = r"^(?:d[0-9a-f]{16}|r[0-9]{1,15})$"


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class VoiceForm(_Form):
    """A rating of a draft. ``made`` is the text as it was made, ``text`` as it stands now."""

    draft: str = Field(pattern="^[0-9a-f]{16}$", description="下書きの id。もう一度送ると置き換わります")
    task: Written = Field(max_length=100)
    good: bool
    reason: Text = Field(default="", max_length=1000)
    fields: dict[str, Annotated[str, Field(max_length=40_000)]] = {}
    text: Text = Field(default="", max_length=200_000)
    made: Text = Field(default="", max_length=200_000)


class DealForm(_Form):
    """``how``: none (nothing to do), gap (足りないFAQ に出す), or the id of the case that was made of it."""

    voice: str = Field(pattern=_VOICE)
    how: Written = Field(max_length=60)


class QuestionForm(_Form):
    """``gold``: the passages that answer it; none means that nothing may be found."""

    voice: str = Field(default="", pattern=r"^(?:d[0-9a-f]{16}|r[0-9]{1,15})?$")
    query: Written = Field(max_length=400)
    gold: list[Passage] = Field(default=[], max_length=20)
    quote: Text = Field(default="", max_length=300)
    note: Text = Field(default="", max_length=1000)


class SettingsForm(_Form):
    days: int = Field(ge=1, le=1095, description="保存する日数")
    share: int = Field(ge=0, le=100, description="悪い評価のほかに見る割合（％）")


def feedback_of(office: Office) -> Feedback:
    public = office.prompts.public
    return Feedback(office.folder / "feedback.sqlite", mask=lambda text: Pseudonyms(public).hide(text))


def chosen_gaps(office: Office) -> frozenset[int]:
    """The answers that an evaluator put among the missing FAQs."""
    dealt = feedback_of(office).dealt()
    return frozenset(int(voice[1:]) for voice, how in dealt.items() if how == "gap" and voice[0] == "r")


@router.post("/api/feedback", summary="下書きを評価する", status_code=201)
def say(form: VoiceForm, office: OfficeOf) -> dict[str, str]:
    """個人情報と思われるものを伏せて残します。マイナンバーと思われる番号があるときは残しません。"""
    if any(has_my_number(text) for text in (form.reason, form.text, *form.fields.values())):
        raise ProblemError(422, "saved_my_number")
    template_of(office, form.task)
    given = form.model_dump(exclude={"draft"})
    return {"id": feedback_of(office).say(form.draft, **given)}


@router.get("/api/evals/voices", summary="使った人の声")
def voices(office: OfficeOf, desk: DeskOf) -> dict[str, Any]:
    """悪い評価はすべて、ほかは決めた割合だけ（いつも同じもの）を、用途・課ごとに返します。"""
    kept = feedback_of(office)
    every = [*kept.drafts(), *answers(desk.conversations)]
    chosen = queue(every, kept.dealt(), share=kept.settings()["share"])
    names = {task.id: task.name for task in office.prompts.templates.values()}
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    for one in every:
        row = groups.setdefault((one.kind, one.group), _group(one, names))
        row["all"] += 1
        row["good"] += one.good is True
        row["bad"] += one.good is False
        row["unanswered"] += one.status in ("no_sources", "clarify")
    for one in chosen:
        groups[one.kind, one.group]["voices"].append(asdict(one))
    ordered = sorted(groups.values(), key=lambda row: (-row["bad"], -row["all"], row["name"]))
    return {"groups": ordered, "settings": kept.settings()}


def _group(one: Voice, names: dict[str, str]) -> dict[str, Any]:
    name = names.get(one.group, one.group)
    return {
        "kind": one.kind,
        "group": one.group,
        "name": name,
        "all": 0,
        "good": 0,
        "bad": 0,
        "unanswered": 0,
        "voices": [],
    }


@router.get("/api/evals/voices/{voice}/case", summary="声を問いの形で見る")
def as_case(
    voice: Annotated[str, Path(pattern=_VOICE)], office: OfficeOf, desk: EvaluationsOf
) -> dict[str, Any]:
    """下書きへの声を、伏せた条件と文案で返します。"""
    found = next((one for one in feedback_of(office).drafts() if one.id == voice), None)
    if found is None:
        raise ProblemError(404, "no_saved")
    return desk.preview(found.group, found.fields, found.text)


@router.post("/api/evals/voices/deal", summary="声を片付ける")
def deal(form: DealForm, office: OfficeOf) -> dict[str, bool]:
    """一覧から外します。"""
    feedback_of(office).deal(form.voice, form.how)
    return {"done": True}


@router.post("/api/evals/questions", summary="住民の質問を問いに足す", status_code=201)
def add_question(form: QuestionForm, office: OfficeOf, desk: EvaluationsOf) -> dict[str, Any]:
    """正しい根拠を選んで足します。選ばなければ「文書に答えがない」問いになります。"""
    made = desk.add_question(**form.model_dump(exclude={"voice"}))
    if form.voice:
        feedback_of(office).deal(form.voice, str(made["id"]))
    return made


@router.put("/api/evals/voices/settings", summary="声を保存する日数と見る割合")
def settle(form: SettingsForm, office: OfficeOf) -> dict[str, Any]:
    """日数を過ぎたものは、すぐに、その後は1時間ごとに消します。"""
    kept = feedback_of(office)
    kept.set(days=form.days, share=form.share)
    return {"settings": kept.settings(), "deleted": kept.forget()}
