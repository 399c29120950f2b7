"""What one source says: its figures, dates, names and persons, sentence by sentence. Knows nothing of drafts or findings."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import lru_cache

from app.checks.grounds.values import checkable, later_half, plain_words
from app.text.marks import REVIEW
from app.text.named import find_named
from app.text.names import find_names
from app.text.spans import Span
from app.text.wording import pairs

_SENTENCE = re.compile(r"[^。\n]+(?:。[」）)]?(?:\[\d+\])*)?")
_MARKS = re.compile(
    r"\[\d+\]|【要確認[^】]*】|^[ 　]*(?:[・●○]|[(（][0-9０-９]{1,2}[)）]|[0-9０-９]{1,2}[ 　])", re.M
)
_PROMISE = re.compile(r"取り?組|努め|検討|研究|注視|実施|御?質問にお?答")
"""What a sentence promises is compared by itself (app.checks.grounds.qualifiers); it says nothing about what it is about."""
OFFICE, PAST, FORM = -2, -1, 0
"""``Pool.number`` of the office's own fixed words, of the past document that a draft follows, and of the form."""
OFFICE_WORDS = ("用途のひな形", "標準の条項")
"""Names of what the office has written into a task itself: it speaks for a value, and contradicts none."""
_LONGEST_QUOTE = 24
_BOUNDS = "。、，：\n|｜「」（）()　"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence (or row) with its spans. ``words`` are its meaning-bearing pairs without figures and names; those of
    ``label`` only name the form's field. ``values`` are what its spans say, for comparing whole rows."""

    start: int
    end: int
    text: str
    spans: tuple[Span, ...]
    words: frozenset[str]
    values: frozenset[Hashable]
    label: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pool:
    """What one source says. ``name`` is 「[2]」 or 「入力「会場」」; ``number`` is the citation's, FORM or PAST.

    ``plain`` is the text in one spelling, for names; ``digits`` are the telephones and the like in it.
    """

    name: str
    number: int
    text: str
    said: tuple[Said, ...]
    plain: str


def make_pool(name: str, number: int, text: str, *, labelled: bool = False) -> Pool:
    """The pool of a text; ``labelled`` texts begin with the name of a field (「会場：文化会館」)."""
    said = read_sentences(text)
    label, colon, _ = text.partition("：")
    if labelled and colon and said:
        said = (replace(said[0], label=pairs(label)), *said[1:])
    return Pool(name, number, text, said, plain_words(text))


@lru_cache(maxsize=1024)  # the evidence of a draft is read again each time its text is checked
def read_sentences(text: str) -> tuple[Said, ...]:
    """The sentences of ``text`` in order; each span of the text belongs to the sentence that it begins in."""
    spans = list(read_spans(text))
    found, at = [], 0
    for match in _SENTENCE.finditer(text):
        own = []
        while at < len(spans) and spans[at].start < match.end():
            own.append(spans[at])
            at += 1
        found.append(
            Said(
                match.start(),
                match.end(),
                match[0],
                tuple(own),
                skeleton(match[0], match.start(), own),
                frozenset((each.kind, each.value, each.unit) for each in own),
            )
        )
    return tuple(found)


@lru_cache(maxsize=1024)
def read_spans(text: str) -> tuple[Span, ...]:
    """Figures, dates, named things and persons, in order, none overlapping."""
    before: Span | None = None
    found: list[Span] = []
    for span in checkable(text):
        before = later_half(span, before, text)
        found.append(before)
    persons = [
        Span("氏名", start, end, text[start:end], re.sub(r"[ 　]", "", text[start:end]))
        for start, end in find_names(text)
    ]
    gaps = [(gap.start(), gap.end()) for gap in REVIEW.finditer(text)]
    persons = [each for each in persons if not any(left <= each.start < right for left, right in gaps)]
    found += [each for each in persons if _free(each, found)]
    for each in find_named(text):
        each = _after_person(each, persons)
        if each.end - each.start >= 3 and _free(each, found):
            found.append(each)
    return tuple(sorted(found, key=lambda span: span.start))


def skeleton(sentence: str, start: int, spans: list[Span] | tuple[Span, ...]) -> frozenset[str]:
    """The pairs of ``sentence`` (which begins at ``start``) with its spans and marks taken out."""
    parts, at = [], 0
    for span in spans:
        parts.append(sentence[at : span.start - start])
        at = span.end - start
    return pairs(_PROMISE.sub("＿", _MARKS.sub("＿", "＿".join([*parts, sentence[at:]]))))


def quote_around(pool: Pool, span: Span) -> str:
    """The words around a figure of the source, verbatim: 「1通につき300円」."""
    start, end = span.start, span.end
    while start > 0 and pool.text[start - 1] not in _BOUNDS and end - start < _LONGEST_QUOTE:
        start -= 1
    return pool.text[start:end].strip(" 　・●○◆■")


def _free(span: Span, taken: list[Span]) -> bool:
    return all(span.end <= one.start or one.end <= span.start for one in taken)


def _after_person(span: Span, persons: list[Span]) -> Span:
    """「小鳥遊健一こども未来課」 without the person before the 課."""
    for one in persons:
        if one.start <= span.start < one.end < span.end:
            text = span.text[one.end - span.start :]
            return replace(span, start=one.end, text=text, value=text)
    return span
