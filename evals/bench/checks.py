"""The speed of the checks on 10,000 characters of the corpus. Knows nothing of what they find."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.checks.instructions import check_instructions
from app.checks.personal.data import check_personal
from app.checks.style.guide import PROFILES
from app.checks.style.official import find_style
from app.tasks.template_file import Prompts, load_prompts

SIZE, ROUNDS = 10_000, 7


def bench_checks(prompts: Prompts, corpus: Path) -> str:
    """The middle of seven rounds in milliseconds, for each profile of the style rules and for the other checks."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(corpus.rglob("*.md")))
    text = (text * (SIZE // max(len(text), 1) + 1))[:SIZE]
    lines = []
    for profile in PROFILES:
        lines.append(_row(f"公用文 {profile}", partial(find_style, text, prompts.style, profile)))
    lines.append(_row("個人情報", lambda: check_personal(text, prompts.public)))
    lines.append(_row("命令と読める文", lambda: check_instructions(text)))
    return "\n".join([f"{len(text):,} 字、{ROUNDS} 回の中央値", *lines])


def _row(name: str, run: Callable[[], object]) -> str:
    run()
    times, work = [], []
    for _ in range(ROUNDS):
        started, busy = time.perf_counter(), time.process_time()
        run()
        times.append((time.perf_counter() - started) * 1000)
        work.append((time.process_time() - busy) * 1000)
    return f"{name}　{statistics.median(times):.0f} ms（最大 {max(times):.0f} ms、計算だけで {statistics.median(work):.0f} ms）"


if __name__ == "__main__":
    from ingest.settings import load_settings

    settings = load_settings()
    print(bench_checks(load_prompts(settings.prompts), settings.corpus))
