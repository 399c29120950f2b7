"""The commands for who runs the product: settings, doctor. Knows nothing of documents' insides or of serving."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.main import add_command, office, print_json
from ingest.errors import ShitagakiError
from ingest.settings import SETTINGS, load_settings


def register(commands: Any) -> None:
    parser = add_command(commands, "settings", run_settings, "設定の一覧と今の値を出します。")
    parser.add_argument("--json", action="store_true", help="JSON で出します")
    parser = add_command(
        commands,
        "doctor",
        run_doctor,
        "動く状態かどうかを調べ、直し方を出します。",
        "設定の書き方、空き容量、保管場所、雛形、索引、文章モデルを見ます。"
        "--corpus では、読めなかったファイル、重複、新しい版の隣に残る古い版（旧・素案・速報・案1）とそこだけの数字、改正前の額、"
        "数字の食い違い、もうない条への引用、引かれているのに取り込まれていない自分の例規、例規の形の乱れ、画像の頁、"
        "取り込めなかった表、担当課や日付のない文書を、場所と直し方を付けて出します（何が見付かっても終了コードは 0）。",
    )
    parser.add_argument(
        "--corpus",
        action="store_true",
        help="取り込んだ文書を点検します",
    )
    parser.add_argument("--json", action="store_true", help="JSON で出します")


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
    from app.upkeep.doctor import examine

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
