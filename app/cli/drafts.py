"""The commands about drafts: draft, tasks. Knows nothing of documents or servers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.main import add_command, add_sensitivity, day, office, print_json
from ingest.errors import SettingError

if TYPE_CHECKING:
    from app.events import DraftEvent, DraftRequest
    from app.tasks.template import TaskTemplate
    from app.wire import Office


def register(commands: Any) -> None:
    parser = add_command(commands, "draft", run_draft, "用途の雛形から下書きを作ります。")
    parser.add_argument("task", metavar="TASK", help="用途の id か名前（shitagaki tasks で一覧）")
    parser.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="id=値",
        help="入力欄の値（欄ごとに何度でも。id は `shitagaki tasks 用途` で。id=@ファイル で中身を読みます）",
    )
    parser.add_argument("--as-of", type=day, metavar="日", help="この日に効力のある例規で作ります")
    add_sensitivity(parser, "入力")
    parser.add_argument(
        "--out", type=Path, metavar="F.docx", help="ファイルに保存します（docx、pdf、xlsx、md、txt）"
    )
    parser.add_argument(
        "--form",
        type=Path,
        metavar="様式.docx",
        help="{{件名}} や {{本文}} の印か、その名前の欄がある市の様式に入れて --out に保存します",
    )
    parser.add_argument(
        "--tate",
        action="store_true",
        help="あいさつ文を、縦書きの原稿（数は漢数字）の Word で --out に保存します",
    )
    parser.add_argument("--outline", action="store_true", help="書かずに、構成（節の並び）を出します")
    parser.add_argument(
        "--from-outline", type=Path, metavar="ファイル", help="直した構成のとおりに、一節ずつ作ります"
    )
    parser.add_argument(
        "--section", action="append", default=[], metavar="見出し", help="この節だけを作ります（何度でも）"
    )
    parser.add_argument(
        "--variants", type=int, default=0, metavar="数", help="違いのある案をいくつか作ります（2から5）"
    )
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")
    parser = add_command(commands, "tasks", run_tasks, "用途の一覧、または一つの用途の入力欄を出します。")
    parser.add_argument("task", nargs="?", metavar="TASK", help="用途（省くと一覧）")
    parser.add_argument("--json", action="store_true", help="JSON で出します")


def run_draft(options: argparse.Namespace) -> int:
    from app.events import FormError

    built = office()
    options.task = _template(built, options.task).id
    try:
        return _make(options, built)
    except FormError as error:
        told = [f"　{field}　{message}" for field, message in error.problems]
        where = f"入力欄の id と説明は `shitagaki tasks {options.task}` で出ます。"
        raise SettingError("\n".join(("入力を確かめてください。", *told, where))) from error


def _make(options: argparse.Namespace, built: Office) -> int:
    from app.events import Done, DraftRequest, Stage

    _see_files(options, built)
    request = DraftRequest(
        options.task,
        fields=read_fields(options.field),
        as_of=options.as_of,
        owner="cli",
        sensitivity=options.sensitivity,
    )
    if options.variants:
        from app.cli.variants import run_variants

        return run_variants(options, built, request)
    if options.outline:
        print(_outline(built, request), end="")
        return 0
    result = None
    for event in _drafting(options, built, request):
        if isinstance(event, Stage):
            print(event.text, file=sys.stderr)
        elif isinstance(event, Done):
            result = event.draft
    if result is None:
        return 1
    if options.out is not None:
        _save(options, built, result, request.fields, built.prompts.templates[options.task])
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


def _save(*told: Any) -> None:
    from app.cli.saving import save

    save(*told)


def _outline(built: Office, request: DraftRequest) -> str:
    from app.outline import outline_of, write_outline

    return write_outline(outline_of(_template(built, request.task), request.fields))


def _template(built: Office, task: str) -> TaskTemplate:
    """The task of an id, or of the name that stands on the pages."""
    every = built.prompts.templates
    found = every.get(task) or next((each for each in every.values() if each.name == task), None)
    if found is None:
        known = "、".join(f"{each.id}（{each.name}）" for each in every.values())
        raise SettingError(f"「{task}」という用途はありません。使えるもの：{known}")
    return found


def _drafting(options: argparse.Namespace, built: Office, request: DraftRequest) -> Iterator[DraftEvent]:
    """The draft in one go, or section by section where an outline or sections are asked for."""
    from app.drafting import draft
    from app.long_draft import draft_by_parts
    from app.models.translation import writer_of
    from app.outline import outline_of, read_outline

    parts: Any = {
        "index": built.index,
        "writer": writer_of(
            built.writer, *built.translator, template=_template(built, request.task), fields=request.fields
        ),
        "prompts": built.prompts,
        "viewer": built.viewer,
    }
    if options.from_outline is None and not options.section:
        return draft(request, **parts)
    template = _template(built, request.task)
    if options.from_outline is None:
        outline = outline_of(template, request.fields)
    else:
        outline = read_outline(_read(options.from_outline), template)
    wanted = [part for part in outline if not options.section or part.title in options.section]
    if unknown := [name for name in options.section if name not in {part.title for part in outline}]:
        known = "、".join(part.title for part in outline if part.title)
        raise SettingError(f"--section「{unknown[0]}」という節はありません。使えるもの：{known}")
    return draft_by_parts(request, wanted, **parts)


def _see_files(options: argparse.Namespace, built: Office) -> None:
    """Refuse a form or a kind of file that cannot be used before the work is done; raises SettingError."""
    from app.exporters import exporter

    if options.form is not None:
        if options.out is None:
            raise SettingError(
                "--form には --out（保存先）も付けてください。例：--form 様式.docx --out 起案.docx"
            )
        if options.form.suffix.lower() != options.out.suffix.lower():
            raise SettingError(
                f"--out は様式と同じ形式（{options.form.suffix}）にしてください（今の値：{options.out}）。"
            )
        if not options.form.is_file():
            raise SettingError(f"様式「{options.form}」がありません。場所を確かめてください。")
    elif options.tate:
        if (
            options.out is None
            or kind_of(options.out) != "docx"
            or _template(built, options.task).paper != "speech"
        ):
            raise SettingError("--tate は、あいさつ文を --out F.docx に保存するときに付けてください。")
    elif options.out is not None:
        known = built.prompts.templates.get(options.task)
        if known is None or known.paper != "poster" or kind_of(options.out) != "png":
            exporter(kind_of(options.out))


def kind_of(path: Path) -> str:
    """The kind of a file by the end of its name, 「docx」."""
    return path.suffix.lstrip(".").lower()


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
        template = _template(built, options.task)
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
