"""The command `shitagaki eval make-cases`. Knows nothing of what is asked."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from ingest.errors import SettingError


def register(actions: Any) -> None:
    told = "索引の例規から、標準の18の問いを正解つきで作ります（eval run に渡せます）。"
    parser = actions.add_parser("make-cases", help=told, description=told)
    parser.add_argument("--out", type=Path, default=Path("made.jsonl"), metavar="F.jsonl", help="保存先（既定は made.jsonl）")  # fmt: skip
    parser.add_argument("--kind", action="append", default=[], metavar="種類", help="例規の種類（条例、規則、規程、要綱、要領。何度でも。既定はすべて）")  # fmt: skip
    parser.add_argument("--seed", type=int, default=0, metavar="数", help="言い回しと選び方を決める乱数の種")
    parser.add_argument("--each", type=int, default=1, metavar="N", help="一つの例規から作る数を N 倍まで")
    parser.add_argument("--most", type=int, default=0, metavar="N", help="全部で N 件まで（種類ごとに均して選びます）")  # fmt: skip
    parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="D", help="この日に効力のある版から（既定は今日）")  # fmt: skip
    parser.add_argument("--hinted", action="store_true", help="例規からではなく、文書の日付と種類から、時期・種類を言う問いを作ります")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")
    parser.set_defaults(run=run_making)


def run_making(options: argparse.Namespace) -> int:
    """1 when a made case does not stand up to `eval lint`, which would be a fault of ours."""
    from app.wire import Office
    from evals.lint import lint_file, read_ground
    from evals.making.hinted import hinted_cases
    from evals.making.making import KINDS, Source, make_cases, shortened
    from evals.place import place_of
    from evals.shelf import adopt, checked
    from ingest.settings import load_settings
    from ingest.whole_file import write_whole

    checked(options.out.stem)
    if unknown := [each for each in options.kind if each not in KINDS]:
        raise SettingError(f"「{unknown[0]}」という種類はありません。使えるもの：{'、'.join(KINDS)}。")
    office = Office(load_settings())
    source = Source(office.index, office.viewer, office.city, options.as_of or date.today())
    if options.hinted:
        rows = hinted_cases(source, seed=options.seed)
    else:
        rows = make_cases(source, kinds=options.kind or KINDS, seed=options.seed, each=max(1, options.each))
    rows = shortened(rows, options.most, seed=options.seed)
    if not any(row["gold"] for row in rows):
        raise SettingError(
            "索引に、問いを作れる文書がありません。`shitagaki ingest フォルダ` で取り込んでください。"
        )
    options.out.parent.mkdir(parents=True, exist_ok=True)
    write_whole(options.out, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    wrong = lint_file(options.out, read_ground(office.prompts, office.index, office.viewer))
    name = adopt(options.out, place_of(office))
    kinds = Counter(row["tags"][-1] for row in rows)
    laws = {row["gold"][0].partition("#")[0] for row in rows if row["gold"]}
    if options.json:
        made = {"file": str(options.out), "suite": name, "cases": len(rows), "documents": len(laws)}
        print(json.dumps({**made, "kinds": dict(kinds), "wrong": [str(one) for one in wrong]}, ensure_ascii=False))  # fmt: skip
    else:
        print(f"{options.out} に {len(rows)} 件（{len(laws)} 文書）を書きました：" + "、".join(f"{kind} {count}" for kind, count in kinds.most_common()))  # fmt: skip
        print("\n".join(str(one) for one in wrong) or f"次は `shitagaki eval run {name}`。")
    return 1 if wrong else 0
