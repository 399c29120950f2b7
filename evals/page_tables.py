"""The tables of a run's report: groups, trend, what it took, how repeats differ, the comparison. Knows nothing of how a run was made."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from html import escape

from app.records.hours import JAPAN
from evals.comparison import FAILED, FELL, ROSE, Comparison, Table
from evals.reading import short
from evals.runs import Run
from evals.scorers import known
from evals.scorers.texts import task_name
from evals.spending import CHANGE_HEAD, SPENT_HEAD, Change, Spent, change_rows, spent_rows
from evals.statistics import BETTER, UNDECIDED, WORSE, Estimate, estimate
from evals.variation import HEAD, Variation, variation_rows
from evals.verdict_words import (
    EXACT,
    VERDICTS,
    chance_in_words,
    lost_in_words,
    task_why,
    unheld_in_words,
    why,
)

SHOWN = 12
"""Runs of a trend."""
_KINDS = {WORSE: "bad", FELL: "bad", BETTER: "good", ROSE: "good", UNDECIDED: "doubt"}


def rows(head: Sequence[str], body: Iterable[Iterable[str]], *, grey: Collection[str] = ()) -> str:
    """A table; the first column is words, the others figures, those of ``grey`` heads in grey. Everything is escaped."""
    kinds = ["", *(f' class="n{" grey" if each in grey else ""}"' for each in head[1:])]
    lines = (
        "".join(f"<{cell}{kind}>{escape(each)}</{cell}>" for kind, each in zip(kinds, row, strict=True))
        for cell, row in [("th", head), *(("td", row) for row in body)]
    )
    return wide("".join(f"<tr>{line}</tr>" for line in lines), head[0])


def wide(lines: str, called: str) -> str:
    """A table that is scrolled sideways where it has no room, by the keys too."""
    return f'<div class="wide" tabindex="0" role="group" aria-label="表：{escape(called)}"><table>{lines}</table></div>'


def spent(found: Sequence[Spent], changed: Sequence[Change], against: str) -> str:
    if not found:
        return ""
    told = f"<h2>時間と費用</h2>{rows(SPENT_HEAD, spent_rows(found))}"
    return told + (
        f"<h3>{escape(against)} との違い</h3>{rows(CHANGE_HEAD, change_rows(changed))}" if changed else ""
    )


def variation(found: Mapping[str, Variation]) -> str:
    if not found:
        return ""
    return (
        f"<h2>繰り返したときの揺れ</h2><p>点の分散です。検索・文章モデル・審査の順に、同じ問いの答えがどこで分かれたかを示します。</p>"
        f"{rows(HEAD, variation_rows(found))}"
    )


def tags(run: Run, table: Table, grey: Collection[str] = ()) -> str:
    """The means by tag with their intervals, for the scorers that can fail a run."""
    names = [name for name in table.values if known(name).gates]
    found = sorted({tag for case in table.cases for tag in table.groups.get(case, ())})
    if not found:
        return ""
    body = []
    for tag in found:
        cells = []
        for name in names:
            of = [(value, table.clusters.get(case, case)) for case, value in table.values[name].items() if tag in table.groups.get(case, ())]  # fmt: skip
            cells.append(_cell(estimate([one for one, _ in of], [of_ for _, of_ in of], seed=run.seed)))
        body.append([task_name(tag), *cells])
    return f"<h2>組ごと</h2>{rows(['組', *map(short, names)], body, grey=[*map(short, grey)])}"


def _cell(one: Estimate) -> str:
    return (
        ""
        if math.isnan(one.mean)
        else f"{one.mean:.2f}（{one.n}）{max(one.low, 0):.2f}〜{min(one.high, 1):.2f}"
    )


def trend(found: Sequence[tuple[Run, Table]], grey: Collection[str] = ()) -> str:
    """The means of the newest runs with their intervals, and a line of each measure with its band."""
    if len(found) < 2:
        return ""
    of = found[-SHOWN:]
    names = [name for name in of[-1][1].values if known(name).gates]
    means = [table.estimates(seed=run.seed) for run, table in of]
    body = [
        [_when(run.started), *(_ends(each[name]) if name in each else "" for name in names)]
        for (run, _), each in zip(of, means, strict=True)
    ]
    lines = "".join(
        f"<td class=n>{_line([each[name] for each in means if name in each])}</td>" for name in names
    )
    made = rows(["実行", *map(short, names)], body, grey=[*map(short, grey)]).replace(
        "</table>", f"<tr><td>古い → 新しい</td>{lines}</tr></table>"
    )
    return f"<h2>これまで</h2>{made}"


def _when(started: str) -> str:
    """「2026-11-27 13:23」 of a clock here."""
    try:
        return f"{datetime.fromisoformat(started).astimezone(JAPAN):%Y-%m-%d %H:%M}"
    except ValueError:
        return started


def _ends(one: Estimate) -> str:
    return f"{one.mean:.3f} {max(one.low, 0):.2f}〜{min(one.high, 1):.2f}"


def _line(values: Sequence[Estimate]) -> str:
    """The means as a line from 0 (below) to 1 (above) on the band of their intervals; a mark where it ends."""
    if len(values) < 2:
        return ""

    def place(at: int, value: float) -> str:
        return f"{4 + 72 * at / (len(values) - 1):.1f},{22 - 18 * min(max(value, 0.0), 1.0):.1f}"

    drawn = " ".join(place(at, one.mean) for at, one in enumerate(values))
    upper = [place(at, one.high) for at, one in enumerate(values)]
    lower = [place(at, one.low) for at, one in enumerate(values)][::-1]
    told = "、".join(f"{one.mean:.3f}" for one in values)
    x, y = place(len(values) - 1, values[-1].mean).split(",")
    return (
        f'<svg width="80" height="26" role="img" aria-label="{told}"><polygon points="{" ".join(upper + lower)}" fill="currentColor" '
        f'opacity=".18"/><polyline points="{drawn}" fill="none" stroke="currentColor" stroke-width="2"/><circle cx="{x}" cy="{y}" r="3"/></svg>'
    )


def compared(name: str, found: Comparison, grey: Collection[str] = ()) -> str:
    body = []
    for scorer, one in found.measures.items():
        verdict = found.verdict(scorer)
        reason = why(found, scorer)
        body.append(
            f"<tr{' class=grey' if scorer in grey else ''}><td>{escape(scorer)}<br><small>{escape(known(scorer).asks)}</small></td><td class='n'>{one.mean:+.3f}</td>"
            f"<td class='n'>{one.low:+.3f}〜{one.high:+.3f}</td><td class='n'>{one.worse}／{one.better}</td>"
            f"<td class='n'>{one.seen:.3f}</td><td><span class='{_KINDS.get(verdict, '')}'>{VERDICTS[verdict]}</span>"
            f"{f'<br><small>{escape(reason)}</small>' if reason else ''}</td></tr>"
        )
    marks = "".join(
        f"<li>{escape(task_name(group))}：{found.mark(group)}　<small>{escape(task_why(found, group))}</small></li>"
        for group in found.tasks
    )
    told = "".join(
        f"<p>{title}：{escape('、'.join(each))}</p>"
        for title, each in (
            ("悪くなったもの", lost_in_words(found, task_name) if found.code == FAILED else ()),
            ("変わったもの", found.suspects),
            ("なくなった問い", found.gone),
            ("新しい問い", found.new),
        )
        if each
    )
    told += f"<p>{EXACT}</p>" if found.exact else ""
    told += "".join(f"<p class='doubt'>{escape(one)}</p>" for one in chance_in_words(found))
    told += f"<p class='doubt'>{escape(unheld)}</p>" if (unheld := unheld_in_words(found)) else ""
    head = "<tr><th>採点</th><th class='n'>差</th><th class='n'>95%区間</th><th class='n'>悪化／改善</th><th class='n'>見分けられる差</th><th>判定</th></tr>"
    return f"<h2>比較（{escape(name)}）</h2>{told}{wide(head + ''.join(body), '比較')}<ul>{marks}</ul>"
