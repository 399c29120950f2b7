"""Measures of a ranking against what is relevant, and their intervals. Knows nothing of how rankings are made."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

DRAWS = 2000


def ndcg(ranked: Sequence[str], gains: Mapping[str, float], k: int = 10) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), linear gain, log2 discount, in [0, 1].

    >>> ndcg(["a", "b"], {"b": 1.0})
    0.6309297535714575
    """
    found = sum(gains.get(each, 0.0) / math.log2(rank + 1) for rank, each in enumerate(ranked[:k], start=1))
    ideal = sorted(gains.values(), reverse=True)[:k]
    best = sum(gain / math.log2(rank + 1) for rank, gain in enumerate(ideal, start=1))
    return found / best if best else 0.0


def recall(ranked: Sequence[str], gains: Mapping[str, float], k: int = 10) -> float:
    """Share of the relevant that are among the first ``k``, in [0, 1]."""
    relevant = {each for each, gain in gains.items() if gain > 0}
    return len(relevant.intersection(ranked[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranked: Sequence[str], gains: Mapping[str, float], k: int = 10) -> float:
    """1 / rank of the first relevant among the first ``k``; 0 when there is none."""
    for rank, each in enumerate(ranked[:k], start=1):
        if gains.get(each, 0.0) > 0:
            return 1.0 / rank
    return 0.0


def paired_difference(
    values: Sequence[float], others: Sequence[float], *, seed: int = 0
) -> tuple[float, float, float]:
    """(mean, lower, upper) of ``others`` − ``values`` over the same questions, 95% percentile bootstrap of the pairs."""
    return mean_interval([other - value for value, other in zip(values, others, strict=True)], seed=seed)


def mean_interval(values: Sequence[float], *, seed: int = 0) -> tuple[float, float, float]:
    """(mean, lower, upper) with the 95% percentile bootstrap interval; the same seed gives the same bytes."""
    sample: npt.NDArray[np.float64] = np.asarray(values, dtype=np.float64)
    if not len(sample):
        return (float("nan"),) * 3
    picks = np.random.default_rng(seed).integers(0, len(sample), size=(DRAWS, len(sample)))
    means = sample[picks].mean(axis=1)
    return float(sample.mean()), float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def score_interval(values: Sequence[float], *, seed: int = 0) -> tuple[float, float, float]:
    """`mean_interval` of scores in [0, 1]; for those that are all 0 or 1 Wilson's, which three right answers do not make [1, 1].

    >>> [round(each, 2) for each in score_interval([1.0, 1.0, 1.0])]
    [1.0, 0.44, 1.0]
    """
    if not values or not set(values) <= {0.0, 1.0}:
        return mean_interval(values, seed=seed)
    good = int(sum(values))
    return good / len(values), *wilson(good, len(values))


def wilson(good: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927); (0, 1) for nothing counted.

    >>> tuple(round(end, 3) for end in wilson(98, 100))
    (0.93, 0.994)
    """
    if not count:
        return 0.0, 1.0
    share, square = good / count, z * z
    middle = share + square / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    low, high = (middle - spread) / (1 + square / count), (middle + spread) / (1 + square / count)
    return max(0.0, low), min(1.0, high)
