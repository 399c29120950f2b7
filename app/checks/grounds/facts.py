"""The first check: every figure, date and name of a draft traced to a source, the form, or nothing.

Knows nothing of who wrote the text. What cannot be traced is marked 【要確認】 in the text, never hidden or changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.checks.grounds import figures
from app.checks.grounds.editions import outdated
from app.checks.grounds.holders import mixed_up
from app.checks.grounds.inputs import inputs_of
from app.checks.grounds.labelled import as_named
from app.checks.grounds.recalled import apart
from app.checks.grounds.sources import open_sources
from app.checks.grounds.units import misplaced
from app.checks.place import without_verbatim
from app.checks.subject import Checked, Subject
from app.result import Fact, Finding
from app.retrieval import Evidence
from app.text.named import plain_name

_TWICE = "「{text}」が、同じ並びに2度あります。一方が別の課ではないか、確かめてください。"
_KEEPER = re.compile(r"(?:担当|担当課|所管)[ 　：:]*$")
_MIXED = "「{text}」とありますが、{source}では、{told}です。どちらが正しいかを確かめてください。"


def check_facts(subject: Subject) -> Checked:
    """Facts with their states, findings, and the text with a mark after what is unsupported or contradicted."""
    rest, table, rows = apart(subject)
    evidence = [(one.number, one.words) for one in rest.evidence]
    inputs = inputs_of(subject)
    past = (subject.past_title, subject.past)
    ours = without_verbatim(rest)
    facts, findings = figures.check_facts(
        ours, evidence=evidence, inputs=inputs, today=subject.today, past=past
    )
    pools = open_sources(evidence, inputs, past).pools
    mixed = mixed_up(ours, pools) | misplaced(ours, pools)
    facts, findings = _mixed(facts, findings, mixed)
    facts, findings = _owned(subject, facts, findings)
    facts, findings = _of_itself(subject, facts, findings)
    facts, findings = as_named(subject, facts, findings)
    if table:
        more, open_ones = figures.check_facts(table, evidence=rows, inputs={}, today=subject.today)
        facts = tuple(sorted((*facts, *more), key=lambda one: one.start))
        findings = (*findings, *open_ones)
    facts, older = outdated(subject, facts)
    if not subject.marking:
        return Checked(subject.text, facts, tuple(sorted((*findings, *older), key=lambda one: one.start)))
    text, moved = figures.mark_unsupported(subject.text, facts)
    told = tuple(sorted((*findings, *older), key=lambda one: one.start))
    return Checked(text, moved, figures.move_findings(told, facts, moved))


def _owned(
    subject: Subject, facts: Sequence[Fact], findings: Sequence[Finding]
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts with a 課 that has no other source than the list of documents: it keeps a paper that is cited.

    Only under the paper that it keeps (「…[2]」, then 「担当　環境課」) or on a line of its own, never within a sentence.
    """
    kept, known = [], set()
    for fact in facts:
        one = _owner(subject, fact) if fact.state == "unsupported" and fact.kind == "組織" else None
        if one:
            known.add((fact.start, fact.end))
            told = f"[{one.number}] 文書の担当課"
            fact = replace(fact, state="supported", evidence=told, citation=one.number)
        kept.append(fact)
    return tuple(kept), tuple(one for one in findings if (one.start, one.end) not in known)


def _of_itself(
    subject: Subject, facts: Sequence[Fact], findings: Sequence[Finding]
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts with the name of a 例規 that only its own article was held against: 第1条 of 手数料条例 names 地方自治法,
    which does not make 「手数料条例」 wrong."""
    titles = {one.number: one.document.title for one in subject.evidence}
    kept, known = [], set()
    for fact in facts:
        title = titles.get(fact.citation, "") if fact.state == "conflict" and fact.kind == "例規名" else ""
        if title and plain_name(title) == plain_name(fact.text):
            known.add((fact.start, fact.end))
            fact = replace(fact, state="supported", evidence=f"[{fact.citation}] {title}", quote="")
        kept.append(fact)
    return tuple(kept), tuple(one for one in findings if (one.start, one.end) not in known)


def _owner(subject: Subject, fact: Fact) -> Evidence | None:
    """The cited paper that the 課 keeps, where the text names the 課 as its keeper."""
    keeps = [one for one in subject.evidence if one.document.section == fact.text]
    begin = subject.text.rfind("\n", 0, fact.start) + 1
    line = subject.text[begin:].partition("\n")[0]
    if line.strip(" 　・") == fact.text:
        return keeps[0] if keeps else None
    above = subject.text[:begin].rstrip("\n").rpartition("\n")[2]
    found = re.search(r"\[(\d+)\]。?$", above)
    if found is None or not _KEEPER.search(line[: fact.start - begin]):
        return None
    return next((one for one in keeps if one.number == int(found[1])), None)


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
            fact = replace(fact, state="conflict", evidence=f"{source} {words}".strip(), citation=0, quote="")
            shape = _MIXED if source else _TWICE
            message = shape.format(text=fact.text, source=_source(source), told=words)
            told[place] = Finding("fact.conflict", "error" if source else "warning", message, *place)
        kept.append(fact)
    return tuple(kept), tuple(told.values())


def _source(name: str) -> str:
    return f"出典の{name}" if name.startswith("[") else name
