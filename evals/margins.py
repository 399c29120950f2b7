"""How much worse a measure may be and still pass, by suite and task (margins.toml). Knows nothing of runs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).with_name("margins.toml")


@dataclass(frozen=True, slots=True)
class Margins:
    """``default`` where nothing else is said; ``tasks``: group of cases → margin. ``written``: over all tasks together,
    where a model wrote one of the runs, so that the same build passes for all that it words otherwise."""

    default: float = 0.02
    tasks: Mapping[str, float] = field(default_factory=dict)
    written: float = 0.05

    def of(self, group: str) -> float:
        return self.tasks.get(group, self.default)


def load_margins(suite: str, file: Path = FILE) -> Margins:
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    tasks = {name: float(value) for name, value in table.get(suite, {}).items()}
    return Margins(float(table["default"]), tasks, float(table["written"]))
