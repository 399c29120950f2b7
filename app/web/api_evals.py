"""/api/evals: runs started, watched, stopped and compared; labels; real drafts made cases. Knows nothing of how anything is measured.

Like the staff's routes these are for the office's own network.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from app.web.api_saved import Owner, drafts_of
from app.web.evaluations import EvaluationsOf
from app.web.office import OfficeOf
from app.web.problems import ProblemError
from app.web.residents.forms import Text, Written

router = APIRouter(prefix="/api/evals", tags=["評価"])
_RUN = r"^[a-z0-9_-]{1,80}$"
_OTHER = r"^[a-z0-9_-]{0,80}$"
RunId = Annotated[str, Path(pattern=_RUN, description="実行の名前")]
Against = Annotated[str, Query(pattern=_OTHER, description="相手の実行の名前。baseline は基準")]
Word = Annotated[Written, Field(max_length=200)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StartForm(_Form):
    """``limit`` 0 asks all the cases."""

    suite: str = Field(pattern=_RUN, description="問いの組")
    jobs: int = Field(default=1, ge=1, le=16, description="同時に聞く数")
    repeats: int = Field(
        default=1, ge=1, le=20, description="同じ問いを聞く回数（文章モデルの揺れを見るとき）"
    )
    limit: int = Field(default=0, ge=0, le=100_000, description="はじめの何件か（0 はすべて）")
    fresh: bool = Field(default=False, description="前の答えを使い回さない")


class LabelForm(_Form):
    """``value``: good, mend, bad; with ``other`` a, b, same as the texts stood on the page."""

    run: str = Field(pattern=_RUN)
    other: str = Field(default="", pattern=_OTHER)
    case: Written = Field(max_length=120)
    value: str = Field(pattern="^(good|mend|bad|a|b|same)$")
    reason: Text = Field(default="", max_length=1000)
    by: Text = Field(default="", max_length=100)


class DraftCaseForm(_Form):
    """A form as it was looked through; what is still personal in it is covered again before it is written."""

    task: Written = Field(max_length=100)
    fields: dict[str, Annotated[str, Field(max_length=40_000)]]
    says: list[Word] = Field(default=[], max_length=40)
    silent: list[Word] = Field(default=[], max_length=40)
    note: Text = Field(default="", max_length=1000)


@router.get("", summary="問いの組と実行の一覧")
def overview(desk: EvaluationsOf) -> dict[str, Any]:
    """新しい実行から60件です。"""
    return desk.overview()


@router.post("/runs", summary="実行を始める", status_code=201)
def start(form: StartForm, desk: EvaluationsOf) -> dict[str, Any]:
    """別の処理として始めます。動かせるのは一度に一つです。"""
    return desk.start(form.suite, jobs=form.jobs, repeats=form.repeats, limit=form.limit, fresh=form.fresh)


@router.get("/runs/{run_id}", summary="一つの実行の進み具合")
def read_run(run_id: RunId, desk: EvaluationsOf) -> dict[str, Any]:
    """`state` は preparing、running、stopped、done、failed です。"""
    return desk.run(run_id)


@router.post("/runs/{run_id}/resume", summary="止まった実行の続きを動かす")
def resume(run_id: RunId, desk: EvaluationsOf) -> dict[str, Any]:
    """聞き終わった問いは聞き直しません。"""
    return desk.resume(run_id)


@router.post("/runs/{run_id}/cancel", summary="実行を止める")
def cancel(run_id: RunId, desk: EvaluationsOf) -> dict[str, bool]:
    """聞き終わった問いは残り、あとで続けられます。"""
    return {"stopped": desk.cancel(run_id)}


@router.get("/runs/{run_id}/report", summary="実行の報告（HTML）", response_class=HTMLResponse)
def report(
    run_id: RunId, desk: EvaluationsOf, request: Request, against: Against = "baseline", save: bool = False
) -> HTMLResponse:
    """`save=true` なら、通信なしで開ける1つのファイルとして保存できます。"""
    made = desk.report(run_id, against)
    if save:
        return HTMLResponse(made, headers={"content-disposition": f'attachment; filename="{run_id}.html"'})
    nonce = request.scope.get("shitagaki.nonce", "")
    return HTMLResponse(made.replace("<script>", f'<script nonce="{nonce}">'))


@router.get("/runs/{run_id}/compare", summary="二つの実行を比べる")
def compare(run_id: RunId, desk: EvaluationsOf, against: Against = "baseline") -> dict[str, Any]:
    """`code` は 0 悪化なし、1 悪化またはなくなった問い、3 決められない です。"""
    return desk.compare(run_id, against)


@router.get("/usage", summary="使われ方の移り変わり")
def usage(desk: EvaluationsOf) -> dict[str, Any]:
    """下書きが使われたか、住民への答えの点が週ごとにどう変わったか。件数と点だけで、文は入りません。"""
    return desk.usage()


@router.get("/runs/{run_id}/labels", summary="人が見る文案と、付いている印")
def to_label(run_id: RunId, desk: EvaluationsOf, against: Against = "") -> dict[str, Any]:
    """`against` があれば、文案の違う問いを A と B で返します。どちらがどの実行かは返しません。"""
    return {"items": desk.to_label(run_id, against)}


@router.post("/labels", summary="印を付ける")
def label(form: LabelForm, desk: EvaluationsOf) -> dict[str, Any]:
    """消さずに書き足します。同じ文案には最後の印が効きます。"""
    kept = desk.label(**form.model_dump())
    return {"case": kept["case"], "at": kept["at"]}


@router.get("/drafts/{draft_id}", summary="下書きを問いの形で見る")
def preview(
    draft_id: Annotated[str, Path(pattern="^[0-9a-f]{16}$")],
    desk: EvaluationsOf,
    office: OfficeOf,
    owner: Owner,
) -> dict[str, Any]:
    """個人情報と思われるものを伏せた形です。まだどこにも書きません。"""
    found = drafts_of(office).read(owner, draft_id)
    if found is None:
        raise ProblemError(404, "no_saved")
    values = found.state.get("values")
    given = {str(name): str(value) for name, value in values.items()} if isinstance(values, dict) else {}
    return desk.preview(found.task, given, str(found.state.get("text", "")))


@router.post("/cases", summary="下書きを問いに足す", status_code=201)
def add(form: DraftCaseForm, desk: EvaluationsOf) -> dict[str, Any]:
    """団体のフォルダの問いのファイルに足します。残っている個人情報は、書く前に伏せます。"""
    return desk.add_draft(**form.model_dump())
