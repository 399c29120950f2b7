"""The command `shitagaki eval`. Knows nothing of how anything is scored."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.cli import gate, judge, lint, live, making, runs, scorers, sets
from ingest.errors import SettingError

MISTAKEN = 2
"""Exit code of what cannot be meant or done (no such run, no such file): 1 is left to a regression and to who leaves."""
LEFT_OFF = "\n中止しました。ここまでの答えは残っています。`shitagaki eval runs` に「途中」とある実行は、`shitagaki eval run 組 --resume 実行` で続きから始まります。"


def register(commands: Any) -> None:
    """Add `eval` to the product's commands (called through the entry point `shitagaki.commands`)."""
    parser = commands.add_parser(
        "eval", help="答えの良し悪しを測ります。", description="答えの良し悪しを測ります。"
    )
    parser.set_defaults(mistaken=MISTAKEN, left_off=LEFT_OFF)
    actions = parser.add_subparsers(required=True, metavar="すること")
    about = "一組の問いを動かして採点します。"
    run = actions.add_parser("run", help=about, description=about)
    run.add_argument(
        "suite",
        metavar="SUITE",
        help="問いのファイル（make-cases が作ったものなど）か、evals/cases の名前（abstention 答えのない問い、answering、checks 植えた誤り、drafting、midori、personal 個人情報、residents、residents_held_out 初めて見る質問、residents_events 人生の出来事の質問と緊急、rewriting 文の書き直し、safety 命令の潜んだ文書、two_articles 二つの条が要る問い）、style 公用文の誤った指摘、retrieval（--retrieval-set が要ります）、"
        "law（--law-set が要ります）、amend 改め文と溶け込み",
    )
    run.add_argument("--retrieval-set", type=Path, metavar="DIR", help="BEIR 形式のフォルダ")
    run.add_argument("--ablation", action="store_true", help="検索の部品を一つずつ外した結果と比べます")
    run.add_argument(
        "--law-set", type=Path, metavar="DIR", help="laws.jsonl、articles.jsonl、refs_gold.jsonl のフォルダ"
    )
    run.add_argument(
        "--sample",
        type=int,
        default=0,
        metavar="N",
        help="safety：文章モデルにも N 件を書かせます（0 は使わない）",
    )
    run.add_argument(
        "--statutes", type=Path, metavar="DIR", help="amend：法令標準XML の版が並ぶフォルダも試します"
    )
    run.add_argument("--json", action="store_true", help="結果を JSON で出します")
    runs.add_options(run)
    run.set_defaults(run=run_suite)
    runs.register(actions)
    gate.register(actions)
    lint.register(actions)
    scorers.register(actions)
    judge.register(actions)
    making.register(actions)
    live.register(actions)


def open_desk(office: Any) -> Any:
    """What the evaluators' page works with; None for an office that was not wired from settings."""
    from app.wire import Office

    if not isinstance(office, Office):
        return None
    from evals.desk import Desk

    return Desk(office)


def run_suite(options: argparse.Namespace) -> int:
    if options.suite == "retrieval" and options.retrieval_set is None:
        raise SettingError(
            "retrieval には --retrieval-set フォルダ が要ります（corpus.jsonl、queries.jsonl、qrels.tsv）。"
        )
    if options.suite == "law":
        return sets.run_law(options)
    if options.ablation and options.retrieval_set is None:
        return _ablation(options)
    if options.suite == "amend":
        return _amend(options)
    if not options.figures and not options.sample and options.retrieval_set is None:
        return runs.run_kept(options)
    if options.suite in ("residents", "residents_held_out", "residents_events"):
        return _residents(options)
    if options.suite in ("personal", "safety", "style"):
        return _checks(options)
    if options.suite == "checks":
        return _planted(options)
    if options.retrieval_set is None or options.vary:
        return runs.run_kept(options)
    return sets.run_retrieval(options)


def _ablation(options: argparse.Namespace) -> int:
    from app.wire import Office
    from evals.ablation_cases import ablate_cases, count_folded, table
    from evals.cli.files import taken_up
    from evals.context_share import share_in_context
    from evals.suites.suites import open_suite
    from ingest.settings import load_settings

    office = Office(load_settings())
    suite = open_suite(taken_up(options.suite, office), office=office)
    if not any(case.input.get("gold") for case in suite.cases):
        raise SettingError(f"「{options.suite}」には、正解の一節のある問いがありません。例：midori")
    rows = ablate_cases(suite, office)
    told = json.dumps([asdict(row) for row in rows], ensure_ascii=False)
    print(told if options.json else table(suite, rows, count_folded(suite, office)))
    if not options.json:
        print(share_in_context(suite, office).text())
    return 0


def _amend(options: argparse.Namespace) -> int:
    from evals.amending import run_amending

    report = run_amending(public=options.statutes)
    print(json.dumps(asdict(report), ensure_ascii=False) if options.json else report.text())
    return 0 if report.reached_bar else 1


def _checks(options: argparse.Namespace) -> int:
    """The suites of the checks, each with a bar of its own (quality.md): 1 when it is missed."""
    from app.wire import Office
    from evals.personal import run_personal
    from evals.safety import run_safety
    from evals.style import run_style
    from ingest.settings import load_settings

    office = Office(load_settings())
    outcome: Any
    if options.suite == "personal":
        outcome = run_personal(office.prompts.public)
    elif options.suite == "style":
        outcome = run_style(office.prompts.style, office.settings.corpus)
    else:
        writer = office.writer if options.sample else None
        embedder = office.index.embedder
        outcome = run_safety(office.prompts, embedder, writer=writer, sample=options.sample)
    print(json.dumps(asdict(outcome), ensure_ascii=False) if options.json else outcome.text())
    return 0 if outcome.reached_bar else 1


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


def _residents(options: argparse.Namespace) -> int:
    """The residents' questions by kind; 1 when a kind is below what it reached before."""
    from app.web.residents.desk import PublicOffice
    from app.wire import Office
    from evals.residents import run_residents
    from ingest.settings import load_settings

    outcome = run_residents(PublicOffice(Office(load_settings()), None), suite=options.suite)
    print(json.dumps(asdict(outcome), ensure_ascii=False) if options.json else outcome.text())
    return 1 if outcome.regressed or outcome.leaks else 0
