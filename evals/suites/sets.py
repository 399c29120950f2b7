"""Public sets as suites: a retrieval set (BEIR) question by question, the references of laws link by link. Knows no scores."""

from __future__ import annotations

import hashlib
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.copies import OWN, copy_of
from evals.law import judge_law, library, read_law_set
from evals.retrieval import indexed, product
from evals.retrieval_set import RetrievalSet
from evals.suites.scored import LINKED, RANKED
from evals.suites.suites import Asked, Suite
from ingest.embedders import Embedder
from ingest.search.lexicon import Lexicon
from ingest.search.reranking import Reranking

Given = tuple[dict[str, Any], int]


def set_name(kind: str, folder: Path) -> str:
    """What runs of a folder are called: retrieval-jsquad_v13."""
    return f"{kind}-{re.sub(r'[^a-z0-9_-]+', '-', folder.resolve().name.lower()).strip('-') or 'set'}"


def set_digest(folder: Path) -> str:
    told = hashlib.sha256()
    for file in sorted(folder.glob("*.*")):
        if file.suffix in (".jsonl", ".tsv"):
            told.update(file.name.encode() + b"\0" + file.read_bytes())
    return told.hexdigest()[:12]


@contextmanager
def retrieval_suite(
    data: RetrievalSet,
    name: str,
    embedder: Embedder,
    lexicon: Lexicon,
    reranking: Reranking,
    splitter: str = OWN,
) -> Iterator[Suite]:
    """The questions of a set; it is indexed in a temporary folder when the first is asked, cut by ``splitter``."""
    with ExitStack() as stack:

        @lru_cache(maxsize=1)
        def opened() -> tuple[Callable[[str], list[str]], dict[str, Any]]:
            index, names, report = stack.enter_context(indexed(data, embedder, lexicon, reranking))
            if splitter != OWN:
                folder = Path(stack.enter_context(TemporaryDirectory(prefix="shitagaki-eval-")))
                index = copy_of(index, folder, embedder=embedder, splitter=splitter).index
            ranker = product(index, names)
            ranker(next(iter(data.queries.values())))  # the first search opens files
            made = {
                "passages": report.passages,
                "index_seconds": report.seconds,
                "failed": len(report.failed),
            }
            return ranker, made

        def asked(query: str, text: str) -> Asked:
            def ask(office: Any) -> Given:
                ranker, made = opened()
                began = time.perf_counter()
                ranked = ranker(text)
                return {"ranked": ranked, "search_seconds": time.perf_counter() - began, **made}, 0

            given = {"query": text, "gains": dict(data.gains[query])}
            return Asked(query, query, ("検索",), given, ask)

        yield Suite(name, RANKED, tuple(asked(query, text) for query, text in data.queries.items()))


def law_suite(folder: Path, name: str) -> Suite:
    """Every link of the set, and the tree of every law; a law is read when its first link is asked."""
    laws, articles, gold = read_law_set(folder)
    names = library(laws, articles)
    of_law, by_source = defaultdict(list), defaultdict(list)
    for one in articles:
        of_law[one["law_id"]].append(one)
    law_of = {one["id"]: one["law_id"] for one in articles}
    for row in gold:
        by_source[law_of.get(row["src_id"], "")].append(row)
    titles = {one["law_id"]: one for one in laws}

    @cache
    def read(law_id: str) -> tuple[dict[int, dict[str, Any]], list[str]]:
        judged, missing = judge_law(titles[law_id], of_law[law_id], by_source[law_id], names)
        found = {
            id(one.gold): {
                "read": f"{one.read.law or '同じ法令'} {'・'.join(one.read.anchors)}" if one.read else "",
                "right": sorted(one.right),
            }
            for one in judged
        }
        return found, missing

    def tree(law_id: str) -> Asked:
        given = {"query": titles[law_id]["title"], "articles": len(of_law[law_id])}
        return Asked(f"tree-{law_id}", law_id, ("条の木",), given, lambda office: ({"missing": read(law_id)[1]}, 0))  # fmt: skip

    def link(law_id: str, number: int, row: dict[str, Any]) -> Asked:
        nothing = {"read": "", "right": []}
        return Asked(f"link-{law_id}-{number}", law_id, ("引用",), _link(row), lambda office: (read(law_id)[0].get(id(row), nothing), 0))  # fmt: skip

    rows = [(law_id, n, row) for law_id, some in by_source.items() if law_id for n, row in enumerate(some, 1)]
    return Suite(name, LINKED, (*map(tree, titles), *(link(*one) for one in rows)))


def _link(row: dict[str, Any]) -> dict[str, Any]:
    """A link of the set as it is kept: the words around it, and where it leads."""
    words = re.search("【([^】]*)】", row["context"])
    return {
        "query": row["context"], "words": words[1] if words else "", "law": row["tgt_law"], "article": row["tgt_article"],
        "paragraph": row["tgt_paragraph"] or "",
    }  # fmt: skip
