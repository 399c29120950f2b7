"""What the evaluators' page asks of the package that measures. Knows nothing of it: it is found by name, like its command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from typing import Annotated, Any, Protocol, cast

from fastapi import Depends, Request

from app.web.office import Office
from app.web.problems import ProblemError


class Evaluations(Protocol):
    """Suites, kept runs, comparisons, labels and own cases as plain data. All raise ShitagakiError in Japanese."""

    def overview(self) -> dict[str, Any]: ...
    def run(self, run_id: str) -> dict[str, Any]: ...
    def start(
        self, suite: str, *, jobs: int, limit: int, fresh: bool, repeats: int = 1
    ) -> dict[str, Any]: ...
    def resume(self, run_id: str) -> dict[str, Any]: ...
    def cancel(self, run_id: str) -> bool: ...
    def report(self, run_id: str, against: str) -> str: ...
    def compare(self, run_id: str, against: str) -> dict[str, Any]: ...
    def usage(self) -> dict[str, Any]: ...
    def watch(self) -> int: ...
    def to_label(self, run_id: str, other: str) -> list[dict[str, Any]]: ...
    def label(self, **given: str) -> dict[str, Any]: ...
    def preview(self, task: str, values: Mapping[str, str], text: str) -> dict[str, Any]: ...
    def add_draft(self, **given: Any) -> dict[str, Any]: ...
    def add_question(self, *, query: str, gold: Sequence[str], quote: str, note: str) -> dict[str, Any]: ...


def open_evaluations(office: Office) -> Evaluations | None:
    """The evaluations of ``office``; None where that package is not installed."""
    for plugin in entry_points(group="shitagaki.commands"):
        opener = getattr(import_module(plugin.module), "open_desk", None)
        if opener is not None:
            return cast(Evaluations | None, opener(office))
    return None


def evaluations_of(request: Request) -> Evaluations:
    found: Evaluations | None = request.app.state.evaluations
    if found is None:
        raise ProblemError(503, "no_evals")
    return found


EvaluationsOf = Annotated[Evaluations, Depends(evaluations_of)]
