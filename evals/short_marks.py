"""The cases of a run without full marks, in words, for an overview. Knows nothing of how a case is scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from evals.runs import Score
from evals.scorers import known

WORST = 10
"""Cases without full marks that an overview names."""


def fell_short(scores: Sequence[Score], grey: Collection[str] = ()) -> list[str]:
    """The cases that a deciding scorer gave less than full marks, the worst first, each with its first reason. ``grey``:
    scorers that may not decide."""
    found: dict[str, Score] = {}
    for one in scores:
        if one.value is None or one.value >= 1 or not known(one.scorer).gates or one.scorer in grey:
            continue
        if one.case not in found or one.value < (found[one.case].value or 0):
            found[one.case] = one
    worst = sorted(found.values(), key=lambda one: one.value or 0)
    if not worst:
        return _aside(scores, grey)
    more = f"（ほか {len(worst) - WORST} 件）" if len(worst) > WORST else ""
    rows = [
        f"| {one.case} | {one.scorer} | {one.value or 0:.2f} | {cell(one.reason)} |" for one in worst[:WORST]
    ]
    return [
        "",
        f"満点でない問い {len(worst)} 件{more}。文案と出典は `shitagaki eval report` の HTML で見られます。",
        "",
        *("| 問い | 採点 | 点 | 理由 |", "|---|---|---:|---|"),
        *rows,
        *_aside(scores, grey),
    ]


def _aside(scores: Sequence[Score], grey: Collection[str]) -> list[str]:
    """How many cases the scorers that decide nothing gave less than full marks."""
    short: Counter[str] = Counter()
    for one in scores:
        if one.value is not None and one.value < 1 and (not known(one.scorer).gates or one.scorer in grey):
            short[one.scorer] += 1
    told = "、".join(f"{name} {count} 件" for name, count in short.most_common())
    return ["", f"合否に使わない採点で満点でないもの：{told}。"] if told else []


def cell(text: str, most: int = 100) -> str:
    """A reason in one cell of a table: no line break, no bar, not too long."""
    told = " ".join(text.replace("|", "｜").split())
    return told if len(told) <= most else told[: most - 1] + "…"
