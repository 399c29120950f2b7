"""Where in the whole library a value stands word for word, before anybody is told that it is nowhere. Knows no papers of
the matter: what a search has not found near the text may stand in any paper that the viewer may read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.checks.grounds.pools import read_sentences
from app.library import Library
from app.result import Finding
from app.text.named import stands_in
from app.text.spans import Span
from app.text.wording import pairs, share
from ingest.document import Document, Viewer
from ingest.law.numbers import to_wareki

_NAMES = ("組織", "施設", "例規名", "氏名", "電話", "メール", "URL")
"""What is not told of at all where a paper has it beside the same words: a name is as it is."""
_WHOLE = ("組織", "施設", "例規名")
_GAPS = re.compile(r"\s+|(?<=[0-9])[,、](?=[0-9]{3})")
_HYPHENS = re.compile(r"[‐‑‒–—―−－]")
_PHONE = re.compile(r"(?<=[0-9])[-(]([0-9]{1,4})[-)](?=[0-9]{3,4})")
_THOUSANDS, _LONGEST = "千円", 80
_AROUND, _BESIDE = 60, 12
"""Characters around a value in a paper, and in the text beside a name, that tell what it is said of."""
_MATTER, _OF_NOW, _OWN_COPY = 0.3, 0.1, 0.8
"""Share of a sentence's words from which a paper's place is of its matter, what a paper of now counts for beside it; of
a paper's lines, its own copy."""
_ELSEWHERE = (
    "「{words}」は、近い資料にはなく、「{source}」にあります。同じことを言うものかを確かめてください。"
)
_UNTIL = "「{words}」は、今の資料にはなく、{last}までの「{source}」にあります。今も同じかを確かめてください。"


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of the value in a paper: how much of the sentence's matter stands around it, and whether the words beside do."""

    document: Document
    matter: float
    beside: bool
    ended: bool


def looked_for(
    text: str, findings: Sequence[Finding], library: Library, viewer: Viewer, today: date
) -> list[Finding]:
    """The findings, with the paper in which a value without a source stands after all; a name that stands there beside the
    same words is no finding."""
    said = read_sentences(text)
    spans = {(span.start, span.end): (span, one) for one in said for span in one.spans}
    open_ = [one for one in findings if one.rule == "fact.unsupported" and (one.start, one.end) in spans]
    if not open_:
        return list(findings)
    titles = [folded(each.title) for each in library.documents(viewer)]
    there = {one for one in open_ if _of_known_law(text, spans[one.start, one.end][0], titles)}
    findings, open_ = [[one for one in told if one not in there] for told in (findings, open_)]
    wanted = {(one.start, one.end): spans[one.start, one.end] for one in open_}
    sought = {at: (span, _beside(text, span), pairs(each.text)) for at, (span, each) in wanted.items()}
    found = _everywhere(text, sought, library, viewer, today)
    return [told for one in findings for told in _told(one, text, sought, found)]


def _told(
    one: Finding,
    text: str,
    sought: dict[tuple[int, int], tuple[Span, frozenset[str], frozenset[str]]],
    found: dict[tuple[int, int], _Place],
) -> Iterator[Finding]:
    place = found.get((one.start, one.end)) if one.rule == "fact.unsupported" else None
    if place is None:
        yield one
        return
    if sought[one.start, one.end][0].kind in _NAMES and place.beside and not place.ended:
        return
    shape = _UNTIL if place.ended else _ELSEWHERE
    last = to_wareki(place.document.effective_to) if place.document.effective_to else ""
    told = shape.format(words=text[one.start : one.end], source=place.document.title, last=last)
    stale = place.ended and place.matter >= _MATTER
    yield replace(
        one,
        rule="fact.stale" if stale else one.rule,
        severity="warning" if stale else "info",
        message=told,
        source=place.document.title,
    )


def _of_known_law(text: str, span: Span, titles: Sequence[str]) -> bool:
    """Whether a place is one of a 例規 of the library, named right before it: what is not there is told by the 例規 itself."""
    before = folded(text[max(0, span.start - _LONGEST) : span.start]) if span.kind == "条番号" else ""
    return bool(before) and any(title and before.endswith(title) for title in titles)


def _everywhere(
    text: str,
    sought: dict[tuple[int, int], tuple[Span, frozenset[str], frozenset[str]]],
    library: Library,
    viewer: Viewer,
    today: date,
) -> dict[tuple[int, int], _Place]:
    """The best place of each value: one of its matter, of a paper of now before one that has ended."""
    best: dict[tuple[int, int], _Place] = {}
    own = {folded(line) for line in text.split("\n")}
    for each in library.documents(viewer):
        document = library.document(each.id, viewer)
        lines = [folded(line) for line in document.text.split("\n") if line.strip()] if document else []
        if document is None or not lines or _is_copy(lines, own):
            continue
        plain = _joined(lines)
        ended = document.effective_to is not None and document.effective_to < today
        for at, (span, beside, matter) in sought.items():
            for start, end in _places(span, plain):
                around = f"{document.title} {plain[max(0, start - _AROUND) : end + _AROUND]}"
                near = plain[max(0, start - 2 * _BESIDE) : end + 2 * _BESIDE]
                place = _Place(document, share(matter, around), bool(beside & pairs(near)), ended)
                name = span.kind in _NAMES
                best[at] = max(best.get(at, place), place, key=lambda each: _worth(each, name=name))
    return best


def _worth(place: _Place, *, name: bool) -> tuple[bool, float]:
    return (name and place.beside and not place.ended, place.matter + _OF_NOW * (not place.ended))


def _places(span: Span, plain: str) -> Iterator[tuple[int, int]]:
    """Where a value stands whole: 「2回」 is not in 「12回」; a thousand yen also bare in a paper that counts in them."""
    words = folded(span.text)
    bare = words.removesuffix(_THOUSANDS)
    for each in {words, bare} if bare != words and _THOUSANDS in plain else {words}:
        if span.kind in _WHOLE and not stands_in(each, plain):
            continue
        before = r"(?<![0-9.])" if each[0].isdigit() else ""
        after = r"(?![0-9])" if each[-1].isdigit() else ""
        for match in re.finditer(f"{before}{re.escape(each)}{after}", plain):
            yield match.span()


def _beside(text: str, span: Span) -> frozenset[str]:
    """The words right beside a value, in one spelling, without those of the value itself."""
    around = (
        folded(text[max(0, span.start - _BESIDE) : span.start]),
        folded(text[span.end : span.end + _BESIDE]),
    )
    return (pairs(around[0]) | pairs(around[1])) - pairs(folded(span.text))


def _is_copy(lines: Sequence[str], own: set[str]) -> bool:
    """Whether a paper is the text itself, or an edition of it: most of its lines are the text's."""
    return sum(line in own for line in lines) >= _OWN_COPY * len(lines)


def folded(text: str) -> str:
    """One spelling of what may be written in several: width, spaces, thousands, hyphens, a telephone in parentheses.

    >>> folded("０９９９（４２）１１６０、　３，０００円、里村　千秋")
    '0999-42-1160、3000円、里村千秋'
    """
    return _joined([_GAPS.sub("", _HYPHENS.sub("-", unicodedata.normalize("NFKC", text)))])


def _joined(lines: Sequence[str]) -> str:
    """Folded lines as one; a telephone may be broken between two of them."""
    return _PHONE.sub(r"-\1-", "".join(lines))
