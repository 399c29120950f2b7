"""What a finished draft is told to be: its status, and what the way of making it tells. Knows nothing of checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app import safeguards
from app.checks.subject import NEEDS_REVIEW, Subject
from app.citation import cited_numbers, drawn_from
from app.models.llm import EMBEDDED
from app.result import Citation, Draft, Finding
from app.retrieval import Evidence
from app.tasks.checklist import verdicts
from app.tasks.template import TaskTemplate
from app.text.links import Linked
from app.text.marks import MARKS

if TYPE_CHECKING:
    from app.drafting import Work

_SHORT = 0.7
"""Of the length that the form asks for."""


def subject_of(work: Work, text: str) -> Subject:
    """``text`` with all that it was made from, for the checks."""
    material, past = work.made, work.made.past if work.made.past and work.made.past.same else None
    kind = next(iter(work.template.past.kinds), "")
    return Subject(
        text,
        material.evidence,
        material.values,
        past=past.document.text if past else "",
        past_title=past.document.title if past else "",
        template=work.template,
        style=work.prompts.style,
        profile=work.prompts.style.profile(kind),
        kind=kind,
        library=work.library,
        viewer=work.viewer,
    )


def cited(text: str, evidence: Sequence[Evidence], *, near: bool = False) -> tuple[Citation, ...]:
    """The sources that ``text`` has marks of, each with the words that the marked sentences were drawn from; all of them
    where nothing was written and they are only ``near``."""
    if near:
        return tuple(one.citation for one in evidence)
    numbers = cited_numbers(text)
    return tuple(
        drawn_from(text, one.citation, one.passage.text) for one in evidence if one.number in numbers
    )


def judged(made: Draft, template: TaskTemplate) -> Draft:
    """The draft with what a program can say of the task's checklist; nothing of one that was not written."""
    if made.status in ("no_sources", "blocked"):
        return made
    return replace(made, checklist=verdicts(template, made.text, made.facts, made.findings))


def as_made(work: Work) -> str:
    """The text, which says that a model wrote it only where one did."""
    wrote = work.pen is not None and work.pen.tokens
    return work.text if wrote else work.text.replace(work.say("with_model"), work.say("without_model"))


def status_of(work: Work, text: str, findings: tuple[Finding, ...]) -> str:
    """ok, needs_review or model_error; a draft that was not written has its status already."""
    if work.pen and work.pen.error:
        return "model_error"
    open_questions = NEEDS_REVIEW in text or any(one.severity in ("error", "warning") for one in findings)
    return "needs_review" if open_questions else "ok"


def tell(work: Work, text: str, rejected: tuple[str, ...], linked: Linked) -> Iterator[Finding]:
    """What the way of making it tells, besides the checks: errors, what was taken out, what is left open."""
    yield from work.findings
    yield from safeguards.replaced(work.pen.writer if work.pen else None)
    if (law := work.made.law) is not None and law.draft is not None and not law.draft.changed:
        yield Finding("law.unchanged", "warning", work.say("no_change"))
    if linked.removed:
        yield Finding("link.unknown", "warning", work.say("link_removed", hosts="、".join(linked.removed)))
    if work.pen and work.pen.error:
        yield Finding("model.error", "error", work.say("model_error", reason=work.pen.error))
    if work.pen and work.pen.tokens and work.pen.writer.name.startswith(EMBEDDED):
        yield Finding("model.small", "warning", work.say("small_model"))
    for why, count in (work.pen.kept if work.pen else {}).items():
        reason = work.say(f"fault_{why}")
        yield Finding("model.kept", "info", work.say("kept", count=count, reason=reason))
    if work.stop.is_set():
        yield Finding("draft.stopped", "warning", work.say("stopped"))
    if rejected:
        marks = "、".join(dict.fromkeys(rejected))
        yield Finding("citation.unknown", "warning", work.say("rejected", marks=marks))
    if (followed := work.made.followed) is not None and not cited_numbers(text):
        yield Finding("citation.past", "warning", work.say("past_only", title=followed.document.title))
    elif work.made.evidence and not cited_numbers(text):
        yield Finding("citation.none", "warning", work.say("no_citation"))
    yield from _too_short(work, text)
    if left := text.count(NEEDS_REVIEW):
        yield Finding("draft.unfilled", "info", work.say("unfilled", count=left))


def _too_short(work: Work, text: str) -> Iterator[Finding]:
    """That what is to be said takes much less than the time that the form gives for it."""
    values = work.made.values
    for section in work.template.sections:
        if section.length_from and section.applies(values) and values.get(section.length_from, "").strip():
            said = [MARKS.sub("", line).strip() for line in text.split("\n") if line.startswith("　")]
            length, target = sum(map(len, said)), section.target(values)
            if length < _SHORT * target:
                asked = next(each.label for each in work.template.fields if each.id == section.length_from)
                told = work.say("too_short", label=asked, target=f"{target:,}", length=f"{length:,}")
                yield Finding("length.short", "info", told)
