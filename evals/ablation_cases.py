"""What each part of the search is worth on a suite of cases (`eval run midori --ablation`). Knows nothing of drafting.

Passages count, not documents: the whole search runs, with days, rights and folding, and one ranking counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from statistics import mean

from app.wire import Office
from evals.ablation import Ablation
from evals.metrics import mean_interval, paired_difference
from evals.scorers.searching import gain
from evals.suites.suites import Suite
from ingest.index import Index
from ingest.search.fusion import WEIGHTS
from ingest.search.reranking import Reranking
from ingest.search.synonyms import Synonyms

_WITHOUT: Mapping[str, tuple[str, ...]] = {
    "語なし": ("words",),
    "2字の組なし": ("bigrams",),
    "意味なし": ("dense",),
    "意味だけ": ("words", "bigrams"),
    "題名の名指しなし": ("title",),
    "時期の手掛かりなし": ("dated",),
    "種類の手掛かりなし": ("kind",),
    "条の名指しなし": ("exact",),
    "はたらきの名指しなし": ("role",),
}


def ablate_cases(suite: Suite, office: Office) -> list[Ablation]:
    """The product first, then each variant: nDCG@10 over the cases with gold."""
    own = _gains(suite, office, office.index)
    rows = [Ablation("製品", mean_interval(own), (0.0, 0.0, 0.0))]
    for name, index in _variants(office):
        values = _gains(suite, office, index)
        rows.append(Ablation(name, mean_interval(values), paired_difference(own, values)))
    return rows


def table(suite: Suite, rows: list[Ablation], folded: tuple[int, int, float]) -> str:
    """One line a variant; a difference whose interval holds 0 is not told apart by this suite."""
    asked = sum(bool(case.input["gold"]) for case in suite.cases)
    lines = [f"{suite.name}：正解のある問い {asked}。nDCG@10（一節）と、製品との差（対にした 95% 区間）"]
    for row in rows:
        value, low, high = row.difference
        told = "" if row.name == "製品" else f"  差 {value:+.3f} [{low:+.3f}, {high:+.3f}]"
        lines.append(f"{row.name:　<14}{row.ndcg[0]:.3f} [{row.ndcg[1]:.3f}, {row.ndcg[2]:.3f}]{told}")
    pages, hits, share = folded
    lines.append(
        f"畳んだもの：{pages} 問の 10 件に、同じことを言う一節 {hits} 件をまとめた（全体の {share:.1%}）"
    )
    return "\n".join(lines)


def count_folded(suite: Suite, office: Office) -> tuple[int, int, float]:
    """(pages of ten hits with something folded, passages folded in all, their share of what was looked at)."""
    found = [office.index.search(case.input["query"], viewer=office.viewer).hits for case in suite.cases]
    counts = [sum(len(hit.folded) for hit in hits) for hits in found]
    shown = sum(len(hits) for hits in found)
    return sum(bool(n) for n in counts), sum(counts), sum(counts) / max(1, shown + sum(counts))


def _gains(suite: Suite, office: Office, index: Index) -> list[float]:
    asking = _Asking(index, office)
    scores = [gain(case.input, case.ask(asking)[0])[0] for case in suite.cases if case.input["gold"]]  # type: ignore[arg-type]
    return [score for score in scores if score is not None]


class _Asking:
    """What a case asks of an office: its index and viewer."""

    def __init__(self, index: Index, office: Office) -> None:
        self.index, self.viewer = index, office.viewer


def _variants(office: Office) -> Iterator[tuple[str, Index]]:
    index = office.index

    def made(**changed: object) -> Index:
        parts = {"lexicon": index.lexicon, "reranking": index.reranking, "weights": WEIGHTS} | changed
        return Index(index.folder, tenant=index.tenant, embedder=index.embedder, **parts)  # type: ignore[arg-type]

    yield "同義語なし", made(lexicon=replace(index.lexicon, synonyms=Synonyms()))
    for name, dropped in _WITHOUT.items():
        yield name, made(weights={**WEIGHTS, **dict.fromkeys(dropped, 0.0)})
    even = mean(WEIGHTS[each] for each in ("dense", "words", "bigrams"))
    yield "三つを等しく", made(weights={**WEIGHTS, **dict.fromkeys(("dense", "words", "bigrams"), even)})
    if index.reranking.reranker is not None:
        yield "並べ直しなし", made(reranking=Reranking())
