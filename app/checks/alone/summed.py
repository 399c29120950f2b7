"""A sum told in a sentence that the table of the same text does not make: 「定員　3会場合わせて55人」. Knows no sources.

Only where the line names the head of one column, and every row of that column has one figure of that unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.rows import CELL, Row, tables
from app.text.spans import Span, find_spans

_SUM = re.compile(r"(?:合わせて|あわせて|合計(?:で|は)?|総計|計|全部で)[ 　:：]*$")
_TOTAL = re.compile(r"合[ 　]*計|総[ 　]*計|小[ 　]*計|^[ 　]*計")
_COUNTED = ("金額", "数")
_ROWS = 2
_HEAD = re.compile(r"[（(][^（）()]*[）)]|[ 　]")
_SUMMED = (
    "「{text}」は、表の「{head}」の合計（{sum}）と合いません。表と合計のどちらが正しいかを確かめてください。"
)
Column = tuple[str, str, Decimal]
"""The head, the unit and the sum of a column."""


def check_summed(subject: Subject) -> Checked:
    """Findings total.wrong."""
    columns = [column for rows in tables(subject.text) for column in _summed(rows)]
    return Checked(subject.text, (), tuple(_found(subject.text, columns)) if columns else ())


def _found(text: str, columns: list[Column]) -> Iterator[Finding]:
    at = 0
    for line in text.split("\n"):
        for span in find_spans(line) if CELL not in line else ():
            if span.kind not in _COUNTED or not _SUM.search(line[: span.start]):
                continue
            fit = [each for each in columns if each[0] in line[: span.start] and each[1] == span.unit]
            if len(fit) == 1 and fit[0][2] != span.value and _near(span, fit[0][2]):
                told = _SUMMED.format(text=span.text, head=fit[0][0], sum=f"{fit[0][2]:,}{span.unit}")
                yield Finding("total.wrong", "warning", told, at + span.start, at + span.end)
        at += len(line) + 1


def _near(span: Span, wanted: Decimal) -> bool:
    return isinstance(span.value, Decimal) and bool(wanted) and Decimal("0.5") < span.value / wanted < 2


def _summed(rows: list[Row]) -> Iterator[Column]:
    if len(rows) <= _ROWS or any(_TOTAL.search(row.cells[0]) for row in rows):
        return
    for at, head in enumerate(rows[0].cells):
        spans = [[each for each in find_spans(row.cells[at]) if each.kind in _COUNTED] for row in rows[1:]]
        units = {each[0].unit for each in spans if len(each) == 1}
        name = _HEAD.sub("", head)
        if (
            at
            and not any("各" in row.cells[at] for row in rows)
            and len(name) > 1
            and all(len(each) == 1 for each in spans)
            and len(units) == 1
            and units != {""}
        ):
            values = [each[0].value for each in spans]
            yield name, units.pop(), sum((each for each in values if isinstance(each, Decimal)), Decimal(0))
