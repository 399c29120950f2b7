"""A suite asked of the product: outputs kept as they come, taken up again, not asked twice. Knows nothing of scores."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.wire import Office
from evals.case import FOLDER
from evals.place import model_of, place_of
from evals.runs import Output, Run, RunStore
from evals.shelf import kept
from evals.suites.suites import Asked
from ingest.errors import SettingError, ShitagakiError

Progress = Callable[[int, int, float], None]
"""(done, total, seconds left; 0 after the first, which opens index and model and tells nothing of the others)."""


def digests_of(office: Office, suite: str) -> dict[str, str]:
    """What outputs depend on, each by a short digest or name: when two runs differ, the suspects."""
    apart = {"splitter": office.index.ledger.meta("splitter"), "reranker": office.settings.reranker}
    return {name: value for name, value in apart.items() if value} | {
        "cases": _digest(*_case_files(office, suite)),
        **_content(office),
        **written_by(office),
        "model": model_of(office),
        "embedder": office.index.embedder.name,
    }


def written_by(office: Office) -> dict[str, str]:
    """The digests of what people wrote: the tasks (those that clerks made too), the tables of words, the rules that go into
    every prompt, the program."""
    prompts = office.settings.prompts
    shipped = list((prompts / "tasks").glob("*.toml"))
    if not shipped:
        raise SettingError(
            f"用途の雛形のフォルダ {prompts}/tasks がありません。SHITAGAKI_PROMPTS を確かめるか、製品のフォルダで動かしてください。"
        )
    code = [each for part in ("app", "ingest") for each in _root().joinpath(part).rglob("*.py")]
    return {
        "templates": _digest(*sorted([*shipped, *(office.folder / "tasks").glob("*.toml")])),
        "prompts": _digest(*sorted(p for p in prompts.glob("*.*") if p.suffix in (".toml", ".json"))),
        "rules": _digest(*sorted((prompts / "parts").glob("*.*"))),
        "code": _digest(*sorted(code)),
    }


def ask(
    run: Run,
    asked: tuple[Asked, ...],
    office: Office,
    store: RunStore,
    *,
    jobs: int = 1,
    fresh: bool = False,
    progress: Progress = lambda done, total, left: None,
) -> tuple[Output, ...]:
    """Ask what the run has not asked yet, ``run.repeats`` times each; equal keys of earlier runs are taken over.

    With repeats nothing is taken over: they are there to show how much the same question varies.
    """
    there = {(one.case, one.repeat) for one in store.outputs(run)}
    known = {} if fresh or run.repeats > 1 else store.known(run.suite)
    todo = [(one, repeat) for repeat in range(run.repeats) for one in asked if (one.id, repeat) not in there]
    first = 0.0  # when the first answer was there: index and model are opened before it

    def work(item: tuple[Asked, int]) -> Output:
        one, repeat = item
        key = key_of(one, run.digests)
        return replace(known[key], taken=True) if key in known else _ask(one, repeat, key, office)

    with ThreadPoolExecutor(max(1, jobs)) as pool:
        for done, output in enumerate(pool.map(work, todo), start=1):
            store.add(run, output)
            now = time.monotonic()
            first = first or now
            left = (now - first) / (done - 1) * (len(todo) - done) if done > 1 else 0.0
            progress(done, len(todo), left)
    return store.outputs(run)


def key_of(one: Asked, digests: Mapping[str, str]) -> str:
    """Names a question and everything that its answer depends on."""
    parts = {name: value for name, value in digests.items() if name != "cases"}
    return hashlib.sha256(json.dumps([one.id, one.input, parts], sort_keys=True).encode()).hexdigest()[:20]


def _ask(one: Asked, repeat: int, key: str, office: Office) -> Output:
    started = time.perf_counter()
    output: dict[str, Any] = {}
    tokens, error = 0, ""
    try:
        output, tokens = one.ask(office)
    except ShitagakiError as failure:
        error = str(failure)
    seconds = round(time.perf_counter() - started, 4)
    return Output(one.id, repeat, key, one.cluster, one.tags, one.input, output, seconds, tokens, error)


def _content(office: Office) -> dict[str, str]:
    """The index by what is in it, not by when it was made: its documents, and the passages that searches may find (their
    words, rights and days; cut otherwise they are others)."""
    ledger = office.index.ledger
    listed = sorted(f"{one.id}:{one.digest}:{one.effective_from}" for one in ledger.documents())
    told = {"index": listed, "passages": sorted(ledger.keys())}
    return {name: hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12] for name, rows in told.items()}


def _case_files(office: Office, suite: str) -> list[Path]:
    own = kept(place_of(office), suite)
    return sorted(FOLDER.glob(f"{suite}.jsonl")) or ([own] if own.is_file() else [])


def _digest(*files: Path) -> str:
    told = hashlib.sha256()
    for file in files:
        told.update(file.name.encode() + b"\0" + file.read_bytes())
    return told.hexdigest()[:12]


def _root() -> Path:
    return Path(__file__).resolve().parent.parent
