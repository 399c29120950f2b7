"""A suite of cases asked of the product, scored, and held against what it reached before. Knows nothing of pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from app.wire import Office
from evals.case import Case, read_cases
from evals.metrics import mean_interval
from ingest.errors import ShitagakiError
from ingest.index import Search

BASELINES = Path(__file__).with_name("baselines")
FIRST = 5
"""Hits that count: what a clerk sees without scrolling, and what a draft is written from."""


@dataclass(frozen=True, slots=True)
class Result:
    """One case: the values of its scores in 0–1 (only those that apply) and a reason a clerk can read."""

    case: str
    scores: dict[str, float]
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """``means``: score → (mean, lower, upper, n). ``regressed`` names the scores below their baseline."""

    suite: str
    index: str
    means: dict[str, tuple[float, float, float, int]]
    results: tuple[Result, ...]
    regressed: tuple[str, ...]

    def text(self) -> str:
        lines = [f"{self.suite}（{len(self.results)} 件、索引 {self.index}）"]
        for name, (mean, low, high, count) in self.means.items():
            lines.append(f"  {name:<12}{mean:.3f} [{low:.3f}, {high:.3f}]（n={count}）")
        lines += [
            f"  {result.case}　{result.reason}" for result in self.results if min(result.scores.values()) < 1
        ]
        return "\n".join(lines)


def run_cases(suite: str, office: Office) -> Report:
    """Ask every case of the office's index and score what comes back."""
    index, viewer = office.index, office.viewer
    results = []
    for case in read_cases(suite):
        found = index.search(case.query, viewer=viewer, k=10, as_of=case.as_of)
        results.append(score(case, found))
    if not results:
        raise ShitagakiError(f"「{suite}」に問いがありません。")
    names = dict.fromkeys(name for result in results for name in result.scores)
    means = {}
    for name in names:
        values = [result.scores[name] for result in results if name in result.scores]
        means[name] = (*mean_interval(values), len(values))
    return Report(suite, index.digest, means, tuple(results), regressed(suite, means))


def score(case: Case, found: Search) -> Result:
    """hit@1, hit@5 and answers for a case with gold; abstains for one without."""
    if not case.gold:
        return Result(
            case.id, {"abstains": float(not found.confident)}, f"「{case.query}」に答えようとしました。"
        )
    first = _rank(case, found)
    scores = {
        "hit@1": float(first == 1),
        f"hit@{FIRST}": float(0 < first <= FIRST),
        "answers": float(found.confident),
    }
    top = (
        f"先頭は {found.hits[0].document.title} {found.hits[0].passage.label}"
        if found.hits
        else "何も見つかりません"
    )
    return Result(case.id, scores, f"「{case.query}」正解は {first or '圏外'} 番目、{top}")


def _rank(case: Case, found: Search) -> int:
    """The rank of the first right passage, 0 where there is none; with the tag "multi" every gold is needed, and the
    rank is that of the last one."""
    groups = [(gold,) for gold in case.gold] if "multi" in case.tags else [case.gold]
    ranks = []
    for group in groups:
        right = (
            h.rank for h in found.hits if h.passage.id.startswith(group) and case.quote in h.passage.text
        )
        ranks.append(min(right, default=0))
    return max(ranks) if all(ranks) else 0


def regressed(suite: str, means: dict[str, tuple[float, float, float, int]]) -> tuple[str, ...]:
    """The scores whose mean is below the accepted one."""
    file = BASELINES / f"{suite}.json"
    accepted: dict[str, float] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return tuple(name for name, least in accepted.items() if means.get(name, (0.0,))[0] < least)
