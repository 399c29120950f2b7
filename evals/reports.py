"""A kept run made readable: the one HTML, and the same as CSV, Markdown and JSON. Knows nothing of how a run was made."""

from __future__ import annotations

import argparse
import json
from typing import Any

from evals.cli.runs import BASE, other_side, read
from evals.runs import Run, RunStore


def write_beside(options: argparse.Namespace, store: RunStore, run: Run) -> None:
    """The same run as CSV, Markdown and JSON, as far as they were asked for."""
    from evals.reading import run_json, run_markdown, scores_csv

    if options.csv:
        options.csv.write_text(scores_csv(store.scores(run)), encoding="utf-8-sig")
    if options.md or options.json:
        table, outputs, scores, proofs = read(store, run)
        if options.md:
            told = run_markdown(run, table, proofs, outputs, scores, price=options.price)
            options.md.write_text(told + "\n", encoding="utf-8")
        if options.json:
            told = json.dumps(run_json(run, table, scores, outputs, price=options.price), ensure_ascii=False)
            options.json.write_text(told, encoding="utf-8")


def report_of(store: RunStore, run: Run, against: str = BASE, *, price: float | None = None) -> str:
    """The HTML of a run held against another or the baseline (left out where nobody accepted any)."""
    from evals.comparison import compare, table_of
    from evals.margins import load_margins
    from evals.page import page
    from evals.variation import noise
    from evals.verdict_words import STRANGERS
    from evals.watching import is_part, unfinished
    from ingest.errors import SettingError, ShitagakiError

    table, outputs, scores, proofs = read(store, run)
    compared = None
    try:
        if cut := unfinished(store, run):
            raise ShitagakiError(cut)
        old = other_side(store, run, against)
        if against != BASE and not old.cases & table.cases:
            raise SettingError(STRANGERS.format(run=run.id, other=against))
        old = old.only(table.cases) if is_part(store, run) else old
        before = {one.case: one for one in _texts(store, run, against, old.digests)}
        compared = (
            against,
            compare(
                old, table, proofs=proofs, margins=load_margins(run.suite), seed=run.seed, noise=noise(scores)
            ),
            before,
        )
    except ShitagakiError:
        if against != BASE:
            raise
    runs = [one for one in reversed(store.all()) if one.suite == run.suite and not one.varied]
    trend = [(one, table_of(store, one)) for one in runs]
    return page(run, table, outputs, scores, proofs, trend=trend, against=compared, price=price)


def _texts(store: RunStore, run: Run, against: str, digests: Any) -> Any:
    """The outputs of the other side. A baseline keeps scores only: they are those of a run that it was accepted from, or
    of one made from the same bytes, where one is still there."""
    if against != BASE:
        return store.outputs(store.find(against))
    same = (
        one for one in store.all() if one.suite == run.suite and one.id != run.id and one.digests == digests
    )
    found = next(same, None)
    return store.outputs(found) if found else ()
