"""The value of the column 「改定前」 told as the value of now. Knows nothing of states: only of tables that show both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.checks.grounds.alignment import alike
from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.values import COUNTED, calendar_day, checkable
from app.result import Finding
from app.retrieval import Evidence
from app.text.spans import Span, find_spans
from app.text.wording import pairs

_OLD = re.compile(r"(?:改[定正]|変更|見直し)前|^旧|^現行|まで[）)]?[ 　]*$")
_NEW = re.compile(r"(?:改[定正]|変更|見直し)(?:後|の?案)|^新(?!規)|から[）)]?[ 　]*$")
_THEN = re.compile(r"(?:改[定正]|変更)前|従来|これまで|旧|現行|だった|でした|以前|かつて|までは|までの")
_CELL = " | "
_GAP = 6
_SHARE = 0.6
_NUMBER = 3
_FORMER = "「{text}」は、「{source}」の「{old}」の値です。「{new}」では「{value}」です。どちらを書くかを確かめてください。"


@dataclass(frozen=True, slots=True)
class _Pair:
    """A row of a table with a value before and one after a change; the names of both columns."""

    name: frozenset[str]
    old: Span
    new: Span
    heads: tuple[str, str]
    source: str


def former(text: str, evidence: Sequence[Evidence], today: date) -> tuple[Finding, ...]:
    """A warning for each value that a source has only before a change, told without a word of that."""
    rows = [pair for one in evidence for pair in _pairs(one, today)]
    return tuple(finding for said in read_sentences(text) for finding in _found(said, rows)) if rows else ()


def _pairs(one: Evidence, today: date) -> Iterator[_Pair]:
    head: list[str] = []
    for line in f"{one.passage.context}\n{one.passage.text}".split("\n"):
        cells = [cell.strip() for cell in line.split(_CELL)]
        if len(cells) < 3:
            head = []
            continue
        old = next((at for at, cell in enumerate(cells) if at and _OLD.search(cell)), 0)
        new = next((at for at, cell in enumerate(cells) if at and at != old and _NEW.search(cell)), 0)
        if old and new:
            head = cells if _begun(cells[new], today) else []
        elif head and len(cells) == len(head):
            at = [next(i for i, cell in enumerate(head) if i and each.search(cell)) for each in (_OLD, _NEW)]
            before, after = (list(checkable(cells[i])) for i in at)
            same = len(before) == len(after) == 1 and before[0].kind in COUNTED and alike(before[0], after[0])
            if same and before[0].value != after[0].value:
                heads = (head[at[0]], head[at[1]])
                yield _Pair(pairs(cells[0]), before[0], after[0], heads, one.citation.label)


def _begun(head: str, today: date) -> bool:
    """Whether the new column is in force: a head that names a day to come leaves the old one in force."""
    for span in find_spans(head):
        day = calendar_day(span) if span.kind == "日付" else None
        if day is not None:
            return day <= today
    return True


def _found(said: Said, rows: Sequence[_Pair]) -> Iterator[Finding]:
    if _THEN.search(said.text) or _CELL in said.text:
        return
    for span in said.spans:
        if span.kind not in COUNTED:
            continue
        words = _around(span, said)
        for row in rows:
            if (row.old.value, row.old.unit) != (span.value, span.unit) or not row.name:
                continue
            if _told_too(span, said, row, words):
                continue
            figures = {each for each in row.name if each.isdigit()}
            if figures <= words and _weight(row.name & words) >= _SHARE * _weight(row.name):
                told = _FORMER.format(
                    text=span.text, source=row.source, old=row.heads[0], new=row.heads[1], value=row.new.text
                )
                yield Finding("fact.conflict", "warning", told, span.start, span.end, source=row.source)
                break


def _told_too(span: Span, said: Said, row: _Pair, words: frozenset[str]) -> bool:
    """Whether the sentence has the new value as well: right behind the old one, or beside the row's name."""
    for each in said.spans:
        if each is span or (each.value, each.unit) != (row.new.value, row.new.unit):
            continue
        if 0 <= each.start - span.end <= _GAP:
            return True
        if _weight(row.name & _around(each, said)) >= _weight(row.name & words):
            return True
    return False


def _around(span: Span, said: Said) -> frozenset[str]:
    """The words before a figure, back to the one before it that could stand for it, and up to the next comma."""
    at, end = span.start - said.start, span.end - said.start
    before = [each.end - said.start for each in said.spans if each.end <= span.start and alike(span, each)]
    return pairs(said.text[max([0, *before]) : at]) | pairs(re.split("[、。]", said.text[end:])[0])


def _weight(words: frozenset[str]) -> int:
    return sum(_NUMBER if word.isdigit() else 1 for word in words)
