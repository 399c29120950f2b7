"""Two runs of a suite held against each other: worse, better, new, gone, and whether a gate passes.

Knows nothing of how runs were made. No winner is named inside the noise: 決められない is a result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from evals.margins import Margins
from evals.proofs import Proof
from evals.runs import Output, Run, RunStore, Score
from evals.scorers import SCORERS
from evals.statistics import SAME, UNDECIDED, WORSE, Difference, Estimate, difference, estimate, holm

OK, DOUBT, BAD = "OK", "△", "NG"
PASSED, FAILED, UNSURE = 0, 1, 3
"""Exit codes: nothing got worse, something did (or is gone), cannot be decided."""
_OFFICE = {
    "cases": "問い",
    "index": "索引（文書）",
    "templates": "用途の雛形",
    "prompts": "文言・語彙の表",
    "model": "文章モデル",
    "embedder": "埋込みモデル",
    "code": "プログラム",
}


@dataclass(frozen=True, slots=True)
class Table:
    """The values of a run: scorer → case → value (mean of the repeats), and what cases share."""

    suite: str
    digests: Mapping[str, str]
    values: Mapping[str, Mapping[str, float]]
    clusters: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def cases(self) -> frozenset[str]:
        return frozenset(case for values in self.values.values() for case in values)

    def means(self) -> dict[str, float]:
        """The mean of every measure by its short name (resident), and of each group of cases (resident@calm)."""
        collected: dict[str, list[float]] = defaultdict(list)
        for name, values in self.values.items():
            short = name.rpartition(".")[0]
            for case, value in values.items():
                for key in (short, *(f"{short}@{group}" for group in self.groups.get(case, ()))):
                    collected[key].append(value)
        return {name: sum(each) / len(each) for name, each in collected.items()}

    def estimates(self, *, seed: int = 0) -> dict[str, Estimate]:
        return {
            name: estimate(list(values.values()), [self.clusters[case] for case in values], seed=seed)
            for name, values in self.values.items()
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """``measures`` by scorer; ``tasks``: group → scorer → Difference; ``changed`` (case, scorer, before, after); ``gating``
    are the scorers that decide. ``exact``: no model wrote either run, so nothing in a difference is chance of writing.
    """

    measures: Mapping[str, Difference]
    tasks: Mapping[str, Mapping[str, Difference]]
    changed: tuple[tuple[str, str, float, float], ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    suspects: tuple[str, ...]
    gating: frozenset[str] = frozenset()
    margins: Margins = field(default_factory=Margins)
    exact: bool = False

    @property
    def code(self) -> int:
        """FAILED when a gating measure got worse, a case is gone, or a task lost more than its margin where chance has no
        part in it; UNSURE when one cannot be decided, else PASSED."""
        gating = [one for name, one in self.measures.items() if name in self.gating]
        lost = any(self.inferior(group) for group in self.tasks)
        if self.gone or any(one.verdict == WORSE for one in gating) or (lost and self.exact):
            return FAILED
        unsure = lost or any(one.verdict == UNDECIDED and one.mean < 0 for one in gating)
        return UNSURE if unsure else PASSED

    def inferior(self, group: str) -> tuple[str, ...]:
        """The gating measures of a task that lost more than its margin, by the mean and by the interval's lower end."""
        margin = -self.margins.of(group)
        of = self.tasks[group].items()
        return tuple(
            name for name, one in of if name in self.gating and one.mean < margin and one.low < margin
        )

    def lost(self) -> tuple[str, ...]:
        """What got worse, in names: measures, and measures of a task (says.v1@kaitou)."""
        worse = [name for name, one in self.measures.items() if name in self.gating and one.verdict == WORSE]
        return (*worse, *(f"{name}@{group}" for group in self.tasks for name in self.inferior(group)))

    def mark(self, group: str) -> str:
        """OK, △ or NG for a task, as a clerk reads it: the single answers count, not only the means."""
        of = [one for name, one in self.tasks[group].items() if name in self.gating]
        if any(one.verdict == WORSE or (one.worse and one.mean < -0.1) for one in of) or self.inferior(group):
            return BAD
        return DOUBT if any(one.worse and one.verdict != SAME for one in of) else OK


def tabulate(run: Run, outputs: Iterable[Output], scores: Iterable[Score]) -> Table:
    """The scores of a run as a table; a case that was asked several times counts once, with its mean."""
    collected: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for score in scores:
        if score.value is not None:
            collected[score.scorer][score.case].append(score.value)
    values = {
        name: {case: sum(each) / len(each) for case, each in cases.items()}
        for name, cases in collected.items()
    }
    clusters, groups = {}, {}
    for one in outputs:
        clusters[one.case], groups[one.case] = one.cluster, one.tags
    return Table(run.suite, run.digests, values, clusters, groups)


def only(table: Table, cases: Collection[str]) -> Table:
    """The table of some of its cases, for comparing a sample."""
    values = {
        name: {case: value for case, value in rows.items() if case in cases}
        for name, rows in table.values.items()
    }
    return replace(table, values={name: rows for name, rows in values.items() if rows})


def table_of(store: RunStore, run: Run) -> Table:
    """The table of a kept run: what accepting it, comparing with it and a trend need."""
    return tabulate(run, store.outputs(run), store.scores(run))


def compare(
    old: Table,
    new: Table,
    *,
    proofs: Mapping[str, Proof] | None = None,
    margins: Margins = Margins(),
    seed: int = 0,
) -> Comparison:
    """``new`` held against ``old`` over the cases that both have. With ``proofs``, a scorer that cannot tell does not gate."""
    margin = margins.default
    shared = [name for name in new.values if name in old.values]
    measures = holm({name: _paired(old, new, name, None, margin, seed) for name in shared}, margin=margin)
    names = sorted({group for case in new.cases for group in new.groups.get(case, ())})
    tasks = {}
    for group in names:
        cases = {case for case, groups in new.groups.items() if group in groups}
        rows = {name: _paired(old, new, name, cases, margins.of(group), seed) for name in shared}
        tasks[group] = {name: one for name, one in rows.items() if one.n}
    changed = [
        (case, name, old.values[name][case], value)
        for name in shared
        for case, value in new.values[name].items()
        if case in old.values[name] and abs(value - old.values[name][case]) > 1e-9
    ]
    return Comparison(
        measures,
        tasks,
        tuple(sorted(changed, key=lambda row: (row[3] - row[2], row[0], row[1]))),
        tuple(sorted(new.cases - old.cases)),
        tuple(sorted(old.cases - new.cases)),
        suspects(old.digests, new.digests),
        frozenset(name for name in shared if SCORERS[name].gates and _may_gate((proofs or {}).get(name))),
        margins,
        old.digests.get("model") == new.digests.get("model") == "none",
    )


def _may_gate(proof: Proof | None) -> bool:
    """Not when it was seen to be blind; where nothing could be planted (all is wrong already) it is believed."""
    return proof is None or (not proof.refused and (not proof.planted or proof.tells))


def suspects(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """What changed between the runs, in words: 「用途の雛形（3f2a… → 91bc…）」."""
    return tuple(
        f"{_OFFICE.get(name, name)}（{old.get(name, 'なし')} → {value}）"
        for name, value in new.items()
        if old.get(name) != value
    )


def _paired(
    old: Table, new: Table, name: str, cases: set[str] | None, margin: float, seed: int
) -> Difference:
    both = sorted(
        case for case in new.values[name] if case in old.values[name] and (cases is None or case in cases)
    )
    before = [old.values[name][case] for case in both]
    after = [new.values[name][case] for case in both]
    clusters = [new.clusters.get(case, case) for case in both]
    return difference(before, after, clusters, margin=margin, seed=seed)
