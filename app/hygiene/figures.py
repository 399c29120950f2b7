"""Figures that two current documents give differently. Knows nothing of regulations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from app.hygiene.copies import numbers_of
from app.hygiene.shelf import OF_CHANGES, STANDING, Issue, Said, Shelf, plain, telling, words_of
from app.masking import Slot, cover
from app.text.spans import Span
from app.text.wording import is_row, pairs, share
from ingest.document import Document
from ingest.papers.kinds import OTHER
from ingest.regulations import KINDS

_FIGURES = ("金額", "数", "割合", "時刻")
_DATED = ("日付", "年月", "年度", "年", "月", "回数")
_WORDY = 8
"""Characters beside the figures from which a sentence says what they are figures of."""
_SAME_OCCASION = 0.4
_NAMED = 0.5
"""Share of a page's title that a sentence has from which it says of what it speaks."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """A sentence with its figures covered: ``words`` and ``when`` must agree before ``figures`` can contradict."""

    said: Said
    when: tuple[object, ...]
    figures: tuple[Span, ...]


def find_contradictions(shelf: Shelf, old: frozenset[str]) -> Iterator[Issue]:
    """The same sentence of the same time with another figure, and another figure right behind the same date in two
    documents of one occasion. ``old`` are copies that are reported as superseded: what differs in them is known."""
    told: set[tuple[str, str, str]] = set()
    for one, two, mine, theirs in (*_same_sentence(shelf, old), *_same_date(shelf, old)):
        key = (one.document.id, two.document.id, mine.text)
        if key not in told:
            told.add(key)
            values = words_of(one, two, mine, theirs)
            yield Issue("contradiction", one.document, one.passage, two.document, two.passage, values)


def _same_sentence(shelf: Shelf, old: frozenset[str]) -> Iterator[tuple[Said, Said, Span, Span]]:
    groups: dict[str, list[_Fact]] = defaultdict(list)
    for said in shelf.said:
        if said.document.id in shelf.current and said.document.id not in old and _speaks(said.document):
            words, fact = _covered(shelf, said)
            if fact.figures and len(re.sub(r"〔[^〕]*〕|[^一-龠ァ-ヶぁ-ん]", "", words)) >= _WORDY:
                groups[words].append(fact)
    for facts in groups.values():
        for one, two in combinations(facts[:40], 2):
            if one.said.document.id == two.said.document.id or one.when != two.when:
                continue
            differ = [
                (mine, theirs)
                for mine, theirs in zip(one.figures, two.figures, strict=True)
                if mine.value != theirs.value
            ]
            if len(differ) == 1 and _comparable(shelf, one.said, two.said):
                yield one.said, two.said, *differ[0]


def _comparable(shelf: Shelf, one: Said, two: Said) -> bool:
    """Whether two sentences speak of one thing: papers of one occasion, or sentences that say of what, and when where
    they are not valid today. A row of a table (「時間 | 約2分」) says neither by itself."""
    if one_occasion(one.document, two.document):
        return True
    timed = any(span.kind in _DATED for span in shelf.spans(one.text))
    standing = all(each.document.kind in (*STANDING, OTHER) for each in (one, two))
    named = any(share(pairs(each.document.title), one.text) >= _NAMED for each in (one, two))
    return not is_row(one.text) and (timed or (standing and named))


def _speaks(document: Document) -> bool:
    """Whether a document says what is so: a contract or the text of an amendment is of its own matter."""
    return document.kind not in (*OF_CHANGES, *KINDS, "契約書", "仕様書")


def _covered(shelf: Shelf, said: Said) -> tuple[str, _Fact]:
    """The sentence with column names and figures covered (dates and what is counted stay comparable beside it)."""
    spans = shelf.spans(said.text)
    parts, at = [], 0
    for span in spans:
        if span.kind in (*_FIGURES, *_DATED):
            parts += [
                said.text[at : span.start],
                cover(Slot(span.start, span.end, span.kind, span.text, span)),
            ]
            at = span.end
    row = said.passage.context if is_row(said.text) else ""
    words = plain(f"{row}\n{''.join(parts)}{said.text[at:]}")
    when = tuple(span.value for span in spans if span.kind in _DATED)
    around = (row, *said.passage.headings, said.document.title)
    figures = tuple(span for span in spans if span.kind in _FIGURES and telling(span))
    if any(span.kind == "日付" and span.value[0] for span in spans if isinstance(span.value, tuple)):
        return words, _Fact(said, when, figures)
    outer = tuple(span.value for text in around for span in shelf.spans(text) if span.kind in _DATED)
    if not when and not outer and said.document.kind not in STANDING and said.document.issued:
        outer = (said.document.issued.year,)
    return words, _Fact(said, (*when, *dict.fromkeys(outer)), figures)


def _same_date(shelf: Shelf, old: frozenset[str]) -> Iterator[tuple[Said, Said, Span, Span]]:
    """「10月24日（土）9:00から」 and 「10月24日（土）10:00から」 in two papers of one section on one occasion."""
    by_document: dict[str, dict[tuple[object, str, str], set[int]]] = defaultdict(lambda: defaultdict(set))
    places: list[tuple[Said, Span]] = []
    for said in shelf.said:
        if said.document.id in old or said.document.id not in shelf.current or not _speaks(said.document):
            continue
        spans = shelf.spans(said.text)
        for date, figure in pairwise(spans):
            if (
                date.kind in ("日付", "年度")
                and figure.kind in ("時刻", "割合", "金額")
                and figure.start - date.end <= 2
            ):
                when = date.value[1:] if date.kind == "日付" and isinstance(date.value, tuple) else date.value
                by_document[said.document.id][(when, figure.kind, figure.unit)].add(len(places))
                places.append((said, figure))
    holders: dict[tuple[object, str, str], list[str]] = defaultdict(list)
    for key, facts in by_document.items():
        for fact in facts:
            holders[fact].append(key)
    for fact, keys in holders.items():
        for one, two in combinations(keys, 2):
            mine, theirs = by_document[one][fact], by_document[two][fact]
            if len(mine) == len(theirs) == 1 and one_occasion(shelf.documents[one], shelf.documents[two]):
                (said, figure), (other, differs) = places[next(iter(mine))], places[next(iter(theirs))]
                if figure.value != differs.value:
                    yield said, other, figure, differs


def one_occasion(one: Document, two: Document) -> bool:
    """Papers of one section whose titles name the same thing and no different 年度 or 第○回."""
    numbers, others = numbers_of(one.title), numbers_of(two.title)
    if numbers - others and others - numbers:
        return False
    mine, theirs = pairs(one.title), pairs(two.title)
    pages = one.kind in STANDING and two.kind in STANDING  # 乳がん検診 and 子宮頸がん検診 are two matters
    whole = len(mine | theirs) if pages else min(len(mine), len(theirs))
    return one.section == two.section and whole > 0 and len(mine & theirs) / whole >= _SAME_OCCASION
