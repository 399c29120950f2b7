"""The commands for who runs the product: up, prepare, serve, settings, doctor. Knows nothing of documents' insides."""

from __future__ import annotations

import argparse
import logging
import socket
import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.cli.documents import show_progress
from app.cli.main import LEFT_OFF, add_command, office, print_json, whole_number
from app.listening import listen
from ingest.errors import ShitagakiError
from ingest.settings import SETTINGS, load_settings

if TYPE_CHECKING:
    from app.indexing import Indexing
    from app.wire import Office
    from ingest.ingestion import Report

PARTING = 5
"""Seconds for what is being sent when the server is stopped: a page left open keeps a stream for as long as it is."""


def register(commands: Any) -> None:
    parser = add_command(commands, "serve", run_serve, "ページと API を開きます。")
    parser.add_argument("--host", help="待ち受けるアドレス（既定は設定の値）")
    parser.add_argument("--port", type=whole_number(0, 65_535), help="待ち受けるポート（既定は設定の値）")
    add_command(
        commands,
        "up",
        run_up,
        "モデルを用意してページを開き、その裏で文書を取り込みます（make up が呼びます）。",
    )
    add_command(
        commands,
        "prepare",
        run_prepare,
        "埋込みモデルと文章モデルを用意します。途中で止めても続きから始まります。",
    )
    parser = add_command(commands, "settings", run_settings, "設定の一覧と今の値を出します。")
    parser.add_argument("--json", action="store_true", help="JSON で出します")
    parser = add_command(commands, "doctor", run_doctor, "動く状態かどうかを調べ、直し方を出します。")
    parser.add_argument(
        "--corpus",
        action="store_true",
        help="取り込んだ文書を点検します（重複、古い版、数字の食い違い、行き先のない引用、スキャンなど）",
    )
    parser.add_argument("--json", action="store_true", help="JSON で出します")


def run_serve(options: argparse.Namespace) -> int:
    built = office()
    settings = built.settings
    port = settings.port if options.port is None else options.port
    built.settings = settings = replace(settings, host=options.host or settings.host, port=port)
    return _serve(built, listen(settings.host, port))


def run_up(options: argparse.Namespace) -> int:
    from app.indexing import Indexing

    built = office()
    door = listen(built.settings.host, built.settings.port)
    print(f"用意をしています。{_address(door)} で、まもなく開きます。", flush=True)
    _prepare(built)
    reading = Indexing(built.index, [built.settings.corpus], progress=show_progress, ended=_tell)
    code = _serve(built, door, reading)
    if reading.state.name == "stopped" or reading.state.under_way:
        print(LEFT_OFF, file=sys.stderr)
        return 1
    return code or int(reading.failed)


def _tell(ended: Report | str) -> None:
    """The end of the documents' reading, on the terminal: the pages are open already."""
    if isinstance(ended, str):
        print(f"\n文書の取り込みが止まりました。{ended}ページは開いたままです。", file=sys.stderr, flush=True)
        return
    print(f"\n{ended.documents} 文書、{ended.passages} 節が使えます（{ended.seconds:.1f} 秒）。", flush=True)
    for failure in ended.failed:
        print(f"読めませんでした　{failure.path}：{failure.reason}", file=sys.stderr)


def run_prepare(options: argparse.Namespace) -> int:
    _prepare(office())
    print("\n用意ができました。")
    return 0


def _prepare(built: Office) -> None:
    from ingest.models import prepare_embedding, prepare_speech, prepare_writer

    prepare_embedding(built.settings.models, progress=_show_bytes)
    if built.settings.llm == "embedded" and not built.settings.llm_file:
        prepare_writer(built.settings.models, progress=_show_bytes)
    if built.settings.speech == "embedded":
        prepare_speech(built.settings.models, progress=_show_bytes)


def _show_bytes(done: int, total: int, message: str) -> None:
    share = f" {done * 100 // total}%" if total else ""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{message}{share}")
    elif done == total:
        sys.stderr.write(f"{message}{share}\n")
    sys.stderr.flush()


def _serve(built: Office, door: socket.socket, indexing: Indexing | None = None) -> int:
    import uvicorn

    from app.web.api import create_app

    config = uvicorn.Config(
        create_app(built, indexing),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=PARTING,
    )
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
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run_settings(options: argparse.Namespace) -> int:
    values = load_settings()
    rows = [(each.variable, str(getattr(values, each.name)), each.default, each.help) for each in SETTINGS]
    if options.json:
        print_json(
            [{"name": n, "value": bool(v) if n.endswith("_KEY") else v, "default": d} for n, v, d, _ in rows]
        )
        return 0
    for name, value, default, text in rows:
        shown = ("（設定あり）" if value else "") if name.endswith("_KEY") else value
        print(f"{name}={shown}\n    {text}（既定：{default or 'なし'}）")
    return 0


def run_doctor(options: argparse.Namespace) -> int:
    from app.doctor import examine

    if options.corpus:
        return _audit_corpus(options)
    checks = examine(office())
    if options.json:
        print_json([{"name": check.name, "ok": check.ok, "message": check.message} for check in checks])
    else:
        for check in checks:
            print(f"{'良' if check.ok else '要対応'}　{check.name}：{check.message}")
    return 0 if all(check.ok for check in checks) else 1


def _audit_corpus(options: argparse.Namespace) -> int:
    """The report on the documents: 0 whatever it finds, since faults in old papers stop nobody."""
    from app.hygiene import audit, load_groups

    built = office()
    groups = load_groups(built.settings.prompts / "hygiene.toml")
    if not built.index.ledger.count()[0]:
        raise ShitagakiError("点検する文書がありません。`shitagaki ingest フォルダ` で取り込んでください。")
    report = audit(built.index, groups, viewer=built.viewer)
    if options.json:
        print_json(report.as_dict())
    else:
        print("\n".join(report.lines()))
    return 0
