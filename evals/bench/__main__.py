"""The speed of the product on this machine (`make bench`): embedding, searching, first words. Knows nothing of quality.

Figures only: no test fails because a machine was busy.
"""

from __future__ import annotations

import os
import platform
import tempfile
import time
from pathlib import Path

from app.tasks.template_file import load_prompts
from app.wire import be_quiet
from evals.bench import embedding, growth, residents
from evals.bench.checks import bench_checks
from ingest.document import CLERK
from ingest.embedders import open_embedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.search.lexicon import load_lexicon
from ingest.settings import load_settings

RESIDENTS_SECONDS = float(os.environ.get("BENCH_SECONDS", "180"))
"""How long 100 residents keep asking; `BENCH_SECONDS=20 make bench` for a short look."""


def main() -> None:
    be_quiet()
    settings = load_settings()
    print(
        f"{platform.processor() or platform.machine()}、{os.cpu_count()} コア、Python {platform.python_version()}"
    )
    print("\n埋込み")
    embedding.main()
    print("\n点検")
    print(bench_checks(load_prompts(settings.prompts), settings.corpus))
    print("\n住民の窓口")
    residents.main(RESIDENTS_SECONDS)
    print("\n取込みと検索")
    embedder = open_embedder(settings.embedder, models=settings.models)
    started = time.perf_counter()
    embedder.embed_query("最初の一問")
    print(f"最初の問いまで　{(time.perf_counter() - started) * 1000:.0f} ms")
    lexicon = load_lexicon(settings.prompts, city=settings.city)
    with tempfile.TemporaryDirectory(prefix="shitagaki-bench-") as folder:
        seed = Index(Path(folder) / "seed", tenant=CLERK.tenant, embedder=embedder)
        report = ingest([settings.corpus], index=seed)
        speed = report.passages / report.seconds
        print(
            f"実際の文書の取込み　{report.passages:,} 節、{speed:.1f} 節/秒（読取りと埋込みを含む）",
            flush=True,
        )
        print(
            "次からは、この文書の数字を変えた写しで、ベクトルは元のベクトルを少しずらしたもの（埋め込み直さない）"
        )
        for step in growth.grow(seed, lexicon, Path(folder) / "grown"):
            print(step.text(), flush=True)


if __name__ == "__main__":
    main()
