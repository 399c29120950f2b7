"""What a difference between two runs is worth: intervals, paired tests, the smallest difference that can be seen.

Seeded: the same values and seed give the same bytes. Knows nothing of suites.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

DRAWS = 4000
ALPHA = 0.05
EQUAL = 1e-6
WORSE, BETTER, SAME, UNDECIDED = "worse", "better", "same", "undecided"
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95% interval over ``n`` cases in ``clusters`` clusters; nan for nothing counted."""

    mean: float
    low: float
    high: float
    n: int
    clusters: int


@dataclass(frozen=True, slots=True)
class Difference:
    """``new`` − ``old`` over the same cases. ``p`` is of the sign-flip test over clusters, ``adjusted`` for looking at
    several measures, of which ``family`` moved at least as much as this one.

    ``seen`` is the smallest true difference that these cases show 4 times in 5 (power .8, α .05). ``verdict`` is
    worse, better, same (all values equal, or the whole interval within the margin), else undecided. ``moved`` is how
    many clusters changed: with fewer than six not even all in one direction are more than chance.
    """

    mean: float
    low: float
    high: float
    n: int
    p: float
    seen: float
    worse: int
    better: int
    adjusted: float = 1.0
    verdict: str = UNDECIDED
    moved: int = 0
    family: int = 1

    @property
    def least(self) -> float:
        """The smallest p that so many changed clusters can give, all of them in one direction."""
        return max(2.0 ** (1 - self.moved), 1 / (DRAWS + 1)) if self.moved else 1.0

    @property
    def wanted(self) -> int:
        """How many changed clusters in one direction would have been enough."""
        return math.ceil(math.log2(2 * self.family / ALPHA))


def estimate(values: Sequence[float], clusters: Sequence[str], *, seed: int = 0) -> Estimate:
    """Mean and percentile bootstrap interval, clusters drawn whole (cases of one document are alike); for values that
    are all 0 or 1 Wilson's, which is not [1, 1] where nothing failed yet, for as many cases as the clusters are worth."""
    if not values:
        return Estimate(math.nan, math.nan, math.nan, 0, 0)
    sums, sizes = _by_cluster(values, clusters)
    if set(values) <= {0.0, 1.0}:
        mean = float(np.mean(values))
        return Estimate(mean, *_wilson(mean, _worth(sums, sizes, mean)), len(values), len(sums))
    means = _resample(sums, sizes, seed)
    low, high = np.quantile(means, [0.025, 0.975])
    mean, wider = float(np.mean(values)), _wider(len(sums))
    return Estimate(
        mean, mean - (mean - float(low)) * wider, mean + (float(high) - mean) * wider, len(values), len(sums)
    )


def _wider(groups: int) -> float:
    """What a percentile interval lacks with few clusters: G/(G−1) of the variance, and t for z (its first term). In 2,000
    suites of 20 and 40 clusters the interval held the truth .936 and .934 of the time without it."""
    if groups < 2:
        return 1.0
    return (1 + (1.96**2 + 1) / (4 * (groups - 1))) * math.sqrt(groups / (groups - 1))


def _wilson(share: float, count: float) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927); ``count`` need not be whole."""
    square = 1.96**2
    middle = share + square / (2 * count)
    spread = 1.96 * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    return max(0.0, (middle - spread) / (1 + square / count)), min(
        1.0, (middle + spread) / (1 + square / count)
    )


def _worth(sums: Floats, sizes: Floats, mean: float) -> float:
    """How many independent cases the clustered ones are worth: share·(1 − share) over the clustered variance (with
    G/(G−1)), at most the cases; the clusters, where all are equal."""
    groups, cases = len(sums), float(sizes.sum())
    rest = float(np.square(sums - mean * sizes).sum())
    if groups < 2 or not 0 < mean < 1 or not rest:
        return float(groups)
    return min(cases, max(1.0, mean * (1 - mean) * cases**2 * (groups - 1) / (groups * rest)))


def difference(
    old: Sequence[float],
    new: Sequence[float],
    clusters: Sequence[str],
    *,
    margin: float = 0.02,
    seed: int = 0,
) -> Difference:
    """The paired difference of one measure; see Difference. ``adjusted`` is still ``p``: ``holm`` sets it."""
    gaps = [b - a if abs(b - a) > EQUAL else 0.0 for a, b in zip(old, new, strict=True)]
    worse, better = sum(gap < 0 for gap in gaps), sum(gap > 0 for gap in gaps)
    if not worse and not better:
        return Difference(0.0, 0.0, 0.0, len(gaps), 1.0, 0.0, 0, 0, 1.0, SAME)
    sums, sizes = _by_cluster(gaps, clusters)
    usual = math.sqrt(sum(gap * gap for gap in gaps) / (worse + better))
    low, high, spread = _interval(sums, sizes, usual, seed)
    p, moved = _sign_flip(sums, seed), int(np.count_nonzero(sums))
    mean = float(np.mean(gaps))
    made = Difference(
        mean, min(low, mean), max(high, mean), len(gaps), p, 2.80 * spread, worse, better, p, moved=moved
    )
    return judged(made, margin)


def chance_of(noise: float, one: Difference, several: int) -> float:
    """The fall that the lower limit of the same build stays above 19 times in 20, looked at in ``several`` measures at once
    (Bonferroni). ``noise``: the variance of a question's mean by chance of writing; two runs have it twice. The limit lies
    1.96 standard errors below the mean, widened as `_interval` widens it."""
    spread = math.sqrt(2 * noise / max(one.n, 1)) * _wider(one.n) * math.sqrt(1 + 1 / max(one.moved, 1))
    return spread * (1.96 + NormalDist().inv_cdf(1 - ALPHA / max(several, 1)))


def _interval(sums: Floats, sizes: Floats, usual: float, seed: int) -> tuple[float, float, float]:
    """(low, high, standard error) of a paired mean: the bootstrap over the clusters and two more that went up and down by
    what is ``usual`` for a case that changed (Agresti and Min 2005 add as much to a table of pairs), so that six that all fell are not certain of the seventh."""
    size, half = float(sizes.mean()), usual * math.sqrt(0.5)
    means = _resample(np.append(sums, [half * size, -half * size]), np.append(sizes, [size, size]), seed)
    middle, wider = float(means.mean()), _wider(len(sums))
    low, high = (middle + (float(end) - middle) * wider for end in np.quantile(means, [0.025, 0.975]))
    return max(-1.0, low), min(1.0, high), float(np.std(means, ddof=1)) * wider


def holm(differences: Mapping[str, Difference], *, margin: float = 0.02) -> dict[str, Difference]:
    """The differences with p adjusted for looking at several (Holm 1979), and the verdicts made anew.

    Measures whose few changes could not be told at any rate are not paid for (Tarone 1990, step by step as Hommel and
    Krummenauer 1998): of twenty measures of which three moved, three are looked at.
    """
    order = sorted(differences, key=lambda name: differences[name].p)
    found: dict[str, Difference] = {}
    highest = 0.0
    for at, name in enumerate(order):
        one = differences[name]
        paid = _tellable([differences[each].least for each in order[at:]])
        highest = max(highest, min(1.0, one.p * paid))
        family = sum(other.moved >= one.moved for other in differences.values())
        found[name] = judged(_with(one, adjusted=highest, family=family), margin)
    return {name: found[name] for name in differences}


def _tellable(least: Sequence[float]) -> int:
    """The smallest number of measures to pay for: no more than it could reach α divided by it."""
    return next(k for k in range(1, len(least) + 1) if sum(each <= ALPHA / k for each in least) <= k)


def mcnemar(worse: int, better: int) -> float:
    """The exact two-sided p of ``worse`` against ``better`` discordant pass/fail pairs.

    >>> mcnemar(4, 0)
    0.125
    """
    count = worse + better
    if not count:
        return 1.0
    tail: float = sum(math.comb(count, k) for k in range(min(worse, better) + 1)) / 2**count
    return min(1.0, 2 * tail)


def judged(one: Difference, margin: float) -> Difference:
    """The same with its verdict. No winner inside the noise: the interval must leave 0 out and the adjusted p be below .05."""
    if not one.worse and not one.better:
        verdict = SAME
    elif one.high < 0 and one.adjusted < ALPHA:
        verdict = WORSE
    elif one.low > 0 and one.adjusted < ALPHA:
        verdict = BETTER
    elif one.low >= -margin and one.high <= margin:
        verdict = SAME
    else:
        verdict = UNDECIDED
    return _with(one, verdict=verdict)


def _with(one: Difference, **changed: object) -> Difference:
    return replace(one, **changed)  # type: ignore[arg-type]


def _by_cluster(values: Sequence[float], clusters: Sequence[str]) -> tuple[Floats, Floats]:
    names = list(dict.fromkeys(clusters))
    place = {name: at for at, name in enumerate(names)}
    sums, sizes = np.zeros(len(names)), np.zeros(len(names))
    for value, cluster in zip(values, clusters, strict=True):
        sums[place[cluster]] += value
        sizes[place[cluster]] += 1
    return sums, sizes


def _resample(sums: Floats, sizes: Floats, seed: int) -> Floats:
    """DRAWS means of clusters drawn with replacement."""
    picks = np.random.default_rng(seed).integers(0, len(sums), size=(DRAWS, len(sums)))
    drawn: Floats = sums[picks].sum(axis=1) / sizes[picks].sum(axis=1)
    return drawn


def _sign_flip(sums: Floats, seed: int) -> float:
    """How often chance alone, turning whole clusters round, gives a difference as large: exact up to 12 clusters."""
    gaps = sums[sums != 0]
    if len(gaps) <= 12:
        bits = np.arange(2 ** len(gaps))[:, None] >> np.arange(len(gaps)) & 1
        signs = 1 - 2 * bits
        return float((np.abs(signs @ gaps) >= abs(gaps.sum()) - 1e-12).mean())
    signs = 1 - 2 * np.random.default_rng(seed).integers(0, 2, size=(DRAWS, len(gaps)))
    extreme = (np.abs(signs @ gaps) >= abs(gaps.sum()) - 1e-12).sum()
    return float((extreme + 1) / (DRAWS + 1))
