"""One suite with one thing varied: two models, templates, embedders or k side by side. Knows no single setting.

The first value is what the others are held against.
"""

from __future__ import annotations

import argparse
import json
import os
from typing import Any

from app.wire import Office
from evals.cli_runs import perform, store_of
from evals.comparison import compare, table_of
from evals.reading import VERDICTS, short
from evals.scorers import SCORERS
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
    first = None
    for value in values:
        environ = dict(os.environ) if name == "k" else {**os.environ, PREFIX + name.upper(): value}
        office = Office(load_settings(environ))
        k = int(value) if name == "k" and value.isdigit() else 10
        run = perform(office, options, varied={name: value}, k=k)
        store = store_of(office)
        table, outputs = table_of(store, run), store.outputs(run)
        first = first or table
        seconds = sorted(one.seconds for one in outputs)
        rows.append(
            {
                "value": value,
                "run": run.id,
                "means": {
                    short(n): [e.mean, e.low, e.high, e.n] for n, e in table.estimates(seed=run.seed).items()
                },
                "verdicts": {
                    short(n): VERDICTS[d.verdict] for n, d in compare(first, table).measures.items()
                },
                "seconds": [seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]],
                "tokens": sum(one.tokens for one in outputs),
            }
        )
    print(
        json.dumps({"vary": name, "rows": rows}, ensure_ascii=False) if options.json else _table(name, rows)
    )
    return 0


def _table(name: str, rows: list[dict[str, Any]]) -> str:
    gates = {short(each.name) for each in SCORERS.values() if each.gates}
    scorers = [each for each in rows[0]["means"] if each in gates]
    lines = [
        f"| {name} | " + " | ".join(scorers) + " | 秒（中央値／95%） | トークン |",
        "|---|" + "---:|" * (len(scorers) + 2),
    ]
    for at, row in enumerate(rows):
        cells = []
        for each in scorers:
            mean, low, high, _ = row["means"].get(each, [float("nan")] * 4)
            told = f"{mean:.3f} [{low:.3f}, {high:.3f}]"
            cells.append(told + (f" {row['verdicts'].get(each, '')}" if at else ""))
        half, most = row["seconds"]
        lines.append(
            f"| {row['value']} | " + " | ".join(cells) + f" | {half:.2f}／{most:.2f} | {row['tokens']:,} |"
        )
    return "\n".join(lines)
