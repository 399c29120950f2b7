"""How often the intervals hold the truth: simulated suites of a known mean, alike within clusters. Knows no suite of ours.

`python -m evals.coverage --seed N`: shares of 2,000 suites whose 95% interval holds the truth, for a mean and for a paired
difference, with the share of pairs of equal systems that are called different.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

import numpy as np

from evals.metrics import wilson
from evals.statistics import BETTER, WORSE, difference, estimate

SUITES = 2000
SHAPES = ((20, 3), (40, 2), (60, 2), (108, 1))
"""(clusters, cases of each)."""


def means(draw: np.random.Generator, count: int) -> Iterator[tuple[str, int, int]]:
    """(what, held, suites) for graded values and for pass or fail."""
    for groups, size in SHAPES:
        names = [str(at // size) for at in range(groups * size)]
        held = {"点": 0, "合否": 0}
        for trial in range(count):
            shift = np.repeat(draw.normal(0, 0.15, groups), size)
            graded = 0.5 + shift + draw.normal(0, 0.2, groups * size)
            share = np.repeat(draw.beta(8, 2, groups), size)
            passed = (draw.random(groups * size) < share).astype(float)
            for kind, values, truth in (("点", graded, 0.5), ("合否", passed, 0.8)):
                one = estimate([float(each) for each in values], names, seed=trial)
                held[kind] += one.low <= truth <= one.high
        for kind, good in held.items():
            yield f"平均（{kind}）{groups} 文書×{size} 問", good, count


def differences(
    draw: np.random.Generator, count: int, shapes: Iterable[tuple[int, int]] = SHAPES
) -> Iterator[tuple[str, int, int]]:
    """The same of a paired difference of −.1, and how often equal systems are called different."""
    for groups, size in shapes:
        names = [str(at // size) for at in range(groups * size)]
        held = called = 0
        for trial in range(count):
            shift = np.repeat(draw.normal(0, 0.1, groups), size)
            noise = draw.normal(0, 0.1, groups * size)
            old = [0.5] * len(names)
            one = difference(old, [float(each) for each in 0.4 + shift + noise], names, seed=trial)
            same = difference(
                old, [float(each) for each in 0.5 + shift + noise], names, seed=trial, margin=0.0
            )
            held += one.low <= -0.1 <= one.high
            called += same.verdict in (WORSE, BETTER)
        yield f"差 {groups} 文書×{size} 問", held, count
        yield f"等しいものを違うとした {groups} 文書×{size} 問", called, count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--suites", type=int, default=SUITES)
    options = parser.parse_args()
    draw = np.random.default_rng(options.seed)
    for work in (means, differences):
        for what, good, count in work(draw, options.suites):
            low, high = wilson(good, count)
            print(f"{what}：{good / count:.3f} [{low:.3f}, {high:.3f}]", flush=True)


if __name__ == "__main__":
    main()
