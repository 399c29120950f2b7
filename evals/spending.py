"""What a run took: seconds, tokens and yen a question, with intervals, and what changed against another run. Knows no scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from evals.metrics import mean_interval
from evals.runs import Output

SECONDS, TOKENS, COST = "秒", "トークン", "円"
ENOUGH, NOTABLE = 6, 0.05
"""The fewest questions that a change is told of, and the smallest one worth a word, as a share of what it was."""
MORE, LESS, EQUAL, OPEN = "増えた", "減った", "同じくらい", "決められない"
BUSY = "（機械の混み具合も入る）"
"""Said of seconds: the runs were made at different moments, and what else the machine did then is no error of sampling."""


@dataclass(frozen=True, slots=True)
class Spent:
    """One measure over the questions of a run: the mean with its 95% interval, the half, the 95th of 100, the sum."""

    name: str
    mean: float
    low: float
    high: float
    half: float
    most: float
    total: float
    n: int


@dataclass(frozen=True, slots=True)
class Change:
    """New − old a question, over the questions of both runs; ``share`` of what it was before."""

    name: str
    mean: float
    low: float
    high: float
    share: float
    n: int
    told: str


def spent_of(outputs: Iterable[Output], *, price: float | None = None, seed: int = 0) -> tuple[Spent, ...]:
    """Seconds always, tokens where a model wrote, yen where the office has said what 1,000 tokens cost it (``price``)."""
    found = []
    for name, values in _measured(outputs, price).items():
        each = sorted(values.values())
        mean, low, high = mean_interval(each, seed=seed)
        half, most = each[len(each) // 2], each[min(len(each) - 1, int(len(each) * 0.95))]
        found.append(Spent(name, mean, low, high, half, most, sum(each), len(each)))
    return tuple(found)


def changes(
    old: Iterable[Output], new: Iterable[Output], *, price: float | None = None, seed: int = 0
) -> tuple[Change, ...]:
    """What the same questions take more or less; a machine that was busy makes seconds differ too."""
    before, after = _measured(old, price), _measured(new, price)
    found = []
    for name in after:
        both = sorted(set(after[name]) & set(before.get(name, {})))
        if not both:
            continue
        mean, low, high = mean_interval([after[name][case] - before[name][case] for case in both], seed=seed)
        was = sum(before[name][case] for case in both) / len(both)
        found.append(
            Change(
                name,
                mean,
                low,
                high,
                mean / was if was else 0.0,
                len(both),
                _told(name, mean, low, high, was, len(both)),
            )
        )
    return tuple(found)


def _told(name: str, mean: float, low: float, high: float, was: float, n: int) -> str:
    least = NOTABLE * was
    if low >= -least and high <= least:
        return EQUAL
    if n < ENOUGH or low <= 0 <= high or abs(mean) < least:
        return OPEN
    return (MORE if mean > 0 else LESS) + (BUSY if name == SECONDS else "")


def _measured(outputs: Iterable[Output], price: float | None) -> dict[str, dict[str, float]]:
    """Measure → case → value (mean of the repeats); what failed took nothing that counts."""
    seconds: dict[str, list[float]] = defaultdict(list)
    tokens: dict[str, list[float]] = defaultdict(list)
    for one in outputs:
        if not one.error:
            seconds[one.case].append(one.seconds)
            tokens[one.case].append(float(one.tokens))
    found = {SECONDS: {case: sum(each) / len(each) for case, each in seconds.items()}} if seconds else {}
    if any(any(each) for each in tokens.values()):
        found[TOKENS] = {case: sum(each) / len(each) for case, each in tokens.items()}
        if price is not None:
            found[COST] = {case: value / 1000 * price for case, value in found[TOKENS].items()}
    return found


def spent_rows(spent: Iterable[Spent]) -> list[tuple[str, ...]]:
    """(measure, mean, interval, half／95th, sum, questions) as they are read."""
    return [
        (one.name, figure(one.mean), f"{figure(one.low)}〜{figure(one.high)}", f"{figure(one.half)}／{figure(one.most)}", figure(one.total), str(one.n))
        for one in spent
    ]  # fmt: skip


def change_rows(found: Iterable[Change]) -> list[tuple[str, ...]]:
    """(measure, difference, interval, share, questions, verdict) as they are read."""
    return [
        (one.name, signed(one.mean), f"{signed(one.low)}〜{signed(one.high)}", f"{one.share:+.0%}", str(one.n), one.told)
        for one in found
    ]  # fmt: skip


SPENT_HEAD = ("かかったもの", "1問の平均", "95%区間", "中央値／95%", "合計", "件数")
CHANGE_HEAD = ("かかったもの", "1問の差", "95%区間", "割合", "件数", "判定")


def figure(value: float) -> str:
    """Three figures that matter: 0.0412, 3.21, 1,204."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def signed(value: float) -> str:
    return f"{'−' if value < 0 else '+'}{figure(abs(value))}"
