"""A run and a comparison in words: the table for a merge request, CSV, one JSON object. Knows nothing of pages."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from app.exporters.cells import no_formula
from evals.comparison import FAILED, FELL, ROSE, Comparison, Table, may_gate
from evals.metrics import wilson
from evals.proofs import Proof
from evals.runs import Output, Run, Score
from evals.scorers import known
from evals.scorers.texts import task_name
from evals.short_marks import fell_short
from evals.spending import CHANGE_HEAD, SPENT_HEAD, Change, change_rows, spent_of, spent_rows
from evals.statistics import Estimate
from evals.variation import HEAD as VARIATION_HEAD
from evals.variation import variation_rows, vary
from evals.verdict_words import (
    EXACT,
    VERDICTS,
    asked,
    chance_in_words,
    lost_in_words,
    task_why,
    unheld_in_words,
    why,
)

SHOWN = 30


def short(name: str) -> str:
    """hit@1.v1 → hit@1."""
    return name.rpartition(".")[0]


def run_markdown(
    run: Run,
    table: Table,
    proofs: dict[str, Proof],
    outputs: tuple[Output, ...],
    scores: Iterable[Score] = (),
    *,
    price: float | None = None,
) -> str:
    """The overview of a run; ``price``: yen for 1,000 tokens."""
    scores = list(scores)
    failed = [one for one in outputs if one.error]
    seconds = sum(one.seconds for one in outputs)
    lines = [
        f"## {run.suite}　{run.id}",
        "",
        f"{len(table.cases)} 件、{run.repeats} 回ずつ、{seconds:.0f} 秒、{sum(one.tokens for one in outputs):,} トークン。"
        + "、".join(f"{name} {value}" for name, value in run.digests.items()),
        "",
        "| 採点 | 何を見るか | 平均 | 95%区間 | 件数 | 植えた誤りを見付けた | 正しいものを誤りとした |",
        "|---|---|---:|---|---:|---:|---:|",
    ]
    for name, one in table.estimates(seed=run.seed).items():
        proof = proofs.get(name)
        lines.append(
            f"| {name} | {known(name).asks} | {_figure(one)} | {_interval(one)} | {one.n} | {_proved(proof)} |"
        )
    lines += ["", *_rows(SPENT_HEAD, spent_rows(spent_of(outputs, price=price, seed=run.seed)))]
    if run.repeats > 1:
        lines += ["", *_rows(VARIATION_HEAD, variation_rows(vary(outputs, scores)))]
    lines += fell_short(scores, [name for name, proof in proofs.items() if not may_gate(proof)])
    if failed:
        lines += [
            "",
            f"答えられなかった問い {len(failed)} 件：" + "、".join(one.case for one in failed[:SHOWN]),
        ]
    return "\n".join(lines)


def _rows(head: Iterable[str], body: Iterable[Iterable[str]]) -> list[str]:
    names = list(head)
    return [f"| {' | '.join(row)} |" for row in (names, ["---"] + ["---:"] * (len(names) - 1), *body)]


def _groups(found: Comparison) -> list[str]:
    """The table of OK, △ and NG, one row a task; nothing where a suite has no tasks."""
    rows = [
        f"| {task_name(group)} | {found.mark(group)} | {task_why(found, group)} |" for group in found.tasks
    ]
    return ["", "| 組 | 判定 | 理由 |", "|---|---|---|", *rows] if rows else []


def comparison_markdown(
    found: Comparison, *, against: str, took: Iterable[Change] = (), repeats: int = 1
) -> str:
    """What became worse and better, for a merge request."""
    lines = [
        f"## 比較（相手：{against}）",
        "",
        "| 採点 | 差 | 95%区間 | 件数 | 悪化／改善した件数 | p（補正後） | 見分けられる差 | 判定 |",
        "|---|---:|---|---:|---|---:|---:|---|",
    ]
    for name, one in found.measures.items():
        lines.append(
            f"| {name} | {one.mean:+.3f} | [{one.low:+.3f}, {one.high:+.3f}] | {one.n} | {one.worse}／{one.better} "
            f"| {one.adjusted:.3f} | {one.seen:.3f} | {_judged(found, name)} |"
        )
    lines += [
        "",
        "p は Holm の方法で補正しています。「見分けられる差」は、この件数で5回に4回は見付かる差です。",
        *([EXACT] if {FELL, ROSE} & {found.verdict(name) for name in found.measures} else []),
    ]
    if found.code == FAILED and (worse := lost_in_words(found, task_name)):
        lines += ["", "悪くなったもの：" + "、".join(worse[:SHOWN])]
    lines += ["", *_rows(CHANGE_HEAD, told)] if (told := change_rows(took)) else []
    lines += ["", "変わったもの：" + "、".join(found.suspects)] if found.suspects else []
    lines += _groups(found)
    lines += ["", *chance] if (chance := chance_in_words(found, repeats=repeats)) else []
    lines += ["", unheld] if (unheld := unheld_in_words(found)) else []
    for title, cases in (("なくなった問い", found.gone), ("新しい問い", found.new)):
        if cases:
            lines += ["", f"{title} {len(cases)} 件：{'、'.join(cases[:SHOWN])}"]
    if found.changed:
        lines += ["", "| 問い | 採点 | 前 | 今 |", "|---|---|---:|---:|"]
        lines += [
            f"| {case} | {name} | {old:.2f} | {new:.2f} |" for case, name, old, new in found.changed[:SHOWN]
        ]
    return "\n".join(lines)


def comparison_json(
    found: Comparison,
    *,
    against: str,
    named: Callable[[str], str],
    took: Sequence[Change] = (),
    repeats: int = 1,
) -> dict[str, Any]:
    """A comparison as plain data; ``named`` gives a group the name that people know it by."""
    measures = [
        {"name": name, "asks": known(name).asks, "gates": name in found.gating}
        | asdict(one)
        | {"verdict": found.verdict(name), "told": VERDICTS[found.verdict(name)], "why": why(found, name)}
        for name, one in found.measures.items()
    ]
    fields = ("case", "scorer", "before", "after")
    changed = [dict(zip(fields, row, strict=True)) | {"asks": asked(row[1])} for row in found.changed]
    return {
        "code": found.code,
        "measures": measures,
        "tasks": [
            {"name": named(group), "mark": found.mark(group), "why": task_why(found, group)}
            for group in found.tasks
        ],
        "changed": changed,
        "new": list(found.new),
        "gone": list(found.gone),
        "unheld": unheld_in_words(found),
        "chance": chance_in_words(found, repeats=repeats),
        "suspects": list(found.suspects),
        "exact": found.exact,
        "lost": lost_in_words(found, named),
        "took": [
            dict(zip(("name", "mean", "range", "share", "n", "told"), row, strict=True))
            for row in change_rows(took)
        ],
        "markdown": comparison_markdown(found, against=against, took=took, repeats=repeats),
    }


def _judged(found: Comparison, name: str) -> str:
    told, reason = VERDICTS[found.verdict(name)], why(found, name)
    return f"{told}（{reason}）" if reason else told


def scores_csv(scores: Iterable[Score]) -> str:
    stream = io.StringIO()
    rows = csv.writer(stream)
    rows.writerow(["case", "repeat", "scorer", "value", "reason"])
    for one in scores:
        value = "" if one.value is None else one.value
        rows.writerow([no_formula(one.case), one.repeat, one.scorer, value, no_formula(one.reason)])
    return stream.getvalue()


def run_json(
    run: Run,
    table: Table,
    scores: Sequence[Score],
    outputs: Sequence[Output] = (),
    *,
    price: float | None = None,
) -> dict[str, Any]:
    """One object for scripts: the means by short name, what it took, and every score below 1 with its reason."""
    means = {
        short(name): {"mean": one.mean, "low": one.low, "high": one.high, "n": one.n}
        for name, one in table.estimates(seed=run.seed).items()
    }
    below = [
        {"case": one.case, "scorer": one.scorer, "value": one.value, "reason": one.reason}
        for one in scores
        if one.value is not None and one.value < 1
    ]
    groups = {name: mean for name, mean in table.means().items() if "@" in name}
    return {"run": run.id, "suite": run.suite, "digests": dict(run.digests), "means": means, "groups": groups, "below": below,
            "took": [asdict(one) for one in spent_of(outputs, price=price, seed=run.seed)],
            "variation": {short(name): asdict(one) for name, one in vary(outputs, scores).items()}}  # fmt: skip


def _figure(one: Estimate) -> str:
    return "—" if math.isnan(one.mean) else f"{one.mean:.3f}"


def _interval(one: Estimate) -> str:
    return "—" if math.isnan(one.mean) else f"[{max(one.low, 0):.3f}, {min(one.high, 1):.3f}]"


def _proved(proof: Proof | None) -> str:
    if proof is not None and proof.told:
        return f"{proof.told} | {proof.false}／{proof.harmless}"
    if proof is None or not proof.planted:
        return "確かめていない | —"
    blind = f"：{'、'.join(proof.blind)}" if proof.blind else ""
    caught = _share(proof.caught, proof.planted) + ("" if proof.tells else f"（見分けられない{blind}）")
    return f"{caught} | {_share(proof.false, proof.harmless)}"


def _share(count: int, of: int) -> str:
    """「50／50 [0.93, 1.00]」: a rate with its 95% interval."""
    low, high = wilson(count, of)
    return f"{count}／{of} [{low:.2f}, {high:.2f}]" if of else "—"
