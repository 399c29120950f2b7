"""A text held against the passages that the library has nearest to it: all that contradicts it. Knows no pages and no files.

Nobody has drawn the text from these passages: what speaks of another year, another matter or another row is none of its.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.checks.grounds.facts import check_facts
from app.checks.grounds.qualifiers import find_qualifiers
from app.checks.grounds.values import COUNTED
from app.checks.library.cells import misplaced_cells
from app.checks.library.changed import misreckoned, misturned, outdated
from app.checks.library.choices import mischosen
from app.checks.library.close import of_sentence, of_subject
from app.checks.library.columns import other_column
from app.checks.library.companions import Matter
from app.checks.library.denials import reversed_clauses
from app.checks.library.former import former
from app.checks.library.generations import known_before, of_now, parted
from app.checks.library.leftovers import leftovers
from app.checks.library.matter import same_matter
from app.checks.library.misnamed import misnamed
from app.checks.library.misnumbered import misnumbered
from app.checks.library.mispaired import mispaired
from app.checks.library.occasions import other_occasion, sibling
from app.checks.library.posts import misposted
from app.checks.library.recounted import miscounted
from app.checks.library.renewed import rained, renamed
from app.checks.library.rows import other_row
from app.checks.library.taxes import mistaxed
from app.checks.library.unlike import unlike
from app.checks.library.waved import waved_off
from app.checks.subject import Subject
from app.result import Fact, Finding
from app.retrieval import Evidence

_NOWHERE = "「{words}」は、取り込んだ文書に見当たりません。出どころを確かめてください。"
_CONFLICT = re.compile(r"「(.+?)」は、出典の\[(\d+)\][ 　]?(.+)と食い違っています。(.+)")
_FINDERS = (
    misturned,
    misreckoned,
    mischosen,
    misposted,
    mistaxed,
    mispaired,
    misplaced_cells,
    reversed_clauses,
    rained,
)
_NUMBER = re.compile(r"\[(\d+)\]")
_BARE = re.compile(r"[0-9０-９,.，．]+")


def held_against(text: str, evidence: tuple[Evidence, ...]) -> tuple[tuple[Fact, ...], list[Finding]]:
    """Facts and findings of ``text``. What merely has no source here is told as 参考: nobody said
    that the text stands on this library."""
    generations, whole = parted(text, evidence), evidence
    evidence = generations.now
    checked = check_facts(Subject(text, evidence, marking=False))
    matter = Matter(text, evidence)
    apart = _apart(text, checked.facts, evidence, matter)
    open_ = {(one.start, one.end) for one in checked.findings if one.rule == "fact.conflict"} - apart
    told = [
        *_of_tables(text, evidence),
        *_qualified(text, evidence, matter),
        *unlike(
            text,
            [one for one in checked.facts if one.kind in COUNTED or (one.start, one.end) not in open_],
            matter,
            generations,
        ),
        *_of_matter(text, matter.papers),
        *misnumbered(text, _named_in(text, matter.papers, evidence)),
        *_renewed(text, whole),
    ]
    old = {(one.start, one.end) for one in told}
    for one in checked.findings:
        place = one.start, one.end
        if place in old and one.rule in ("fact.unsupported", "fact.conflict"):
            continue
        if one.rule == "fact.conflict" and place in apart:
            words = text[one.start : one.end]
            if _BARE.fullmatch(words) or any(words in each.words for each in evidence):
                continue
            one = replace(one, rule="fact.unsupported")
        if one.rule == "fact.unsupported":
            one = replace(one, severity="info", message=_NOWHERE.format(words=text[one.start : one.end]))
        if one.rule == "fact.conflict":
            one = replace(one, severity="warning", message=_named(one.message, evidence))
        told.append(known_before(one, text, checked.facts, generations))
    left = [*leftovers(text, matter.papers, generations), *misnamed(text, matter.papers, generations)]
    told += [one for one in left if not _met(one, [each for each in told if each.severity != "info"])]
    return checked.facts, [one for one in told if not waved_off(text, one, whole)]


def _of_tables(text: str, evidence: tuple[Evidence, ...]) -> Iterator[Finding]:
    """Another time's, year's or row's value of a table."""
    yield from former(text, evidence, Subject(text).today)
    yield from outdated(text, evidence)
    yield from other_column(text, evidence)
    yield from other_row(text, evidence)


def _of_matter(text: str, papers: Sequence[Evidence]) -> Iterator[Finding]:
    """What the papers of the matter contradict besides single values."""
    for find in _FINDERS:
        yield from find(text, papers)


def _renewed(text: str, evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """What any paper says has another name or another count by now."""
    yield from renamed(text, evidence, Subject(text).today)
    yield from miscounted(text, evidence)


def _named_in(text: str, papers: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """The papers of the matter, and the 例規 that the text calls by its whole name."""
    return [one for one in evidence if one in papers or one.document.title in text]


def _met(one: Finding, told: list[Finding]) -> bool:
    return any(each.start < one.end and one.start < each.end for each in told)


def _apart(
    text: str, facts: tuple[Fact, ...], evidence: tuple[Evidence, ...], matter: Matter
) -> set[tuple[int, int]]:
    """The facts that only a paper of another occasion or another matter contradicts."""
    known = {one.number: one for one in evidence}
    found = set()
    for one in facts:
        one = _with_source(one, known)
        holder = _NUMBER.match(one.evidence) if one.kind == "氏名" else None
        source = known.get(int(holder[1]) if holder else one.citation)
        if one.state != "conflict" or source is None:
            continue
        if holder and not of_now(text, source.document.title):
            found.add((one.start, one.end))  # posts change hands each April
        elif not holder and (
            not (source in matter.papers or of_sentence(text, one, source))
            or sibling(text, source.document.title)
            or other_occasion(text, one, source)
            or not same_matter(text, one, source, evidence)
        ):
            found.add((one.start, one.end))
    return found


def _with_source(fact: Fact, known: Mapping[int, Evidence]) -> Fact:
    """The fact with the source that its evidence names: a conflict told by the same beginning has only that."""
    held = _NUMBER.match(fact.evidence) if not fact.citation and fact.kind != "氏名" else None
    source = known.get(int(held[1])) if held else None
    quote = fact.evidence[held.end() :].strip() if held else ""
    if held is None or source is None or not quote or quote not in source.words:
        return fact
    return replace(fact, citation=int(held[1]), quote=quote)


def _qualified(text: str, evidence: tuple[Evidence, ...], matter: Matter) -> Iterator[Finding]:
    """以上 for 超える, 減収 for 増収 at the place of a source: nobody said that the text follows it, so a warning."""
    told: set[tuple[str, int, int]] = set()
    known = {one.number: one for one in evidence}
    for one in find_qualifiers(Subject(text, evidence), sure=True):
        key = (one.rule, one.start, one.end)
        source = known.get(int(found[1])) if (found := _NUMBER.search(one.message)) else None
        if source and source not in matter.papers and not of_subject(text, source, one.start):
            continue
        if one.rule in ("fact.bound", "fact.negation") and key not in told:
            told.add(key)
            yield replace(one, severity="warning", message=_named(one.message, evidence), source="")


def _named(message: str, evidence: tuple[Evidence, ...]) -> str:
    """The message with the document's name for its number: nobody has cited [21] in a text that is looked over."""
    names = {str(one.number): one.citation.label for one in evidence}
    if told := _CONFLICT.fullmatch(message):
        return f"「{told[1]}」は、「{names.get(told[2], '')}」では「{told[3]}」です。{told[4]}"
    named = re.sub(r"出典の\[(\d+)\](?=では|の)", lambda found: f"「{names.get(found[1], '')}」", message)
    return re.sub(r"出典の\[(\d+)\][ 　]?", lambda found: f"「{names.get(found[1], '')}」の", named)
