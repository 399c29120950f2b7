"""/api/law/bills: the amending 例規 of an edited regulation with its 附則, the others in the same bill, as text or a file. Knows no law."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from app.exporters.amendment_docx import export_amendment_docx
from app.law.bill import PROMULGATED, Bills, law_bills, said_day
from app.web.api_law import LONGEST, LawText, one
from app.web.law_files import TYPES
from app.web.office import Office, OfficeOf
from app.web.problems import ProblemError
from ingest.errors import ShitagakiError
from ingest.law.amending.bill import Change
from ingest.law.tree import parse

router = APIRouter(prefix="/api/law", tags=["例規"])
_MOST = 20


class LawStep(BaseModel):
    """What the regulation becomes next, and from which day."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=LONGEST, description="この段の改正後の全文")
    day: str = Field(max_length=60, description="この段の施行の日")


class LawOther(BaseModel):
    """Another regulation of the same bill, as somebody edited it."""

    model_config = ConfigDict(extra="forbid")

    document: str = Field(max_length=200, description="もとの版の id")
    text: str = Field(max_length=LONGEST, description="改正後の全文")
    day: str = Field(default="", max_length=60, description="施行の日（省くと最初の例規と同じ日）")


class LawBill(LawText):
    """What an amending 例規 needs beside the new text."""

    day: str = Field(default="", max_length=60, description="施行の日（和暦でも西暦でも。省くと公布の日）")
    measures: str = Field(
        default="", max_length=20_000, description="附則の経過措置・適用区分（1行に一つの項）"
    )
    others: bool = Field(
        default=False, description="動いた条を引用しているほかの例規も併せて改めるか（ハネ改正・整備）"
    )
    steps: list[LawStep] = Field(
        default=[], max_length=5, description="二段目から（二段ロケット）：この段の全文と施行の日を、日の順に"
    )
    joined: list[LawOther] = Field(
        default=[],
        max_length=_MOST,
        description="同じ改正例規で改めるほかの例規（規則などは別の改正例規になります）",
    )
    name: str = Field(default="", max_length=200, description="改正例規の題名（省くと例規の名から作ります）")
    articles: bool = Field(
        default=False, description="二段の改正を、ただし書ではなく第1条・第2条の条建てにするか"
    )


class LawBillFile(LawBill):
    """Which of the bills to write into which file."""

    number: int = Field(default=1, ge=1, le=_MOST, description="何番目の改正例規か")
    kind: Literal["docx", "txt"] = Field(default="docx", description="ファイルの形式")


@router.post("/bills", summary="改正例規の全文を作る")
def make_bills(asked: LawBill, office: OfficeOf) -> dict[str, Any]:
    """題名から附則までの改正例規を返します。ほかの例規も改めるときは、同じ種類のものは一つの例規の条建てに、規則などは別になります。"""
    made = _made(asked, office)
    bills = [
        {"title": each.title, "text": each.text, "exact": each.exact, "wrong": list(each.wrong)}
        for each in made.bills
    ]
    told = [{"places": where, "text": text} for where, text in made.measures]
    return {"bills": bills, "open": list(made.open), "measures": told}


@router.post("/bills/file", summary="改正例規のファイル", response_class=Response)
def make_bill_file(asked: LawBillFile, office: OfficeOf) -> Response:
    """改正例規の全文を Word かテキストで返します。"""
    bills = _made(asked, office).bills
    if asked.number > len(bills):
        raise ProblemError(422, "no_law_file")
    bill = bills[asked.number - 1]
    data = (
        export_amendment_docx(bill.text)
        if asked.kind == "docx"
        else bill.text.replace("\n", "\r\n").encode("utf-8-sig")
    )
    name = quote(f"{bill.title}.{asked.kind}")
    return Response(
        data,
        media_type=TYPES[asked.kind],
        headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
    )


def _made(asked: LawBill, office: Office) -> Bills:
    desk = office.index.law
    first = _change(asked.document, asked.text, asked.day, PROMULGATED, office)
    steps = [first]
    for each in asked.steps:
        steps.append(Change(steps[-1].new, parse(each.text), said_day(each.day.strip()) or PROMULGATED))
        _must_differ(steps[-1])
    if asked.steps and asked.others:
        raise ProblemError(422, "no_law_hane_steps")
    joined = [_change(each.document, each.text, each.day, first.day, office) for each in asked.joined]
    measures = [line.strip("・ 　") for line in asked.measures.splitlines() if line.strip("・ 　")]
    try:
        return law_bills(
            steps,
            desk.regulations().graph.regulations[asked.document] if asked.others else None,
            desk=desk,
            viewer=office.viewer,
            words=office.prompts.law.amending,
            when=date.today(),
            measures=measures,
            others=joined,
            name=asked.name.strip(),
            articles=asked.articles,
        )
    except ShitagakiError as error:
        raise ProblemError(422, "no_law_bill", why=str(error)) from error


def _change(document_id: str, text: str, day: str, else_: str, office: Office) -> Change:
    document = one(office, document_id)
    old = office.index.law.regulations().tree(document.id)
    return _must_differ(Change(old, parse(text), said_day(day.strip()) or else_))


def _must_differ(change: Change) -> Change:
    if change.old.text == change.new.text:
        raise ProblemError(422, "no_law_change", title=change.title)
    return change
