"""How far a judge agrees with people: Cohen's κ with its interval, and whether it may decide anything. Knows no model.

Landis and Koch's words for κ are left out on purpose: a judge either may gate or it may not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LEAST_KAPPA, LEAST_LABELS = 0.6, 200
"""Below either a judge is no gate: under .6 is a red flag, and 200 labels give ±.10 at κ .75 (quality.md A2, row 6)."""
DRAWS = 4000


@dataclass(frozen=True, slots=True)
class Agreement:
    """``n`` items that both judged, ``unread`` to which the judge gave no letter. ``weighted`` is κ with linear weights.

    ``caught`` of ``bad``: items of the lowest label that the judge put lowest; ``blamed`` of ``good``: items of the
    highest label that it did not put highest. ``bias`` is the mean of label − judge (what corrects the judge's mean).
    """

    n: int
    unread: int
    same: float
    kappa: float
    low: float
    high: float
    weighted: float
    caught: int
    bad: int
    blamed: int
    good: int
    bias: float

    @property
    def refusals(self) -> tuple[str, ...]:
        """Why it may not decide; () when it may."""
        found = []
        if math.isnan(self.low) or self.low < LEAST_KAPPA:
            found.append(f"κ の95%区間の下が {LEAST_KAPPA} に届かない")
        if self.n < LEAST_LABELS:
            found.append(f"印が {LEAST_LABELS} 件に足りない（{self.n} 件）")
        return tuple(found)

    @property
    def told(self) -> str:
        if not self.n:
            return f"審査の答えを一つも読めませんでした（{self.unread} 件）。合否には使いません"
        verdict = "合否に使えます" if not self.refusals else "合否には使いません：" + "、".join(self.refusals)
        return f"印との一致 κ {self.kappa:.2f}［{self.low:.2f}、{self.high:.2f}］{self.n} 件。{verdict}"


def agreement(people: Sequence[float], judge: Sequence[float | None], *, seed: int = 0) -> Agreement:
    """Labels and verdicts of the same items, in the same numbers."""
    both = [(a, b) for a, b in zip(people, judge, strict=True) if b is not None]
    levels = sorted({value for pair in both for value in pair})
    table = np.array([(levels.index(a), levels.index(b)) for a, b in both], dtype=int).reshape(-1, 2)
    size = max(len(levels), 1)
    draws = np.random.default_rng(seed).integers(0, max(len(both), 1), size=(DRAWS, len(both)))
    drawn = [kappa(table[row], size) for row in draws] if both else []
    known = [value for value in drawn if not math.isnan(value)]
    low, high = (
        (float(each) for each in np.quantile(known, [0.025, 0.975])) if known else (math.nan, math.nan)
    )
    worst, best = (min(people), max(people)) if people else (0.0, 1.0)
    return Agreement(
        len(both),
        len(people) - len(both),
        sum(a == b for a, b in both) / len(both) if both else math.nan,
        kappa(table, size),
        low,
        high,
        kappa(table, size, linear=True),
        sum(a == worst and b == worst for a, b in both),
        sum(a == worst for a, _ in both),
        sum(a == best and b != best for a, b in both),
        sum(a == best for a, _ in both),
        sum(a - b for a, b in both) / len(both) if both else math.nan,
    )


def kappa(pairs: np.ndarray, size: int, *, linear: bool = False) -> float:
    """Cohen's κ (1960) of rows (first rater's level, second's), levels 0 to ``size`` − 1; nan where chance alone agrees always.

    ``linear`` counts a miss by how many levels lie between (Cohen 1968).
    """
    if not len(pairs) or size < 2:
        return math.nan
    seen = np.zeros((size, size))
    np.add.at(seen, (pairs[:, 0], pairs[:, 1]), 1.0)
    seen /= len(pairs)
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0))
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype(float)
    weight = apart / (size - 1) if linear else (apart > 0).astype(float)
    expected = float((weight * chance).sum())
    return math.nan if expected < 1e-12 else 1.0 - float((weight * seen).sum()) / expected


def corrected(
    judged: Sequence[float], people: Sequence[float], judge: Sequence[float]
) -> tuple[float, float, float]:
    """Mean and 95% interval of what people would say of all, from the judge on all and both on a part.

    Prediction-powered inference (Angelopoulos et al. 2023): the judge's mean plus its error where people looked.
    """
    gaps = np.array(people) - np.array(judge)
    mean = float(np.mean(judged) + np.mean(gaps))
    spread = math.sqrt(float(np.var(judged)) / len(judged) + float(np.var(gaps, ddof=1)) / len(gaps))
    return mean, mean - 1.96 * spread, mean + 1.96 * spread
