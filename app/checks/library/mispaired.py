"""A rate told beside an amount whose row of the paper's table has another: 「3,665万円、率にして2.9％の増」. Knows no names.

The amount tells the row, where it stands in one row only; nothing else has to name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.checks.grounds.alignment import alike
from app.checks.grounds.pools import read_sentences
from app.checks.grounds.values import COUNTED, says
from app.checks.library.tables import Row, Table, tables
from app.result import Finding
from app.retrieval import Evidence
from app.text.spans import Span

_BESIDE = re.compile(
    r"[ 　]*(?:[（(、]|の(?:増|減)[（(、]?|増?(?:、|で)?)?[ 　]*(?:率|割合|構成比|前年度?比|増減率|執行率|達成率)?(?:にして|では?|は|で)?[、 　]*(?:約)?"
)
_BRACKET = re.compile(r"[ 　]*[（(][ 　]*")
_DIGITS = 3
_RATE = "「{text}」は、「{source}」では「{beside}（{value}）」です。どちらが正しいかを確かめてください。"
_OTHER = "「{text}」は、「{source}」では「{other}」の{head}です。前の「{beside}」の行（{row}）では「{value}」です。どちらが正しいかを確かめてください。"


def mispaired(text: str, papers: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each rate that the table has in another row than the amount right before it."""
    known = list(tables(papers))
    rates = [each for one in papers for each in _rates(one)]
    for said in read_sentences(text) if known or rates else ():
        for one, other in pairwise(said.spans):
            counted = one.kind in COUNTED and other.unit == "%" and one.unit != "%"
            gap = said.text[one.end - said.start : other.start - said.start]
            if not counted or not _BESIDE.fullmatch(gap) or len(re.findall("[0-9０-９]", one.text)) < _DIGITS:
                continue
            told = [each for each in rates if (each[0].value, each[0].unit) == (one.value, one.unit)]
            if told and _BRACKET.fullmatch(gap) and all(each[1].value != other.value for each in told):
                words = _RATE.format(
                    text=other.text, source=told[0][2], beside=one.text, value=told[0][1].text
                )
                yield Finding("fact.conflict", "warning", words, other.start, other.end, source=told[0][2])
                continue
            for table in known:
                if found := _apart(one, other, table):
                    yield found
                    break


def _rates(one: Evidence) -> Iterator[tuple[Span, Span, str]]:
    """(amount, rate, label) of each 「1,158人（70.0％）」 of a paper."""
    for said in read_sentences(one.words):
        for each, rate in pairwise(said.spans):
            gap = said.text[each.end - said.start : rate.start - said.start]
            if each.kind in COUNTED and rate.unit == "%" and each.unit and _BRACKET.fullmatch(gap):
                yield each, rate, one.citation.label


def _apart(one: Span, other: Span, table: Table) -> Finding | None:
    rows = [row for row in table.rows if _columns(row, one, table)]
    if len(rows) != 1:
        return None
    row = rows[0]
    for column in range(1, len(row.cells)):
        cell = row.spans[column]
        if len(cell) != 1 or not alike(other, cell[0]) or _columns(row, other, table):
            continue
        there = [each for each in table.rows if each is not row and _has(each, column, other, table)]
        if there:
            told = _OTHER.format(
                text=other.text,
                source=table.source,
                other=there[0].cells[0],
                head=table.heads[column],
                beside=one.text,
                row=row.cells[0],
                value=row.cells[column],
            )
            return Finding("fact.conflict", "warning", told, other.start, other.end, source=table.source)
    return None


def _columns(row: Row, span: Span, table: Table) -> list[int]:
    return [at for at in range(1, len(row.cells)) if _has(row, at, span, table)]


def _has(row: Row, at: int, span: Span, table: Table) -> bool:
    words = f"{table.words}\n{table.heads[at]}"
    return any(says(each, span, words) for each in row.spans[at])
