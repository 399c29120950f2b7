"""The commands for who runs the product: up, prepare, serve, settings, doctor. Knows nothing of documents' insides."""

from __future__ import annotations

import argparse
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from app.cli import add_command, office, print_json, whole_number
from app.cli_documents import show_progress
from app.listening import listen
from ingest.errors import ShitagakiError
from ingest.settings import SETTINGS, load_settings

if TYPE_CHECKING:
    from app.wire import Office


def register(commands: Any) -> None:
    parser = add_command(commands, "serve", run_serve, "ページと API を開きます。")
    parser.add_argument("--host", help="待ち受けるアドレス（既定は設定の値）")
    parser.add_argument("--port", type=whole_number(0, 65_535), help="待ち受けるポート（既定は設定の値）")
    add_command(
        commands, "up", run_up, "モデルを用意し、文書を取り込み、ページを開きます（make up が呼びます）。"
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
    host = options.host or built.settings.host
    return _serve(built, listen(host, built.settings.port if options.port is None else options.port))


def run_up(options: argparse.Namespace) -> int:
    from ingest.ingestion import ingest

    built = office()
    door = listen(built.settings.host, built.settings.port)
    _prepare(built)
    report = ingest([built.settings.corpus], index=built.index, progress=show_progress)
    print(f"\n{report.documents} 文書、{report.passages} 節が使えます（{report.seconds:.1f} 秒）。")
    for failure in report.failed:
        print(f"読めませんでした　{failure.path}：{failure.reason}", file=sys.stderr)
    return _serve(built, door)


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


def _serve(built: Office, door: socket.socket) -> int:
    import uvicorn

    from app.web.api import create_app

    server = uvicorn.Server(uvicorn.Config(create_app(built), log_level="warning", access_log=False))
    host, port = door.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    print(f"下書きを開きました：http://{shown}:{port}　（終わるときは Ctrl-C）", flush=True)
    with suppress(KeyboardInterrupt):  # how it is meant to end
        server.run(sockets=[door])
    return 0 if server.started else 1


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
