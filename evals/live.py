"""A sample of live answers scored by the deterministic scorers, a day at a time, and what changed over the weeks. Knows no pages.

A day is scored once it is over and kept as figures only (``days.jsonl`` in the tenant's folder): no question, no answer
and no source stands in it, so it may outlive what residents wrote.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from app.records.adoption import counted, fates, week_of
from app.records.feedback import Voice, answers
from app.records.gaps import UNANSWERED
from app.records.hours import JAPAN
from app.web.residents.desk import open_conversations
from app.wire import Office
from evals.runs import Output
from evals.scorers import SCORERS, score_outputs
from evals.statistics import estimate
from evals.suites.suites import source_of
from ingest.document import RESIDENT
from ingest.whole_file import write_whole

SCORED = (
    "citation_marks.v1", "quotes.v1", "numbers_said.v2", "citation_recall.v2", "promises.v2", "personal.v1", "links.v1",
)  # fmt: skip
MOST = 200
"""Answers of a day that are scored: a sample by chance, the same one each time."""
BACK = 90
"""Days that are looked at: as long as residents' words are kept."""
WEEKS, BEFORE = 12, 4
"""Weeks that are shown, and that the newest is held against."""
_KANA = re.compile(r"[ぁ-んァ-ヶ]")


def score_days(office: Office, *, today: date | None = None) -> int:
    """Score every day that is over and not scored yet; how many were."""
    file = office.folder / "live" / "days.jsonl"
    known = {row["day"]: row for row in read_days(office)}
    end = today or datetime.now(JAPAN).date()
    by_day: dict[str, list[Voice]] = defaultdict(list)
    for one in answers(open_conversations(office)):
        day = datetime.fromisoformat(one.at).astimezone(JAPAN).date()
        if end - timedelta(days=BACK) <= day < end and day.isoformat() not in known:
            by_day[day.isoformat()].append(one)
    for over, voices in by_day.items():
        known[over] = _day(over, voices, office)
    if by_day:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, "".join(json.dumps(known[day], ensure_ascii=False) + "\n" for day in sorted(known)))
    return len(by_day)


def read_days(office: Office) -> list[dict[str, Any]]:
    """The days that were scored, oldest first."""
    file: Path = office.folder / "live" / "days.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return [json.loads(line) for line in lines]


def _day(day: str, voices: Sequence[Voice], office: Office) -> dict[str, Any]:
    """Counts of all, by 課 too, and each scorer's values of the sample."""
    order = sorted(voices, key=lambda one: hashlib.sha256(one.id.encode()).hexdigest())
    values: dict[str, list[float]] = defaultdict(list)
    for score in score_outputs([_output(one, office) for one in order[:MOST]], SCORED):
        if score.value is not None:
            values[score.scorer].append(round(score.value, 4))
    sections: dict[str, Counter[str]] = defaultdict(Counter)
    for one in voices:
        sections[one.group].update(_told(one))
    counts = Counter(word for one in voices for word in _told(one))
    return {"day": day, "counts": dict(counts), "sections": {name: dict(each) for name, each in sections.items()}, "scores": dict(values), "index": office.index.digest}  # fmt: skip


def _told(one: Voice) -> list[str]:
    rated = [] if one.good is None else ["good" if one.good else "bad"]
    return ["all", *rated, *(["unanswered"] if one.status in UNANSWERED else [])]


def _output(one: Voice, office: Office) -> Output:
    cited = [
        {"number": number, **each, **source_of(each["passage_id"], office.index, RESIDENT, {})}
        for number, each in enumerate(one.citations, start=1)
    ]
    language = "ja" if _KANA.search(one.text) else ""
    given = {
        "text": one.text,
        "status": one.status,
        "citations": cited,
        "told": [one.asked],
        "language": language,
    }
    return Output(one.id, 0, "", one.id, (), {"query": one.asked}, given)


def weeks(days: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """By week, the newest first: counts and the mean of each scorer with its 95% interval."""
    by_week: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in days:
        by_week[week_of(datetime.fromisoformat(one["day"]))].append(one)
    rows = []
    for week, of in sorted(by_week.items(), reverse=True):
        counts = sum((Counter(one["counts"]) for one in of), Counter())
        rows.append({"week": week, "counts": dict(counts), "scores": {name: _mean(_values(of, name)) for name in SCORED if _values(of, name)}})  # fmt: skip
    return rows


def drift(days: Sequence[Mapping[str, Any]], *, seed: int = 0) -> list[dict[str, Any]]:
    """Of each scorer the newest week against the BEFORE weeks before it: worse or better where the 95% interval of the
    difference of the means has no 0 in it, else undecided. Nothing is said of a scorer without both sides."""
    now, past = _sides(days)
    found = []
    for name in SCORED:
        new, old = _values(now, name), _values(past, name)
        if not new or not old:
            continue
        low, high = _apart(old, new, seed)
        mean = sum(new) / len(new) - sum(old) / len(old)
        told = _verdict(old, new, seed)
        found.append({"name": name, "asks": SCORERS[name].asks, "mean": mean, "low": low, "high": high, "n": len(new), "before": len(old), "verdict": told})  # fmt: skip
    return found


def _sides(days: Sequence[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The days of the newest week, and those of the BEFORE weeks before it."""
    newest = max((week_of(datetime.fromisoformat(one["day"])) for one in days), default="")
    oldest = (date.fromisoformat(newest) - timedelta(weeks=BEFORE)).isoformat() if newest else ""
    now = [one for one in days if week_of(datetime.fromisoformat(one["day"])) == newest]
    return now, [one for one in days if oldest <= week_of(datetime.fromisoformat(one["day"])) < newest]


def sections(days: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Answers by the 課 that they named, the most unanswered first; ``drift`` says whether the share of unanswered ones rose
    (worse) or fell in the newest week against the weeks before it: see `drift`; "" without both sides."""
    days = list(days)
    now, past = (_by_section(each) for each in _sides(days))
    rows = [
        {"section": name, **{key: each[key] for key in ("all", "unanswered", "good", "bad")}}
        | {"drift": _answered_drift(past[name], now[name])}
        for name, each in _by_section(days).items()
    ]
    return sorted(rows, key=lambda row: (-row["unanswered"], -row["all"], row["section"]))


def _by_section(days: Iterable[Mapping[str, Any]]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in days:
        for name, each in one["sections"].items():
            counts[name].update(each)
    return counts


def _answered_drift(old: Counter[str], new: Counter[str]) -> str:
    """The verdict on the share that was answered; "" without both sides. At most MOST of each count: as many as are scored."""
    sides = []
    for one in (old, new):
        kept = min(one["all"], MOST)
        left = round(kept * one["unanswered"] / one["all"]) if kept else 0
        sides.append([0.0] * left + [1.0] * (kept - left))
    return _verdict(sides[0], sides[1])


def _verdict(old: Sequence[float], new: Sequence[float], seed: int = 0) -> str:
    if not old or not new:
        return ""
    low, high = _apart(old, new, seed)
    return "worse" if high < 0 else "better" if low > 0 else "undecided"


def usage(office: Office, named: Callable[[str], str]) -> dict[str, Any]:
    """What the page shows: weeks, drift, 課, and the fates of the drafts; ``named`` gives a task its name."""
    days = read_days(office)
    rows = counted(fates(office.folder / "drafts.sqlite"))
    return {
        "weeks": weeks(days)[:WEEKS],
        "drift": drift(days),
        "sections": sections(days[-7 * WEEKS :]),
        "drafts": [{**row, "name": named(row["task"])} for row in rows],
        "asks": {name: SCORERS[name].asks for name in SCORED},
    }


def _values(days: Iterable[Mapping[str, Any]], name: str) -> list[float]:
    return [value for one in days for value in one["scores"].get(name, ())]


def _mean(values: Sequence[float]) -> dict[str, float]:
    one = estimate(list(values), [str(at) for at in range(len(values))])  # by Wilson where all are 0 or 1
    return {"mean": one.mean, "low": one.low, "high": one.high, "n": len(values)}


def _apart(old: Sequence[float], new: Sequence[float], seed: int) -> tuple[float, float]:
    """The 95% bootstrap interval of the difference of two means, each side drawn for itself. A side that
    never varies gets one answer of the other kind: three equal ones are no certainty."""
    draw = np.random.default_rng(seed)
    sides = []
    for values in (old, new):
        told = np.asarray([*values, 1 - values[0]] if len(set(values)) == 1 else values)
        sides.append(told[draw.integers(0, len(told), size=(2000, len(told)))].mean(axis=1))
    low, high = np.quantile(sides[1] - sides[0], [0.025, 0.975])
    return float(low), float(high)
