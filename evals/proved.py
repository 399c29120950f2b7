"""The proofs of a kept run's scorers, kept beside it, so that a report and a comparison need not plant again. Knows no scorer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from evals.proofs import EACH, Proof, prove
from evals.runs import Output, Run, RunStore, Score
from ingest.whole_file import write_whole

FILE = "proofs.json"
_ROOT = Path(__file__).resolve().parent.parent


def proofs_of(
    store: RunStore, run: Run, outputs: Sequence[Output], names: Iterable[str], scores: Iterable[Score] = ()
) -> dict[str, Proof]:
    """The proof of every scorer named, made anew when the outputs, the scorers or what they read have changed.
    ``scores``: those that were made of the outputs a moment ago, if any."""
    wanted = sorted(names)
    file = store.folder / run.id / FILE
    key = _key(store.folder / run.id / "outputs.jsonl", run.seed, wanted)
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["key"] == key:
            return {name: _read(row) for name, row in kept["proofs"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    made = prove(outputs, wanted, seed=run.seed, scores=scores)
    told = {"key": key, "proofs": {name: asdict(one) for name, one in made.items()}}
    write_whole(file, json.dumps(told, ensure_ascii=False))
    return made


def _read(row: dict[str, Any]) -> Proof:
    kinds = {title: (pair[0], pair[1]) for title, pair in row["kinds"].items()}
    return Proof(**row | {"missed": tuple(row["missed"]), "kinds": kinds})


def _key(outputs: Path, seed: int, names: list[str]) -> str:
    given = outputs.stat() if outputs.is_file() else None
    told = [given.st_size if given else 0, given.st_mtime_ns if given else 0, seed, EACH, names, _code()]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:20]


@lru_cache(maxsize=1)
def _code() -> str:
    """What scorers are made of: this package, the checks that they call, the office's prompts."""
    told = hashlib.sha256()
    for folder, form in (("evals", "*.py"), ("app", "*.py"), ("prompts", "*.*")):
        for file in sorted((_ROOT / folder).rglob(form)):
            told.update(file.read_bytes())
    return told.hexdigest()[:16]
