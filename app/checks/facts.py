"""The first check: every figure, date and name of a draft traced to a source, the form, or nothing.

Knows nothing of who wrote the text. What cannot be traced is marked 【要確認】 in the text, never hidden or changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.checks import figures
from app.checks.editions import outdated
from app.checks.holders import mixed_up
from app.checks.inputs import inputs_of
from app.checks.place import without_verbatim
from app.checks.sources import open_sources
from app.checks.subject import Checked, Subject
from app.result import Fact, Finding

_MIXED = (
    "「{text}」は、出典と食い違っています。{source}では、{told}です。どちらが正しいかを確かめてください。"
)


def check_facts(subject: Subject) -> Checked:
    """Facts with their states, findings, and the text with a mark after what is unsupported or contradicted."""
    evidence = [(one.number, one.words) for one in subject.evidence]
    inputs = {**inputs_of(subject), **_standard(subject)}
    past = (subject.past_title, subject.past)
    ours = without_verbatim(subject)
    facts, findings = figures.check_facts(
        ours, evidence=evidence, inputs=inputs, today=subject.today, past=past
    )
    mixed = mixed_up(ours, open_sources(evidence, inputs, past).pools)
    facts, findings = _mixed(facts, findings, mixed)
    facts, older = outdated(subject, facts)
    if not subject.marking:
        return Checked(subject.text, facts, tuple(sorted((*findings, *older), key=lambda one: one.start)))
    text, moved = figures.mark_unsupported(subject.text, facts)
    told = tuple(sorted((*findings, *older), key=lambda one: one.start))
    return Checked(text, moved, figures.move_findings(told, facts, moved))


def _standard(subject: Subject) -> dict[str, str]:
    """The office's own standard articles, which stand for themselves; {} where a task has none."""
    sections = subject.template.sections if subject.template else ()
    if not any(one.by == "articles" for one in sections):
        return {}
    return {"標準の条項": "\n".join(one.text for one in sections)}


def _mixed(
    facts: Sequence[Fact], findings: Sequence[Finding], mixed: Mapping[tuple[int, int], tuple[str, str]]
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts with the swapped persons and telephones in conflict, and the findings with theirs told instead."""
    told = {(one.start, one.end): one for one in findings}
    kept = []
    for fact in facts:
        place = (fact.start, fact.end)
        if place in mixed and fact.state != "conflict":
            words, source = mixed[place]
            fact = replace(fact, state="conflict", evidence=f"{source} {words}", citation=0, quote="")
            message = _MIXED.format(text=fact.text, source=_source(source), told=words)
            told[place] = Finding("fact.conflict", "error", message, *place)
        kept.append(fact)
    return tuple(kept), tuple(told.values())


def _source(name: str) -> str:
    return f"出典の{name}" if name.startswith("[") else name
