"""A run and a comparison in words: the table for a merge request, CSV, one JSON object. Knows nothing of pages."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from evals.comparison import Comparison, Table
from evals.metrics import wilson
from evals.proofs import Proof
from evals.runs import Output, Run, Score
from evals.scorers import SCORERS
from evals.statistics import BETTER, SAME, UNDECIDED, WORSE, Estimate

VERDICTS = {WORSE: "悪化", BETTER: "改善", SAME: "同じ", UNDECIDED: "決められない"}
SHOWN = 30


def short(name: str) -> str:
    """hit@1.v1 → hit@1."""
    return name.rpartition(".")[0]


def run_markdown(run: Run, table: Table, proofs: dict[str, Proof], outputs: tuple[Output, ...]) -> str:
    """The overview of a run."""
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
            f"| {name} | {SCORERS[name].asks} | {_figure(one)} | {_interval(one)} | {one.n} | {_proved(proof)} |"
        )
    if failed:
        lines += [
            "",
            f"答えられなかった問い {len(failed)} 件：" + "、".join(one.case for one in failed[:SHOWN]),
        ]
    return "\n".join(lines)


def comparison_markdown(found: Comparison, *, against: str) -> str:
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
            f"| {one.adjusted:.3f} | {one.seen:.3f} | {VERDICTS[one.verdict]} |"
        )
    lines += [
        "",
        "p は Holm の方法で補正しています。「見分けられる差」は、この件数で5回に4回は見付かる差です。",
    ]
    if found.suspects:
        lines += ["", "変わったもの：" + "、".join(found.suspects)]
    if found.tasks:
        lines += [
            "",
            "| 組 | 判定 |",
            "|---|---|",
            *(f"| {group} | {found.mark(group)} |" for group in found.tasks),
        ]
    for title, cases in (("なくなった問い", found.gone), ("新しい問い", found.new)):
        if cases:
            lines += ["", f"{title} {len(cases)} 件：{'、'.join(cases[:SHOWN])}"]
    if found.changed:
        lines += ["", "| 問い | 採点 | 前 | 今 |", "|---|---|---:|---:|"]
        lines += [
            f"| {case} | {name} | {old:.2f} | {new:.2f} |" for case, name, old, new in found.changed[:SHOWN]
        ]
    return "\n".join(lines)


def comparison_json(found: Comparison, *, against: str, named: Callable[[str], str]) -> dict[str, Any]:
    """A comparison as plain data; ``named`` gives a group the name that people know it by."""
    measures = [
        {
            "name": name,
            "asks": SCORERS[name].asks,
            "gates": name in found.gating,
            "told": VERDICTS[one.verdict],
        }
        | asdict(one)
        for name, one in found.measures.items()
    ]
    changed = [dict(zip(("case", "scorer", "before", "after"), row, strict=True)) for row in found.changed]
    return {
        "code": found.code,
        "measures": measures,
        "tasks": [{"name": named(group), "mark": found.mark(group)} for group in found.tasks],
        "changed": changed,
        "new": list(found.new),
        "gone": list(found.gone),
        "suspects": list(found.suspects),
        "markdown": comparison_markdown(found, against=against),
    }


def scores_csv(scores: Iterable[Score]) -> str:
    stream = io.StringIO()
    rows = csv.writer(stream)
    rows.writerow(["case", "repeat", "scorer", "value", "reason"])
    for one in scores:
        rows.writerow([one.case, one.repeat, one.scorer, "" if one.value is None else one.value, one.reason])
    return stream.getvalue()


def run_json(run: Run, table: Table, scores: Iterable[Score]) -> dict[str, Any]:
    """One object for scripts: the means by short name, and every score below 1 with its reason."""
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
    return {"run": run.id, "suite": run.suite, "digests": dict(run.digests), "means": means, "groups": groups, "below": below}  # fmt: skip


def _figure(one: Estimate) -> str:
    return "—" if math.isnan(one.mean) else f"{one.mean:.3f}"


def _interval(one: Estimate) -> str:
    return "—" if math.isnan(one.mean) else f"[{one.low:.3f}, {one.high:.3f}]"


def _proved(proof: Proof | None) -> str:
    if proof is not None and proof.told:
        return f"{proof.told} | {proof.false}／{proof.harmless}"
    if proof is None or not proof.planted:
        return "確かめていない | —"
    caught = f"{_share(proof.caught, proof.planted)}{'' if proof.tells else '（見分けられない）'}"
    return f"{caught} | {_share(proof.false, proof.harmless)}"


def _share(count: int, of: int) -> str:
    """「50／50 [0.93, 1.00]」: a rate with its 95% interval."""
    low, high = wilson(count, of)
    return f"{count}／{of} [{low:.2f}, {high:.2f}]" if of else "—"
