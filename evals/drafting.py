"""A case of the suite `drafting`: a form of a task, and what its draft must say. Knows nothing of how it is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from evals.case import FOLDER
from ingest.errors import ShitagakiError

SUITE = "drafting"


@dataclass(frozen=True, slots=True)
class DraftCase:
    """``fields`` go over those of the task's ``example``; a field set to "" is left empty."""

    id: str
    task: str
    example: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    status: tuple[str, ...] = ("ok", "needs_review")
    note: str = ""


def read_draft_cases(file: Path = FOLDER / f"{SUITE}.jsonl") -> tuple[DraftCase, ...]:
    """The cases of the suite; raises ShitagakiError naming the line that is wrong."""
    known = {each.name for each in fields(DraftCase)}
    cases = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row: dict[str, Any] = json.loads(line)
        except ValueError as error:
            raise ShitagakiError(
                f"{file.name} の {number} 行目は JSON ではありません（{error}）。"
            ) from error
        if not {"id", "task"} <= set(row) <= known:
            raise ShitagakiError(
                f"{file.name} の {number} 行目：使える項目は {'、'.join(sorted(known))} です。"
            )
        lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
        cases.append(DraftCase(**row | lists))
    return tuple(cases)
