"""What people said of drafts and answers: kept line by line, never changed; the last word on an item counts. Knows no HTTP.

A label is of one text (良い, 直せば使える, 使えない) or of two runs' texts side by side, of which the person is not told
which is which.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.rows import lines_of, made_of, row_of
from evals.runs import Output
from ingest.errors import ShitagakiError

SINGLE = {"good": 1.0, "mend": 0.5, "bad": 0.0}
"""良い, 直せば使える, 使えない."""
PAIR = ("a", "b", "same")


@dataclass(frozen=True, slots=True)
class Label:
    """``value`` is one of SINGLE, or of a pair the id of the better run ("" for neither); ``other`` "" for a single."""

    at: str
    by: str
    run: str
    other: str
    case: str
    value: str
    reason: str


class Labels:
    """The labels of an office in ``file``."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def add(self, *, by: str, run: str, other: str, case: str, value: str, reason: str) -> Label:
        """Append one; it is on the disk when this returns. Raises ShitagakiError for a value that is none."""
        if value not in (PAIR if other else SINGLE):
            raise ShitagakiError("印は、1 から 3 のどれかを選んでください。")
        meant = value
        if other:
            first, second = order(run, other, case)
            meant = {"a": first, "b": second, "same": ""}[value]
        made = Label(datetime.now(UTC).isoformat(timespec="seconds"), by, run, other, case, meant, reason)
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(made), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        return made

    def all(self) -> tuple[Label, ...]:
        """Oldest first. Raises ShitagakiError naming the line of one that is none."""
        lines = lines_of(self.file) if self.file.is_file() else ()
        return tuple(made_of(Label, row_of(place, line), place) for place, line in lines)

    def of(self, run: str, other: str = "") -> dict[str, Label]:
        """case → the last label of it."""
        return {one.case: one for one in self.all() if (one.run, one.other) == (run, other)}


def order(run: str, other: str, case: str) -> tuple[str, str]:
    """Which of two runs stands first for a case: as good as chance, and the same each time."""
    both = sorted((run, other))
    random.Random(f"{both[0]}:{both[1]}:{case}").shuffle(both)
    return both[0], both[1]


def readable(one: Output) -> bool:
    """Whether a person can judge it: a text was made."""
    return bool(one.output.get("text")) and not one.error and one.repeat == 0


def single_items(run: str, outputs: Iterable[Output], labels: Labels) -> list[dict[str, Any]]:
    """The texts of a run, the next to look at first (those without a label in an order by chance)."""
    known = labels.of(run)
    rows = [
        {**_head(one), **_said(one), "value": known[one.case].value if one.case in known else "",
         "reason": known[one.case].reason if one.case in known else ""}
        for one in outputs if readable(one)
    ]  # fmt: skip
    random.Random(run).shuffle(rows)
    return rows


def pair_items(
    run: str, other: str, outputs: Iterable[Output], others: Iterable[Output], labels: Labels
) -> list[dict[str, Any]]:
    """The cases whose texts differ between two runs, as A and B without their origin."""
    known, texts = labels.of(run, other), {one.case: one for one in others if readable(one)}
    rows = []
    for one in outputs:
        rival = texts.get(one.case)
        if rival is None or not readable(one) or rival.output["text"] == one.output["text"]:
            continue
        first = order(run, other, one.case)[0]
        a, b = (one, rival) if first == run else (rival, one)
        label = known.get(one.case)
        value = "" if label is None else "same" if not label.value else "a" if label.value == first else "b"
        reason = label.reason if label else ""
        rows.append({**_head(one), "a": _said(a), "b": _said(b), "value": value, "reason": reason})
    random.Random(f"{run}:{other}").shuffle(rows)
    return rows


def _head(one: Output) -> dict[str, Any]:
    given: Mapping[str, Any] = one.input
    fields = one.output.get("values") or given.get("fields") or {}
    asked = [{"label": str(name), "value": str(value)[:600]} for name, value in fields.items() if value]
    return {
        "case": one.case,
        "task": str(given.get("task") or ""),
        "query": str(given.get("query") or ""),
        "asked": asked,
    }


def _said(one: Output) -> dict[str, Any]:
    cited = [
        {"number": each.get("number", 0), "label": each.get("label", ""), "quote": each.get("quote", "")}
        for each in one.output.get("citations") or ()
    ]
    return {"text": one.output["text"], "citations": cited}
