"""The command check: any file looked over. Knows nothing of how a check works."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.cli.main import add_command, office, print_json

_NAMES = {"style": "公用文", "facts": "事実", "personal": "個人情報", "instructions": "命令と読める文"}
_GRAVE = {"error": "直す", "warning": "確かめる", "info": "参考"}
_PROFILES = ("formal", "reiki", "public", "mail", "chat")
_SHOWN = 200


def register(commands: Any) -> None:
    parser = add_command(
        commands, "check", run_check, "文書を点検します（公用文、事実、個人情報、命令と読める文）。"
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="取り込める形式ならどれでも")
    parser.add_argument(
        "--profile",
        default="",
        choices=_PROFILES,
        help="formal 告示・通知等、reiki 例規、public 広報、mail メール、chat 住民向け（既定は文書の種類から）",
    )
    parser.add_argument("--kind", default="", metavar="種類", help="文書の種類（既定は題名と中身から判断）")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        choices=tuple(_NAMES),
        help="これだけを見ます（何度でも書けます）",
    )
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")


def run_check(options: argparse.Namespace) -> int:
    from app.checks.inspection import GROUPS, Wanted, inspect
    from ingest.loaders import load_safely
    from ingest.papers.kinds import guess_kind

    loaded = load_safely(options.file)
    built = office()
    kind = options.kind or guess_kind(loaded.title, loaded.text, str(options.file))
    groups = tuple(options.only) or GROUPS
    wanted = Wanted(kind, options.profile, groups)
    library = _library(built) if "facts" in groups else None
    seen = inspect(loaded.text, wanted, prompts=built.prompts, library=library, viewer=built.viewer)
    notes = list(loaded.notes)
    if "facts" in groups and library is None:
        notes.append("取り込んだ文書がないため、事実の照らし合わせはしていません：shitagaki ingest フォルダ")
    if options.json:
        read = asdict(seen.readability) if seen.readability else None
        print_json(
            {
                "findings": [finding_json(one, loaded.text) for one in seen.findings],
                "profile": seen.profile,
                "kind": kind,
                "readability": read,
                "notes": notes,
                "seconds": seen.seconds,
            }
        )
        return 0
    _print(seen, loaded.text, kind)
    for note in notes:
        print(f"注意　{note}", file=sys.stderr)
    return 0


def _library(built: Any) -> Any:
    """The index when it holds anything; an index that cannot be opened is told and left out."""
    from ingest.errors import ShitagakiError

    try:
        return built.index if built.index.ledger.count()[0] else None
    except ShitagakiError as error:
        print(str(error), file=sys.stderr)
        return None


def finding_json(one: Any, text: str) -> dict[str, object]:
    """A finding with its group, its line and its words."""
    from app.checks.inspection import group_of, line_of

    return {
        **asdict(one),
        "group": group_of(one),
        "line": line_of(text, one.start),
        "text": text[one.start : one.end],
    }


def _print(seen: Any, text: str, kind: str) -> None:
    from app.checks.inspection import GROUPS, group_of, line_of

    count = {name: sum(one.severity == name for one in seen.findings) for name in _GRAVE}
    totals = "、".join(f"{_GRAVE[name]} {number}" for name, number in count.items())
    print(f"{kind}（{seen.profile}）　{len(text):,}字　指摘 {len(seen.findings)} 件（{totals}）")
    if seen.readability:
        print(f"読みやすさ {seen.readability.score}（{seen.readability.level}。住民向けの目安は 4.5 以上）")
    for group in GROUPS:
        found = [one for one in seen.findings if group_of(one) == group]
        if not found:
            continue
        print(f"\n{_NAMES[group]}（{len(found)}）")
        for one in sorted(found, key=lambda each: (tuple(_GRAVE).index(each.severity), each.start))[:_SHOWN]:
            where = f"{line_of(text, one.start)}行" if one.end else "全体"
            print(f"  {_GRAVE[one.severity]}　{where}　{one.message}")
            if one.source:
                print(f"      {one.source}")
        if len(found) > _SHOWN:
            print(f"  ほか {len(found) - _SHOWN} 件（--json で全て出ます）")
