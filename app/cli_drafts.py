"""The commands about drafts: draft, tasks. Knows nothing of documents or servers."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.cli import add_command, day, office, print_json
from ingest.document import SENSITIVITIES
from ingest.errors import SettingError


def register(commands: Any) -> None:
    parser = add_command(commands, "draft", run_draft, "用途の雛形から下書きを作ります。")
    parser.add_argument("task", metavar="TASK", help="用途（shitagaki tasks で一覧）")
    parser.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="id=値",
        help="入力欄の値（id=@ファイル で中身を読みます）",
    )
    parser.add_argument("--as-of", type=day, metavar="日", help="この日に効力のある例規で作ります")
    parser.add_argument(
        "--sensitivity",
        default="",
        choices=("1", "2", "3", *SENSITIVITIES[2:]),
        help="入力の機密性（3 は外の文章モデルを使いません）",
    )
    parser.add_argument("--out", type=Path, metavar="F.docx", help="Word ファイルに保存します")
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")
    parser = add_command(commands, "tasks", run_tasks, "用途の一覧、または一つの用途の入力欄を出します。")
    parser.add_argument("task", nargs="?", metavar="TASK")
    parser.add_argument("--json", action="store_true", help="JSON で出します")


def run_draft(options: argparse.Namespace) -> int:
    from app.drafting import draft
    from app.events import Done, DraftRequest, Stage
    from app.exporters import export

    built = office()
    request = DraftRequest(
        options.task,
        fields=read_fields(options.field),
        as_of=options.as_of,
        owner="cli",
        sensitivity=options.sensitivity,
    )
    result = None
    for event in draft(
        request, index=built.index, writer=built.writer, prompts=built.prompts, viewer=built.viewer
    ):
        if isinstance(event, Stage):
            print(event.text, file=sys.stderr)
        elif isinstance(event, Done):
            result = event.draft
    if result is None:
        return 1
    if options.out is not None:
        title = built.prompts.templates[options.task].name
        options.out.write_bytes(export("docx", result, title=title))
        print(f"{options.out} に保存しました。", file=sys.stderr)
    if options.json:
        print_json(asdict(result))
    else:
        print(result.text)
        for citation in result.citations:
            since = f"（施行日：{citation.effective}）" if citation.effective else ""
            print(f"[{citation.number}] {citation.label}{since}")
        for finding in result.findings:
            print(f"指摘　{finding.message}", file=sys.stderr)
    return 1 if result.status in ("model_error", "blocked") else 0


def read_fields(given: list[str]) -> dict[str, str]:
    """``["行事名=敬老会", "input=@minutes.txt"]`` → values by id; raises SettingError for what is not id=値."""
    values = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or not name:
            raise SettingError(f"--field は id=値 の形で書いてください（今の値：{each}）。")
        if value.startswith("@"):
            values[name] = _read(Path(value[1:]))
        else:
            values[name] = value
    return values


def _read(path: Path) -> str:
    from ingest.loaders import load_safely

    return load_safely(path).text


def run_tasks(options: argparse.Namespace) -> int:
    built = office()
    if options.task:
        template = built.prompts.templates.get(options.task)
        if template is None:
            known = "、".join(built.prompts.templates)
            raise SettingError(f"「{options.task}」という用途はありません。使えるもの：{known}")
        if options.json:
            print_json(asdict(template))
            return 0
        print(f"{template.name}：{template.result}")
        for each in template.fields:
            print(f"  {each.id}　{each.label}{'（必須）' if each.required else ''}　{each.help}")
        return 0
    rows = [(each.id, each.name, each.result) for each in built.prompts.templates.values()]
    if options.json:
        print_json([{"id": task, "name": name, "result": result} for task, name, result in rows])
    else:
        for task, name, result in rows:
            print(f"{task:<16}{name}：{result}")
    return 0
