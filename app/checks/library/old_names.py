"""A 課 told by the name that it had before: each is looked for by its name, whatever the text's matter is. Knows no figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.checks.grounds.pools import read_sentences
from app.checks.library.renewed import renamed
from app.checks.library.repealed import day_of
from app.checks.subject import Subject
from app.citation import make_citation
from app.result import Finding
from app.retrieval import Evidence

_MOST, _HITS = 4, 6
_QUESTION = "{unit}の名称を改める　課の名称の変更"


def outworn_names(subject: Subject) -> Iterator[Finding]:
    """A warning for each of the first 課 that a paper of before the text's own day says has another name."""
    if subject.library is None or subject.viewer is None:
        return
    units: dict[str, None] = {}
    for said in read_sentences(subject.text):
        for span in said.spans:
            if span.kind == "組織" and str(span.value)[-1] in "課室局":
                units.setdefault(str(span.value))
    day = day_of(subject.text, subject.today)
    for unit in list(units)[:_MOST]:
        hits = subject.library.search(_QUESTION.format(unit=unit), viewer=subject.viewer, k=_HITS).hits
        for hit in hits:
            since = hit.document.effective_from or hit.document.issued
            if unit not in hit.passage.text or (since and since > day):
                continue
            citation = make_citation(1, hit.passage, hit.document, wanted=frozenset())
            paper = Evidence(1, citation, hit.passage, hit.document, hit.passage.text)
            found = [one for one in renamed(subject.text, (paper,), day) if unit in one.message]
            if found:
                yield from (replace(one, source=hit.document.title) for one in found)
                break
