"""Drafts asked for as cases, and what can be scored without a judge. Knows nothing of whether a draft reads well.

Scores: ``status`` as expected, ``says`` the share of the words that must be there, ``silent`` none of those that may
not, ``cites`` a source of one of the kinds, ``facts`` the share of figures that are not without a source, ``order``
whether headings stand in the template's order, ``length`` whether no limit is passed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from app.checks import Subject
from app.checks.place import section_places
from app.drafting import draft
from app.events import Done, DraftRequest
from app.form import read_form
from app.result import Draft
from app.wire import Office
from evals.case import FOLDER
from evals.metrics import mean_interval
from evals.runner import Report, Result, regressed
from ingest.errors import ShitagakiError

SUITE = "drafting"


@dataclass(frozen=True, slots=True)
class DraftCase:
    """``fields`` go over those of the task's ``example``; a field set to "" is left empty."""

    id: str
    task: str
    example: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    status: tuple[str, ...] = ("ok", "needs_review")
    note: str = ""


def read_draft_cases() -> tuple[DraftCase, ...]:
    """The cases of the suite; raises ShitagakiError naming the line that is wrong."""
    file = FOLDER / f"{SUITE}.jsonl"
    known = {each.name for each in fields(DraftCase)}
    cases = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row: dict[str, Any] = json.loads(line)
        except ValueError as error:
            raise ShitagakiError(
                f"{file.name} の {number} 行目は JSON ではありません（{error}）。"
            ) from error
        if not {"id", "task"} <= set(row) <= known:
            raise ShitagakiError(
                f"{file.name} の {number} 行目：使える項目は {'、'.join(sorted(known))} です。"
            )
        lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
        cases.append(DraftCase(**row | lists))
    return tuple(cases)


def run_drafting(office: Office) -> Report:
    """Every case drafted with the office's own index and writer, and scored."""
    results = tuple(_run(case, office) for case in read_draft_cases())
    names = dict.fromkeys(name for result in results for name in result.scores)
    means = {}
    for name in names:
        values = [result.scores[name] for result in results if name in result.scores]
        means[name] = (*mean_interval(values), len(values))
    return Report(SUITE, office.index.digest, means, results, regressed(SUITE, means))


def _run(case: DraftCase, office: Office) -> Result:
    template = office.prompts.templates[case.task]
    given = {**template.examples[case.example].fields, **case.fields}
    request = DraftRequest(case.task, fields={name: value for name, value in given.items() if value})
    made: Draft | None = None
    for event in draft(
        request, index=office.index, writer=office.writer, prompts=office.prompts, viewer=office.viewer
    ):
        if isinstance(event, Done):
            made = event.draft
    assert made is not None, "the last event is Done"
    subject = Subject(made.text, values=read_form(template, request.fields), template=template)
    return score_draft(case, made, subject, office)


def score_draft(case: DraftCase, made: Draft, subject: Subject, office: Office) -> Result:
    """The scores that apply to a case, and what was wrong in words."""
    scores = {"status": float(made.status in case.status)}
    wrong = [] if scores["status"] else [f"状態が {made.status}"]
    if case.says:
        missing = [word for word in case.says if word not in made.text]
        scores["says"] = 1 - len(missing) / len(case.says)
        wrong += [f"「{word}」がない" for word in missing]
    if case.silent:
        told = [word for word in case.silent if word in made.text]
        scores["silent"] = float(not told)
        wrong += [f"「{word}」がある" for word in told]
    if case.kinds:
        scores["cites"] = float(bool(_kinds(made, office) & set(case.kinds)))
        wrong += [] if scores["cites"] else ["根拠の種類が違う"]
    if made.facts:
        bad = [fact.text for fact in made.facts if fact.state in ("unsupported", "conflict")]
        scores["facts"] = 1 - len(bad) / len(made.facts)
        wrong += [f"根拠のない {text}" for text in bad]
    if made.status != "no_sources":
        over = [finding for finding in made.findings if finding.rule == "length.over"]
        scores["length"] = float(not over)
        wrong += [finding.message for finding in over]
        scores["order"] = float(_in_order(subject))
        wrong += [] if scores["order"] else ["見出しの順が違う"]
    return Result(case.id, scores, "、".join(wrong))


def _in_order(subject: Subject) -> bool:
    assert subject.template is not None
    order = [section.title for section in subject.template.sections]
    places = [order.index(section.title) for section, _, _ in section_places(subject)]
    return places == sorted(places)


def _kinds(made: Draft, office: Office) -> set[str]:
    documents = {citation.passage_id.split("#")[0] for citation in made.citations}
    read = (office.index.document(document, office.viewer) for document in documents)
    return {document.kind for document in read if document}
