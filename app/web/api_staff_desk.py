"""/api/staff: gaps and the FAQs that fill them, figures, switches, retention, the checklist. Knows nothing of live conversations."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from app.exporters.cells import no_formula
from app.models.llm import Writer
from app.records import gaps, statistics
from app.records.hours import JAPAN
from app.records.retention import Retention
from app.records.switches import State
from app.residents.answering import Question, answer
from app.residents.faq import Faq, FaqError, Faqs
from app.residents.phrases import Phrases
from app.result import answer_json
from app.tasks.template_file import Prompts
from app.web.api_feedback import chosen_gaps
from app.web.api_residents_pages import DeskOf
from app.web.problems import ProblemError
from app.web.residents.desk import Desk
from app.web.residents.pages import titles_by_address
from app.web.staff_forms import DealForm, FaqForm, PublishForm, RetentionForm, SendForm, SwitchForm, TrialForm
from ingest.document import Viewer
from ingest.index import Index
from ingest.toml_file import read_whole

router = APIRouter(prefix="/api/staff", tags=["住民対応"])
Day = Annotated[date | None, Query()]


@dataclass(frozen=True)
class _Trial:
    """The residents' office with another reader."""

    index: Index
    prompts: Prompts
    phrases: Phrases
    viewer: Viewer
    writer: Writer | None
    city: str


def _answered(desk: Desk, text: str, viewer: Viewer | None = None) -> dict[str, Any]:
    """What a resident who asks ``text`` is told."""
    office = desk.office
    seen = _Trial(
        office.index, office.prompts, office.phrases, viewer or office.viewer, office.writer, office.city
    )
    return dict(answer_json(answer(seen, Question(text, language="ja"))))


def _faqs(desk: Desk) -> Faqs:
    return Faqs(desk.office.office.folder / "faq", desk.office.index)


def _own(desk: Desk) -> dict[str, Any]:
    """prompts/staff.toml: the canned texts, the questions of the checklist, the statement."""
    path = desk.office.office.widget_texts.with_name("staff.toml")
    return read_whole(path, "住民対応の文言")


@router.get("/desk", summary="住民対応の設定と文例")
def read_desk(desk: DeskOf) -> dict[str, Any]:
    """課の一覧、文例、確認の質問、止めているか、お知らせ、保存の日数です。"""
    index, now, own = desk.office.index, datetime.now(JAPAN), _own(desk)
    read = {one.section for one in index.documents(desk.office.office.viewer)}
    sections = sorted((read | set(desk.hours.weeks)) - {""})
    hours = [
        {"section": name, "text": desk.hours.text(name), "open": desk.hours.is_open(name, now)}
        for name in ("", *filter(None, desk.hours.weeks))
    ]
    return {
        "city": desk.office.city,
        "sections": sections,
        "canned": own.get("canned", []),
        "questions": [one["text"] for one in own.get("question", [])],
        "statement": own.get("statement", "").replace("{city}", desk.office.city),
        "hours": hours,
        "phones": len(desk.phones),
        "strange": desk.strange,
        "unnamed": desk.unnamed,
        "origins": desk.office.office.widget_origins,
        "limits": dict(desk.texts.limits),
        "switches": asdict(desk.switches.state()),
        "history": desk.switches.history(),
        "retention": Retention(desk.conversations, desk.callbacks).days(),
    }


@router.put("/switches", summary="窓口を止める・お知らせを出す")
def switch(form: SwitchForm, desk: DeskOf) -> dict[str, Any]:
    """次の質問から効きます。だれがいつ変えたかが残ります。"""
    desk.switches.set(State(form.paused, form.banner), by=form.by)
    return {"switches": asdict(desk.switches.state()), "history": desk.switches.history()}


@router.put("/retention", summary="保存する日数を決める")
def retain(form: RetentionForm, desk: DeskOf) -> dict[str, Any]:
    """日数を過ぎたものは、すぐに、その後は1時間ごとに消します。"""
    kept = Retention(desk.conversations, desk.callbacks)
    kept.set("conversation_days", form.conversation_days)
    kept.set("callback_days", form.callback_days)
    gone = dict(zip(("deleted", "deleted_callbacks"), kept.forget(), strict=True))
    return {"retention": kept.days(), **gone}


@router.get("/gaps", summary="足りないFAQ")
def read_gaps(desk: DeskOf, section: Annotated[str, Query(max_length=60)] = "") -> dict[str, Any]:
    """答えが見つからなかった質問と、悪い評価の付いた質問を、意味の近いものごとにまとめ、担当の課に分けます。

    課は、答えたページ（なければ最も近いページ）の担当課で、`title` がそのページの題名です。"""
    missed = gaps.missed(desk.conversations, also=chosen_gaps(desk.office.office))
    groups = gaps.grouped(missed, desk.office.index.embedder.embed_query)
    titles = titles_by_address(desk.office.index, desk.office.viewer)
    here = [one for one in groups if not section or one.section in ("", section)]
    told = [asdict(one) | {"title": titles.get(one.page, "")} for one in here]
    return {"gaps": told, "faqs": [asdict(one) for one in _faqs(desk).listed() if not one.tried]}


@router.post("/gaps/send", summary="担当の課に送る")
def send(form: SendForm, desk: DeskOf) -> dict[str, bool]:
    """課が決まらなかったものや、ほかの課のものを、答える課の一覧に移します。"""
    gaps.send(desk.conversations, form.questions, form.to, by=form.by)
    return {"done": True}


@router.post("/gaps/dismiss", summary="FAQにしない")
def dismiss(form: DealForm, desk: DeskOf) -> dict[str, bool]:
    """一覧から外します。"""
    gaps.deal(desk.conversations, form.questions, "none", by=form.by)
    return {"done": True}


@router.post("/faqs/trial", summary="FAQを書いて、答えを確かめる")
def trial(form: FaqForm, desk: DeskOf) -> dict[str, Any]:
    """まだ住民には見えません。このFAQを加えたときの答えを、今の答えと並べて返します。"""
    kinds = desk.personal_kinds(f"{form.question}\n{form.answer}")
    if kinds:
        raise ProblemError(422, "personal", more={"kinds": list(kinds)}, kinds="、".join(kinds))
    faqs, asked = _faqs(desk), form.asked or form.question
    faq = faqs.put(
        Faq(form.id, form.question, form.answer, form.page, form.owner, form.public, "", form.by)
        if not form.id
        else replace(
            _faq(faqs, form.id),
            question=form.question,
            answer=form.answer,
            page=form.page,
            section=form.owner,
            public=form.public,
            tried=True,
        )
    )
    return {
        "id": faq.id,
        "before": _answered(desk, asked),
        "after": _answered(desk, asked, faqs.viewer(faq.id)),
    }


@router.post("/faqs/publish", summary="FAQを公開する")
def publish(form: PublishForm, desk: DeskOf) -> dict[str, Any]:
    """住民の質問に、このFAQが使われるようになります。"""
    faqs = _faqs(desk)
    faq = faqs.put(replace(_faq(faqs, form.id), tried=False, by=form.by))
    if form.questions:
        gaps.deal(desk.conversations, form.questions, faq.id, by=form.by)
    return {"id": faq.id, "after": _answered(desk, faq.question)}


@router.post("/faqs/withdraw", summary="FAQを取り下げる")
def withdraw(form: PublishForm, desk: DeskOf) -> dict[str, bool]:
    """文書からも索引からも消します。"""
    _faqs(desk).remove(form.id)
    return {"done": True}


def _faq(faqs: Faqs, faq_id: str) -> Faq:
    found = next((one for one in faqs.listed() if one.id == faq_id), None)
    if found is None:
        raise FaqError("このFAQは見つかりません。一覧から開き直してください。")
    return found


@router.get("/statistics", summary="統計")
def figures(desk: DeskOf, first: Day = None, last: Day = None) -> dict[str, Any]:
    """話題・時間帯・ことば・課ごとの件数と、解決率です（既定は直近30日）。"""
    begin, end = statistics.last_days(30, last or datetime.now(JAPAN).date())
    public = desk.office.index.documents(desk.office.viewer)
    told = statistics.count(
        desk.conversations,
        first=first or begin,
        last=end,
        title={one.id: one.title for one in public},
        many=[one.id for one in public if one.kind == "FAQ"],
        calls=[one.at for one in desk.callbacks.listed()],
    )
    names = desk.texts.languages
    told["tables"]["language"] = {names.get(code, code): n for code, n in told["tables"]["language"].items()}
    return told


@router.get("/statistics.csv", summary="統計のCSV", response_class=Response)
def figures_csv(desk: DeskOf, first: Day = None, last: Day = None) -> Response:
    """表計算で開けます（UTF-8、BOM付き）。"""
    told, say = figures(desk, first, last), desk.office.words.say
    out = io.StringIO()
    write = csv.writer(out)
    for name in (
        "first",
        "last",
        "conversations",
        "questions",
        "solved",
        "rated",
        "good",
        "people",
        "callbacks",
    ):
        write.writerow([say(f"staff.figure_{name}"), "", told[name]])
    for name, table in told["tables"].items():
        for key, value in table.items():
            write.writerow([say(f"staff.table_{name}"), no_formula(key or say("staff.unknown")), value])
    return Response(
        "\ufeff" + out.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="residents.csv"'},
    )


@router.post("/checklist", summary="公開前の質問を一つ試す")
def try_one(form: TrialForm, desk: DeskOf) -> dict[str, Any]:
    """実際の回答のしくみで答え、決めておいた答え方（答える・断る・緊急の番号）と比べます。"""
    questions = _own(desk).get("question", [])
    if form.number >= len(questions):
        raise ProblemError(404, "no_answer")
    wanted = questions[form.number]
    told = _answered(desk, wanted["text"])
    right = told["status"] in wanted["status"]
    text = told["text"] + "".join(one.get("telephone", "") for one in told.get("urgent", []))
    lacks = [word for word in wanted.get("words", []) if word not in text]
    mark = "ng" if not right else "so" if lacks else "ok"
    return {"mark": mark, "status": told["status"], "text": told["text"], "lacks": lacks}
