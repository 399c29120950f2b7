"""Sources named in a text as they are called: 「・令和7年第4回定例会会議録[1]」. Knows nothing of what they say.

A label says where something is written. Its year and its number are the source's own, whatever the text is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.checks.subject import Subject
from app.result import Fact, Finding

_OPEN = ("unsupported", "conflict")


def as_named(
    subject: Subject, facts: Sequence[Fact], findings: Sequence[Finding]
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts within a label as what they are, supported by the source that has the name; nothing is told of them."""
    labels = list(_labels(subject))
    kept, known = [], set()
    for fact in facts:
        number = next((n for start, end, n in labels if start <= fact.start and fact.end <= end), 0)
        if number and fact.state in _OPEN:
            known.add((fact.start, fact.end))
            fact = replace(fact, state="supported", evidence=f"[{number}]", citation=number, quote="")
        kept.append(fact)
    return tuple(kept), tuple(one for one in findings if (one.start, one.end) not in known)


def _labels(subject: Subject) -> Iterator[tuple[int, int, int]]:
    """(start, end, number) of every line's beginning that is the name of a source, with its [n] behind it or, after a
    colon, at the end of the line."""
    for one in subject.evidence:
        for name in dict.fromkeys((one.citation.label, one.document.title)):
            if not name:
                continue
            told = rf"^[　 ・]*(?P<name>{re.escape(name)})(?:\[{one.number}\]|[：:][^\n]*\[{one.number}\])"
            for match in re.finditer(told, subject.text, re.MULTILINE):
                yield match.start("name"), match.end("name"), one.number
