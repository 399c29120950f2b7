"""How fast and how alike the embedding engines are on this machine (`python -m evals.bench.embedding`).

Knows nothing of the index; the text is made by rule. Figures only: no test fails because a machine was busy.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np

from app.wire import be_quiet
from evals.bench.municipal_text import passages, questions
from ingest.e5.huggingface import write_sentence_transformers
from ingest.embedders import Embedder, Vectors, cores, open_embedder
from ingest.models import prepare_embedding
from ingest.settings import load_settings

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Speed:
    """Passages a second (median of the rounds) and milliseconds of one question (median, 95th percentile)."""

    name: str
    passages_per_second: float
    rounds: tuple[float, ...]
    query_ms: float
    query_ms_p95: float
    opened_seconds: float


def measure(
    engines: Sequence[tuple[Embedder, float]], *, count: int, length: int
) -> tuple[list[Speed], list[Vectors]]:
    """Each round gives every engine the same passages in turn, so that a busy moment meets all of them."""
    texts = passages(length=length)
    texts = [texts[number % len(texts)] for number in range(count * ROUNDS)]
    asked = [case.question for case in questions(100)]
    rates: list[list[float]] = [[] for _ in engines]
    vectors: list[list[Vectors]] = [[] for _ in engines]
    for engine, _ in engines:
        engine.embed_passages(texts[:2])
    for turn in range(ROUNDS):
        share = texts[turn * count : (turn + 1) * count]
        for number, (engine, _) in enumerate(engines):
            seconds, made = _timed(partial(engine.embed_passages, share))
            rates[number].append(count / seconds)
            vectors[number].append(made)
    speeds = []
    for (engine, opened), found in zip(engines, rates, strict=True):
        times = sorted(_timed(partial(engine.embed_query, each))[0] * 1000 for each in asked)
        rounds = tuple(round(rate, 1) for rate in found)
        middle, late = statistics.median(times), times[int(len(times) * 0.95)]
        speeds.append(
            Speed(
                engine.name,
                round(statistics.median(found), 1),
                rounds,
                round(middle, 1),
                round(late, 1),
                round(opened, 1),
            )
        )
    return speeds, [np.concatenate(made) for made in vectors]


def _timed(action: Callable[[], Vectors]) -> tuple[float, Vectors]:
    started = time.perf_counter()
    made = action()
    return time.perf_counter() - started, made


def _open(spec: str, models: Path) -> tuple[Embedder, float]:
    started = time.perf_counter()
    return open_embedder(spec, models=models), time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(prog="evals.bench.embedding", description=__doc__)
    parser.add_argument("--count", type=int, default=32, help="一回に埋め込む節の数")
    parser.add_argument("--length", type=int, default=370, help="節の文字数")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    be_quiet()
    models = load_settings().models
    prepare_embedding(models, progress=lambda done, total, message: None)
    with tempfile.TemporaryDirectory(prefix="shitagaki-bench-") as work:
        exported = write_sentence_transformers(Path(work))
        engines = [_open("e5-small.int8", models), _open(f"sentence-transformers:{exported}", models)]
        speeds, vectors = measure(engines, count=options.count, length=options.length)
    ours, theirs = speeds
    ratio = ours.passages_per_second / theirs.passages_per_second
    closest = float((vectors[0] * vectors[1]).sum(axis=1).min())
    machine = (
        f"{platform.processor() or platform.machine()}、{cores()} コア、Python {platform.python_version()}"
    )
    if options.json:
        result = {
            "machine": machine,
            "engines": [asdict(speed) for speed in speeds],
            "ratio": ratio,
            "cosine": closest,
        }
        print(json.dumps(result, ensure_ascii=False))
        return
    print(f"{machine}　{options.length} 字の節 {options.count} 件を {ROUNDS} 回、交互に")
    for speed in speeds:
        rounds = "、".join(f"{rate:.1f}" for rate in speed.rounds)
        print(
            f"{speed.name}　{speed.passages_per_second:.1f} 節/秒（{rounds}）　"
            f"質問 中央値 {speed.query_ms:.1f} ms　95% 点 {speed.query_ms_p95:.1f} ms　開くまで {speed.opened_seconds:.1f} 秒"
        )
    print(f"比 {ratio:.2f} 倍　余弦の最小 {closest:.4f}（n={options.count * ROUNDS}）")


if __name__ == "__main__":
    main()
