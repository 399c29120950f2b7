"""The commands backup and restore. Knows nothing of what is in a copy."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.documents import show_progress
from app.cli.main import add_command
from ingest.errors import ShitagakiError
from ingest.settings import load_settings


def register(commands: Any) -> None:
    parser = add_command(
        commands,
        "backup",
        run_backup,
        "控えを 1 つの zip に作ります（索引・原本・下書き・住民とのやり取り・用途・評価・文言。開いたまま作れます）。",
    )
    parser.add_argument(
        "target",
        type=Path,
        metavar="控え",
        help="控えのファイル（.zip）。フォルダなら（なければ作り）、その中に日時の名前で作ります",
    )
    parser = add_command(
        commands, "restore", run_restore, "控えを SHITAGAKI_HOME に戻します（下書きを閉じてから）。"
    )
    parser.add_argument("source", type=Path, metavar="控え", help="backup で作った zip")
    parser.add_argument("--replace", action="store_true", help="今あるものを別の名前に移して、戻します")


def run_backup(options: argparse.Namespace) -> int:
    from app.upkeep.archive import back_up

    settings = load_settings()
    made = back_up(settings.home, settings.prompts, options.target, progress=show_progress)
    size = made.path.stat().st_size / 1e6
    print(
        f"\n{made.path} を作りました（{made.files:,} 件、{size:,.1f} MB。団体 {'、'.join(made.tenants)}）。"
    )
    for key in made.keys:
        print(f"折返しの申込みを開く鍵は入っていません。別の場所に写してください：{key}")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    from app.upkeep.doctor import other_tenants
    from app.upkeep.presence import alone
    from app.upkeep.restoring import restore

    settings = load_settings()
    if not options.source.is_file():
        raise ShitagakiError(f"{options.source} がありません。控えのファイルを確かめてください。")
    with alone(settings.home):
        made = restore(
            options.source, settings.home, settings.prompts, replace=options.replace, progress=show_progress
        )
    print(f"\n{made.files:,} 件を {settings.home} に戻しました（団体 {'、'.join(made.tenants)}）。")
    if settings.tenant not in made.tenants:
        print(other_tenants(settings.home, settings.tenant))
    for key in made.keys:
        print(f"折返しの申込みを開く鍵がありません。開く前に、写しておいた鍵を置いてください：{key}")
    if (settings.home / "prompts").is_dir():
        print(
            f"控えの文言は今のものと違うため、{settings.home / 'prompts'} に置きました。"
            f"使うときは SHITAGAKI_PROMPTS={settings.home / 'prompts'} と設定してください。"
        )
    return 0
