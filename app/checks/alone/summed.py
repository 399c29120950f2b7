"""A sum that stands apart from what it is of: in a sentence below a table (「定員　3会場合わせて55人」), in the one filled cell of
the row 合計, in a sentence behind the one that lists (「…は26万円、…は17万円です。合計は、112万円です。」). Knows no sources.

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
_ROWS, _WIDE = 2, 3
_WHOLE = re.compile(r"合[ 　]*計|総[ 　]*計|総[ 　]*額|計")
_SUBTOTALS = re.compile(r"合[ 　]*計|小[ 　]*計|△|▲")
_AFTER = re.compile(
    r"(?:^|[。\n])(?P<list>[^。\n]{12,160}?)(?:です|である|となります|となる|円|人)?。[ 　]?(?:これらの)?(?:合計|総額|合わせると|合わせて)(?:は|で)?[、 　]?(?P<sum>[0-9０-９][^。\n]*)"
)
_LOOSE = re.compile(r"うち|ほか|約|前年|昨年|から|当たり|につき|以上|以下")
_MERGED = "「{text}」は、この列の合計（{sum}）と合いません。内訳と計のどちらが正しいかを確かめてください。"
_LISTED = (
    "「{text}」は、前の文の数字の合計（{sum}）と合いません。内訳と合計のどちらが正しいかを確かめてください。"
)
_HEAD = re.compile(r"[（(][^（）()]*[）)]|[ 　]")
_SUMMED = (
    "「{text}」は、表の「{head}」の合計（{sum}）と合いません。表と合計のどちらが正しいかを確かめてください。"
)
Column = tuple[str, str, Decimal]
"""The head, the unit and the sum of a column."""


def check_summed(subject: Subject) -> Checked:
    """Findings total.wrong."""
    text = subject.text
    columns = [column for rows in tables(text) for column in _summed(rows)]
    merged = [one for rows in tables(text) for one in _merged(rows)]
    found = [*(_found(text, columns) if columns else ()), *merged, *_behind(text)]
    return Checked(text, (), tuple(sorted(found, key=lambda one: one.start)))


def _merged(rows: list[Row]) -> Iterator[Finding]:
    """「合計 | | | 2,736,000」: the only filled cell of the total's row, under a column of amounts."""
    for at, row in enumerate(rows):
        filled = [place for place, cell in enumerate(row.cells) if cell and place]
        if not _WHOLE.fullmatch(row.cells[0]) or len(filled) != 1 or len(row.cells) < _WIDE:
            continue
        above = [[_figure(each.cells[place]) for place in range(len(row.cells))] for each in rows[:at]]
        parts = [each[filled[0]] for each in above]
        head = (
            [part is None for part in parts].index(False) if any(part is not None for part in parts) else at
        )
        wanted, total = parts[head:], _figure(row.cells[filled[0]])
        if total is None or len(wanted) < _ROWS or None in wanted or _SUBTOTALS.search(str(rows[:at])):
            continue
        whole = sum((part for part in wanted if part is not None), Decimal(0))
        if whole != total and whole and Decimal("0.5") < total / whole < 2:
            cell, start = row.cells[filled[0]], row.starts[filled[0]]
            told = _MERGED.format(text=cell, sum=f"{whole:,}")
            yield Finding("total.wrong", "error", told, start, start + len(cell))


def _figure(cell: str) -> Decimal | None:
    """The figure that fills a cell, with 円 or 人 behind it or without."""
    spans = [each for each in find_spans(cell) if each.kind in _COUNTED]
    whole = len(spans) == 1 and spans[0].text == cell.replace(" ", "")
    value = spans[0].value if whole else None
    return value if isinstance(value, Decimal) else None


def _behind(text: str) -> Iterator[Finding]:
    """「基礎課税額は67万円、…、介護納付金課税額は17万円です。合計は、112万円です。」"""
    for match in _AFTER.finditer(text):
        total = next((each for each in find_spans(match["sum"]) if each.kind in _COUNTED), None)
        pieces = re.split("[、,，](?![0-9０-９])", match["list"])
        parts = [[each for each in find_spans(piece) if each.kind in _COUNTED] for piece in pieces]
        if total is None or total.start or len(parts) <= _ROWS or any(len(each) != 1 for each in parts):
            continue
        if {each[0].unit for each in parts} != {total.unit} or not total.unit or _LOOSE.search(match["list"]):
            continue
        whole = sum((each[0].value for each in parts if isinstance(each[0].value, Decimal)), Decimal(0))
        if whole != total.value and _near(total, whole):
            told = _LISTED.format(text=total.text, sum=f"{whole:,}{total.unit}")
            start = match.start("sum")
            yield Finding("total.wrong", "error", told, start, start + len(total.text))


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
