"""The application: the API, the documents' pages, health, and Gradio's pages in one FastAPI. Knows nothing of settings."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app.records.retention import Retention
from app.upkeep.indexing import Indexing
from app.upkeep.supplies import Supplies
from app.web import (
    api_checks,
    api_council,
    api_draft_files,
    api_drafts,
    api_evals,
    api_facts,
    api_feedback,
    api_indexing,
    api_law,
    api_law_bill,
    api_law_compare,
    api_law_explain,
    api_law_stages,
    api_library,
    api_manual,
    api_own,
    api_removal,
    api_residents,
    api_residents_pages,
    api_rewrites,
    api_saved,
    api_speech,
    api_staff,
    api_staff_desk,
    api_tasks,
    api_variants,
    api_workbook,
    frame,
    problems,
    removal,
    tokens,
)
from app.web.edge import Edge
from app.web.evaluations import open_evaluations
from app.web.hosts import read_hosts
from app.web.office import Office, OfficeOf
from app.web.residents.desk import open_desk
from app.web.residents.door import Door
from app.web.runs import Runs
from ingest.errors import ShitagakiError
from ingest.spare import set_aside

log = logging.getLogger(__name__)
ROUTED = (
    api_residents,  # the first is found soonest
    api_tasks,
    api_workbook,
    api_own,
    api_removal,
    api_facts,
    api_draft_files,
    api_drafts,
    api_rewrites,
    api_variants,
    api_saved,
    api_library,
    api_manual,
    api_checks,
    api_council,
    api_speech,
    api_law,
    api_law_compare,
    api_law_explain,
    api_law_bill,
    api_law_stages,
    api_residents_pages,
    api_staff,
    api_staff_desk,
    api_evals,
    api_feedback,
    api_indexing,
)
ASSETS = Path(__file__).parent / "assets"
SWITCH = 0.0005
"""Seconds after which a thread that works lets another one work. With Python's own 0.005 the event loop, which does very
little very often, waits behind every search."""
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
DESCRIPTION = """例規と過去の文書から、出典の付いた下書きを作ります。

誤りは `application/problem+json` で返ります。`number` はお問い合わせのときの番号です。"""


def create_app(
    office: Office, indexing: Indexing | None = None, supplies: Supplies | None = None, *, alone: bool = False
) -> FastAPI:
    """Everything this server answers. Opens the index of ``office`` and mounts its pages; ``indexing`` and ``supplies`` run
    behind them. ``alone``: the process is this server's and does nothing else."""
    from app.web.ui import mount_pages

    about: Any = {"title": "下書き", "version": "1", "description": DESCRIPTION}
    app = FastAPI(**about, docs_url=None, redoc_url=None, lifespan=_lifespan)
    app.state.office, app.state.runs, app.state.indexing = office, Runs(), indexing
    app.state.supplies, app.state.alone = supplies, alone
    app.state.desk = desk = open_desk(office)
    app.state.evaluations = open_evaluations(office)
    problems.install(app, office.words)
    for module in ROUTED:
        app.include_router(module.router)
    app.get("/health", summary="動いているかどうか", tags=["運用"], responses=HEALTH)(health)
    app.get("/site/tokens.css", include_in_schema=False)(stylesheet)
    app.mount("/site", StaticFiles(directory=ASSETS), name="site")
    app.get("/favicon.ico", include_in_schema=False)(lambda: Response(status_code=204))
    app.add_route("/api/{rest:path}", nothing_here, methods=METHODS, include_in_schema=False)
    app.add_route("/documents/{rest:path}", nothing_here, methods=METHODS, include_in_schema=False)
    mount_pages(app, office)
    strip = partial(api_indexing.strip, office, indexing, supplies)
    dress = partial(frame.dress, words=office.words, state=partial(page_state, office), strip=strip)
    edge: Any = Edge
    door: Any = Door
    app.add_middleware(door, desk=desk, words=office.words)
    listed, bound = office.hosts
    app.add_middleware(
        edge,
        words=office.words,
        upload_limit=office.upload_limit,
        dress=dress,
        origins=desk.origins,
        hosts=read_hosts(listed, bound=bound, origins=desk.origins.listed),
    )
    return app


def page_state(office: Office) -> dict[str, str]:
    """What the scripts of a page are told."""
    writer = office.writer
    outside = writer is not None and not writer.local
    return {"city": office.city, "writer": "1" if writer else "0", "outside": "1" if outside else "0"}


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    sys.setswitchinterval(SWITCH)
    warming = asyncio.create_task(asyncio.to_thread(_warm, app))
    forgetting = asyncio.create_task(_forget(app))
    behind = [one for one in (app.state.supplies, app.state.indexing) if one is not None]
    if app.state.supplies is not None:
        app.state.supplies.then = app.state.desk.take_writer
    for one in behind:
        one.start()
    yield
    for one in behind:
        await asyncio.to_thread(one.stop)
    forgetting.cancel()
    await warming
    app.state.runs.stop_all()
    if app.state.office.recordings is not None:
        app.state.office.recordings.stop_all()
    app.state.desk.close()


def _warm(app: FastAPI) -> None:
    """The server answers without this too, only later; what is wrong is told to who asks."""
    try:
        app.state.desk.warm()
        if app.state.alone:
            set_aside()
    except ShitagakiError as error:
        log.warning("the residents' desk is not warm: %s", type(error).__name__)


async def _forget(app: FastAPI) -> None:
    """Once an hour, score what days are over (before it is forgotten) and delete what residents wrote, what clerks said of
    drafts and what was taken off the shelf, where its time is over. What fails is tried again in an hour."""
    desk, office, evaluations = app.state.desk, app.state.office, app.state.evaluations
    works: list[tuple[str, Callable[[], object]]] = [
        ("the answers of the day were not scored", evaluations.watch if evaluations else lambda: None),
        ("old conversations were not deleted", Retention(desk.conversations, desk.callbacks).forget),
        ("old voices were not deleted", api_feedback.feedback_of(office).forget),
        ("papers taken off were not deleted", partial(removal.forget, office)),
    ]
    while True:
        for failed, work in works:
            try:
                await asyncio.to_thread(work)
            except Exception as error:  # one that fails must not end the others for good
                log.warning("%s: %s", failed, type(error).__name__)
        await asyncio.sleep(3600)


def stylesheet() -> PlainTextResponse:
    return PlainTextResponse(
        tokens.stylesheet(), media_type="text/css", headers={"cache-control": "no-cache"}
    )


async def nothing_here(request: Request) -> Response:
    """An address below ours that no route answers: it must not fall through to Gradio."""
    matches = (route.matches(request.scope)[0] for route in request.app.routes)
    raise HTTPException(405 if Match.PARTIAL in matches else 404)


HEALTH: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "application/json": {
                "example": {
                    "status": "ok",
                    "index": "midori:e5-small.int8:57",
                    "documents": 57,
                    "passages": 812,
                    "embedder": "e5-small.int8",
                    "writer": "embedded:qwen2.5-coder-1.5b-instruct-q4_k_m",
                    "waiting": 0,
                }
            }
        }
    },
    503: {"description": "文書が一つも取り込まれていません。"},
}


def health(office: OfficeOf, response: Response) -> dict[str, Any]:
    """索引・埋込み・文章モデルの様子です。文書が無いときは 503 を返します。"""
    documents, passages = office.index.ledger.count()
    if not documents:
        response.status_code = 503
    writer = office.writer
    return {
        "status": "ok" if documents else "empty",
        "index": office.index.digest,
        "documents": documents,
        "passages": passages,
        "embedder": office.index.embedder.name,
        "writer": writer.name if writer else "none",
        "waiting": writer.queue.waiting() if writer else 0,
    }
