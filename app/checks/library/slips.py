"""A figure that the nearest papers have with two digits swapped, one digit other, or in another unit of money. Knows no
papers of the matter: so long a figure with the same words and values beside it is of one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.checks.grounds.alignment import alike
from app.checks.grounds.pools import Said, make_pool, quote_around, read_sentences
from app.checks.grounds.values import COUNTED
from app.checks.library.close import of_subject
from app.checks.library.clues import slip
from app.checks.library.replacements import slipped
from app.result import Finding
from app.retrieval import Evidence
from app.text.spans import Span

_LEAST, _MONEY, _WORDS, _HEADS = 4, 3, 3, 2
"""Digits of a figure of one thing, those of an amount with another unit, words that both sentences have, and other spans
of the sentence that a table's head and row have."""
_CELL = " | "
_OF_ONE_CONTRACT = ("契約書", "仕様書")
"""Their amounts and terms are of one thing that is bought."""
_TOLD = "「{text}」は、「{source}」では「{told}」です。打ち間違いでないかを確かめてください。"


def mistyped(text: str, near: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each figure of some digits that no paper nearby says and one says but for a slip of the key."""
    pools = [(one, make_pool(one.document.title, 1, one.words)) for one in near]
    said_by = {(each.value, each.unit) for _, pool in pools for said in pool.said for each in said.spans}
    own = {(each.value, each.unit) for said in read_sentences(text) for each in said.spans}
    for mine in (each for each in read_sentences(text) if _CELL not in each.text):
        for span in mine.spans:
            if span.kind not in COUNTED or not span.unit or (span.value, span.unit) in said_by:
                continue
            found = {
                (each.value, each.unit): (each, one, pool)
                for one, pool in pools
                for said in pool.said
                for each in said.spans
                if (each.value, each.unit) not in own and _typed_for(span, mine, each, said, one)
            }
            if len(found) == 1:
                each, one, pool = next(iter(found.values()))
                if one.document.kind in _OF_ONE_CONTRACT and not of_subject(text, one, span.start):
                    continue
                label = one.citation.label
                told = _TOLD.format(text=span.text, source=label, told=quote_around(pool, each))
                yield Finding("fact.conflict", "warning", told, span.start, span.end, source=label)


def _typed_for(span: Span, mine: Said, each: Span, said: Said, one: Evidence) -> bool:
    digits = len(re.findall("[0-9０-９]", span.text))
    shared = len(mine.words & said.words)
    beside = (mine.values & said.values) - {(span.kind, span.value, span.unit)}
    if span.kind == each.kind == "金額" and slipped(span, each):
        return digits >= _MONEY and shared + len(beside) >= _WORDS
    if digits < _LEAST or not (slip(span, each) if each.unit else slip(_bare(span), _bare(each))):
        return False
    if not each.unit and _CELL in said.text:
        told = f"{one.passage.context}\n{one.words}"
        return sum(_beginning(other) in told for other in mine.spans if other is not span) >= _HEADS
    return alike(span, each) and span.unit == each.unit and shared + 2 * len(beside) >= _WORDS


def _bare(span: Span) -> Span:
    """A figure without its unit: a table has that in its head."""
    return replace(span, text=re.sub(r"[^0-9０-９,，.．]", "", span.text))


def _beginning(span: Span) -> str:
    """What a table's head or row has of a span: the year of a day, 75歳 whole."""
    year = re.match(r"(?:令和|平成)[0-9０-９元]+年", span.text)
    return year[0] if year else span.text
