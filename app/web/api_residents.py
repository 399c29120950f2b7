"""POST and GET below /api/residents: conversations, questions, ratings, hand-off. Knows nothing of answering or storing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request
from fastapi.responses import StreamingResponse

from app.residents.answering import Question
from app.residents.directory import hall_of
from app.web import problems
from app.web.api_residents_pages import DeskOf
from app.web.problems import ProblemError
from app.web.residents import talk
from app.web.residents.bundle import colours
from app.web.residents.desk import ANSWERS, Desk
from app.web.residents.door import CROWDED
from app.web.residents.forms import (
    CallbackForm,
    ConversationForm,
    HandoffForm,
    MessageForm,
    QuestionForm,
    RatingForm,
)
from app.web.residents.limits import Limits
from app.web.residents.pages import own_hosts
from app.web.residents.replies import Asked, reply, sse
from app.web.residents.texts import without_ruby
from app.web.residents.watching import WATCHERS
from app.web.runs import BusyError

router = APIRouter(prefix="/api/residents", tags=["住民の窓口"])
Token = Annotated[str, Path(min_length=20, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]
STREAM = """id: 1
event: stage
data: {"state": "searching", "text": "市の文書をさがしています"}

id: 1
event: sentence
data: {"text": "住民票の写しの手数料は、1通につき300円です。", "citations": [1]}

id: 2
event: answer
data: {"status": "answered", "text": "…", "language": "ja", "parts": [], "citations": [], "handoff": {}, "seconds": 0.4}
"""
_STREAMED: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {"example": STREAM}}}}
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


@router.get("/config", summary="窓口の言葉・色・開いているか")
def config(
    desk: DeskOf,
    tenant: Annotated[str, Query(max_length=40)] = "",
    language: Annotated[str, Query(max_length=80, pattern=r"^[A-Za-z0-9;,.=* -]*$")] = "ja",
) -> dict[str, Any]:
    """`language` は符号（ja、ja-easy、en …）か、`auto;` に続けてブラウザのことばの一覧です。"""
    _tenant(desk, tenant)
    return _page(desk, desk.texts.chosen(language)) | {"style": colours()}


@router.get("/watch", summary="窓口が開いているかを知らせ続ける", responses=_STREAMED)
async def watch(desk: DeskOf, tenant: Annotated[str, Query(max_length=40)] = "") -> StreamingResponse:
    """いまの様子（`switch`）と、停止・再開・お知らせの変わり目を、1秒以内に送ります。"""
    _tenant(desk, tenant)
    if desk.watch.count >= WATCHERS:
        raise ProblemError(503, "crowded", more={"seconds": CROWDED}, seconds=CROWDED)

    async def told() -> AsyncIterator[str]:
        async for now in desk.watch.follow():
            yield ": \n\n" if now is None else sse("switch", now)

    return StreamingResponse(told(), media_type="text/event-stream", headers=_HEADERS)


def _page(desk: Desk, language: str) -> dict[str, Any]:
    texts, offered = desk.texts, desk.offered()
    return {
        "city": desk.office.city,
        "language": language,
        "languages": dict(texts.languages),
        "text": texts.page(language, offered),
        "kinds": dict(texts.kinds.get(language, {})),
        "buttons": texts.pressed(language, offered),
        "limits": {"question": texts.limits["question"], "message": texts.limits["message"]},
        "hosts": [*desk.office.prompts.public.hosts, *own_hosts(desk.office.index, desk.office.viewer)],
        "phones": desk.phones,
        "telephone": "" if desk.preparing() else hall_of(desk.office).telephone,
        **desk.state(),
    }


@router.post("/conversations", summary="やり取りを始める", status_code=201)
def begin(form: ConversationForm, desk: DeskOf, request: Request) -> dict[str, Any]:
    """`conversation` は、このやり取りの鍵です。知っている人だけが続けられます。"""
    _tenant(desk, form.tenant)
    _open(desk)
    _take(desk, desk.starts, request)
    language = desk.texts.chosen(form.language)
    page = _page(desk, language)
    greeting = without_ruby(page["text"]["greeting"]).replace("{city}", desk.office.city)
    kept = {key: page[key] for key in ("buttons", "banner", "languages", "open")}
    return {"conversation": desk.conversations.open(language), "greeting": greeting, **kept}


@router.post("/conversations/{c}/questions", summary="質問する", responses=_STREAMED)
async def ask(c: Token, form: QuestionForm, desk: DeskOf, request: Request) -> StreamingResponse:
    """答えを順に送ります（stage、sentence、answer）。接続を切ると、答えるのを止めます。"""
    if desk.answering >= ANSWERS:
        raise ProblemError(503, "crowded", more={"seconds": CROWDED}, seconds=CROWDED)
    desk.answering += 1
    try:
        asked = await desk.kept(_asked, c, form, desk, request)
        stream = reply(desk, asked)
        first = await anext(stream)
    except BusyError as error:
        desk.answering -= 1
        raise ProblemError(503, "crowded", more={"seconds": CROWDED}, seconds=CROWDED) from error
    except BaseException:
        desk.answering -= 1
        raise
    events = _events(stream, first, desk, request)
    return StreamingResponse(events, media_type="text/event-stream", headers=_HEADERS)


def _asked(c: str, form: QuestionForm, desk: Desk, request: Request) -> Asked:
    """The question, once it may be asked; kept in the conversation."""
    _open(desk)
    events = talk.known(desk, c)
    most = desk.texts.limits["question"]
    if len(form.question) > most:
        raise ProblemError(422, "question_long", limit=most)
    if talk.state(events) == "taken":
        raise ProblemError(409, "with_staff")
    _impersonal(desk, form.question)
    _take(desk, desk.questions, request)
    data = {"text": form.question, "language": form.language}
    number = desk.conversations.append(c, "question", data)
    return Asked(c, number, Question(form.question, language=form.language, history=talk.turns(events)))


async def _events(stream: Any, first: Any, desk: Desk, request: Request) -> AsyncIterator[str]:
    said = first
    try:
        while True:
            if said is None:
                yield ": \n\n"
            elif said[0] == "problem":
                yield sse("problem", _problem(desk, request, said[1]))
            else:
                yield sse(*said)
            said = await anext(stream)
    except StopAsyncIteration:
        return
    finally:
        desk.answering -= 1
        await stream.aclose()


def _problem(desk: Desk, request: Request, told: dict[str, Any]) -> dict[str, object]:
    name = str(told["name"])
    detail = told.get("text") or desk.office.words.say(f"problems.{name}", seconds=CROWDED)
    number = problems.number_of(request)
    status = 503 if name in ("paused", "crowded") else 500
    return problems.body(desk.office.words, status=status, detail=detail, number=number, name=name)


@router.get("/conversations/{c}/events", summary="やり取りの続きを受け取る", responses=_STREAMED)
async def follow(
    c: Token,
    desk: DeskOf,
    last_event_id: Annotated[int, Header(ge=0, le=2**53)] = 0,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> StreamingResponse:
    """`Last-Event-ID` より後の出来事を送り、つないだままにします。`ready` は、そこまでを送り終えた印です。"""
    await desk.kept(talk.known, desk, c)
    if len(desk.followers) >= talk.FOLLOWERS:
        raise ProblemError(503, "crowded", more={"seconds": CROWDED}, seconds=CROWDED)
    stream = talk.follow(desk, c, max(last_event_id, after))
    return StreamingResponse(stream, media_type="text/event-stream", headers=_HEADERS)


@router.post("/conversations/{c}/rating", summary="答えを評価する")
def rate(c: Token, form: RatingForm, desk: DeskOf) -> dict[str, Any]:
    """その答えで解決したかどうかです。"""
    talk.known(desk, c)
    if form.answer not in talk.answers(desk, c):
        raise ProblemError(404, "no_answer")
    _impersonal(desk, form.comment)
    return {"id": desk.conversations.append(c, "rating", form.model_dump())}


@router.post("/conversations/{c}/handoff", summary="職員につなぐ")
def hand_over(c: Token, form: HandoffForm, desk: DeskOf) -> dict[str, Any]:
    """職員の受付時間の中だけ、つなげます。時間の外は 409 です（callback を使ってください）。"""
    _open(desk)
    talk.known(desk, c)
    return {"id": talk.hand_over(desk, c, form)}


@router.post("/conversations/{c}/leave", summary="職員と話すのをやめる")
def leave(c: Token, desk: DeskOf) -> dict[str, Any]:
    """待っている間も、つながった後も、いつでもやめられます。この後の質問には、自動の回答が答えます。"""
    talk.known(desk, c)
    return {"id": talk.leave(desk, c)}


@router.post("/conversations/{c}/messages", summary="職員に書く")
def write(c: Token, form: MessageForm, desk: DeskOf, request: Request) -> dict[str, Any]:
    """職員とつながっている間だけ使えます。"""
    talk.known(desk, c)
    _impersonal(desk, form.text)
    _take(desk, desk.messages, request)
    return {"id": talk.write(desk, c, form.text)}


@router.post("/conversations/{c}/callback", summary="電話のかけ直しを申し込む", status_code=201)
def call_back(c: Token, form: CallbackForm, desk: DeskOf, request: Request) -> dict[str, Any]:
    """名前と電話番号は、別の場所に暗号で置き、かけ直した後に消します。"""
    talk.known(desk, c)
    _take(desk, desk.calls, request)
    return {"number": talk.call_back(desk, c, form)}


def _tenant(desk: Desk, tenant: str) -> None:
    if tenant and tenant != desk.tenant:
        raise ProblemError(404, "no_tenant")


def _open(desk: Desk) -> None:
    """The kill switch, read for every request."""
    if text := desk.paused():
        raise ProblemError(503, "paused", more={"seconds": 300}, text=text)


def _take(desk: Desk, limits: Limits, request: Request) -> None:
    seconds = limits.take(request.client.host if request.client else "")
    if seconds:
        wait = desk.texts.waiting(seconds)
        raise ProblemError(429, "limited", more={"seconds": seconds}, wait=wait)


def _impersonal(desk: Desk, text: str) -> None:
    kinds = desk.personal_kinds(text)
    if kinds:
        raise ProblemError(422, "personal", more={"kinds": list(kinds)}, kinds="、".join(kinds))
