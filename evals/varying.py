"""One suite with one thing varied: models, templates, embedders, splitters or k side by side. Knows no scorer.

The first value is what the others are held against.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import os
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.wire import Office
from evals.cli.files import taken_up
from evals.cli.runs import open_office, perform, store_of
from evals.cli.sets import keep_set, set_of
from evals.comparison import compare, table_of
from evals.copies import OWN, size, with_embedder, with_splitter
from evals.cost import price_of
from evals.reading import short
from evals.runs import Run, RunStore
from evals.scorers import SCORERS
from evals.spending import COST, SECONDS, TOKENS, changes, figure, spent_of
from evals.verdict_words import VERDICTS
from ingest.errors import SettingError
from ingest.settings import PREFIX, SETTINGS, load_settings

OF_SETS = ("embedder", "splitter", "reranker", "prompts")
"""What can be varied of a set that is indexed anew: it is always asked for ten."""
MEASURES = ("ndcg@10", "recall@10", "mrr@10", "f2")
"""What is shown of a search besides what decides."""
DEPTH = 10
"""Hits of a search where k is not what is varied."""


def run_varied(options: argparse.Namespace) -> int:
    """Run the suite once for each value and print one table with intervals, seconds and tokens."""
    name, values = read_varied(options.vary)
    if options.retrieval_set is not None and name not in OF_SETS:
        raise SettingError(f"検索の組で変えられるのは {'、'.join(OF_SETS)} です（今の値：{name}）。")
    rows: list[dict[str, Any]] = []
    first, before = None, None
    for value, (store, run, price) in zip(values, _runs(options, name, values), strict=True):
        table, outputs = table_of(store, run), store.outputs(run)
        first = first or table
        found = compare(first, table)
        before = before or outputs
        rows.append(
            {
                "value": value,
                "run": run.id,
                "reused": sum(one.taken for one in outputs),
                "means": {
                    short(n): [e.mean, e.low, e.high, e.n] for n, e in table.estimates(seed=run.seed).items()
                },
                "verdicts": {short(n): VERDICTS[found.verdict(n)] for n in found.measures},
                "took": [asdict(one) for one in spent_of(outputs, price=price, seed=run.seed)],
                "changes": {
                    one.name: one.told for one in changes(before, outputs, price=price, seed=run.seed)
                },
            }
        )
    print(
        json.dumps({"vary": name, "rows": rows}, ensure_ascii=False) if options.json else _table(name, rows)
    )
    return 0


def _runs(
    options: argparse.Namespace, name: str, values: list[str]
) -> Iterator[tuple[RunStore, Run, float | None]]:
    """A run for each value, each in a process of its own: in one, what the first has read and worked out would be spared
    the next, and its seconds would look better than they are."""
    alone = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=alone, max_tasks_per_child=1) as pool:
        for value in values:
            yield pool.submit(_kept, options, name, value).result()


def _kept(options: argparse.Namespace, name: str, value: str) -> tuple[RunStore, Run, float | None]:
    office, run = _run(options, name, value)
    return store_of(office), run, price_of(office.settings)


def _run(options: argparse.Namespace, name: str, value: str) -> tuple[Office, Run]:
    """The suite, or the set of `--retrieval-set`, run with one thing otherwise."""
    varied = {name: value}
    if options.retrieval_set is not None:
        environ = os.environ if name == "splitter" else {**os.environ, PREFIX + name.upper(): value}
        office = Office(load_settings(dict(environ)))
        data = set_of(options)
        return office, keep_set(
            office, options, data, varied=varied, splitter=value if name == "splitter" else ""
        )
    office, holds = office_of(name, value)
    options.suite = taken_up(options.suite, office)
    k = int(value) if name == "k" else DEPTH
    return office, perform(office, options, varied=varied, k=k, holds=holds)


def read_varied(told: str) -> tuple[str, list[str]]:
    """「k=5,10」 as (name, values). Raises SettingError for what cannot be varied, before anything is run."""
    name, equals, listed = told.partition("=")
    values = [each for each in listed.split(",") if each]
    known = [setting.name for setting in SETTINGS]
    if not equals or len(values) < 2 or name not in ("k", "splitter", *known):
        raise SettingError(
            f"--vary は 名前=値,値 の形です（今の値：{told}）。変えられるのは k、llm、embedder、splitter、prompts、reranker などです。"
        )
    if name == "k" and (wrong := [one for one in values if not one.isdigit() or not 1 <= int(one) <= 50]):
        raise SettingError(f"k は 1 から 50 の数です（今の値：{wrong[0]}）。")
    if name in ("prompts", "corpus") and (wrong := [one for one in values if not Path(one).is_dir()]):
        raise SettingError(
            f"「{wrong[0]}」というフォルダはありません。{name} には、フォルダを書いてください。"
        )
    for each in values if name == "splitter" else ():
        if each != OWN:
            size(each)
    return name, values


def office_of(name: str, value: str) -> tuple[Office, Mapping[str, tuple[str, ...]]]:
    """(the office with one thing otherwise, what its passages hold). Another embedder or splitter has an index of its own, made beside the office's."""
    if name == "k":
        return open_office(), {}
    if name in ("embedder", "splitter"):
        print(f"{name}={value} の索引を用意しています。", file=sys.stderr)
        office = open_office()
        copy = with_embedder(office, value) if name == "embedder" else with_splitter(office, value)
        office.index = copy.index
        return office, copy.holds
    return Office(load_settings({**os.environ, PREFIX + name.upper(): value})), {}


def _table(name: str, rows: list[dict[str, Any]]) -> str:
    """One column a value: there are more scorers than a line is wide."""
    gates = {short(each.name) for each in SCORERS.values() if each.gates} | set(MEASURES)
    scorers = [each for each in rows[0]["means"] if each in gates]
    took = [
        name
        for name in (SECONDS, TOKENS, COST)
        if any(one["name"] == name for row in rows for one in row["took"])
    ]
    columns: list[list[str]] = [[*scorers, *(f"1問の{each}" for each in took)]]
    for at, row in enumerate(rows):
        cells: list[str] = []
        for each in scorers:
            mean, low, high, _ = row["means"].get(each, [float("nan")] * 4)
            told = "—" if math.isnan(mean) else f"{mean:.3f} [{max(low, 0):.3f}, {min(high, 1):.3f}]"
            cells.append(told + (f" {row['verdicts'].get(each, '')}" if at and not math.isnan(mean) else ""))
        spent = {one["name"]: one for one in row["took"]}
        for each in took:
            one = spent.get(each)
            told = f"{figure(one['mean'])} [{figure(one['low'])}, {figure(one['high'])}]" if one else "0"
            cells.append(told + (f" {row['changes'].get(each, '')}" if at else ""))
        columns.append(cells)
    lines = [
        f"| {name} | {' | '.join(row['value'] for row in rows)} |",
        "|---|" + "---:|" * len(rows),
        *(f"| {' | '.join(line)} |" for line in zip(*columns, strict=True)),
    ]
    old = "、".join(f"{row['value']} は {row['reused']} 件" for row in rows if row["reused"])
    told = (
        f"秒には、前の実行の答えを使い回したものがあります（{old}）。測り直すには --fresh を付けてください。"
    )
    return "\n".join([*lines, *(["", told] if old else [])])
