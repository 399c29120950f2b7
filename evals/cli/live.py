"""The command `shitagaki eval live`: yesterday's live answers scored, and what changed over the weeks. Knows no scorer."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any


def register(actions: Any) -> None:
    told = "住民への答えを日ごとに採点し、週ごとの移り変わりと、下書きがどう使われたかを出します（件数と点だけ）。"
    parser = actions.add_parser("live", help=told, description=told)
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")
    parser.set_defaults(run=run_live)


def run_live(options: argparse.Namespace) -> int:
    from evals.cli.runs import open_office
    from evals.desk import Desk
    from evals.verdict_words import asked
    from ingest.law.numbers import to_wareki

    desk = Desk(open_office())
    scored, found = desk.watch(), desk.usage()
    if options.json:
        print(json.dumps({"scored": scored, **found}, ensure_ascii=False))
        return 0
    print(f"新しく採点した日：{scored}")
    for row in found["weeks"]:
        counts = row["counts"]
        means = "、".join(
            f"{asked(name)} {one['mean']:.2f}（{one['low']:.2f}〜{one['high']:.2f}、{one['n']}件）"
            for name, one in row["scores"].items()
        )
        print(f"{to_wareki(date.fromisoformat(row['week']))}の週　答え {counts.get('all', 0)}、答えられなかった {counts.get('unanswered', 0)}　{means}")  # fmt: skip
    words = {"worse": "下がった", "better": "上がった", "undecided": "決められない"}
    for one in found["drift"]:
        print(f"前の4週と比べて　{one['asks']}：{words[one['verdict']]}（{one['mean']:+.3f}、95%区間 {one['low']:+.3f}〜{one['high']:+.3f}）")  # fmt: skip
    for row in found["drafts"]:
        edited = (
            "" if row["edited"] is None else f"、直した割合 {row['edited']:.0%}、そのまま {row['untouched']}"
        )
        print(f"{row['name']}　下書き {row['all']}：ファイルにした {row['adopted']}{edited}、捨てた {row['discarded']}、途中 {row['open']}")  # fmt: skip
    return 0
