"""Where the answers to the same question differ: in what was found, in what was written of it, in how it was judged.

For runs with repeats. Knows nothing of suites. Sums of squares of one measure, nested: question > what was found >
text > verdict, so the shares add up to all that varies within a question.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import variance

from evals.runs import Output, Score


@dataclass(frozen=True, slots=True)
class Variation:
    """Of one measure: variances (mean squares a single answer) between questions and, within one, by its source.

    ``always``: the share of the questions with full marks in every repeat (pass^k); ``ever``: in at least one.
    """

    questions: float
    found: float
    written: float
    judged: float
    repeats: int
    n: int
    always: float
    ever: float

    @property
    def within(self) -> float:
        return self.found + self.written + self.judged


def vary(outputs: Iterable[Output], scores: Iterable[Score]) -> dict[str, Variation]:
    """Every measure of a run with repeats; {} for one without."""
    made = {(one.case, one.repeat): (_found(one), _text(one)) for one in outputs if not one.error}
    values: dict[str, dict[str, list[tuple[str, str, float]]]] = defaultdict(lambda: defaultdict(list))
    for score in scores:
        if score.value is not None and (score.case, score.repeat) in made:
            hits, text = made[score.case, score.repeat]
            values[score.scorer][score.case].append((hits, text, score.value))
    return {name: one for name, cases in values.items() if (one := _of(cases)) is not None}


def noise(scores: Iterable[Score]) -> dict[str, float]:
    """By measure, the variance that asking again alone gives to a question's mean over its repeats; {} for a run without."""
    asked: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for score in scores:
        if score.value is not None:
            asked[score.scorer][score.case].append(score.value)
    found = {}
    for name, cases in asked.items():
        again = [values for values in cases.values() if len(values) > 1]
        if again:
            found[name] = _mean([variance(values) / len(values) for values in again])
    return found


def _of(cases: Mapping[str, list[tuple[str, str, float]]]) -> Variation | None:
    rows = [rows for rows in cases.values() if len(rows) > 1]
    if not rows:
        return None
    count = sum(map(len, rows))
    whole = sum(value for each in rows for *_, value in each) / count
    between = found = written = judged = 0.0
    for each in rows:
        mean = _mean([value for *_, value in each])
        between += len(each) * (mean - whole) ** 2
        for hits in {row[0] for row in each}:
            same = [row for row in each if row[0] == hits]
            level = _mean([row[2] for row in same])
            found += len(same) * (level - mean) ** 2
            for text in {row[1] for row in same}:
                given = [row[2] for row in same if row[1] == text]
                written += len(given) * (_mean(given) - level) ** 2
                judged += sum((value - _mean(given)) ** 2 for value in given)
    full = [[value >= 1 for *_, value in each] for each in rows]
    return Variation(
        between / count, found / count, written / count, judged / count, max(map(len, rows)), len(rows),
        _mean([float(all(each)) for each in full]), _mean([float(any(each)) for each in full]),
    )  # fmt: skip


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _found(one: Output) -> str:
    """What the search gave: the passages in their order."""
    hits = one.output.get("hits") or (one.output.get("trace") or {}).get("hits") or one.output.get("ranked")
    cited = [each.get("passage_id") for each in one.output.get("citations") or ()]
    named = [each.get("id") if isinstance(each, Mapping) else each for each in hits or cited]
    return _sum(named)


def _text(one: Output) -> str:
    return _sum(one.output.get("text", one.output))


def _sum(value: object) -> str:
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


HEAD = (
    "採点",
    "問いによる違い",
    "検索による揺れ",
    "文章モデルによる揺れ",
    "審査による揺れ",
    "毎回満点",
    "一度は満点",
    "件数×回",
)


def variation_rows(found: Mapping[str, Variation]) -> list[tuple[str, ...]]:
    """As they are read: variances, and the shares of the questions."""
    return [
        (name, *(f"{each:.4f}" for each in (one.questions, one.found, one.written, one.judged)),
         f"{one.always:.0%}", f"{one.ever:.0%}", f"{one.n}×{one.repeats}")
        for name, one in found.items()
    ]  # fmt: skip
