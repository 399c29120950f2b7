"""The value of another year's column told as the one of a year: 「令和7年度は92.6％」. Knows nothing of states: only of
tables with a column for each year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.values import COUNTED, checkable, says
from app.checks.library.occasions import first_lines
from app.result import Finding
from app.retrieval import Evidence
from app.text.spans import Span, find_spans, years
from app.text.wording import pairs

_CELL = " | "
_LEAST = 2
"""Pairs of the name of a row that is more than a label."""
_THEN = re.compile(r"前年|昨年|前々年|前期|当時|から|比べ")
_OTHER = "「{text}」は、「{source}」では「{old}」の値です。「{new}」は「{value}」です。どちらを書くかを確かめてください。"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table: its name, the value of each year as it stands, and the words that tell its unit."""

    name: frozenset[str]
    values: dict[int, Span]
    heads: dict[int, str]
    words: str
    source: str


def other_column(text: str, evidence: Sequence[Evidence]) -> tuple[Finding, ...]:
    """A warning for each value that a source has for another year only than the one that the text tells it of."""
    rows = [row for one in evidence for row in _rows(one)]
    if not rows:
        return ()
    titled = years(find_spans(first_lines(text)))
    return tuple(found for said in read_sentences(text) for found in _found(said, rows, titled))


def _rows(one: Evidence) -> Iterator[_Row]:
    heads: dict[int, tuple[int, str]] = {}
    width = 0
    for line in f"{one.passage.context}\n{one.passage.text}".split("\n"):
        cells = [cell.strip() for cell in line.split(_CELL)]
        dated = {at: next(iter(found)) for at, cell in enumerate(cells) if at and len(found := years(find_spans(cell))) == 1}  # fmt: skip
        if len(dated) > 1 and len(set(dated.values())) == len(dated):
            heads, width = {at: (year, cells[at]) for at, year in dated.items()}, len(cells)
        elif heads and len(cells) == width:
            values = {heads[at][0]: spans[0] for at in heads if len(spans := list(checkable(cells[at]))) == 1}
            if len(values) == len(heads):
                named = dict(heads.values())
                words = f"{one.passage.context}\n{cells[0]}"
                yield _Row(pairs(cells[0]), values, named, words, one.citation.label)
        elif len(cells) < width:
            heads = {}


def _found(said: Said, rows: Sequence[_Row], titled: frozenset[int]) -> Iterator[Finding]:
    if _CELL in said.text:
        return
    words = pairs(said.text)
    for span in said.spans:
        year = _year(span, said, titled) if span.kind in COUNTED else None
        for row in rows if year else ():
            if year not in row.values or len(row.name) < _LEAST or not row.name <= words:
                continue
            if says(row.values[year], span, row.words):
                break
            told = [other for other in row.values if says(row.values[other], span, row.words)]
            if len(told) == 1:
                message = _OTHER.format(
                    text=span.text,
                    source=row.source,
                    old=row.heads[told[0]],
                    new=row.heads[year],
                    value=row.values[year].text,
                )
                yield Finding("fact.conflict", "warning", message, span.start, span.end, source=row.source)
                break


def _year(span: Span, said: Said, titled: frozenset[int]) -> int | None:
    """The year that a value is told of: the last one named before it, else the one of the first lines."""
    before = [each for each in said.spans if each.end <= span.start and years([each])]
    begin = before[-1].end - said.start if before else 0
    if _THEN.search(said.text[begin : span.start - said.start]):
        return None
    told = years(before[-1:]) or (titled if len(titled) == 1 else frozenset())
    return next(iter(told), None)
