"""How the search grows: 1,000, 10,000 and 100,000 passages (`make bench`). Knows nothing of quality; figures only.

The passages are the corpus's own, repeated with other numbers under other titles. Only the corpus itself is embedded
(its speed is told by itself); the vectors of the copies are the corpus's own moved a little, so that the vector index
meets clusters as real ones are. All else is the product's own index, caches and search.
"""

from __future__ import annotations

import os
import re
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from evals.bench.process import memory
from ingest.document import CLERK, Document
from ingest.index import DEPTH, Index
from ingest.ledger import Vector
from ingest.rows import Indexed, vector_digest
from ingest.scope import allowed_scopes, scope_of
from ingest.search.fusion import blend
from ingest.search.lexicon import Lexicon
from ingest.search.query import read_query
from ingest.search.rankings import rank
from ingest.snapshot import open_snapshot
from ingest.splitters import embedding_text

SIZES = (1_000, 10_000, 100_000)
QUESTIONS = 200
MOVED = 0.02
"""Standard deviation of what is added to each of a vector's numbers: the copy has a cosine of about .93 to its model."""
_FIGURE = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Growth:
    """One size: seconds to build the caches and to open them, bytes on disk, MB of memory (RSS now, and the most it
    was while building), whole search and its stages in ms (p50, p95); ``cpu`` is the processor time of a search, which
    other work on the machine does not change."""

    passages: int
    documents: int
    build_seconds: float
    open_seconds: float
    disk_bytes: int
    memory_mb: float
    most_mb: float
    search: tuple[float, float]
    cpu: tuple[float, float]
    stages: dict[str, tuple[float, float]]

    def text(self) -> str:
        parts = "、".join(f"{name} {middle:.1f}/{late:.1f}" for name, (middle, late) in self.stages.items())
        return (
            f"{self.passages:>7,} 節（{self.documents:,} 文書）　索引 {self.passages / self.build_seconds:,.0f} 節/秒"
            f"　ディスク {self.disk_bytes / 1e6:,.0f} MB　メモリ {self.memory_mb:,.0f} MB（作るとき {self.most_mb:,.0f} MB）"
            f"　開く {self.open_seconds:.1f} 秒\n"
            f"        検索 中央値 {self.search[0]:.1f} ms、95% 点 {self.search[1]:.1f} ms"
            f"（CPU {self.cpu[0]:.1f}/{self.cpu[1]:.1f}。n={QUESTIONS}）　内訳 {parts}"
        )


def grow(seed: Index, lexicon: Lexicon, folder: Path, sizes: Sequence[int] = SIZES) -> Iterator[Growth]:
    """One index that grows from size to size, from the documents of ``seed``; each is measured when it is published."""
    index = Index(folder, tenant=CLERK.tenant, embedder=seed.embedder, lexicon=lexicon)
    index.ledger.set_meta("embedder", seed.embedder.name)
    index.ledger.set_meta("dimensions", str(seed.embedder.dimensions))
    copies = _copies(seed, np.random.default_rng(0))
    made = 0
    for size in sizes:
        before, started = made, time.perf_counter()
        while made < size:
            made += _put(index, *next(copies))
        index.refresh()
        seconds = (time.perf_counter() - started) * made / max(1, made - before)
        yield _measured(index, made, seconds)


def _copies(
    seed: Index, noise: np.random.Generator
) -> Iterator[tuple[Document, list[Indexed], dict[str, Vector]]]:
    turn = 0
    while True:
        turn += 1
        for listed in seed.ledger.documents():
            read = seed.ledger.document(listed.id)
            if read is not None:
                yield _copy(seed, read, turn, noise)


def _copy(
    seed: Index, read: Document, turn: int, noise: np.random.Generator
) -> tuple[Document, list[Indexed], dict[str, Vector]]:
    old = seed.ledger.passages(read)
    stored = seed.ledger.vectors(
        [vector_digest(seed.embedder.name, embedding_text(passage, read.title)) for passage in old]
    )
    texts = [_FIGURE.sub(lambda found: str(int(found[0]) + turn), passage.text) for passage in old]
    document = replace(
        read,
        id=f"{read.id}-{turn}",
        title=f"{read.title} {turn}",
        text="".join(texts),
        source=f"{turn}/{read.source}",
    )
    indexed, vectors, at = [], {}, 0
    for passage, text in zip(old, texts, strict=True):
        name = f"{document.id}#{passage.id.split('#')[1]}"
        new = replace(passage, id=name, document=document.id, start=at, end=at + len(text), text=text)
        at += len(text)
        digest = vector_digest(str(turn), f"{document.title}\n{text}")
        model = stored.get(vector_digest(seed.embedder.name, embedding_text(passage, read.title)))
        size = seed.embedder.dimensions
        vector = (model if model is not None else 0) + MOVED * noise.standard_normal(size)
        vectors[digest] = (vector / np.linalg.norm(vector)).astype(np.float32)
        indexed.append(Indexed(new, f"{document.title}\n{text}", digest))
    return document, indexed, vectors


def _put(index: Index, document: Document, indexed: list[Indexed], vectors: dict[str, Vector]) -> int:
    index.ledger.put(document, indexed, scope=scope_of(document), recipe="", vectors=vectors)
    return len(indexed)


def _measured(index: Index, passages: int, seconds: float) -> Growth:
    titles = [document.title for document in index.documents(CLERK)]
    asked = [f"{titles[i * 7 % len(titles)]}について教えてください {passages + i}" for i in range(QUESTIONS)]
    started = time.perf_counter()
    opened = open_snapshot(index.ledger, index.caches, index.store)
    open_seconds = time.perf_counter() - started
    if opened is not None:
        opened.vectors.close()
    whole, cpu = [], []
    index.search(asked[0], viewer=CLERK)
    for question in asked:
        before = time.process_time()
        whole.append(index.search(question, viewer=CLERK).seconds * 1000)
        cpu.append((time.process_time() - before) * 1000)
    disk = sum(file.stat().st_size for file in index.folder.rglob("*") if file.is_file())
    return Growth(
        passages,
        index.ledger.count()[0],
        seconds,
        open_seconds,
        disk,
        memory(os.getpid()),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        _both(whole),
        _both(cpu),
        _stages(index, asked, whole),
    )


def _stages(index: Index, asked: Sequence[str], whole: Sequence[float]) -> dict[str, tuple[float, float]]:
    """The parts of a search, each timed by itself over the same questions and with the same rights; what the ``whole``
    took besides is reading the passages, folding them and judging whether they answer."""
    snapshot = index.snapshot()
    times: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        result = work()
        times.setdefault(name, []).append((time.perf_counter() - started) * 1000)
        return result

    read = partial(read_query, synonyms=index.lexicon.synonyms, embedder=index.embedder)
    words, pairs = (partial(snapshot.lexical.search, field) for field in ("words", "bigrams"))
    every = index.ledger.scopes()
    allowed = allowed_scopes(every, CLERK, date.today())
    scopes = None if len(allowed) == len(every) else allowed
    for question in asked:
        query = timed("問いの読取りと埋込み", partial(read, question))
        timed("意味", partial(snapshot.nearest, query.vector, scopes, DEPTH))
        timed("語", partial(words, query.words, scopes, DEPTH, also=query.more_words))
        timed("2字", partial(pairs, query.bigrams, scopes, DEPTH, also=query.more_bigrams))
        timed("統合", partial(blend, rank(query, snapshot, scopes, DEPTH), depth=DEPTH))
    parts = [sum(each) for each in zip(*times.values(), strict=True)]
    times["読出し・畳込み・見極め"] = [max(0.0, all_ - part) for all_, part in zip(whole, parts, strict=True)]
    return {name: _both(each) for name, each in times.items()}


def _both(times: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
