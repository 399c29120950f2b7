"""Past answers of the council on the subject of a form: found in the index, numbered as sources. Knows no pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from app import safeguards
from app.citation import make_citation
from app.council import (
    Exchange,
    answers_one_of,
    asks_on,
    concluding,
    exchanges,
    follows_up,
    gist,
    goes_on,
    is_on,
    nearest,
    on_subject,
    session_of,
)
from app.events import DraftEvent
from app.extractive.ruled import thing_of
from app.library import Library
from app.result import Citation
from app.retrieval import Evidence
from app.tasks.placeholder import fill
from app.tasks.template import TaskTemplate
from app.text.matters import core_of, matters_of
from app.text.wording import pairs
from ingest.document import Document, Passage, Viewer

if TYPE_CHECKING:
    from app.drafting import Work

KIND = "会議録"
_HITS = 30
_MOST = 6
_MATTERS = 3
_CHARGE = re.compile(r"減免|免除|還付|軽減")


@dataclass(frozen=True, slots=True)
class Answered:
    """A past answer on a subject: what was said, its ``gist`` and ``conclusion`` verbatim, and its source.

    The citation's number is 0 until a draft has numbered it.
    """

    exchange: Exchange
    gist: str
    conclusion: str
    citation: Citation
    passage: Passage
    document: Document


def subject_of_form(template: TaskTemplate, values: Mapping[str, str]) -> str:
    """What past answers are looked for; "" for a task that does not ask the council's minutes."""
    return fill(template.sources.council, values).strip() if template.sources.council else ""


def recalled(
    subject: str, *, library: Library, viewer: Viewer, as_of: date | None = None
) -> tuple[Answered, ...]:
    """The past answers on ``subject``, newest first, at most six; none when the minutes hold nothing near. Lines below
    its first are the 要旨: what else a member who asked about the subject was told of its matters belongs to it."""
    return _recalled(subject, library, library.digest, viewer, as_of) if subject.strip() else ()


@lru_cache(maxsize=64)  # each recheck of one draft asks the same
def _recalled(
    subject: str, library: Library, digest: str, viewer: Viewer, as_of: date | None
) -> tuple[Answered, ...]:
    name, _, summary = subject.partition("\n")
    matters = matters_of(summary)
    things = _things(name, library)
    hits = [
        hit
        for query in dict.fromkeys((name, core_of(name), *matters[:_MATTERS]))
        for found in [library.search(query, viewer=viewer, k=_HITS, as_of=as_of, kinds=[KIND])]
        for hit in (found.hits if found.confident else ())
        if session_of(hit.document)
    ]
    rows: dict[tuple[str, str, str, str], tuple[float, Answered]] = {}
    for document_id in dict.fromkeys(hit.document.id for hit in hits):
        whole = library.document(document_id, viewer)
        places = [(hit.passage.start, hit.passage.end) for hit in hits if hit.document.id == document_id]
        told = exchanges(whole) if whole else ()
        askers = {one.member for one in told if is_on(one, name, matters)}
        before: Exchange | None = None
        for one in told:
            asker = one.member in askers
            on_it = is_on(one, name, matters) or (asker and _goes_further(one, name, matters, before))
            on_it = on_it and (not things or any(each in f"{one.asked}\n{one.answer}" for each in things))
            before = one if on_it else None
            if whole is None or not on_it or not (_touched(one, whole, places) or (asker and one.again)):
                continue
            made = _answered(one, whole, nearest(one, (name, *matters)), library)
            key = (one.session, one.member, one.post, made.gist if made else "")
            if made and key not in rows:  # the same minutes may be there as .docx and as .pdf
                rows[key] = on_subject(one, name), made
    best = sorted(rows.values(), key=lambda row: -row[0])[:_MOST]
    newest = sorted((made for _, made in best), key=lambda made: made.exchange.start)
    return tuple(sorted(newest, key=lambda made: made.exchange.day or date.min, reverse=True))


def _goes_further(one: Exchange, name: str, matters: Sequence[str], before: Exchange | None) -> bool:
    """Whether what a member who asked on the subject asked besides belongs to it."""
    further = goes_on(one, name) or answers_one_of(one, matters) or asks_on(one, matters)
    return further or follows_up(one, before)


def _things(name: str, library: Library) -> tuple[str, ...]:
    """The change of a charge that a subject asks for (減免 of 「体育館使用料の減免」), with the office's other words for it: what
    was said of the 体育館 in another matter is no answer on it."""
    thing = thing_of(name)
    known = library.lexicon.synonyms.explained(thing) if _CHARGE.fullmatch(thing) else ()
    others = [word for words, same in known for word in (*words, *same)]
    return (thing, *others) if _CHARGE.fullmatch(thing) else ()


def _touched(one: Exchange, document: Document, places: Sequence[tuple[int, int]]) -> bool:
    """Whether the search found the answer or what was asked."""
    asked = document.text.find(one.asked[:40]) if one.asked else -1
    return any((start < one.end and one.start < end) or start <= asked < end for start, end in places)


def _answered(one: Exchange, document: Document, subject: str, library: Library) -> Answered | None:
    told, conclusion = gist(one, subject), concluding(one, subject)
    at = document.text.find((conclusion or told)[:30], one.start, one.end + 1)
    at = max(at, one.start)
    passage = next((each for each in library.passages(document.id) if each.start <= at < each.end), None)
    if passage is None or not told:
        return None
    citation = make_citation(0, passage, document, wanted=pairs(conclusion or told))
    return Answered(one, told, conclusion, citation, passage, document)


def recall(work: Work) -> Iterator[DraftEvent]:
    """過去の答弁をさがす: what the council was told on this subject; cited after the draft's own sources."""
    material = work.made
    subject = subject_of_form(work.template, material.values)
    found = recalled(subject, library=work.library, viewer=work.viewer, as_of=work.request.as_of)
    known = {one.passage.id: one.number for one in material.evidence}
    last = max((*known.values(), len(work.request.numbered)), default=0)
    fresh: list[Evidence] = []
    for one in found:
        if one.passage.id in work.request.excluded or one.document.id in work.request.excluded:
            continue
        if one.passage.id not in known:
            last += 1
            known[one.passage.id] = last
            fresh.append(
                Evidence(
                    last, replace(one.citation, number=last), one.passage, one.document, one.passage.text
                )
            )
    outside = work.pen is not None and not work.pen.writer.local
    sifted = safeguards.sift(fresh, None, outside=outside)
    material.evidence = (*material.evidence, *sifted.evidence)
    material.withheld |= sifted.withheld
    material.recalled = frozenset(one.number for one in sifted.evidence)
    kept = {one.passage.id: one.number for one in material.evidence}
    work.findings += sifted.findings
    material.answered = tuple(
        replace(one, citation=replace(one.citation, number=kept[one.passage.id]))
        for one in found
        if one.passage.id in kept
    )
    yield from ()
