"""What a question of a suite may take at most, in seconds, tokens and yen (margins.toml), and whether it took more. Knows no scores.

A limit is the office's own, for its machine and its price: without one nothing here decides. Held against the mean with
its 95% interval, so that one slow question fails nobody.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from evals.comparison import FAILED, PASSED, UNSURE
from evals.margins import FILE
from evals.runs import Output
from evals.spending import COST, SECONDS, TOKENS, Spent, figure, spent_of
from ingest.errors import SettingError

NAMES = {"seconds": SECONDS, "tokens": TOKENS, "yen": COST}


def load_limits(suite: str, file: Path = FILE) -> dict[str, float]:
    """Measure → the most that a question may take on average. Raises SettingError for a name or a figure that is none."""
    given = tomllib.loads(file.read_text(encoding="utf-8")).get("limit", {}).get(suite, {})
    for name, value in given.items():
        if name not in NAMES or not isinstance(value, int | float) or value <= 0:
            raise SettingError(
                f"{file.name} の limit.{suite}：「{name} = {value}」は使えません。{'、'.join(NAMES)} に 0 より大きい数を書いてください。"
            )
    return {NAMES[name]: float(value) for name, value in given.items()}


def over_limits(
    outputs: Iterable[Output], limits: Mapping[str, float], *, price: float | None = None, seed: int = 0
) -> tuple[int, tuple[str, ...]]:
    """(exit code, a sentence for each limit that is passed): FAILED where the whole interval lies above the limit, UNSURE
    where only the mean does, or where nothing was measured (no model wrote, no price is set)."""
    spent = {one.name: one for one in spent_of(outputs, price=price, seed=seed)} if limits else {}
    told = [
        (_code(spent.get(name), most), _sentence(name, spent.get(name), most))
        for name, most in limits.items()
    ]
    over = [row for row in told if row[0] != PASSED]
    return worst(code for code, _ in over), tuple(words for _, words in over)


def worst(codes: Iterable[int]) -> int:
    """The gravest of exit codes: something got worse, it cannot be decided, nothing did."""
    found = set(codes)
    return FAILED if FAILED in found else UNSURE if UNSURE in found else PASSED


def _code(one: Spent | None, most: float) -> int:
    if one is None:
        return UNSURE
    return FAILED if one.low > most else UNSURE if one.mean > most else PASSED


def _sentence(name: str, one: Spent | None, most: float) -> str:
    if one is None:
        return (
            f"1問の{name}の上限（{figure(most)}）は確かめられません。この実行では{name}が測られていません。"
        )
    sure = "超えました" if one.low > most else "超えたかもしれません"
    return f"1問の{name}が上限（{figure(most)}）を{sure}：平均 {figure(one.mean)}、95%区間 {figure(one.low)}〜{figure(one.high)}。"
