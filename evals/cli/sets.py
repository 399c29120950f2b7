"""`eval run retrieval` and `eval run law`: public sets as kept runs, beside what others would get. Knows nothing of measures."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from ingest.errors import SettingError

if TYPE_CHECKING:
    from app.wire import Office
    from evals.retrieval import Row
    from evals.retrieval_set import RetrievalSet
    from evals.runs import Output, Run
    from ingest.embedders import Embedder
    from ingest.search.lexicon import Lexicon
    from ingest.search.reranking import Reranking


def run_retrieval(options: argparse.Namespace) -> int:
    """Ask the set of the product, keep the run, and print it beside the baselines; 1 when a floor is missed."""
    from app.wire import Office
    from evals.cli.runs import missed, store_of
    from evals.retrieval import table
    from ingest.settings import load_settings

    data = set_of(options)
    office = Office(load_settings())
    if options.ablation:
        return _ablation(options, data, *_parts(office))
    run = keep_set(office, options, data)
    rows = _beside(data, _parts(office)[0], store_of(office).outputs(run))
    told = {"set": data.name, "documents": len(data.documents), "queries": len(data.queries), "run": run.id}
    print(json.dumps(told | {"rows": [asdict(row) for row in rows]}, ensure_ascii=False) if options.json else f"{table(data, rows)}\n実行 {run.id}")  # fmt: skip
    return missed(office, run)


def set_of(options: argparse.Namespace) -> RetrievalSet:
    """The set of `--retrieval-set`. Raises SettingError for one without a question that has gold."""
    from evals.retrieval_set import read_retrieval_set

    data = read_retrieval_set(options.retrieval_set)
    if not data.queries:
        raise SettingError(f"{options.retrieval_set} には、正解のある問いがありません。")
    return data


def keep_set(
    office: Office,
    options: argparse.Namespace,
    data: RetrievalSet,
    *,
    varied: dict[str, str] | None = None,
    splitter: str = "",
) -> Run:
    """Ask the set of the product as the office has it and keep the run."""
    from evals.asking import written_by
    from evals.cli.runs import keep
    from evals.copies import OWN
    from evals.suites.sets import retrieval_suite, set_digest, set_name

    embedder, lexicon, reranking = _parts(office)
    name = set_name("retrieval", options.retrieval_set)
    made, digest = written_by(office), set_digest(options.retrieval_set)
    digests = {
        "cases": digest,
        "index": digest,
        "embedder": embedder.name,
        "reranker": office.settings.reranker,
    }
    digests |= {each: made[each] for each in ("prompts", "code")} | (
        {"splitter": splitter} if splitter else {}
    )
    with retrieval_suite(data, name, embedder, lexicon, reranking, splitter or OWN) as suite:
        return keep(office, options, suite, digests, varied=varied)


def _parts(office: Office) -> tuple[Embedder, Lexicon, Reranking]:
    from ingest.embedders import open_embedder
    from ingest.search.lexicon import load_lexicon
    from ingest.search.reranking import open_reranking

    settings = office.settings
    return (
        open_embedder(settings.embedder, models=settings.models),
        load_lexicon(settings.prompts, city=settings.city),
        open_reranking(settings.reranker, key=settings.reranker_key),
    )


def _beside(data: RetrievalSet, embedder: Embedder, outputs: Sequence[Output]) -> list[Row]:
    from evals.retrieval import rows_beside
    from evals.watching import Line

    line = Line()
    line("比べる相手の索引を作っています", last=True)
    return rows_beside(
        data,
        embedder,
        outputs,
        lambda name, done, total: line(f"{name}　{done}/{total} 件", last=done == total),
    )


def _ablation(options: argparse.Namespace, data: object, *parts: object) -> int:
    from evals import ablation
    from evals.retrieval import indexed

    with indexed(data, *parts) as (index, names, _):  # type: ignore[arg-type]
        rows = ablation.ablate(data, index, names)  # type: ignore[arg-type]
    told = json.dumps([asdict(part) for part in rows], ensure_ascii=False)
    print(told if options.json else ablation.table(data, rows))  # type: ignore[arg-type]
    return 0


def run_law(options: argparse.Namespace) -> int:
    """Read the references of a set of laws, keep the run; `--figures` prints precision and recall at once."""
    from app.wire import Office
    from evals.asking import digests_of
    from evals.cli.runs import keep, show
    from evals.law import run_law_set
    from evals.suites.sets import law_suite, set_digest, set_name
    from ingest.settings import load_settings

    if options.law_set is None:
        raise SettingError(
            "law には --law-set フォルダ が要ります（laws.jsonl、articles.jsonl、refs_gold.jsonl）。"
        )
    if options.figures:
        report = run_law_set(options.law_set)
        print(json.dumps(asdict(report), ensure_ascii=False) if options.json else report.text())
        return 0
    office = Office(load_settings())
    name = set_name("law", options.law_set)
    digests = {"cases": set_digest(options.law_set), "code": digests_of(office, name)["code"]}
    return show(office, keep(office, options, law_suite(options.law_set, name), digests), options)
