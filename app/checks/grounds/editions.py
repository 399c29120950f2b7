"""旧い: what an older paper says where a newer one of the same series says something else. Knows nothing of marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.checks.grounds.alignment import CLOSE, FOLLOWS, alike, likeness, nearest
from app.checks.grounds.pools import Said, make_pool, quote_around, read_sentences
from app.checks.grounds.shelf import Shelf, open_shelf
from app.checks.grounds.values import says
from app.checks.subject import Subject
from app.result import Fact, Finding
from app.retrieval import Evidence
from app.text.spans import Span, years
from ingest.law.numbers import fiscal_year

_OLDER = (
    "「{text}」は「{old}」の値です。新しい「{new}」では「{quote}」です。どちらを書くかを確かめてください。"
)
_OF_THEIR_DAY = ("会議録",)
"""Kinds whose papers do not take each other's place: what was said in one meeting stays said."""
_LOOKED = 2
"""Newer papers read for one source."""
_THEN = re.compile(r"昨年|前年|一昨年|当時|これまで|従来|改正前|改定前|旧|かつて")


def outdated(subject: Subject, facts: Sequence[Fact]) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts with those 旧い that a newer paper says otherwise, and a finding for each."""
    if subject.library is None or subject.viewer is None:
        return tuple(facts), ()
    shelf = open_shelf(subject.library, subject.viewer, subject.library.digest)
    sources = {one.number: one for one in subject.evidence}
    kept, findings = [], []
    sentences = read_sentences(subject.text)
    for fact in facts:
        found = None
        if fact.state == "supported" and fact.citation in sources:
            said = next((each for each in sentences if each.start <= fact.start < each.end), None)
            span = next((each for each in said.spans if each.start == fact.start), None) if said else None
            found = _newer(span, said, sources[fact.citation], shelf, subject) if span and said else None
        if found:
            fact = replace(fact, state="stale", evidence=f"新しい「{found[0]}」では「{found[1]}」")
            old = sources[fact.citation].document.title
            told = _OLDER.format(text=fact.text, old=old, new=found[0], quote=found[1])
            findings.append(Finding("fact.stale", "warning", told, fact.start, fact.end))
        kept.append(fact)
    return tuple(kept), tuple(findings)


def _newer(
    span: Span, said: Said, source: Evidence, shelf: Shelf, subject: Subject
) -> tuple[str, str] | None:
    """(title, words) of a newer paper that says something else at the place of ``span``."""
    if source.document.kind in _OF_THEIR_DAY or _tells_when(said, source):
        return None
    for number, document in enumerate(shelf.newer(source.document, subject.today)):
        if number == _LOOKED:
            break
        pool = make_pool(document.title, 0, shelf.text(document))
        rows = sorted(
            ((likeness(said, theirs), theirs) for theirs in pool.said if theirs.spans),
            key=lambda row: -row[0],
        )
        close = [theirs for like, theirs in rows if like >= FOLLOWS]
        if not close:
            continue
        if any(says(each, span, pool.text) for theirs in pool.said for each in theirs.spans):
            return None
        if rows[0][0] < CLOSE:
            continue
        others = [
            each
            for each in close[0].spans
            if alike(span, each) and not any(says(each, mine, pool.text) for mine in said.spans)
        ]
        standing = nearest(span, said, close[0], others)
        if standing is not None:
            return document.title, quote_around(pool, standing)
    return None


def _tells_when(said: Said, source: Evidence) -> bool:
    """Whether the sentence itself says that it speaks of the time of the older paper."""
    if _THEN.search(said.text):
        return True
    issued = source.document.issued or source.document.effective_from
    of_then = {issued.year, issued.year - 1, fiscal_year(issued)} if issued else set()
    return bool(years(said.spans) & of_then)
