"""One suite with one thing varied: two models, templates, embedders or k side by side. Knows no single setting.

The first value is what the others are held against.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from typing import Any

from app.wire import Office
from evals.cli.runs import perform, store_of
from evals.comparison import compare, table_of
from evals.cost import price_of
from evals.reading import short
from evals.scorers import SCORERS
from evals.spending import COST, SECONDS, TOKENS, changes, figure, spent_of
from evals.verdict_words import VERDICTS
from ingest.errors import SettingError
from ingest.settings import PREFIX, SETTINGS, load_settings


def run_varied(options: argparse.Namespace) -> int:
    """Run the suite once for each value and print one table with intervals, seconds and tokens."""
    name, equals, listed = options.vary.partition("=")
    values = [each for each in listed.split(",") if each]
    known = [setting.name for setting in SETTINGS]
    if not equals or len(values) < 2 or (name != "k" and name not in known):
        raise SettingError(
            f"--vary は 名前=値,値 の形です（今の値：{options.vary}）。変えられるのは k、llm、embedder、prompts などです。"
        )
    rows: list[dict[str, Any]] = []
    first, before = None, None
    for value in values:
        environ = dict(os.environ) if name == "k" else {**os.environ, PREFIX + name.upper(): value}
        office = Office(load_settings(environ))
        k = int(value) if name == "k" and value.isdigit() else 10
        run = perform(office, options, varied={name: value}, k=k)
        store = store_of(office)
        table, outputs = table_of(store, run), store.outputs(run)
        first = first or table
        price = price_of(office.settings)
        found = compare(first, table)
        before = before or outputs
        rows.append(
            {
                "value": value,
                "run": run.id,
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


def _table(name: str, rows: list[dict[str, Any]]) -> str:
    gates = {short(each.name) for each in SCORERS.values() if each.gates}
    scorers = [each for each in rows[0]["means"] if each in gates]
    took = [
        name
        for name in (SECONDS, TOKENS, COST)
        if any(one["name"] == name for row in rows for one in row["took"])
    ]
    lines = [
        f"| {name} | {' | '.join((*scorers, *(f'1問の{each}' for each in took)))} |",
        "|---|" + "---:|" * (len(scorers) + len(took)),
    ]
    for at, row in enumerate(rows):
        cells = []
        for each in scorers:
            mean, low, high, _ = row["means"].get(each, [float("nan")] * 4)
            told = f"{mean:.3f} [{max(low, 0):.3f}, {min(high, 1):.3f}]"
            cells.append(told + (f" {row['verdicts'].get(each, '')}" if at else ""))
        spent = {one["name"]: one for one in row["took"]}
        for each in took:
            one = spent.get(each)
            told = f"{figure(one['mean'])} [{figure(one['low'])}, {figure(one['high'])}]" if one else "0"
            cells.append(told + (f" {row['changes'].get(each, '')}" if at else ""))
        lines.append(f"| {row['value']} | {' | '.join(cells)} |")
    return "\n".join(lines)
