"""A case of the suite `drafting`: a form of a task, and what its draft must say. Knows nothing of how it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.tasks.template import TaskTemplate
from evals.case import FOLDER
from evals.rows import lines_of, made_of, row_of

SUITE = "drafting"


@dataclass(frozen=True, slots=True)
class DraftCase:
    """``headings`` are those that the draft must have, whatever the template says: a template that lost a section cannot be
    asked for it. ``fields`` go over those of the task's ``example``; a field set to "" is left empty."""

    id: str
    task: str
    example: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    status: tuple[str, ...] = ("ok", "needs_review")
    note: str = ""


def filled(template: TaskTemplate, example: int, fields: Mapping[str, str]) -> dict[str, str]:
    """The form of a case: its fields over those of the example; a task that has no example starts from an empty form."""
    base = template.examples[example].fields if template.examples else {}
    return {name: value for name, value in {**base, **fields}.items() if value}


def read_draft_cases(file: Path = FOLDER / f"{SUITE}.jsonl") -> tuple[DraftCase, ...]:
    """The cases of the suite; raises ShitagakiError naming file and line that is wrong."""
    return tuple(made_of(DraftCase, row_of(place, line), place) for place, line in lines_of(file))
