"""The commands on a kept run by itself: score it anew, accept it as the baseline, list all. Knows nothing of how anything is scored."""

from __future__ import annotations

import argparse
import json

from evals.cli_runs import read
from evals.runs import RunStore
from ingest.errors import SettingError


def run_score(options: argparse.Namespace, store: RunStore) -> int:
    from evals.reading import run_json, run_markdown
    from evals.scorers import score_outputs
    from evals.suites import scorers_of

    run = store.find(options.name)
    kept = store.outputs(run)
    store.score(run, score_outputs(kept, scorers_of(run.suite, kept)))
    table, outputs, scores, proofs = read(store, run)
    told = json.dumps(run_json(run, table, scores), ensure_ascii=False) if options.json else ""
    print(told or run_markdown(run, table, proofs, outputs))
    return 0


def run_accept(options: argparse.Namespace, store: RunStore) -> int:
    from evals.acceptance import accept
    from evals.comparison import table_of
    from evals.shelf import baselines_of

    run = store.find(options.name)
    if run.varied or run.repeats != 1:
        raise SettingError("設定を変えた実行や、繰り返した実行は、基準にできません。")
    print(
        f"{accept(table_of(store, run), baselines_of(run.suite, store.folder.parent.parent))} を書きました。差分を見てから取り込んでください。"
    )
    return 0


def run_list(options: argparse.Namespace, store: RunStore) -> int:
    runs = store.all()
    for run in runs:
        varied = "、".join(f"{name}={value}" for name, value in run.varied.items())
        print(
            f"{run.id}　{run.started}　{len(store.outputs(run))} 件　{run.digests.get('model', '')}　{varied}"
        )
    if not runs:
        print("実行はまだありません。`shitagaki eval run answering` で作れます。")
    return 0
