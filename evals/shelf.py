"""Case files of an office's own corpus, made or written, as suites of their own in `SHITAGAKI_HOME/evals/suites`. Knows no cases."""

from __future__ import annotations

import re
from pathlib import Path

from evals.acceptance import BASELINES, has_baseline
from evals.case import FOLDER
from evals.runs import Run, RunStore
from ingest.errors import ShitagakiError
from ingest.whole_file import write_whole

_NAME = re.compile(r"^[a-z][a-z0-9_-]{0,39}$")
TAKEN = ("retrieval", "law", "amend", "style", "residents")
"""Suites that have no file of searches."""


def kept(home: Path, name: str) -> Path:
    """Where the suite of that name is or would be."""
    return home / "evals" / "suites" / f"{name}.jsonl"


def adopt(file: Path, home: Path) -> str:
    """Keep a case file as the suite of its name (run.json, baselines and later runs go by it); returns the name.
    Raises ShitagakiError where the name cannot be used or the file is not there."""
    name = checked(file.stem)
    if not file.is_file():
        raise ShitagakiError(f"{file} がありません。`shitagaki eval make-cases` で作れます。")
    target = kept(home, name)
    if not target.is_file() or target.read_bytes() != file.read_bytes():
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, file.read_text(encoding="utf-8"))
    return name


def checked(name: str) -> str:
    """The name, if a suite of the office may have it."""
    if not _NAME.match(name) or name in TAKEN or (FOLDER / f"{name}.jsonl").is_file():
        raise ShitagakiError(
            f"問いの組の名前は、付属の組と違う、半角英小文字で始まる英数字・ハイフンです（今の値：{name}）。ファイルの名前を変えてください。"
        )
    return name


def baselines_of(suite: str, home: Path) -> Path:
    """The folder of a suite's baseline of answers that no model wrote: the package's for its own suites, else the office's."""
    own = kept(home, suite).is_file() or suite.startswith(("retrieval-", "law-"))
    return home / "evals" / "baselines" if own else BASELINES


def written_baselines(home: Path) -> Path:
    """The folder of the baselines of answers that a writing model wrote: always the office's, so that the gate of the
    deterministic pair keeps its own."""
    return home / "evals" / "baselines" / "written"


def held_against(suite: str, home: Path, model: str) -> Path:
    """The folder of the baseline of a run with that writing model ("none" for none): that of written answers where the
    office accepted one, else the suite's."""
    written = written_baselines(home)
    return written if model != "none" and has_baseline(suite, written) else baselines_of(suite, home)


def base_of(store: RunStore, run: Run) -> Path:
    """The folder of the baseline that a kept run is held against."""
    return held_against(run.suite, store.folder.parent.parent, run.digests.get("model", "none"))
