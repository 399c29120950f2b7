"""Baselines: what a suite had reached when a person accepted it, one reviewable file a suite. Knows nothing of runs' folders.

A file holds ``floors`` (the least mean of a measure, by its short name), the ``digests`` of the accepted run, and its
``scores`` case by case, sorted, so that a change of it reads as a diff.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from evals.comparison import Table
from evals.rows import made_of, whole_of
from ingest.errors import ShitagakiError
from ingest.whole_file import write_whole

BASELINES = Path(__file__).with_name("baselines")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file of a baseline holds. ``unwritten``: a model was set, and it wrote none of it."""

    floors: Mapping[str, float] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    clusters: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    unwritten: bool = False


def accept(table: Table, folder: Path = BASELINES) -> Path:
    """Write the run as the suite's baseline; the floors stay, for they are raised by hand."""
    kept = _read(table.suite, folder)
    scores = {name: dict(sorted(values.items())) for name, values in sorted(table.values.items())}
    idle = {"unwritten": True} if table.unwritten and table.digests.get("model") != "none" else {}
    made = {
        "floors": kept.get("floors", {}),
        "digests": dict(sorted(table.digests.items())),
        "clusters": dict(sorted(table.clusters.items())),
        "scores": {
            name: {case: round(value, 9) for case, value in rows.items()} for name, rows in scores.items()
        },
    } | idle
    file = folder / f"{table.suite}.json"
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps(made, ensure_ascii=False, indent=1) + "\n")
    return file


NO_BASELINE = "「{suite}」の基準がまだありません。`shitagaki eval run {suite}` のあと `shitagaki eval accept {suite}` で決めてください。"


def baseline(suite: str, folder: Path = BASELINES) -> Table:
    """The accepted scores of a suite. Raises ShitagakiError where nobody has accepted any."""
    kept = _read(suite, folder)
    if not kept.get("scores"):
        raise ShitagakiError(NO_BASELINE.format(suite=suite))
    return Table(suite, kept["digests"], kept["scores"], kept["clusters"], unwritten=kept["unwritten"])


def has_baseline(suite: str, folder: Path = BASELINES) -> bool:
    """Whether anybody has accepted scores of the suite."""
    return bool(_read(suite, folder).get("scores"))


def floors(suite: str, folder: Path = BASELINES) -> dict[str, float]:
    """The least means that the gate of the tests asks for, by short name; {} without a file."""
    return dict(_read(suite, folder).get("floors", {}))


def _read(suite: str, folder: Path) -> dict[str, Any]:
    file = folder / f"{suite}.json"
    if not file.is_file():
        return {}
    table = whole_of(file)
    if not table:
        return {}
    made = made_of(Kept, table, file.name)
    lost = {case for rows in made.scores.values() for case in rows} - set(made.clusters)
    if lost:
        raise ShitagakiError(
            f"{file.name}：clusters に {'、'.join(sorted(one[:40] for one in lost)[:5])} がありません。`shitagaki eval accept {suite}` で作り直してください。"
        )
    return asdict(made)
