"""What each part of the search is worth: the product beside itself with one part taken out. Knows nothing of drafting.

A part whose removal loses nothing on any set has no reason to stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.baselines import Ranker
from evals.metrics import mean_interval, ndcg, paired_difference
from evals.retrieval_set import RetrievalSet
from ingest.document import CLERK
from ingest.index import DEPTH, Index
from ingest.search.fusion import Scored, blend, rank_fusion
from ingest.search.query import Query, read_query
from ingest.search.rankings import rank
from ingest.search.synonyms import Synonyms

Join = Callable[[dict[str, Scored]], list[str]]


@dataclass(frozen=True, slots=True)
class Ablation:
    """One variant: nDCG@10 and its difference to the product's, each (mean, lower, upper) of the 95% interval."""

    name: str
    ndcg: tuple[float, float, float]
    difference: tuple[float, float, float]


def ablate(data: RetrievalSet, index: Index, names: dict[str, str]) -> list[Ablation]:
    """The product first, then each variant. ``names``: file name → document id of the set."""
    own = _scores(data, lambda query: _documents(index, _found(index, query), names))
    rows = [Ablation("製品", mean_interval(own), (0.0, 0.0, 0.0))]
    for name, ranker in _variants(index, names).items():
        values = _scores(data, ranker)
        rows.append(Ablation(name, mean_interval(values), paired_difference(own, values)))
    return rows


def table(data: RetrievalSet, rows: Sequence[Ablation]) -> str:
    """One line a variant; a difference whose interval holds 0 is not told apart by this set."""
    lines = [f"{data.name}：問い {len(data.queries)}。nDCG@10 と、製品との差（対にした 95% 区間）"]
    for row in rows:
        mean, low, high = row.difference
        told = "" if row.name == "製品" else f"  差 {mean:+.3f} [{low:+.3f}, {high:+.3f}]"
        lines.append(f"{row.name:　<14}{row.ndcg[0]:.3f} [{row.ndcg[1]:.3f}, {row.ndcg[2]:.3f}]{told}")
    return "\n".join(lines)


def _variants(index: Index, names: dict[str, str]) -> dict[str, Ranker]:
    def search(join: Join, synonyms: Synonyms = index.lexicon.synonyms) -> Ranker:
        def ranker(text: str) -> list[str]:
            asked = read_query(text, synonyms=synonyms, embedder=index.embedder)
            return _documents(index, join(rank(asked, index.snapshot(), None, DEPTH)), names)

        return ranker

    def only(*kept: str) -> Join:
        return lambda found: _blended({name: found[name] for name in kept})

    return {
        "同義語なし": search(_blended, Synonyms()),
        "順位で合わせる（RRF）": search(
            lambda found: rank_fusion({n: [k for k, _ in p] for n, p in found.items()})
        ),
        "語なし": search(only("dense", "bigrams")),
        "2字の組なし": search(only("dense", "words")),
        "意味なし": search(only("words", "bigrams")),
        "意味だけ": search(only("dense")),
        "題名・見出しを埋め込まない": _without_headings(index, names),
        **({"並べ直しなし": search(_blended)} if index.reranking.reranker is not None else {}),
    }


def _without_headings(index: Index, names: dict[str, str]) -> Ranker:
    """Everything as it is, but the passages embedded without their title and headings."""
    entries = list(index.ledger.entries(sorted(index.ledger.keys())))
    keys = [entry.key for entry in entries]
    vectors = index.embedder.embed_passages(
        [entry.read_as.partition("\n")[2] or entry.read_as for entry in entries]
    )

    def ranker(text: str) -> list[str]:
        asked: Query = read_query(text, synonyms=index.lexicon.synonyms, embedder=index.embedder)
        found = rank(asked, index.snapshot(), None, DEPTH)
        near = vectors @ asked.vector
        order = np.argsort(-near, kind="stable")[:DEPTH]
        return _documents(
            index, _blended({**found, "dense": [(keys[i], float(near[i])) for i in order]}), names
        )

    return ranker


def _blended(found: dict[str, Scored]) -> list[str]:
    return [key for key, _, _ in blend(found, depth=DEPTH)]


def _found(index: Index, query: str) -> list[str]:
    hits = index.search(query, viewer=CLERK, k=DEPTH).hits
    return [hit.document.id for hit in hits]


def _documents(index: Index, keys: Sequence[str], names: dict[str, str]) -> list[str]:
    """Document ids of the set for passage keys or document ids, each once, the first 10."""
    places = index.ledger.places(keys)
    sources = {document.id: document.source for document in index.ledger.documents()}
    ids = (places[key][0] if key in places else key for key in keys)
    return list(dict.fromkeys(names[Path(sources[each]).name] for each in ids if each in sources))[:10]


def _scores(data: RetrievalSet, ranker: Ranker) -> list[float]:
    return [ndcg(ranker(text), data.gains[query]) for query, text in data.queries.items()]
