"""A text that a person has edited, checked again against the sources that its draft was made from. Knows no pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.checks.running import run_checks
from app.checks.style.guide import StyleGuide
from app.checks.subject import Subject
from app.citation import make_citation
from app.events import FormError
from app.library import Library
from app.meeting import read_meeting
from app.meeting_sources import DOCUMENT, meeting_evidence
from app.result import Fact, Finding, Verdict
from app.retrieval import Evidence
from app.tasks.checklist import verdicts
from app.tasks.form import read_form
from app.tasks.template import TaskTemplate
from app.text.wording import pairs
from ingest.document import Viewer


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What the checks say of the text as it is; ``missing`` are the numbers whose source is no longer there,
    ``checklist`` what a program can say of the task's checklist."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    missing: tuple[int, ...]
    checklist: tuple[Verdict, ...] = ()


def recheck(
    text: str,
    *,
    template: TaskTemplate,
    fields: Mapping[str, str],
    sources: Sequence[tuple[int, str]],
    past: str,
    library: Library,
    viewer: Viewer,
    style: StyleGuide | None = None,
) -> Rechecked:
    """Check ``text`` with its numbered ``sources`` (number, passage id) as they are in the library today.

    Nothing is put into the text. What ``viewer`` may not read is missing, like what is gone. ``style`` None leaves
    the official style unread.
    """
    kind = next(iter(template.past.kinds), "")
    values = _values(template, fields)
    evidence, missing = _evidence(text, sources, values.get(template.sources.input, ""), library, viewer)
    followed = library.document(past, viewer) if past else None
    subject = Subject(
        text,
        evidence,
        values,
        past=followed.text if followed else "",
        past_title=followed.title if followed else "",
        template=template,
        style=style,
        profile=style.profile(kind) if style else "",
        kind=kind,
        library=library,
        viewer=viewer,
        marking=False,
    )
    checked = run_checks(subject)
    told = verdicts(template, text, checked.facts, checked.findings)
    return Rechecked(checked.facts, checked.findings, missing, told)


def _values(template: TaskTemplate, fields: Mapping[str, str]) -> Mapping[str, str]:
    """The form's values as they are written in a draft; as they were sent, when the form is no longer complete."""
    try:
        return read_form(template, fields)
    except FormError:
        return {name: value for name, value in fields.items() if value.strip() and template.field(name)}


def _evidence(
    text: str, sources: Sequence[tuple[int, str]], record: str, library: Library, viewer: Viewer
) -> tuple[tuple[Evidence, ...], tuple[int, ...]]:
    said = {one.number: one for one in meeting_evidence(read_meeting(record))} if record else {}
    found, missing = [], []
    for number, passage_id in sources:
        document_id = passage_id.partition("#")[0]
        if document_id == DOCUMENT:
            one = said.get(number)
        else:
            one = _passage(text, number, passage_id, library, viewer)
        if one is None:
            missing.append(number)
        else:
            found.append(one)
    return tuple(found), tuple(missing)


def _passage(text: str, number: int, passage_id: str, library: Library, viewer: Viewer) -> Evidence | None:
    document_id = passage_id.partition("#")[0]
    document = library.document(document_id, viewer)
    passages = library.passages(document_id) if document else ()
    passage = next((each for each in passages if each.id == passage_id), None)
    if document is None or passage is None:
        return None
    citation = make_citation(number, passage, document, wanted=pairs(text[:2000]))
    return Evidence(number, citation, passage, document, passage.text)
