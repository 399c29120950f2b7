"""The command `shitagaki eval`. Knows nothing of how anything is scored."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.errors import SettingError


def register(commands: Any) -> None:
    """Add `eval` to the product's commands (called through the entry point `shitagaki.commands`)."""
    parser = commands.add_parser(
        "eval", help="答えの良し悪しを測ります。", description="答えの良し悪しを測ります。"
    )
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    run = actions.add_parser("run", help="一組の問いを動かして採点します。")
    run.add_argument(
        "suite",
        metavar="SUITE",
        help="evals/cases の名前（answering）、checks（植えた誤り）、または retrieval（--retrieval-set が要ります）",
    )
    run.add_argument("--retrieval-set", type=Path, metavar="DIR", help="BEIR 形式のフォルダ")
    run.add_argument("--json", action="store_true", help="結果を JSON で出します")
    run.set_defaults(run=run_suite)


def run_suite(options: argparse.Namespace) -> int:
    if options.suite == "retrieval" and options.retrieval_set is None:
        raise SettingError(
            "retrieval には --retrieval-set フォルダ が要ります（corpus.jsonl、queries.jsonl、qrels.tsv）。"
        )
    if options.suite == "checks":
        return _planted(options)
    return _retrieval(options) if options.retrieval_set is not None else _cases(options)


def _retrieval(options: argparse.Namespace) -> int:
    from app.wire import Office
    from evals.retrieval import run_retrieval_set, table
    from evals.retrieval_set import read_retrieval_set
    from ingest.embedders import open_embedder
    from ingest.settings import load_settings

    data = read_retrieval_set(options.retrieval_set)
    if not data.queries:
        raise SettingError(f"{options.retrieval_set} には、正解のある問いがありません。")
    settings = Office(load_settings()).settings
    rows = run_retrieval_set(data, open_embedder(settings.embedder, models=settings.models))
    if options.json:
        result = {"set": data.name, "documents": len(data.documents), "queries": len(data.queries)}
        print(json.dumps({**result, "rows": [asdict(row) for row in rows]}, ensure_ascii=False))
    else:
        print(table(data, rows))
    return 0


def _planted(options: argparse.Namespace) -> int:
    """The suite of planted errors; 1 when a bar of it is missed."""
    from app.wire import Office
    from evals.checks import run_checks_suite
    from ingest.settings import load_settings

    outcome = run_checks_suite(Office(load_settings()))
    print(json.dumps(asdict(outcome), ensure_ascii=False) if options.json else outcome.text())
    if not outcome.reached_bar:
        print("目標に届きませんでした。", file=sys.stderr)
    return 0 if outcome.reached_bar else 1


def _cases(options: argparse.Namespace) -> int:
    from app.wire import Office
    from evals.runner import run_cases
    from ingest.settings import load_settings

    report = run_cases(options.suite, Office(load_settings()))
    print(json.dumps(asdict(report), ensure_ascii=False) if options.json else report.text())
    if report.regressed:
        print("基準を下回りました：" + "、".join(report.regressed), file=sys.stderr)
    return 1 if report.regressed else 0
