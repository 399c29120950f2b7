"""The commands on a kept run by itself: score it anew, accept it as the baseline, list all. Knows nothing of how anything is scored."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from evals.cli.runs import BASE, other_side, read
from evals.runs import Output, Run, RunStore
from ingest.errors import SettingError

if TYPE_CHECKING:
    from evals.comparison import Comparison


def run_score(options: argparse.Namespace, store: RunStore) -> int:
    from evals.reading import run_json, run_markdown
    from evals.scoring import score_many
    from evals.suites.scored import scorers_of

    run = store.find(options.name)
    kept = store.outputs(run)
    made = score_many(kept, scorers_of(run.suite, kept))
    store.score(run, made)
    table, outputs, scores, proofs = read(store, run, made)
    told = (
        json.dumps(run_json(run, table, scores, outputs, price=options.price), ensure_ascii=False)
        if options.json
        else ""
    )
    print(told or run_markdown(run, table, proofs, outputs, scores, price=options.price))
    return 0


def run_accept(options: argparse.Namespace, store: RunStore) -> int:
    from evals.acceptance import accept
    from evals.comparison import table_of
    from evals.shelf import baselines_of, written_baselines

    run = _whole(store, options.name)
    table, home = table_of(store, run), store.folder.parent.parent
    file = accept(table, written_baselines(home) if table.written else baselines_of(run.suite, home))
    print(f"{file} を書きました。差分を見てから取り込んでください。")
    return 0


def _whole(store: RunStore, name: str) -> Run:
    """The run of that id, or the newest of the suite that was asked whole. Raises ShitagakiError for one that was not."""
    from evals.watching import STOPPED, state_of

    def scored(run: Run) -> bool:
        return (store.folder / run.id / "scores.jsonl").is_file() and state_of(store, run) != STOPPED

    run = store.find(name)
    if run.id != name:
        run = next((one for one in store.all() if one.suite == name and not one.varied and scored(one)), run)
    if run.varied:
        raise SettingError(
            f"{run.id} は設定を変えたか、問いの一部だけの実行なので、基準にできません。`shitagaki eval run {run.suite}` のあとに決めてください。"
        )
    if not scored(run):
        raise SettingError(
            f"{run.id} は終わっていないので、基準にできません。`shitagaki eval run {run.suite} --resume {run.id}` で終えてから決めてください。"
        )
    return run


def run_list(options: argparse.Namespace, store: RunStore) -> int:
    from evals.watching import STOPPED, state_of

    runs = store.all()
    for run in runs:
        varied = "、".join(f"{name}={value}" for name, value in run.varied.items())
        cut = "（途中）" if state_of(store, run) == STOPPED else ""
        print(
            f"{run.id}　{run.started}　{len(store.outputs(run))} 件{cut}　{run.digests.get('model', '')}　{varied}"
        )
    if not runs:
        print("実行はまだありません。`shitagaki eval run answering` で作れます。")
    return 0


def _lacks_baseline(store: RunStore, run: Run) -> bool:
    """Whether nobody has accepted a baseline of the run's suite; said where that is so."""
    from evals.acceptance import NO_BASELINE, has_baseline
    from evals.shelf import base_of

    lacks = not has_baseline(run.suite, base_of(store, run))
    if lacks:
        print(NO_BASELINE.format(suite=run.suite), file=sys.stderr)
    return lacks


def run_compare(options: argparse.Namespace, store: RunStore) -> int:
    from evals.comparison import UNSURE, compare
    from evals.limits import load_limits, over_limits, worst
    from evals.margins import load_margins
    from evals.reading import comparison_markdown
    from evals.spending import changes
    from evals.variation import noise
    from evals.verdict_words import STRANGERS
    from evals.watching import is_part, unfinished

    run = store.find(options.name)
    if options.against == BASE and _lacks_baseline(store, run):
        return UNSURE
    if cut := unfinished(store, run, *(() if options.against == BASE else (store.find(options.against),))):
        print(cut, file=sys.stderr)
        return UNSURE
    old = other_side(store, run, options.against)
    part = is_part(store, run)
    table, outputs, scores, proofs = read(store, run)
    if not old.cases & table.cases:
        print(STRANGERS.format(run=run.id, other=options.against), file=sys.stderr)
        return UNSURE
    old = old.only(table.cases) if part else old
    found = compare(
        old, table, proofs=proofs, margins=load_margins(run.suite), seed=run.seed, noise=noise(scores)
    )
    took = changes(rival_of(store, options.against), outputs, price=options.price, seed=run.seed)
    spent, over = over_limits(outputs, load_limits(run.suite), price=options.price, seed=run.seed)
    code = worst((found.code, spent))
    if options.json:
        print(json.dumps(_plain(found, run) | {"code": code, "over": over, "took": [asdict(one) for one in took]}, ensure_ascii=False))  # fmt: skip
    else:
        told = ["一部の問いだけを動かした実行なので、その問いだけを比べています。"] if part else []
        told.append(comparison_markdown(found, against=options.against, took=took, repeats=run.repeats))
        print("\n\n".join([*told, *over]))
    return code


def rival_of(store: RunStore, against: str) -> Sequence[Output]:
    """The outputs of the run that is held against; none of a baseline, which keeps only scores."""
    return store.outputs(store.find(against)) if against != BASE else ()


def _plain(found: Comparison, run: Run) -> dict[str, Any]:
    from evals.verdict_words import chance_in_words

    return asdict(found) | {
        "marks": {group: found.mark(group) for group in found.tasks},
        "gating": sorted(found.gating),
        "verdicts": {name: found.verdict(name) for name in found.measures},
        "chance": chance_in_words(found, repeats=run.repeats),
    }
