"""The commands that open the product: up, prepare, serve. Knows nothing of documents' insides or of how models are made."""

from __future__ import annotations

import argparse
import logging
import socket
import sys
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from app.cli.lines import Lines
from app.cli.main import LEFT_OFF, add_command, office, whole_number
from app.upkeep.listening import allow_many, listen
from app.upkeep.presence import serving

if TYPE_CHECKING:
    from app.upkeep.indexing import Indexing
    from app.upkeep.supplies import Fetch, Supplies
    from app.wire import Office
    from ingest.ingestion import Report
    from ingest.models.workplace import Progress

PARTING = 5
"""Seconds for what is being sent when the server is stopped: a page left open keeps a stream for as long as it is."""


def register(commands: Any) -> None:
    parser = add_command(commands, "serve", run_serve, "ページと API を開きます。")
    parser.add_argument("--host", metavar="アドレス", help="待ち受けるアドレス（既定は設定の値）")
    parser.add_argument(
        "--port", type=whole_number(0, 65_535), metavar="番号", help="待ち受けるポート（既定は設定の値）"
    )
    add_command(
        commands,
        "up",
        run_up,
        "ページを開き、その裏で、文書を取り込み、モデルを取り寄せます（make up が呼びます）。",
        "取り込みが誤りで止まってもページは開いたままで、終わったときの終了コードが 1 になります。",
    )
    add_command(
        commands,
        "prepare",
        run_prepare,
        "埋込み・文章・音声認識のモデルを用意します。途中で止めても続きから始まります。",
    )


def run_serve(options: argparse.Namespace) -> int:
    built = office()
    settings = built.settings
    port = settings.port if options.port is None else options.port
    built.settings = settings = replace(settings, host=options.host or settings.host, port=port)
    _refuse_mixing(built)
    door = listen(settings.host, port)
    with serving(settings.home):
        return _serve(built, door)


def run_up(options: argparse.Namespace) -> int:
    built = office()
    _refuse_mixing(built)
    door = listen(built.settings.host, built.settings.port)
    print(f"用意をしています。{_address(door)} で、まもなく開きます。", flush=True)
    with serving(built.settings.home):
        return _up(built, door)


def _refuse_mixing(built: Office) -> None:
    """A town's product must not open on an index with the papers of the invented city, as first trials leave it."""
    from ingest.ledger import Ledger
    from ingest.papers.belonging import refuse_strange_index

    file = built.folder / "ledger.sqlite3"
    if file.is_file():
        refuse_strange_index(Ledger(file), built.city, tenant=built.settings.tenant)


def _up(built: Office, door: socket.socket) -> int:
    from app.upkeep.indexing import Indexing

    _prepare_embedding(built)
    lines = Lines()
    supplies = _supplies(built, lines)
    read = partial(_tell, lines)
    reading = Indexing(
        built.index, [built.settings.corpus], progress=lines.part("文書"), ended=read, city=built.city
    )
    code = _serve(built, door, reading, supplies)
    if reading.state.name == "stopped" or reading.state.under_way or supplies.state.under_way:
        print(LEFT_OFF, file=sys.stderr)
        return 1
    return code or int(reading.failed or supplies.state.failed)


def _supplies(built: Office, lines: Lines) -> Supplies:
    """What comes behind the pages: the models that are not there yet."""
    from app.upkeep.supplies import Supplies

    progress = lines.part("モデル", left=lambda: supplies.state.left)
    supplies = Supplies(_missing(built), progress=progress, ended=partial(_tell_models, lines))
    built.awaited = supplies.waiting
    return supplies


def _missing(built: Office) -> list[tuple[str, Fetch]]:
    """The models of the settings that have to be fetched: name, and how."""
    from ingest.models import has_speech, has_writer, prepare_speech, prepare_writer

    settings = built.settings
    models = settings.models

    def writer(progress: Progress, stop: Event) -> Path:
        return prepare_writer(models, progress=progress, stop=stop)

    def speech(progress: Progress, stop: Event) -> Path:
        return prepare_speech(models, progress=progress, stop=stop)

    found: list[tuple[str, Fetch]] = []
    if settings.llm == "embedded" and not settings.llm_file and not has_writer(models):
        found.append(("writer", writer))
    if settings.speech == "embedded" and not has_speech(models):
        found.append(("speech", speech))
    return found


def _tell_models(lines: Lines, failed: str) -> None:
    told = (
        f"モデルを取り寄せられませんでした。{failed}\nページは開いたままです。"
        if failed
        else "モデルが使えます。"
    )
    lines.say(told, part="モデル")


def _tell(lines: Lines, ended: Report | str) -> None:
    """The end of the documents' reading, on the terminal: the pages are open already."""
    if isinstance(ended, str):
        lines.say(f"文書の取り込みが止まりました。{ended}ページは開いたままです。", part="文書")
        return
    told = [f"{ended.documents} 文書、{ended.passages} 節が使えます（{ended.seconds:.1f} 秒）。"]
    told += [f"読めませんでした　{failure.path}：{failure.reason}" for failure in ended.failed]
    lines.say("\n".join(told), part="文書")


def run_prepare(options: argparse.Namespace) -> int:
    built = office()
    _prepare_embedding(built)
    for _, fetch in _missing(built):
        fetch(_show_bytes, Event())
    print("\n用意ができました。")
    return 0


def _prepare_embedding(built: Office) -> None:
    from ingest.models import prepare_embedding

    if built.settings.embedder == "e5-small.int8":
        prepare_embedding(built.settings.models, progress=_show_bytes)


def _show_bytes(done: int, total: int, message: str) -> None:
    share = f" {done * 100 // total}%" if total else ""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{message}{share}")
    elif done == total:
        sys.stderr.write(f"{message}{share}\n")
    sys.stderr.flush()


def _serve(
    built: Office, door: socket.socket, indexing: Indexing | None = None, supplies: Supplies | None = None
) -> int:
    import uvicorn

    from app.web.api import create_app

    config = uvicorn.Config(
        create_app(built, indexing, supplies, alone=True),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=PARTING,
    )
    allow_many()
    server = uvicorn.Server(config)
    # What is cut off when somebody stops the server is no fault to report.
    logging.getLogger("uvicorn.error").addFilter(lambda record: not server.should_exit)
    print(f"下書きを開きました：{_address(door)}　（終わるときは Ctrl-C）", flush=True)
    if indexing is not None and indexing.first:
        print("文書を取り込みます。ページはもう使えます。取り込んだものから、さがせます。", flush=True)
    with suppress(KeyboardInterrupt):  # how it is meant to end
        server.run(sockets=[door])
    return 0 if server.started else 1


def _address(door: socket.socket) -> str:
    host, port = door.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        return f"http://127.0.0.1:{port}（ほかの PC からは http://{socket.gethostname()}:{port}）"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
