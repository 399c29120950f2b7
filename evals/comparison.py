"""Two runs of a suite held against each other: worse, better, new, gone, and whether a gate passes.

Knows nothing of how runs were made. No winner is named inside the noise: 決められない is a result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from evals.margins import Margins
from evals.paired import by_task, over_all, pairs
from evals.proofs import Proof
from evals.runs import Output, Run, RunStore, Score
from evals.scorers import RETIRED, SCORERS, known
from evals.statistics import UNDECIDED, WORSE, Difference, Estimate, chance_of, estimate

OK, DOUBT, BAD = "OK", "△", "NG"
PASSED, FAILED, UNSURE = 0, 1, 3
"""Exit codes: nothing got worse, something did (or is gone), cannot be decided."""
FELL, ROSE = "fell", "rose"
"""Verdicts on the very cases asked, where no model wrote: beyond the margin, but too few to speak of other questions."""
OFFICE = {
    "cases": "問い",
    "index": "索引（文書）",
    "templates": "用途の雛形",
    "passages": "一節の分け方・閲覧・期間",
    "prompts": "文言・語彙の表",
    "rules": "モデルへの決まり",
    "model": "文章モデル",
    "embedder": "埋込みモデル",
    "splitter": "分け方",
    "reranker": "並べ直し",
    "code": "プログラム",
}
SET = ("splitter", "reranker")
"""Digests that stand there only where the office has set something."""


@dataclass(frozen=True, slots=True)
class Table:
    """A run's scorer → case → value (mean of the repeats), and what cases share. ``unwritten``: no model wrote any output."""

    suite: str
    digests: Mapping[str, str]
    values: Mapping[str, Mapping[str, float]]
    clusters: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unwritten: bool = False

    @property
    def written(self) -> bool:
        """Whether a model wrote any of it: one may be set, and nothing that it could write was asked."""
        return not self.unwritten and self.digests.get("model") != "none"

    @property
    def cases(self) -> frozenset[str]:
        return frozenset(case for values in self.values.values() for case in values)

    def only(self, cases: Collection[str]) -> Table:
        """The same of those cases alone: what was left out by choice is not gone, nor is a scorer that no other case needs."""
        found = {
            name: {case: value for case, value in rows.items() if case in cases}
            for name, rows in self.values.items()
        }
        return replace(self, values={name: rows for name, rows in found.items() if rows})

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
    are the scorers that decide. ``exact``: no model wrote either run, so nothing in a difference is chance of writing;
    ``crossed``: one wrote the new alone. ``unheld``: scorers that decided before and have no value now (another version, or
    none applies)."""

    measures: Mapping[str, Difference]
    tasks: Mapping[str, Mapping[str, Difference]]
    changed: tuple[tuple[str, str, float, float], ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    suspects: tuple[str, ...]
    gating: frozenset[str] = frozenset()
    margins: Margins = field(default_factory=Margins)
    exact: bool = False
    unheld: tuple[str, ...] = ()
    noise: Mapping[str, float] = field(default_factory=dict)
    crossed: bool = False

    @property
    def code(self) -> int:
        """FAILED when a case is gone or something got worse, UNSURE when something fell and it cannot be decided, else
        PASSED: what `mark` says of the tasks and `verdict` of the measures, and nothing else. Where a model wrote, a △ is
        shown and leaves nothing open by itself: six cases fall now and then by chance, and over all tasks the same
        measure says whether it fell by more than the margin."""
        marks = {self.mark(group) for group in self.tasks}
        told = {self.verdict(name) for name in self.gating}
        if self.gone or BAD in marks or told & {WORSE, FELL}:
            return FAILED
        return UNSURE if self.unheld or self.open or (self.exact and DOUBT in marks) else PASSED

    @property
    def open(self) -> tuple[str, ...]:
        """The measures that fell over all cases, where it cannot be decided. Where a model wrote, those that may have fallen
        by more than the margin: the lower limit, not the mean, for the mean of the same build falls every other time."""
        return tuple(name for name in sorted(self.gating) if self._open(name))

    def _open(self, name: str) -> bool:
        one = self.measures[name]
        if self.exact:
            return self._doubtful(one)
        return one.verdict == UNDECIDED and one.worse > 0 and one.low < -self.allowed(name)

    def allowed(self, name: str) -> float:
        """How much lower a measure may be where a model wrote: what the same build, asked as often, stays above 19 times in
        20 for all that its answers vary (``noise``, measured on its repeats), between the margin of runs without a model
        and ``written``, which is what people put up with; that alone where nothing was asked again."""
        if name not in self.noise:
            return self.margins.written
        return min(self.margins.written, max(self.margins.default, self.chance(name)))

    def chance(self, name: str) -> float:
        """The fall that chance of writing alone can show, of a measure with noise."""
        several = sum(self.noise.get(each, 0.0) > 0 for each in self.gating)
        return chance_of(self.noise[name], self.measures[name], several)

    def verdict(self, name: str, group: str = "") -> str:
        """The verdict of statistics; where it is undecided and no model wrote, what these very cases did beyond the margin:
        FELL or ROSE. That holds for them, and says nothing yet of other questions."""
        one = self.tasks[group][name] if group else self.measures[name]
        margin = self.margins.of(group) if group else self.margins.default
        if not self.exact or one.verdict != UNDECIDED or abs(one.mean) <= margin:
            return one.verdict
        return FELL if one.mean < 0 else ROSE

    def lost(self) -> tuple[str, ...]:
        """What got worse, in names: measures, and measures of a task (says.v1@kaitou)."""
        worse = [name for name in self.measures if name in self.gating and self._fell(name)]
        tasks = [f"{name}@{group}" for group, of in self.tasks.items() for name in of if name in self.gating and self._fell(name, group)]  # fmt: skip
        return (*worse, *tasks)

    def mark(self, group: str) -> str:
        """OK, △ or NG for a task, as a clerk reads it: NG when a gating measure of it got worse, △ when one fell and it
        cannot be decided."""
        names = [name for name in self.tasks[group] if name in self.gating]
        if any(self._fell(name, group) for name in names):
            return BAD
        return DOUBT if any(self._doubtful(self.tasks[group][name]) for name in names) else OK

    def _fell(self, name: str, group: str = "") -> bool:
        return self.verdict(name, group) in (WORSE, FELL)

    def _doubtful(self, one: Difference) -> bool:
        return one.verdict == UNDECIDED and one.mean < 0


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
    clusters, groups, unwritten = {}, {}, True
    for one in outputs:
        clusters[one.case], groups[one.case] = one.cluster, one.tags
        unwritten = unwritten and not one.tokens and not one.error
    return Table(run.suite, run.digests, values, clusters, groups, unwritten)


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
    noise: Mapping[str, float] | None = None,
) -> Comparison:
    """``new`` held against ``old`` over the cases that both have. With ``proofs``, a scorer that cannot tell does not gate.
    ``noise``: of evals.variation, where the questions of both were asked several times."""
    shared = [name for name in new.values if name in old.values]
    gating = frozenset(name for name in shared if known(name).gates and may_gate((proofs or {}).get(name)))
    exact = not old.written and not new.written
    measures = over_all(old, new, shared, gating, margins.default, seed)
    tasks = by_task(old, new, shared, gating, margins, seed, chance=not exact)
    changed = [
        (case, name, before, after)
        for name in shared
        for case, (before, after) in pairs(old, new, name).items()
        if abs(after - before) > 1e-9
    ]
    return Comparison(
        measures,
        tasks,
        tuple(sorted(changed, key=lambda row: (row[3] - row[2], row[0], row[1]))),
        tuple(sorted(new.cases - old.cases)),
        tuple(sorted(old.cases - new.cases)),
        suspects(old.digests, new.digests),
        gating,
        margins,
        exact,
        tuple(sorted(name for name in set(old.values) - set(new.values) if _decided(name))),
        dict(noise or {}),
        new.written and not old.written,
    )


def _decided(name: str) -> bool:
    """Whether a scorer decides, or did in its time: one that nobody knows any more may have."""
    return name in RETIRED or name not in SCORERS or SCORERS[name].gates


def may_gate(proof: Proof | None) -> bool:
    """Not when it was seen to be blind; where nothing could be planted (all is wrong already) it is believed."""
    return proof is None or (not proof.refused and (not proof.planted or proof.tells))


def suspects(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """What changed between the runs, in words: 「用途の雛形（3f2a… → 91bc…）」. What one of them does not tell, being older,
    is no suspect; a setting that it has not is."""
    return tuple(
        f"{OFFICE.get(name, name)}（{old.get(name, 'なし')} → {new.get(name, 'なし')}）"
        for name in {**new, **old}
        if old.get(name) != new.get(name) and (name in SET or (name in old and name in new))
    )
