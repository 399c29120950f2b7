"""What the evaluators' page can do: suites, runs, comparisons, labels, own cases, as plain data. Knows no HTTP.

The page finds `open_desk` through the entry point of the command, so that nothing in the application imports this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.wire import Office
from evals import live
from evals.comparison import Table, compare, may_gate, table_of
from evals.cost import price_of
from evals.forms import DRAFT, RESIDENT, form_of
from evals.jobs import Jobs, environment
from evals.judges import all_kept, judge_proofs
from evals.labels import Labels, pair_items, single_items
from evals.lint import read_ground
from evals.margins import load_margins
from evals.own import OWN, add_draft, add_question, preview
from evals.place import model_of, place_of
from evals.runs import Run, RunStore
from evals.scorers import known
from evals.scorers.texts import group_name
from evals.shelf import held_against, kept
from evals.spending import changes
from evals.statistics import estimate
from evals.suites.suites import names
from evals.variation import noise
from evals.watching import DONE, RUNNING, STOPPED, is_part, progress_of, state_of, unfinished
from ingest.errors import ShitagakiError

LISTED = 60
"""Runs on the page; older ones stay on the disk."""
BASE = "baseline"
MADE = ("checks", "style")
"""The suites whose cases are made when they run: a line of their file, if any, is no case."""


class Desk:
    """One office's evaluations."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._home = home = place_of(office)
        self.store = RunStore(home / "evals" / "runs")
        self.jobs = Jobs(self.store, environment(office.settings))
        self.labels = Labels(home / "evals" / "labels.jsonl")
        self._passed: dict[tuple[str, int], dict[str, Any]] = {}

    def overview(self) -> dict[str, Any]:
        """The suites with how many cases they have, the office's own first, and the newest runs."""
        listed = sorted(names(self._home), key=lambda name: not kept(self._home, name).is_file())
        suites = [
            {
                "name": name,
                "cases": _count(name, self._home),
                "baseline": (
                    held_against(name, self._home, model_of(self._office)) / f"{name}.json"
                ).is_file(),
            }
            for name in listed
        ]
        runs = [self._row(run) for run in self.store.all()[:LISTED]]
        waiting = self.jobs.running()
        if waiting and all(row["id"] != waiting for row in runs):
            runs.insert(0, _preparing(waiting))
        return {
            "suites": suites,
            "runs": runs,
            "running": waiting,
            "model": self._model(),
            "judges": all_kept(self._home),
        }

    def run(self, run_id: str) -> dict[str, Any]:
        """One run as in the list, also while it is being prepared. Raises ShitagakiError."""
        if (self.store.folder / run_id / "run.json").is_file():
            return self._row(self.store.find(run_id))
        if self.jobs.preparing(run_id):
            return _preparing(run_id)
        if said := self.jobs.failure(run_id):
            return {**_preparing(run_id), "state": "failed", "message": said}
        raise ShitagakiError(f"「{run_id}」という実行はありません。一覧を読み直してください。")

    def start(self, suite: str, *, jobs: int, limit: int, fresh: bool, repeats: int = 1) -> dict[str, Any]:
        if suite not in names(self._home):
            raise ShitagakiError(f"「{suite}」という問いの組はありません。一覧から選んでください。")
        if suite in OWN and not _count(suite, self._home):
            raise ShitagakiError("自分の課の問いがまだありません。「問いを足す」で下書きから足してください。")
        return self.run(self.jobs.start(suite, jobs=jobs, repeats=repeats, limit=limit, fresh=fresh))

    def resume(self, run_id: str) -> dict[str, Any]:
        return self.run(self.jobs.resume(run_id))

    def cancel(self, run_id: str) -> bool:
        return self.jobs.cancel(run_id)

    def report(self, run_id: str, against: str) -> str:
        """The run's HTML. ``against`` is a run, "baseline" (left out where there is none), or "" for neither."""
        from evals.reports import report_of

        price = price_of(self._office.settings)
        return report_of(self.store, self.store.find(run_id), against, price=price)

    def compare(self, run_id: str, against: str) -> dict[str, Any]:
        """What became worse, better, new and gone since ``against`` (a run or "baseline")."""
        from evals.cli.runs import other_side
        from evals.proved import proofs_of
        from evals.reading import comparison_json

        run = self.store.find(run_id)
        if cut := unfinished(self.store, run, *(() if against == BASE else (self.store.find(against),))):
            raise ShitagakiError(cut)
        new = table_of(self.store, run)
        old = other_side(self.store, run, BASE) if against == BASE else self._same_suite(run, against)
        part = is_part(self.store, run)
        old = old.only(new.cases) if part else old
        outputs = self.store.outputs(run)
        proofs = proofs_of(self.store, run, outputs, new.values) | judge_proofs(self.store, run, new.values)
        found = compare(
            old,
            new,
            proofs=proofs,
            margins=load_margins(run.suite),
            seed=run.seed,
            noise=noise(self.store.scores(run)),
        )
        rival = () if against == BASE else self.store.outputs(self.store.find(against))
        took = changes(rival, outputs, price=price_of(self._office.settings), seed=run.seed)
        made = comparison_json(found, against=against, named=self._task, took=took, repeats=run.repeats)
        return made | {"part": part, "texts": any("text" in one.output for one in outputs)}

    def to_label(self, run_id: str, other: str) -> list[dict[str, Any]]:
        run = self.store.find(run_id)
        outputs = self.store.outputs(run)
        if not other:
            return single_items(run.id, outputs, self.labels)
        self._same_suite(run, other)
        return pair_items(run.id, other, outputs, self.store.outputs(self.store.find(other)), self.labels)

    def label(self, **given: str) -> dict[str, Any]:
        self.store.find(given["run"])
        return asdict(self.labels.add(**given))

    def preview(self, task: str, values: Mapping[str, str], text: str) -> dict[str, Any]:
        return preview(task, values, text, self._office.prompts)

    def add_draft(self, **given: Any) -> dict[str, Any]:
        return add_draft(self._home, self._office.prompts, **given)

    def add_question(self, *, query: str, gold: Sequence[str], quote: str, note: str) -> dict[str, Any]:
        ground = read_ground(self._office.prompts, self._office.index, self._office.viewer)
        return add_question(self._home, ground, query=query, gold=gold, quote=quote, note=note)

    def usage(self) -> dict[str, Any]:
        """What became of drafts and answers in use, week by week: figures only."""
        return live.usage(self._office, self._task)

    def watch(self) -> int:
        """Score the answers of the days that are over; how many days were new."""
        return live.score_days(self._office)

    def _same_suite(self, run: Run, other: str) -> Table:
        rival = self.store.find(other)
        if rival.suite != run.suite:
            raise ShitagakiError("問いの組が違うため、比べられません。同じ組の実行を選んでください。")
        return table_of(self.store, rival)

    def _row(self, run: Run) -> dict[str, Any]:
        state, told = state_of(self.store, run), progress_of(self.store, run)
        if state == STOPPED and self.jobs.preparing(run.id):
            state = "preparing"
        if state == DONE and self.jobs.preparing(run.id):
            state = RUNNING  # the scorers prove themselves: only then can another be started
        count = len(self.store.outputs(run)) if told is None else told.done
        return {
            "id": run.id,
            "suite": run.suite,
            "started": run.started,
            "model": run.digests.get("model", "").replace("none", ""),
            "digests": dict(run.digests),
            "varied": dict(run.varied),
            "repeats": run.repeats,
            "state": state,
            "done": count,
            "total": told.total if told else count,
            "left": round(told.left) if told and state == RUNNING else 0,
            "message": self.jobs.failure(run.id) if state == STOPPED else "",
            "passed": self._share(run) if state == DONE else None,
            "texts": self._texts(run.suite),
            "part": is_part(self.store, run),
        }

    def _texts(self, suite: str) -> bool:
        """Whether a suite's answers are texts that a person can judge."""
        file = kept(self._home, suite)
        form = form_of(file) if file.is_file() else ""
        return suite.startswith(("drafting", "residents")) or form in (DRAFT, RESIDENT)

    def _share(self, run: Run) -> dict[str, Any] | None:
        """How many cases have full marks by every scorer that gates, with its interval."""
        file = self.store.folder / run.id / "scores.jsonl"
        key = (run.id, file.stat().st_mtime_ns if file.is_file() else 0)
        if key not in self._passed:
            table = table_of(self.store, run)
            least: dict[str, float] = {}
            judges = judge_proofs(self.store, run, table.values)
            for name, values in table.values.items():
                if known(name).gates and may_gate(judges.get(name)):
                    for case, value in values.items():
                        least[case] = min(least.get(case, 1.0), value)
            full = [float(value >= 1) for value in least.values()]
            one = estimate(full, [table.clusters.get(case, case) for case in least], seed=run.seed)
            told = {"mean": one.mean, "low": one.low, "high": one.high, "n": one.n, "full": int(sum(full))}
            self._passed[key] = told if full else {}
        return self._passed[key] or None

    def _task(self, group: str) -> str:
        template = self._office.prompts.templates.get(group)
        return template.name if template else group_name(group)

    def _model(self) -> str:
        return self._office.writer.name if self._office.writer else ""


def _preparing(run_id: str) -> dict[str, Any]:
    suite = re.sub(r"-\d{8}-\d{6}-[0-9a-f]{4}$", "", run_id)
    empty: dict[str, Any] = {"model": "", "digests": {}, "varied": {}, "repeats": 1, "message": "", "passed": None, "texts": False, "part": False}  # fmt: skip
    now = {"started": "", "state": "preparing", "done": 0, "total": 0, "left": 0}
    return {"id": run_id, "suite": suite, **now, **empty}


def _count(name: str, home: Path) -> int:
    """Lines of the suite's file; 0 where its cases are made when it runs."""
    from evals.case import FOLDER

    if name in MADE:
        return 0
    packaged = FOLDER / f"{name}.jsonl"
    file = packaged if packaged.is_file() else kept(home, name)
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else ()
    return sum(1 for line in lines if line.strip())
