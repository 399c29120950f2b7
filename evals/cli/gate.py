"""`shitagaki eval gate`: the suites of the deterministic pair held against their baselines, for CI and before a change.

Knows nothing of how a suite is scored.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.cli.main import whole_number
from evals.cli.gate_words import TOOK, Passed, before, summed, told_of
from evals.cli.runs import MOST
from ingest.errors import ShitagakiError

if TYPE_CHECKING:
    from app.wire import Office
    from evals.suites.suites import Suite

SMOKE = {"answering": 0, "residents": 60, "drafting": 18, "rewriting": 0, "personal": 0}
GATE = {
    "answering": 0,
    "midori": 0,
    "residents": 0,
    "drafting": 0,
    "rewriting": 0,
    "personal": 0,
    "safety": 0,
    "style": 0,
    "checks": 0,
}
SIZES = {"smoke": SMOKE, "gate": GATE, "full": {**GATE, "residents_held_out": 0, "residents_events": 0, "abstention": 0, "two_articles": 0}}  # fmt: skip
"""Size → suites, and how many cases of each (0: all), of every group its share."""
WRITTEN = ("drafting", "residents", "residents_held_out", "residents_events", "safety")
"""The suites in which a writing model writes: only there the same question may be answered otherwise the next time."""


OF_CORPUS = (
    "answering", "midori", "abstention", "two_articles", "residents", "residents_held_out", "drafting", "checks",
)  # fmt: skip
"""The suites whose answers stand in the documents of the package: in another town's they say nothing."""


def register(actions: Any) -> None:
    told = "組をまとめて動かし、基準と比べます。0 悪化なし、1 悪化、3 決められない。"
    parser = actions.add_parser("gate", help=told, description=told)
    parser.add_argument(
        "suites",
        nargs="*",
        metavar="SUITE",
        help="組の名前（自分の組も。書かなければ付属の組と、基準のある自分の組）",
    )
    parser.add_argument("--size", choices=tuple(SIZES), default="gate", help="smoke（1分まで）、gate（10分まで）、full（文章モデルでも全部）")  # fmt: skip
    for size in SIZES:
        parser.add_argument(
            f"--{size}", dest="size", action="store_const", const=size, help=f"--size {size} と同じ"
        )
    parser.add_argument("--seed", type=int, default=0, metavar="数", help="区間を作る乱数の種")
    parser.add_argument("--repeats", type=whole_number(1, MOST), default=1, metavar="N", help="文章モデルが書く組で、同じ問いを N 回ずつ聞き、問いごとの平均で比べます（揺れで決められないとき）")  # fmt: skip
    parser.add_argument("--fresh", action="store_true", help="前の実行の答えを使い回しません")
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")
    parser.set_defaults(run=run_gate)


def run_gate(options: argparse.Namespace) -> int:
    """The worst code of the suites: 1 before 3 before 0. One that cannot be held against anything (nobody has accepted it,
    no such name) is said, and 3."""
    from evals.cli.runs import check_documents, open_office
    from evals.comparison import UNSURE
    from evals.cost import price_of
    from evals.limits import worst

    office = open_office()
    passed: list[Passed] = []
    refused: dict[str, str] = {}
    try:
        check_documents(office, options.suites or SIZES[options.size])
    except ShitagakiError as error:
        asked = options.suites or SIZES[options.size]
        told = {"code": UNSURE, "suites": [], "refused": dict.fromkeys(asked, str(error))}
        print(json.dumps(told, ensure_ascii=False) if options.json else error)
        return UNSURE
    for suite, most in wanted(options, office).items():
        try:
            passed.append(_passed(office, suite, most, options))
        except ShitagakiError as error:
            refused[suite] = str(error)
            if not options.json:
                print(f"{suite}　{error}")
    code = worst([*(one.code for one in passed), *(UNSURE for _ in refused)])
    if options.json:
        told = {"code": code, "suites": [asdict(one) for one in passed], "refused": refused}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(summed(passed, code, price_of(office.settings)))
    return code


def wanted(options: argparse.Namespace, office: Office) -> dict[str, int]:
    """Suite → how many cases (0: all): those that are named, else those of the size and the office's own with a baseline."""
    from evals.place import model_of, place_of
    from evals.shelf import held_against, kept
    from evals.suites.suites import names

    sized = SIZES[options.size]
    if options.suites:
        return {name: sized.get(name, 0) for name in options.suites}
    home = place_of(office)
    own = {
        name: 0
        for name in names(home)
        if kept(home, name).is_file()
        and (held_against(name, home, model_of(office)) / f"{name}.json").is_file()
    }
    if not _elsewhere(office):
        return {**sized, **own}
    left = [name for name in sized if name in OF_CORPUS]
    if not options.json:
        print(
            f"付属の組のうち{'、'.join(left)}は、付属の文書についての問いで、それが索引に一つもないので動かしません。"
        )
    return {name: most for name, most in sized.items() if name not in OF_CORPUS} | own


def _writes(office: Office, suite: Suite) -> bool:
    """Whether a model writes what the suite asks for."""
    told = suite.name in WRITTEN or bool({"says.v1", "resident.v1"} & set(suite.scorers))
    return office.writer is not None and told


def _elsewhere(office: Office) -> bool:
    """Whether the index is of another town than the package's cases: it has documents, and none that they ask for."""
    from evals.case import read_cases

    there = {one.id for one in office.index.documents(office.viewer)}
    asked = {gold.partition("#")[0] for one in read_cases("answering") for gold in one.gold}
    return bool(there) and not there & asked


def _passed(office: Office, name: str, most: int, options: argparse.Namespace) -> Passed:
    from evals.acceptance import baseline
    from evals.asking import digests_of
    from evals.cli.runs import keep, read, store_of
    from evals.comparison import compare
    from evals.cost import cost_of, price_of
    from evals.limits import load_limits, over_limits, worst
    from evals.margins import load_margins
    from evals.place import model_of, place_of
    from evals.shelf import held_against
    from evals.suites.suites import open_suite, shared_out
    from evals.variation import noise
    from evals.verdict_words import doubts_in_words
    from ingest.whole_file import write_whole

    suite = open_suite(name, office=office)
    accepted = baseline(name, held_against(name, place_of(office), model_of(office)))
    suite = shared_out(suite, most) if most else suite
    if not options.json:
        print(f"{name}　{len(suite.cases)} 件{before(office, suite)}", flush=True)
    repeats = options.repeats if _writes(office, suite) else 1
    given = argparse.Namespace(limit=0, tag=[], case=[], resume=None, jobs=1, name="", suite=name, **vars(options) | {"json": True, "repeats": repeats})  # fmt: skip
    varied = {"size": options.size} if most else None
    began = time.monotonic()
    run = keep(office, given, suite, digests_of(office, name), varied=varied)
    table, outputs, scores, proofs = read(store_of(office), run)
    old = accepted.only({one.id for one in suite.cases}) if most else accepted
    found = compare(
        old, table, proofs=proofs, margins=load_margins(name), seed=options.seed, noise=noise(scores)
    )
    tokens = sum(one.tokens for one in outputs)
    spent, over = over_limits(outputs, load_limits(name), price=price_of(office.settings), seed=options.seed)
    done = Passed(
        name, worst((found.code, spent)), len(outputs), round(time.monotonic() - began, 1), tokens, cost_of(tokens, office.settings),
        found.lost(), found.suspects, over, doubts_in_words(found),
    )  # fmt: skip
    write_whole(store_of(office).folder / run.id / TOOK, str(done.seconds))
    if not options.json:
        print(told_of(done, found, run, price_of(office.settings)), flush=True)
    return done
