"""What a comparison found, in the words of the office: verdicts, why one is open, what the heading rests on. Knows no statistics."""

from __future__ import annotations

import math
from collections.abc import Callable

from evals.comparison import BAD, DOUBT, FELL, OK, ROSE, UNSURE, Comparison
from evals.scorers import SCORERS, known
from evals.scorers.texts import task_name
from evals.statistics import ALPHA, BETTER, SAME, UNDECIDED, WORSE, Difference

VERDICTS = {
    WORSE: "悪化",
    BETTER: "改善",
    SAME: "同じ",
    UNDECIDED: "決められない",
    FELL: "この問いでは悪化",
    ROSE: "この問いでは改善",
}
MOVED = 6
"""The fewest changed clusters in one direction that are more than chance (2 × 2⁻⁶ < .05)."""
EXACT = "文章モデルを使わない実行どうしなので、同じ問いの点の違いに偶然はありません。「この問いでは悪化」は聞いた問いについての判定で、ほかの問いでもそうなるとは、件数が足りず言えないものです。同じ文書の問いは1件と数えます。"

CHANCE = "文章モデルが書いた実行なので、用途の △ は、書くたびの揺れと見分けられない下がりです。△ だけでは合否を決めません。全体の差の下限が許した幅（{margin:g}）を下回るときに「決められない」、補正しても偶然といえないときに「悪化」とします。"
STRANGERS = (
    "{run} と相手（{other}）に同じ問いが一つもないので、比べられません。同じ組の実行を書いてください。"
)
CROSSED = "文章モデルの書いた答えを、文章モデルを使わない答えと比べています。文章モデルの書いた実行を `shitagaki eval accept 組` で決めると、次からはそれと比べます（文章モデルを使わない基準は、そのまま残ります）。"
MOST_REPEATS = 99
"""More than anybody asks: then it is said that more cases are wanted."""


def why(found: Comparison, name: str, group: str = "") -> str:
    """Why it is not decided, or what the decision does not say, in a sentence; "" where the verdict says all."""
    one, verdict = found.tasks[group][name] if group else found.measures[name], found.verdict(name, group)
    if verdict in (FELL, ROSE):
        return f"聞いた{one.n}件のうち{max(one.worse, one.better)}件が変わった。ほかの問いでもそうなるかは、{_short_of(one)}"
    if verdict == SAME and (one.worse or one.better):
        margin = found.margins.of(group) if group else found.margins.default
        return f"点の変わった問いはあるが、平均の差は許した幅（{margin:g}）のなか"
    return _short_of(one) if verdict == UNDECIDED else ""


def lost_in_words(found: Comparison, named: Callable[[str], str] = str) -> list[str]:
    """What the heading rests on: measures that got worse, then the tasks, each with what they look at and by how much."""
    worse = [name for name in found.lost() if "@" not in name]
    told = [f"{asked(name)} {_signed(found.measures[name].mean)}" for name in worse]
    bad = [group for group in found.tasks if found.mark(group) == BAD]
    return told + [f"{named(group)}（{task_why(found, group)}）" for group in bad]


def doubts_in_words(found: Comparison) -> tuple[str, ...]:
    """Without a model: the measures and the tasks that fell too little to be a fault and too much to be let pass."""
    if not found.exact or found.code != UNSURE:
        return ()
    named = [f"{asked(name)} {_signed(found.measures[name].mean)}" for name in found.open]
    doubtful = [group for group in found.tasks if found.mark(group) == DOUBT]
    return (*named, *(f"{task_name(group)}（{task_why(found, group)}）" for group in doubtful))


def chance_in_words(found: Comparison, *, repeats: int = 1) -> list[str]:
    """Where a model wrote: that it is held against answers of none, what a △ means, and how often each question must be asked
    for what is open to be decided."""
    if found.exact:
        return []
    marked = any(found.mark(group) == DOUBT for group in found.tasks)
    told = [CROSSED] if found.crossed else []
    told += [CHANCE.format(margin=found.margins.written)] if marked else []
    if found.code != UNSURE or not found.open:
        return told
    names = "、".join(
        f"{asked(name)}（差の下限 {_signed(found.measures[name].low)}）" for name in found.open[:4]
    )
    times = max(wanted(found, name, repeats) for name in found.open)
    more = (
        f"`--repeats {times}` で基準と今をどちらも聞けば、見分けられる見込みです。"
        if times <= MOST_REPEATS
        else "繰り返すだけでは見分けられません。問いを増やすか、下がった問いを見てください。"
    )
    return [*told, f"決められないもの：{names}。{more}"]


def wanted(found: Comparison, name: str, repeats: int) -> int:
    """How many repeats bring the lower limit within the margin if nothing got worse: the noise falls with their root. Where
    it was measured (``found.noise``), so that the same build passes 19 times in 20; else as often as not."""
    margin = found.margins.written
    if not margin:
        return MOST_REPEATS + 1
    one = found.measures[name]
    fall = found.chance(name) if name in found.noise else one.mean - one.low
    return max(repeats + 1, math.ceil(repeats * (fall / margin) ** 2))


def unheld_in_words(found: Comparison) -> str:
    """What decided before and has no value now; "" where there is none."""
    told = {name: f"（{asked(name)}）" if name in SCORERS else "" for name in found.unheld}
    names = "、".join(f"{name}{words}" for name, words in told.items())
    return (
        f"前にあって今はない採点：{names}。採点の版が変わったときは、前の実行を eval score で採点し直すか、eval accept で基準を決め直してください。"
        if names
        else ""
    )


def measure_in_words(name: str) -> str:
    """「先頭が正しい一節（時点）」 for hit@1.v1@時点."""
    scorer, version, group = name.partition(".v")
    number, _, group = group.partition("@")
    words = asked(f"{scorer}{version}{number}")
    return f"{words}（{task_name(group)}）" if group else words


def asked(name: str) -> str:
    return known(name).asks.rstrip("か")


def _short_of(one: Difference) -> str:
    if one.low <= 0 <= one.high or one.p >= ALPHA:
        few = one.moved < MOVED and one.moved == max(one.worse, one.better)
        return (
            f"変わったのが{one.moved}件だけなので決められない（同じ向きに{MOVED}件から）"
            if few
            else "良くなった問いと悪くなった問いの差が、偶然の幅に収まる"
        )
    return f"{one.family}の採点を一度に見るため、変わった{one.moved}件では決められない（同じ向きに{one.wanted}件から）"


def task_why(found: Comparison, group: str) -> str:
    """What a mark of a task rests on: the measures that fell, by what they look at, the largest first."""
    of = found.tasks[group]
    fell = sorted((one.mean, name) for name, one in of.items() if name in found.gating and one.mean < 0)
    if found.mark(group) == OK or not fell:
        return ""
    told = "、".join(f"{asked(name)} {_signed(mean)}" for mean, name in fell[:2])
    return f"{told}{f'、ほか{len(fell) - 2}' if len(fell) > 2 else ''}"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")
