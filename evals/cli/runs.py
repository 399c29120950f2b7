"""The commands that work on kept runs: run, score, compare, accept, report, runs. Knows nothing of how anything is scored."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.main import whole_number
from ingest.errors import SettingError, ShitagakiError

if TYPE_CHECKING:
    from app.wire import Office
    from evals.runs import Run, RunStore, Score
    from evals.suites.suites import Suite

BASE = "baseline"
MOST = 1_000_000
"""Of questions, and of how often each is asked."""
OFF_INDEX = ("personal", "residents_events", "rewriting", "safety", "style")
"""The suites that ask nothing of documents."""


def register(actions: Any) -> None:
    from evals.cli.kept import run_accept, run_compare, run_list, run_score

    for name, run, told in (
        ("score", run_score, "残した答えを、動かし直さずに採点し直します。"),
        ("compare", run_compare, "二つの実行（または基準）を比べます。0 悪化なし、1 悪化、3 決められない。"),
        ("accept", run_accept, "実行の結果を新しい基準にします（evals/baselines の差分を見ます）。"),
        ("report", run_report, "実行を1つの HTML にします（Markdown、JSON、CSV でも）。"),
    ):
        parser = actions.add_parser(name, help=told, description=told)
        newest = "全部の問いを動かした最新の実行" if name == "accept" else "その最新の実行"
        parser.add_argument("name", metavar="RUN", help=f"実行の名前、または組の名前（{newest}）")
        parser.set_defaults(run_action=run, run=_call)
        if name in ("compare", "report"):
            parser.add_argument("--against", default=BASE, metavar="RUN", help="相手（既定は基準）")
        if name == "report":
            parser.add_argument("--out", type=Path, metavar="F.html", help="保存先（既定は実行のフォルダ）")
            parser.add_argument("--csv", type=Path, metavar="F.csv", help="採点を CSV でも保存します")
            parser.add_argument("--md", type=Path, metavar="F.md", help="結果を Markdown でも保存します")
            parser.add_argument("--json", type=Path, metavar="F.json", help="結果を JSON でも保存します")
        if name in ("compare", "score"):
            parser.add_argument("--json", action="store_true", help="結果を JSON で出します")
    parser = actions.add_parser("runs", help="残した実行の一覧です。", description="残した実行の一覧です。")
    parser.set_defaults(run_action=run_list, run=_call)


def add_options(parser: Any) -> None:
    """The options of `eval run` for suites that are run case by case."""
    parser.add_argument(
        "--repeats", type=whole_number(1, MOST), default=1, metavar="N", help="同じ問いを N 回ずつ聞きます"
    )
    parser.add_argument(
        "--jobs", type=whole_number(1, MOST), default=1, metavar="N", help="同時に聞く数（外のモデルのとき）"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="数", help="区間を作る乱数の種")
    parser.add_argument(
        "--limit", type=whole_number(0, MOST), default=0, metavar="N", help="はじめの N 件だけ"
    )
    for name, metavar, only in (("tag", "印", "この印の問い"), ("case", "問い", "この問い")):
        parser.add_argument(f"--{name}", action="append", default=[], metavar=metavar, help=f"{only}だけ（何度でも）")  # fmt: skip
    parser.add_argument("--fresh", action="store_true", help="前の実行の答えを使い回しません")
    parser.add_argument("--figures", action="store_true", help="点検の組：目標と比べた元の報告を出します")
    parser.add_argument("--resume", metavar="RUN", help="途中で止まった実行の続き")
    parser.add_argument("--name", default="", help=argparse.SUPPRESS)
    parser.add_argument(
        "--vary",
        metavar="NAME=A,B",
        help="k、llm、embedder、splitter（structure,chars:400）、prompts などを変えて並べて比べます",
    )


def run_kept(options: argparse.Namespace) -> int:
    """`eval run` of a suite with cases: asked, kept, scored; 1 when a floor of its baseline is missed."""
    if options.vary:
        from evals.varying import run_varied

        return run_varied(options)
    from evals.cli.files import taken_up

    office = open_office()
    options.suite = taken_up(options.suite, office)
    check_documents(office, [options.suite])
    return show(office, perform(office, options), options)


def show(office: Office, run: Run, options: argparse.Namespace) -> int:
    """Print a kept run; 1 when a floor of its baseline is missed."""
    from evals.cost import price_of
    from evals.place import place_of
    from evals.reading import run_json, run_markdown

    store = store_of(office)
    table, outputs, scores, proofs = read(store, run)
    if options.json:
        below = _floors(run, table, place_of(office))
        told = run_json(run, table, scores, outputs, price=price_of(office.settings))
        print(json.dumps(told | {"below_floor": below}, ensure_ascii=False))
    else:
        print(run_markdown(run, table, proofs, outputs, scores, price=price_of(office.settings)))
    return missed(office, run)


def missed(office: Office, run: Run) -> int:
    """1, and said, when a floor of the suite's baseline is missed."""
    from evals.comparison import table_of
    from evals.place import place_of

    below = _floors(run, table_of(store_of(office), run), place_of(office))
    if below:
        print("基準を下回りました：" + "、".join(below), file=sys.stderr)
    return 1 if below else 0


def perform(
    office: Office,
    options: argparse.Namespace,
    *,
    varied: dict[str, str] | None = None,
    k: int = 10,
    holds: Mapping[str, tuple[str, ...]] | None = None,
) -> Run:
    """Ask and score a suite, or take a stopped run up again. ``holds``: see evals.copies."""
    from evals.asking import digests_of
    from evals.suites.suites import open_suite

    suite = open_suite(options.suite, k=k, office=office, holds=holds or {})
    return keep(office, options, suite, digests_of(office, options.suite), varied=varied)


def keep(
    office: Office,
    options: argparse.Namespace,
    suite: Suite,
    digests: dict[str, str],
    *,
    varied: dict[str, str] | None = None,
) -> Run:
    """Ask and score an opened suite, or what is left of a stopped run. A part of a suite counts as varied."""
    from evals.asking import ask
    from evals.scorers import score_outputs
    from evals.suites.suites import chosen
    from evals.watching import Watch

    store = store_of(office)
    asked = chosen(suite, limit=options.limit, tags=options.tag, cases=options.case)
    if options.resume:
        run = store.find(options.resume)
        if run.digests != digests:
            raise SettingError(
                "続きにできません：その実行のあとで、問い・索引・雛形・モデル・プログラムのどれかが変わりました。"
            )
    else:
        part = {} if len(asked) == len(suite.cases) else {"cases": str(len(asked))}
        run = store.create(
            suite.name,
            digests,
            seed=options.seed,
            repeats=options.repeats,
            varied={**(varied or {}), **part},
            name=options.name if varied is None else "",
        )
    watch = Watch(store, run, options, len(asked) * run.repeats)
    outputs = ask(run, asked, office, store, jobs=options.jobs, fresh=options.fresh, progress=watch)
    store.score(run, score_outputs(outputs, suite.scorers))
    return run


def run_report(options: argparse.Namespace, store: RunStore) -> int:
    run = store.find(options.name)
    if options.against != BASE:
        store.find(options.against)
    from evals.reports import report_of, write_beside

    out = options.out or store.folder / run.id / "report.html"
    out.write_text(report_of(store, run, options.against, price=options.price), encoding="utf-8")
    print(f"{out} を書きました。")
    write_beside(options, store, run)
    return 0


def read(store: RunStore, run: Run, made: Iterable[Score] = ()) -> tuple[Any, Any, Any, Any]:
    """(table, outputs, scores, proofs) of a kept run; its scorers prove themselves on its outputs. ``made``: the scores
    of its outputs, where they were made a moment ago."""
    from evals.comparison import tabulate
    from evals.judges import judge_proofs
    from evals.proved import proofs_of

    outputs, scores = store.outputs(run), store.scores(run)
    table = tabulate(run, outputs, scores)
    proofs = proofs_of(store, run, outputs, table.values, made)
    return table, outputs, scores, proofs | judge_proofs(store, run, table.values)


def store_of(office: Office) -> RunStore:
    from evals.place import place_of
    from evals.runs import RunStore

    return RunStore(place_of(office) / "evals" / "runs")


def other_side(store: RunStore, run: Run, against: str) -> Any:
    from evals.acceptance import baseline
    from evals.comparison import table_of
    from evals.shelf import base_of

    return (
        baseline(run.suite, base_of(store, run)) if against == BASE else table_of(store, store.find(against))
    )


def _floors(run: Run, table: Any, home: Path) -> list[str]:
    from evals.acceptance import floors
    from evals.shelf import baselines_of

    means, least = table.means(), floors(run.suite, baselines_of(run.suite, home))
    return [name for name in least if means.get(name, 1.0) < least[name]]


def check_documents(office: Office, suites: Iterable[str]) -> None:
    """Raises ShitagakiError where one of them asks for documents and the index has none: every answer would be wrong, and
    not for what is being measured."""
    asking = [name for name in suites if name not in OFF_INDEX]
    if asking and not office.index.documents(office.viewer):
        raise ShitagakiError(
            f"索引（{office.folder}）に文書が一つもないので、{'、'.join(asking)} を動かしません。先に `shitagaki ingest corpus`（自分の文書なら `shitagaki ingest フォルダ`）で取り込んでください。"
        )


def open_office() -> Office:
    from app.wire import Office
    from ingest.settings import load_settings

    return Office(load_settings(dict(os.environ)))


def _call(options: argparse.Namespace) -> int:
    from evals.cost import price_of

    office = open_office()
    options.price = price_of(office.settings)
    code: int = options.run_action(options, store_of(office))
    return code
