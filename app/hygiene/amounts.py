"""Amounts in papers read as valid today that only a superseded revision of a regulation has. Knows no other figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.hygiene.shelf import STANDING, Issue, Said, Shelf, plain, words_of
from app.text.spans import Span
from app.text.wording import pairs

_ABOUT = 0.5
_MEASURE = 3
"""Pairs of a measure （キログラム） by which an example is told to belong to a row of a table."""
_PAST = re.compile(
    r"改[正定]前|改定|従来|これまで|以前は|まで(?:は|の(?:額|料金))|旧料金|から.{0,12}に(?:変|改|引)|引[きか]?上げ|変更前"
)


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
        candidates = [(span, each) for span in spans for each in changed.get(span.value, ())]
        if not candidates or _PAST.search(said.text):
            continue
        meant = [(share, *pair) for pair in candidates if (share := _meant(shelf, said, pair[1], spans))]
        if meant:
            _, span, best = max(meant, key=lambda row: row[0])
            told = words_of(said, best.new, span, best.now)
            yield Issue("old_amount", document, said.passage, best.new.document, best.new.passage, told)


def _meant(shelf: Shelf, said: Said, changed: _Changed, spans: Sequence[Span]) -> float:
    """How surely a sentence speaks of what changed, 0 to 1; 0 where it gives today's amount too.

    It has half of the words of the regulation, or it stands in a document that gives today's amount for the same
    measure elsewhere: a table that was brought up to date and an example below it that was not.
    """
    if changed.now.value in {span.value for span in spans}:
        return 0.0
    around = pairs(" ".join((said.document.title, *said.passage.headings, said.passage.context, said.text)))
    share = len(changed.about & around) / len(changed.about)
    if share >= _ABOUT:
        return share
    measure = changed.about & pairs(_without(said.text, spans))
    half_done = len(measure) >= _MEASURE and any(
        measure <= pairs(other.text) and changed.now.value in {span.value for span in shelf.spans(other.text)}
        for other in shelf.said_in(said.document.id)
    )
    return share if half_done else 0.0


def _changes(shelf: Shelf) -> Iterator[_Changed]:
    for regulation in shelf.graph.regulations.values():
        document = shelf.documents.get(regulation.id)
        if document is None or document.effective_to is None or document.effective_to >= shelf.day:
            continue
        now = shelf.graph.find(regulation.title, regulation.number, shelf.day)
        if now is None or now.id == regulation.id or now.id not in shelf.current:
            continue
        current = _amounts(shelf, now.id)
        valid = {span.value for span in shelf.spans(shelf.documents[now.id].text) if span.kind == "金額"}
        for words, rows in _amounts(shelf, regulation.id).items():
            for old, new in zip(rows, current.get(words, ()), strict=False):
                yield from (each for each in _differing(shelf, old, new) if each.before.value not in valid)


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
