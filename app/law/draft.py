"""An edited regulation and what follows from it: 改め文, 新旧対照表, findings, ハネ改正, as one thing. Knows nothing of pages or commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.law.review import look_over
from app.law.shinkyu import Form, Sheet, sheet
from ingest.document import Document, Viewer
from ingest.law.amending import Amendment, amend
from ingest.law.comparison import Comparison, compare
from ingest.law.front import own_number
from ingest.law.review import Review
from ingest.law.tree import LawTree, parse
from ingest.lawdesk import LawDesk


@dataclass(frozen=True, slots=True)
class LawDraft:
    """Two texts of one regulation and everything that is made of them."""

    title: str
    number: str
    old: LawTree
    new: LawTree
    comparison: Comparison
    sheet: Sheet
    amendment: Amendment
    review: Review

    @property
    def changed(self) -> bool:
        return bool(self.comparison.rows)


def law_draft(
    document: Document, text: str, *, form: Form, desk: LawDesk, viewer: Viewer, day: date | None = None
) -> LawDraft:
    """What becomes of ``document`` when its text is ``text``; the others are those in force on ``day`` (None: today)."""
    old = desk.regulations().tree(document.id)
    title, number = document.title, document.number
    return _made(title, number, document.id, old, parse(text), form, desk, viewer, day or date.today())


def revisions_compared(
    before: Document, after: Document, *, form: Form, desk: LawDesk, viewer: Viewer
) -> LawDraft:
    """Two revisions that are there, side by side; the findings are those on the later one, on its first day."""
    regulations = desk.regulations()
    old, new = regulations.tree(before.id), regulations.tree(after.id)
    day = after.effective_from or date.today()
    return _made(before.title, before.number, before.id, old, new, form, desk, viewer, day)


def texts_compared(old: LawTree, new: LawTree, *, form: Form, desk: LawDesk, viewer: Viewer) -> LawDraft:
    """Two texts that are not in the library, as of today."""
    return _made(old.title.lstrip("○◯ 　"), "", "", old, new, form, desk, viewer, date.today())


def _made(
    title: str,
    number: str,
    document: str,
    old: LawTree,
    new: LawTree,
    form: Form,
    desk: LawDesk,
    viewer: Viewer,
    day: date,
) -> LawDraft:
    number = number or own_number(old)
    found = compare(old, new)
    reviewed = look_over(new, old=old, desk=desk, viewer=viewer, day=day, document=document)
    made = sheet(found, form, title=title, number=number)
    return LawDraft(title, number, old, new, found, made, amend(old, new), reviewed)
