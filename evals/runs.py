"""Runs kept on disk: what was asked, what came back, what it scored. Knows nothing of suites or scorers.

A run is a folder: ``run.json`` (a Run), ``outputs.jsonl`` (an Output a line, written as soon as it is known) and
``scores.jsonl`` (a Score a line). Outputs are written once; scores can be made again without asking.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.rows import made_of, whole_of
from ingest.errors import ShitagakiError
from ingest.whole_file import write_whole

_ID = re.compile(r"^[a-z0-9_-]+$")
LOOSE = 1e-9
"""How far a mean of floats may lie beyond 0 or 1."""


@dataclass(frozen=True, slots=True)
class Run:
    """``digests`` name what the outputs came from: cases, index, templates, model, embedder, settings."""

    id: str
    suite: str
    started: str
    digests: Mapping[str, str]
    seed: int = 0
    repeats: int = 1
    varied: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Output:
    """What one case gave. ``key`` names input and digests: equal keys need not be asked twice.

    ``cluster`` is what cases share that makes them alike (the document of the gold). ``taken`` is true where an earlier run
    was asked: the seconds are of that time.
    """

    case: str
    repeat: int
    key: str
    cluster: str
    tags: tuple[str, ...]
    input: Mapping[str, Any]
    output: Mapping[str, Any]
    seconds: float = 0.0
    tokens: int = 0
    error: str = ""
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """``value`` in 0–1, or None where the scorer could not judge; ``reason`` is for a clerk."""

    case: str
    repeat: int
    scorer: str
    value: float | None
    reason: str = ""


class RunStore:
    """All runs of an office, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(
        self,
        suite: str,
        digests: Mapping[str, str],
        *,
        seed: int,
        repeats: int,
        varied: Mapping[str, str] | None = None,
        name: str = "",
    ) -> Run:
        now = datetime.now(UTC)
        name = name if _ID.match(name) else f"{suite}-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        run = Run(
            name, suite, now.isoformat(timespec="seconds"), dict(digests), seed, repeats, dict(varied or {})
        )
        place = self.folder / name
        place.mkdir(parents=True)
        write_whole(place / "run.json", json.dumps(asdict(run), ensure_ascii=False, indent=1, sort_keys=True))
        return run

    def add(self, run: Run, output: Output) -> None:
        """Append one output; it is on the disk when this returns."""
        with (self.folder / run.id / "outputs.jsonl").open("a+b") as file:
            torn = file.tell() and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n"
            line = json.dumps(asdict(output), ensure_ascii=False, default=str) + "\n"
            file.write((b"\n" if torn else b"") + line.encode())
            file.flush()
            os.fsync(file.fileno())

    def score(self, run: Run, scores: Iterable[Score]) -> None:
        lines = [json.dumps(asdict(one), ensure_ascii=False) for one in scores]
        write_whole(self.folder / run.id / "scores.jsonl", "\n".join(lines) + "\n")

    def find(self, name: str) -> Run:
        """The run of that id, or the newest of the suite of that name. Raises ShitagakiError."""
        if _ID.match(name) and (self.folder / name / "run.json").is_file():
            return _run(self.folder / name / "run.json")
        found = [run for run in self.all() if run.suite == name]
        if not found:
            known = "、".join(run.id for run in self.all()[:5]) or "まだありません"
            raise ShitagakiError(f"「{name}」という実行はありません。新しいもの：{known}。")
        return found[0]

    def all(self) -> tuple[Run, ...]:
        """Newest first; of those that began in the same second the one that was written last."""
        files = self.folder.glob("*/run.json") if self.folder.is_dir() else ()
        runs = [(_run(file), file.stat().st_mtime_ns) for file in files]
        order = sorted(runs, key=lambda each: (each[0].started, each[1], each[0].id), reverse=True)
        return tuple(run for run, _ in order)

    def outputs(self, run: Run) -> tuple[Output, ...]:
        """Raises ShitagakiError naming the line of one that is none."""
        rows = _lines(self.folder / run.id / "outputs.jsonl")
        return tuple(made_of(Output, row, place) for place, row in rows)

    def scores(self, run: Run) -> tuple[Score, ...]:
        """Those that were made from the outputs, then those of judges by a model."""
        files = ("scores.jsonl", "judged.jsonl")
        return tuple(
            _score(row, place) for name in files for place, row in _lines(self.folder / run.id / name)
        )

    def judge(self, run: Run, scorer: str, scores: Iterable[Score]) -> None:
        """Keep the verdicts of one judge: they cost a model, so scoring anew leaves them as they are."""
        file = self.folder / run.id / "judged.jsonl"
        others = [one for one in (_score(row, place) for place, row in _lines(file)) if one.scorer != scorer]
        lines = [json.dumps(asdict(one), ensure_ascii=False) for one in (*others, *scores)]
        write_whole(file, "\n".join(lines) + "\n")

    def known(self, suite: str) -> dict[str, Output]:
        """Every output of the suite's runs by its key, failures left out; the newest wins."""
        found: dict[str, Output] = {}
        for run in reversed([run for run in self.all() if run.suite == suite]):
            found |= {one.key: one for one in self.outputs(run) if not one.error}
        return found


def _run(file: Path) -> Run:
    made = made_of(Run, whole_of(file), f"{file.parent.name}/{file.name}")
    if made.id != file.parent.name:
        raise ShitagakiError(f"{file.parent.name}/{file.name}の「id」は、フォルダの名前と同じにします。")
    return made


def _score(row: dict[str, Any], place: str) -> Score:
    made = made_of(Score, row, place)
    if made.value is not None and not -LOOSE <= made.value <= 1 + LOOSE:
        raise ShitagakiError(f"{place}の「value」は、0 から 1 までの数か null です（今の値：{made.value}）。")
    return made


def _lines(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(where, the row) of a file; a line cut short by a kill is left out, what was added after it is not."""
    for number, line in enumerate(file.read_bytes().split(b"\n") if file.is_file() else (), start=1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        place = f"{file.parent.name}/{file.name} の {number} 行目"
        if not isinstance(row, dict):
            raise ShitagakiError(f"{place}：一行に一つの {{…}} を書きます。")
        yield place, row
