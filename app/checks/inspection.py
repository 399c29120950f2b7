"""点検: any text looked over for style, facts, personal data and orders to the program. Knows no files and no pages."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from app.checks.alone.every import ALONE
from app.checks.alone.law_form import check_law_form
from app.checks.grounds.pools import skeleton
from app.checks.instructions import check_instructions
from app.checks.library.against import held_against
from app.checks.library.bookings import booked
from app.checks.library.forms import misformed
from app.checks.library.laws import check_laws
from app.checks.library.listing import listed
from app.checks.library.old_names import outworn_names
from app.checks.library.own_name import misnamed_office
from app.checks.library.recounted import miscounted
from app.checks.library.settled import settled
from app.checks.library.slips import mistyped
from app.checks.library.weekly import misweekly
from app.checks.library.whereabouts import looked_for
from app.checks.personal.data import check_personal
from app.checks.personal.published import not_published
from app.checks.style.official import find_style
from app.checks.style.plain import Readability, readability
from app.checks.style.text import StyleText
from app.checks.subject import Subject
from app.citation import make_citation
from app.library import Library
from app.result import Citation, Fact, Finding
from app.retrieval import Evidence
from app.text.spans import find_spans
from app.text.wording import pairs, sentences
from ingest.document import Viewer

if TYPE_CHECKING:
    from app.tasks.template_file import Prompts

GROUPS = ("style", "facts", "personal", "instructions")
"""公用文, 事実, 個人情報, 命令と読める文: in the order in which they are shown."""
_COUNT = re.compile(r"第[0-9０-９]{1,3}回")
"""A wrong count must not keep the papers of the event from being found."""
_SENTENCES, _HITS, _HEAD, _FEW = 40, 3, 10, 3
"""Sentences that are asked of a text, passages each; lines of its head; words from which a sentence asks by itself."""
_TOLD = (
    "電話",
    "メール",
    "URL",
    "文書番号",
    "例規番号",
    "条番号",
    "金額",
    "割合",
    "数",
    "日付",
    "年度",
    "年月",
    "時刻",
)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found, in the text's order. ``citations`` are the passages that the facts were held against."""

    profile: str
    findings: tuple[Finding, ...]
    facts: tuple[Fact, ...] = ()
    citations: tuple[Citation, ...] = ()
    readability: Readability | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look over: the document's ``kind`` (a profile of ``profile`` wins over it) and the ``groups``."""

    kind: str = ""
    profile: str = ""
    groups: tuple[str, ...] = field(default=GROUPS)


def inspect(
    text: str, wanted: Wanted, *, prompts: Prompts, library: Library | None, viewer: Viewer
) -> Inspection:
    """All findings of the groups that are wanted. Facts need a ``library``; without one they are left out."""
    started = time.perf_counter()
    profile = wanted.profile or prompts.style.profile(wanted.kind)
    findings: list[Finding] = []
    facts: tuple[Fact, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    if "style" in wanted.groups:
        findings += find_style(text, prompts.style, profile, kind=wanted.kind)
    if "style" in wanted.groups and profile == "reiki":
        counted = {line_of(text, one.start) for one in findings if one.rule == "style.DOC01"}
        findings += (one for one in check_law_form(text) if line_of(text, one.start) not in counted)
    if "facts" in wanted.groups and library is not None:
        evidence, facts, told = _of_library(text, library, viewer)
        findings += [one for one in told if not prompts.public.names_person(text[one.start : one.end])]
    if "facts" in wanted.groups:
        for check in ALONE:
            findings += check(Subject(text)).findings
    if "personal" in wanted.groups:
        told = not_published(text, check_personal(text, prompts.public), library, viewer)
        findings = [one for one in findings if not _said_by(one, told)] + told
    if "instructions" in wanted.groups:
        findings += check_instructions(text)
    cited = tuple(one.citation for one in evidence)
    read = readability(StyleText(text)) if "style" in wanted.groups else None
    ordered = tuple(sorted(findings, key=lambda one: (one.start, one.end, one.rule)))
    return Inspection(profile, ordered, facts, cited, read, round(time.perf_counter() - started, 3))


def group_of(finding: Finding) -> str:
    """The group that a finding belongs to: "style" of "style.CON01" and "form.gap", "facts" of "fact.conflict"."""
    name = finding.rule.partition(".")[0]
    groups = {
        "fact": "facts",
        "total": "facts",
        "law": "facts",
        "instruction": "instructions",
        "form": "style",
    }
    return groups.get(name, name)


def line_of(text: str, offset: int) -> int:
    """The number of the line that holds ``offset``, from 1."""
    return text.count("\n", 0, offset) + 1


def _of_library(
    text: str, library: Library, viewer: Viewer
) -> tuple[tuple[Evidence, ...], tuple[Fact, ...], list[Finding]]:
    """The passages that the text is held against, its facts, and what the library says otherwise."""
    evidence, near = _evidence(text, library, viewer)
    facts, told = held_against(text, evidence)
    told += check_laws(Subject(text, library=library, viewer=viewer)).findings
    told += booked(text, library, viewer)
    names = listed(text, library, viewer, Subject(text).today)
    alarmed = [one for one in told if one.severity != "info" and (one.start, one.end) not in names.proved]
    told += [
        one
        for one in (
            *names.findings,
            *mistyped(text, near),
            *settled(text, near, facts),
            *misweekly(text, near),
            *miscounted(text, near),
            *misformed(text, near),
            *misnamed_office(text, library, viewer),
            *outworn_names(Subject(text, library=library, viewer=viewer)),
        )
        if not any(each.start < one.end and one.start < each.end for each in alarmed)
    ]
    sure = {(one.start, one.end) for one in told if one.severity != "info" and one.rule != "fact.stale"}
    kept = [
        one
        for one in told
        if not (one.rule == "fact.unsupported" and (one.start, one.end) in sure)
        and not (one.rule.startswith("fact.") and (one.start, one.end) in names.proved)
    ]
    return evidence, facts, looked_for(text, kept, library, viewer, Subject(text).today)


def _evidence(
    text: str, library: Library, viewer: Viewer
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """What the library has nearest to each sentence that states a figure, and with what is near but not surely of it;
    the text's own copy is no proof of it."""
    found: dict[str, Evidence] = {}
    sure: set[str] = set()
    asked = islice(_asked(sentences(text)), _SENTENCES)
    titles = [line for line in text.split("\n")[:_HEAD] if _COUNT.search(line)][:1]
    for sentence, question, whole in (*((each, each, False) for each in titles), *asked):
        searched = library.search(_COUNT.sub("", question), viewer=viewer, k=_HITS, current=True)
        for hit in searched.hits:
            if hit.passage.text.strip() in text:
                continue
            if searched.confident and whole:
                sure.add(hit.passage.id)
            if hit.passage.id not in found:
                number = len(found) + 1
                citation = make_citation(number, hit.passage, hit.document, wanted=pairs(sentence))
                found[hit.passage.id] = Evidence(
                    number, citation, hit.passage, hit.document, hit.passage.text
                )
    return tuple(found[each] for each in found if each in sure), tuple(found.values())


def _asked(told: list[str]) -> Iterator[tuple[str, str, bool]]:
    """(sentence, question, whether it is the sentence itself) for each that states a figure; one of few words is asked with what
    it follows as well: 「1通450円です。」"""
    for at, sentence in enumerate(told):
        if _states(sentence):
            yield sentence, sentence, True
            if len(skeleton(sentence, 0, find_spans(sentence))) < _FEW:
                yield sentence, f"{' '.join(told[max(0, at - 2) : at])} {sentence}", False


def _said_by(one: Finding, told: list[Finding]) -> bool:
    """Whether what has no source is personal data, which is told as that."""
    return one.rule == "fact.unsupported" and any(
        each.start < one.end and one.start < each.end for each in told
    )


def _states(sentence: str) -> bool:
    return any(span.kind in _TOLD for span in find_spans(sentence))
