"""An amendment carried out day by day: what the regulation is on each 施行日, beside the day before. Knows nothing of pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.law.shinkyu import Form, Sheet, sheet
from ingest.document import Document
from ingest.law.amending import apply
from ingest.law.amending.amended import Failure
from ingest.law.amending.staging import Pending, apply_on
from ingest.law.comparison import Comparison, compare
from ingest.law.tree import LawTree
from ingest.lawdesk import LawDesk


@dataclass(frozen=True, slots=True)
class Stage:
    """The text from ``day`` on (None: the day is not told by the text), and what it changes of the one before."""

    day: date | None
    tree: LawTree
    comparison: Comparison
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Stages:
    """The days in order; ``pending`` is what no day is known for, ``failures`` what could not be carried out,
    ``doubts`` what was and may not be meant."""

    stages: tuple[Stage, ...]
    pending: tuple[Pending, ...]
    failures: tuple[Failure, ...]
    doubts: tuple[Failure, ...] = ()


def staged(
    document: Document, amendment: str, *, form: Form, desk: LawDesk, promulgated: date | None = None
) -> Stages:
    """The regulation on every day on which something of the amendment begins. Without a day that is known, all of it at once."""
    old = desk.regulations().tree(document.id)
    first = apply_on(old, amendment, date.min, promulgated=promulgated)
    if not first.days:
        done = apply(old, amendment)
        only = (_stage(document, None, old, done.tree, form),)
        return Stages(only, first.pending, done.failures, done.doubts)
    found: list[Stage] = []
    before, made = old, first
    for day in first.days:
        made = apply_on(old, amendment, day, promulgated=promulgated)
        found.append(_stage(document, day, before, made.applied.tree, form))
        before = made.applied.tree
    open_ = tuple(each for each in first.pending if each.day is None)
    return Stages(tuple(found), open_, made.applied.failures, made.applied.doubts)


def _stage(document: Document, day: date | None, old: LawTree, new: LawTree, form: Form) -> Stage:
    found = compare(old, new)
    return Stage(day, new, found, sheet(found, form, title=document.title, number=document.number))
