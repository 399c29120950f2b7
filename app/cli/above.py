"""`shitagaki law above`: the national provisions that a regulation cites, and what they leave to it (上位法対応表). Knows no law."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.main import day, office, print_json

if TYPE_CHECKING:
    from ingest.law.above import Excess, Ground

STATES = {"found": "あり", "dangling": "×行き先なし", "absent": "未確認（法令が取り込まれていません）"}
LEAVES = {True: "委任の文言あり", False: "×委任の文言なし", None: ""}


def register(actions: Any) -> None:
    """Add `above` to the commands of `law`."""
    about = (
        "引用している国の法令の条項があるか、条例などに委ねているか（法令の XML を取り込んであるとき）、"
        "罰則が地方自治法第14条第3項・第15条第2項の上限を超えないかを調べます（上位法対応表）。"
    )
    action = actions.add_parser("above", help=about, description=about)
    action.add_argument("file", type=Path, metavar="FILE", help="例規のファイル")
    action.add_argument("--as-of", type=day, metavar="日", help="この日の法令で調べます")
    action.add_argument("--json", action="store_true", help="結果を JSON で出します")
    action.set_defaults(run=run_above)


def run_above(options: argparse.Namespace) -> int:
    from ingest.law.above import excesses, grounds
    from ingest.law.front import own_number
    from ingest.law.resolution import find_links
    from ingest.law.tree import parse
    from ingest.loaders import load_safely

    built, when = office(), options.as_of or date.today()
    regulations = built.index.law.regulations()
    tree = parse(load_safely(options.file).text)
    links = find_links(
        tree.text, tree=tree, title=tree.title, number=own_number(tree), names=regulations.names
    )
    graph = regulations.graph
    found = grounds(tree, [graph.checked(link, when) for link in links], graph, when)
    over = list(excesses(tree, when))
    if options.json:
        rows = [asdict(each) for each in found]
        print_json({"title": tree.title, "grounds": rows, "excesses": [asdict(each) for each in over]})
        return 0
    _print(found, over)
    return 0


def _print(found: tuple[Ground, ...], over: list[Excess]) -> None:
    from ingest.law.reference import label_of

    for each in found:
        marks = "　".join(filter(None, (STATES[each.state], LEAVES[each.leaves], each.reason)))
        print(f"{label_of(each.anchor)}「{each.words}」→ {each.law}{each.place}　{marks}")
        if each.says:
            print(f"　　{each.says[:80]}{'…' if len(each.says) > 80 else ''}")
    for one in over:
        print(f"指摘　{label_of(one.anchor)}「{one.words}」　{one.limit}")
    absent = len({each.law for each in found if each.state == "absent"})
    print(f"国の法令の引用 {len(found)} 件（うち確かめていない法令 {absent}）、罰則などの指摘 {len(over)} 件")
