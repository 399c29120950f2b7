"""The speed of the product on this machine (`make bench`): embedding, searching, first words. Knows nothing of quality.

Figures only: no test fails because a machine was busy.
"""

from __future__ import annotations

import os
import platform
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from app.template_file import load_prompts
from app.wire import be_quiet
from evals import bench_embedding
from evals.bench_checks import bench_checks
from ingest.document import CLERK, Document, Passage
from ingest.embedders import Embedder, open_embedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.rows import Indexed, vector_digest
from ingest.scope import scope_of
from ingest.settings import load_settings

PASSAGES = 10_000
QUESTIONS = 200


def bench_search(embedder: Embedder, corpus: Path, folder: Path) -> str:
    """Time of a whole search (query embedding, three rankings, rights, reading the hits) among 10,000 passages.

    The passages are the corpus's own, repeated under other titles; their vectors are random (speed, not quality).
    """
    seed = Index(folder / "seed", tenant="midori", embedder=embedder)
    report = ingest([corpus], index=seed)
    index = Index(folder / "large", tenant="midori", embedder=embedder)
    _multiply(seed, index, embedder)
    documents, passages = index.ledger.count()
    questions = [document.title for document in seed.documents(CLERK)]
    questions = [f"{questions[i % len(questions)]}について教えてください {i}" for i in range(QUESTIONS)]
    index.search(questions[0], viewer=CLERK)
    times = sorted(index.search(question, viewer=CLERK).seconds * 1000 for question in questions)
    middle, late = statistics.median(times), times[int(len(times) * 0.95)]
    return (
        f"取込み　　{report.documents} 文書 {report.passages} 節　{report.seconds:.1f} 秒"
        f"（{report.passages / report.seconds:.1f} 節/秒）\n"
        f"検索　　　{passages:,} 節（{documents} 文書）　中央値 {middle:.1f} ms　95% 点 {late:.1f} ms　n={len(times)}"
    )


def _multiply(seed: Index, index: Index, embedder: Embedder) -> None:
    noise = np.random.default_rng(0)
    index.ledger.set_meta("embedder", embedder.name)
    index.ledger.set_meta("dimensions", str(embedder.dimensions))
    turn = made = 0
    while made < PASSAGES:
        turn += 1
        for listed in seed.ledger.documents():
            read = seed.ledger.document(listed.id)
            if read is None or made >= PASSAGES:
                continue
            made += _copy(seed, index, read, turn, noise)
    index.refresh()


def _copy(seed: Index, index: Index, read: Document, turn: int, noise: np.random.Generator) -> int:
    document = replace(
        read, id=f"{read.id}-{turn}", title=f"{read.title} {turn}", source=f"{turn}/{read.source}"
    )
    indexed, vectors = [], {}
    for old in seed.ledger.passages(read):
        passage = Passage(
            f"{document.id}#{old.id.split('#')[1]}",
            document.id,
            old.label,
            old.headings,
            old.start,
            old.end,
            old.kind,
            old.text,
        )
        read_as = f"{document.title}\n{old.text}"
        digest = vector_digest(str(turn), read_as)
        vector = noise.standard_normal(index.embedder.dimensions).astype(np.float32)
        vectors[digest] = vector / np.linalg.norm(vector)
        indexed.append(Indexed(passage, read_as, digest))
    index.ledger.put(document, indexed, scope=scope_of(document), recipe="", vectors=vectors)
    return len(indexed)


def main() -> None:
    be_quiet()
    settings = load_settings()
    print(
        f"{platform.processor() or platform.machine()}、{os.cpu_count()} コア、Python {platform.python_version()}"
    )
    print("\n埋込み")
    bench_embedding.main()
    print("\n点検")
    print(bench_checks(load_prompts(settings.prompts), settings.corpus))
    print("\n取込みと検索")
    embedder = open_embedder(settings.embedder, models=settings.models)
    started = time.perf_counter()
    embedder.embed_query("最初の一問")
    print(f"最初の問いまで　{(time.perf_counter() - started) * 1000:.0f} ms")
    with tempfile.TemporaryDirectory(prefix="shitagaki-bench-") as folder:
        print(bench_search(embedder, settings.corpus, Path(folder)))


if __name__ == "__main__":
    main()
