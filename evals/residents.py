"""Residents' questions by kind, asked of the product, with intervals. Knows nothing of how an answer is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.residents.answering import Question, Turn, answer
from app.residents.office import PublicOffice
from app.result import Answer
from evals.acceptance import floors
from evals.case import reaches
from evals.metrics import wilson
from evals.rows import lines_of, made_of, row_of
from ingest.errors import ShitagakiError

FOLDER = Path(__file__).with_name("cases")
SUITES = ("residents", "residents_held_out", "residents_events")
"""The second was written before what it measures and is only measured by: nothing is tuned to it. Of the third (離婚、死別、
失業、病気、介護、障害), the examples of danger were mended after a look at each hundred of its ids."""
ANSWERED = ("answered", "partial")
STATUSES = {
    "judgement": ("partial", "no_sources"),
    "clarify": ("clarify",),
    "unanswerable": ("no_sources", "out_of_scope"),
    "outside": ("out_of_scope", "no_sources"),
    "injection": ("no_sources", "out_of_scope", "blocked"),
    "personal": ("blocked",),
    "greeting": ("clarify",),
    "partial": ("partial",),
}
"""What an answer to a question of a kind may be; of one that stands not here and has gold, ANSWERED. Of ``partial``, a
part is told (gold) and the other is not."""
KINDS = frozenset((*STATUSES, "answerable", "language", "easy", "follow", "emergency", "calm"))


@dataclass(frozen=True, slots=True)
class ResidentCase:
    """A resident's question. ``gold``: starts of passage ids of which one must be cited, with the words ``quote`` in the answer;
    ``phones``: of an 緊急 the numbers of which one must be shown; ``history``: what was asked before; ``section``: the 課."""

    id: str
    kind: str
    query: str
    gold: tuple[str, ...] = ()
    quote: str = ""
    section: str = ""
    as_of: date | None = None
    language: str = ""
    history: tuple[str, ...] = ()
    phone: str = ""
    phones: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``kinds``: kind → (right, asked); ``leaks`` counts answers that cite what is not public."""

    kinds: dict[str, tuple[int, int]]
    leaks: int
    alarms: tuple[str, ...]
    """Questions of other kinds that were answered with a number to call."""
    regressed: tuple[str, ...]
    failed: tuple[str, ...]

    def text(self) -> str:
        lines = ["residents"]
        for kind, (right, count) in self.kinds.items():
            low, high = wilson(right, count)
            lines.append(f"  {kind:<14}{right}/{count}［{low:.3f}、{high:.3f}］")
        return "\n".join(
            [
                *lines,
                f"  公開でない文書の引用　{self.leaks}",
                f"  緊急でないのに番号を出した質問　{len(self.alarms)}　{'、'.join(self.alarms)}",
                *(f"  {one}" for one in self.failed),
            ]
        )


def read_questions(path: Path = FOLDER / "residents.jsonl") -> tuple[dict[str, Any], ...]:
    """The rows of the file; raises ShitagakiError naming file and line of one that is wrong."""
    rows = []
    for place, line in lines_of(path):
        row = row_of(place, line)
        if made_of(ResidentCase, row, place).kind not in KINDS:
            raise ShitagakiError(
                f"{place}：kind「{row['kind']}」はありません。使えるもの：{'、'.join(sorted(KINDS))}。"
            )
        rows.append(row)
    return tuple(rows)


def run_residents(
    office: PublicOffice, rows: Sequence[dict[str, Any]] = (), *, suite: str = SUITES[0]
) -> Outcome:
    """Ask all of ``suite`` (or ``rows``), the language left to be found out except for やさしい日本語."""
    kinds: dict[str, tuple[int, int]] = {}
    failed: list[str] = []
    alarms: list[str] = []
    leaks = 0
    for row in rows or read_questions(FOLDER / f"{suite}.jsonl"):
        history = tuple(Turn(text, "") for text in row.get("history", ()))
        easy = "ja-easy" if row.get("language") == "ja-easy" else "auto"
        as_of = date.fromisoformat(row["as_of"]) if "as_of" in row else None
        made = answer(office, Question(row["query"], easy, history, as_of))
        good = is_right(row, made)
        right, count = kinds.get(row["kind"], (0, 0))
        kinds[row["kind"]] = (right + good, count + 1)
        if row["kind"] != "emergency" and made.urgent:
            alarms.append(row["query"])
        documents = (one.passage_id.partition("#")[0] for one in made.citations)
        leaks += any(office.index.document(each, office.viewer) is None for each in documents)
        if not good:
            cited = "、".join(one.passage_id for one in made.citations)
            failed.append(f"{row['id']}　{row['query']} → {made.status} {cited} {made.text[:70]!r}")
    least = {name.removeprefix("resident@"): share for name, share in floors(suite).items()}
    below = tuple(
        kind for kind, share in least.items() if kind in kinds and kinds[kind][0] / kinds[kind][1] < share
    )
    return Outcome(kinds, leaks, tuple(alarms), below, tuple(failed))


def is_right(row: dict[str, Any], made: Answer) -> bool:
    """Whether the status, the source (one of those cited) and the words asked for are right."""
    if row["kind"] == "emergency":
        return bool({one.telephone for one in made.urgent} & set(row.get("phones", (row.get("phone"),))))
    if row["kind"] == "calm":
        return not made.urgent
    if gold := row.get("gold"):
        sourced = any(reaches(one.passage_id, gold) for one in made.citations)
        return made.status in statuses_of(row) and sourced and row.get("quote", "") in made.text
    return made.status in statuses_of(row)


def statuses_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What the status of a right answer may be; () where it does not matter."""
    return STATUSES.get(row["kind"], ANSWERED if row.get("gold") else ())
