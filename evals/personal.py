"""Precision and recall of the personal-data check on lines labelled by hand. Knows nothing of pages."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from app.checks.personal.data import MY_NUMBER, find_personal
from app.checks.personal.public import PublicNames
from evals.metrics import wilson

FILE = Path(__file__).with_name("cases") / "personal.jsonl"
LOOSE = ("氏名", "住所")
"""Kinds without a fixed form, held to .95; the others to .99 (quality.md, P1)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line: ``spans`` are (kind, start, end)."""

    id: str
    text: str
    spans: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``recall`` by group and kind and ``precision`` as (value, lower, upper, n); ``missed`` and ``wrong`` are for people."""

    lines: int
    recall: dict[str, tuple[float, float, float, int]]
    precision: tuple[float, float, float, int]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def reached_bar(self) -> bool:
        """Recall of numbers .99, of names and addresses .95, every マイナンバー, precision .97 (quality.md, P1)."""
        least = {"番号など": 0.99, "氏名・住所": 0.95, MY_NUMBER: 1.0}
        return self.precision[0] >= 0.97 and all(self.recall[name][0] >= bar for name, bar in least.items())

    def text(self) -> str:
        def row(name: str, value: tuple[float, float, float, int]) -> str:
            return f"  {name:<14}{value[0]:.3f} [{value[1]:.3f}, {value[2]:.3f}]（n={value[3]}）"

        lines = [f"personal（{self.lines} 行）", row("適合率", self.precision)]
        lines += [row(f"再現率 {name}", value) for name, value in self.recall.items()]
        return "\n".join(
            [
                *lines,
                *(f"  見落とし　{one}" for one in self.missed),
                *(f"  誤り　{one}" for one in self.wrong),
            ]
        )


def read_lines(path: Path = FILE) -> tuple[Line, ...]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return tuple(Line(row["id"], row["text"], tuple(tuple(span) for span in row["spans"])) for row in rows)


def run_personal(public: PublicNames, lines: tuple[Line, ...] | None = None) -> Outcome:
    """A label is found when what is found covers it; a find is right when it lies on a label (of any kind)."""
    lines = read_lines() if lines is None else lines
    hits: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    right = finds = 0
    missed, wrong = [], []
    for line in lines:
        found = find_personal(line.text, public)
        for kind, start, end in line.spans:
            labels[kind] += 1
            if any(one.start <= start and end <= one.end for one in found):
                hits[kind] += 1
            else:
                missed.append(f"{line.id} {kind}「{line.text[start:end]}」：{line.text}")
        for one in found:
            finds += 1
            if any(one.start < end and start < one.end for _, start, end in line.spans):
                right += 1
            else:
                wrong.append(f"{line.id} {one.kind}「{one.text}」：{line.text}")
    groups = {
        "番号など": [kind for kind in labels if kind not in LOOSE],
        "氏名・住所": list(LOOSE),
        MY_NUMBER: [MY_NUMBER],
        **{kind: [kind] for kind in LOOSE},
    }
    recall = {
        name: _rate(sum(hits[kind] for kind in kinds), sum(labels[kind] for kind in kinds))
        for name, kinds in groups.items()
    }
    return Outcome(len(lines), recall, _rate(right, finds), tuple(missed), tuple(wrong))


def _rate(good: int, count: int) -> tuple[float, float, float, int]:
    low, high = wilson(good, count)
    return (good / count if count else 0.0, low, high, count)
