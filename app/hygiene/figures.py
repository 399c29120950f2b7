"""Figures that two current documents give differently, and amounts of a regulation that is no longer in force. Knows no links."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.hygiene.shelf import OF_CHANGES, Issue, Said, Shelf, plain
from app.masking import Slot, cover
from app.spans import Span
from app.wording import is_row, pairs
from ingest.document import Document
from ingest.regulations import KINDS

STANDING = ("マニュアル", "FAQ", "ウェブページ")
"""Kinds that are read as valid today, whenever they were written."""
_FIGURES = ("金額", "数", "割合", "時刻")
_DATED = ("日付", "年月", "年度", "年", "月", "回数")
_WORDY = 8
"""Characters beside the figures from which a sentence says what they are figures of."""
_ABOUT = 0.5
_SAME_OCCASION = 0.4
_PAST = re.compile(r"改[正定]前|改定|従来|これまで|以前は|まで(?:は|の(?:額|料金))|旧料金|から.{0,12}に(?:変|改|引)|引[きか]?上げ|変更前")


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
            values = {"mine": mine.text, "theirs": theirs.text, "words": one.text[:60], "other_words": two.text[:60]}
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
            if len(differ) == 1:
                yield one.said, two.said, *differ[0]


def _speaks(document: Document) -> bool:
    """Whether a document says what is so: a contract or the text of an amendment is of its own matter."""
    return document.kind not in (*OF_CHANGES, *KINDS, "契約書", "仕様書")


def _covered(shelf: Shelf, said: Said) -> tuple[str, _Fact]:
    """The sentence with column names and figures covered (dates and what is counted stay comparable beside it)."""
    spans = shelf.spans(said.text)
    parts, at = [], 0
    for span in spans:
        if span.kind in (*_FIGURES, *_DATED):
            parts += [said.text[at : span.start], cover(Slot(span.start, span.end, span.kind, span.text, span))]
            at = span.end
    row = said.passage.context if is_row(said.text) else ""
    words = plain(f"{row}\n{''.join(parts)}{said.text[at:]}")
    when = tuple(span.value for span in spans if span.kind in _DATED)
    around = (row, *said.passage.headings, said.document.title)
    figures = tuple(span for span in spans if span.kind in _FIGURES)
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
        for date, figure in zip(spans, spans[1:], strict=False):
            if date.kind in ("日付", "年度") and figure.kind in ("時刻", "割合", "金額") and figure.start - date.end <= 2:
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
            if len(mine) == len(theirs) == 1 and _one_occasion(shelf.documents[one], shelf.documents[two]):
                (said, figure), (other, differs) = places[next(iter(mine))], places[next(iter(theirs))]
                if figure.value != differs.value:
                    yield said, other, figure, differs


def _one_occasion(one: Document, two: Document) -> bool:
    mine, theirs = pairs(one.title), pairs(two.title)
    least = min(len(mine), len(theirs))
    return one.section == two.section and least > 0 and len(mine & theirs) / least >= _SAME_OCCASION


# ---- amounts of yesterday's regulation


@dataclass(frozen=True, slots=True)
class _Changed:
    """An amount that a revision changed: what it is for, and the two places."""

    about: frozenset[str]
    before: Span
    now: Span
    old: Said
    new: Said


def find_old_amounts(shelf: Shelf, old: frozenset[str]) -> Iterator[Issue]:
    """Amounts in a manual, FAQ or page that only a superseded revision of a regulation has."""
    changed: dict[object, list[_Changed]] = defaultdict(list)
    for each in _changes(shelf):
        changed[each.before.value].append(each)
    for said in shelf.said:
        document = said.document
        if document.id in old or document.kind not in STANDING or document.id not in shelf.current:
            continue
        spans = [span for span in shelf.spans(said.text) if span.kind == "金額"]
        if not spans or _PAST.search(said.text):
            continue
        around = pairs(" ".join((document.title, *said.passage.headings, said.passage.context, said.text)))
        values = {span.value for span in spans}
        for span in spans:
            meant = [
                each
                for each in changed.get(span.value, ())
                if each.now.value not in values and len(each.about & around) >= _ABOUT * len(each.about)
            ]
            if meant:
                best = max(meant, key=lambda each: len(each.about & around) / len(each.about))
                told = {"mine": span.text, "theirs": best.now.text, "words": said.text[:60], "other_words": best.new.text[:60]}
                yield Issue("old_amount", document, said.passage, best.new.document, best.new.passage, told)
                break


def _changes(shelf: Shelf) -> Iterator[_Changed]:
    for regulation in shelf.graph.regulations.values():
        document = shelf.documents.get(regulation.id)
        if document is None or document.effective_to is None or document.effective_to >= shelf.day:
            continue
        now = shelf.graph.find(regulation.title, regulation.number, shelf.day)
        if now is None or now.id == regulation.id or now.id not in shelf.current:
            continue
        current = _amounts(shelf, now.id)
        for words, rows in _amounts(shelf, regulation.id).items():
            for old, new in zip(rows, current.get(words, ()), strict=False):
                yield from _differing(shelf, old, new)


def _amounts(shelf: Shelf, document_id: str) -> dict[str, list[Said]]:
    """The sentences with amounts of a regulation by their words without them."""
    found: dict[str, list[Said]] = defaultdict(list)
    for said in shelf.said_in(document_id):
        spans = [span for span in shelf.spans(said.text) if span.kind == "金額"]
        if spans:
            found[plain(_without(said.text, spans)).replace("|", "")].append(said)
    return found


def _differing(shelf: Shelf, old: Said, new: Said) -> Iterator[_Changed]:
    before = [span for span in shelf.spans(old.text) if span.kind == "金額"]
    after = [span for span in shelf.spans(new.text) if span.kind == "金額"]
    about = pairs(_without(re.sub(r"第[0-9０-９]+条[^、。\s]*|[（(][^（）()]*[)）]", "", old.text), before))
    for was, now in zip(before, after, strict=False):
        if was.value != now.value and about:
            yield _Changed(about, was, now, old, new)


def _without(text: str, spans: Sequence[Span]) -> str:
    for span in spans:
        text = text.replace(span.text, "〔〕")
    return text
