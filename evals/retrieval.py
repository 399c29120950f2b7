"""The product's retriever measured on a retrieval set beside the baselines. Knows nothing of drafting."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.baselines import Ranker, baselines
from evals.metrics import ndcg, recall, reciprocal_rank, score_interval
from evals.retrieval_set import RetrievalSet
from evals.runs import Output
from ingest.document import CLERK
from ingest.embedders import Embedder
from ingest.index import Index
from ingest.ingestion import Report, ingest
from ingest.search.lexicon import Lexicon
from ingest.search.reranking import Reranking

MEASURES: dict[str, Callable[..., float]] = {"nDCG@10": ndcg, "Recall@10": recall, "MRR@10": reciprocal_rank}


@dataclass(frozen=True, slots=True)
class Row:
    """One retriever: measure → (mean, lower, upper) of the 95% interval; speed in queries and passages per second of the
    product alone: the baselines share its vectors of the questions, so that their speed would say nothing."""

    retriever: str
    measures: dict[str, tuple[float, float, float]]
    queries_per_second: float | None = None
    passages_per_second: float | None = None
    passages: int = 0
    errors: int = 0


@contextmanager
def indexed(
    data: RetrievalSet, embedder: Embedder, lexicon: Lexicon, reranking: Reranking = Reranking()
) -> Iterator[tuple[Index, dict[str, str], Report]]:
    """The set indexed in a temporary folder as the product does: (index, file name → document id, what was read)."""
    with tempfile.TemporaryDirectory(prefix="shitagaki-eval-") as folder:
        names = _write_files(data, Path(folder) / "files")
        index = Index(
            Path(folder) / "index",
            tenant=CLERK.tenant,
            embedder=embedder,
            lexicon=lexicon,
            reranking=reranking,
        )
        yield index, names, ingest([Path(folder) / "files"], index=index)


def rows_beside(
    data: RetrievalSet,
    embedder: Embedder,
    outputs: Sequence[Output],
    progress: Callable[[str, int, int], object] = lambda name, done, total: None,
) -> list[Row]:
    """The product's kept answers as a row, and every question asked of the baselines in this run.

    ``progress`` hears (retriever, questions done, of how many).
    """
    ranked = {one.case: one.output["ranked"] for one in outputs if not one.error}
    asked = [query for query in data.queries if query in ranked]
    made = next(
        (one.output for one in outputs if not one.error), {"passages": 0, "index_seconds": 0, "failed": 0}
    )
    seconds = sum(one.output["search_seconds"] for one in outputs if not one.error)
    speed = made["passages"] / max(made["index_seconds"], 1e-9)
    own = Row("shitagaki", _measures(data, ranked, asked), len(asked) / max(seconds, 1e-9), speed, made["passages"], made["failed"])  # fmt: skip
    return [
        own,
        *(
            _score(name, ranker, data, asked, progress)
            for name, ranker in baselines(data.documents, embedder).items()
        ),
    ]


def product(index: Index, names: dict[str, str]) -> Ranker:
    def rank(query: str) -> list[str]:
        hits = index.search(query, viewer=CLERK, k=50).hits
        return list(dict.fromkeys(names[Path(hit.document.source).name] for hit in hits))[:10]

    return rank


def _write_files(data: RetrievalSet, folder: Path) -> dict[str, str]:
    """One text file a document, with its title in sources.toml; returns file name → document id."""
    folder.mkdir(parents=True)
    names, entries = {}, []
    for number, (key, (title, text)) in enumerate(data.documents.items()):
        name = f"{number:06}.txt"
        (folder / name).write_text(text or title, encoding="utf-8")
        entries.append(
            f"[[document]]\npath = {json.dumps(name)}\ntitle = {json.dumps(title, ensure_ascii=False)}\n"
        )
        names[name] = key
    (folder / "sources.toml").write_text("\n".join(entries), encoding="utf-8")
    return names


def _score(
    name: str,
    ranker: Ranker,
    data: RetrievalSet,
    asked: Sequence[str],
    progress: Callable[[str, int, int], object],
) -> Row:
    ranked = {}
    for done, query in enumerate(asked, 1):
        ranked[query] = ranker(data.queries[query])
        progress(name, done, len(asked))
    return Row(name, _measures(data, ranked, asked))


def _measures(
    data: RetrievalSet, ranked: Mapping[str, Sequence[str]], asked: Sequence[str]
) -> dict[str, tuple[float, float, float]]:
    return {
        measure: score_interval([function(ranked[query], data.gains[query]) for query in asked])
        for measure, function in MEASURES.items()
    }


def table(data: RetrievalSet, rows: Sequence[Row]) -> str:
    """The report for a person: one line a retriever."""
    lines = [f"{data.name}：文書 {len(data.documents)}、質問 {len(data.queries)}（95% 区間つき）"]
    for row in rows:
        values = "  ".join(
            f"{name} {mean:.3f} [{low:.3f}, {high:.3f}]" for name, (mean, low, high) in row.measures.items()
        )
        speed = f"  {row.queries_per_second:.1f} 問/s" if row.queries_per_second else ""
        speed += f"  索引 {row.passages_per_second:.1f} 節/s" if row.passages_per_second else ""
        lines.append(f"{row.retriever:<18}{values}{speed}")
    return "\n".join(lines)
