"""A cell of a table in 千円 told as 円 in the text below: 「12,400円」 for 12,400千円. Knows nothing of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.spans import find_spans
from app.text.wording import pairs

_SCALE = re.compile(r"(?P<unit>千円|百万円)")
_CELL = "|"
_DIGITS = re.compile(r"[0-9０-９][0-9０-９,，]*")
_LEAST = 1000
_TOLD = "「{text}」は、表では単位が{unit}の「{cell}」です。単位を確かめてください（{cell}{unit}）。"


def check_thousands(subject: Subject) -> Checked:
    """A finding fact.within for each amount that a row it names has with another unit."""
    return Checked(subject.text, (), tuple(_findings(subject.text)))


def _findings(text: str) -> Iterator[Finding]:
    rows = list(_rows(text))
    at = 0
    for line in text.split("\n") if rows else ():
        for span in find_spans(line) if _CELL not in line else ():
            if span.kind != "金額" or not isinstance(span.value, Decimal) or re.search("[千万億]", span.text):
                continue
            sentence = line[line.rfind("。", 0, span.start) + 1 : span.start]
            named = [row for row in rows if row[1] == span.value and row[0] and row[0] <= pairs(sentence)]
            if named and span.value >= _LEAST:
                _, _, cell, unit = named[0]
                told = _TOLD.format(text=span.text, unit=unit, cell=cell)
                yield Finding("fact.within", "warning", told, at + span.start, at + span.end)
        at += len(line) + 1


def _rows(text: str) -> Iterator[tuple[frozenset[str], Decimal, str, str]]:
    """(the words of a row's name, a bare figure of it, as it is written, the unit of its table)."""
    unit = ""
    for line in text.split("\n"):
        if _CELL not in line:
            found = _SCALE.search(line) if re.search(r"単位", line) else None
            unit = found["unit"] if found else ("" if line.strip() else unit)
            continue
        cells = [cell.strip() for cell in line.strip(" 　|").split(_CELL)]
        if found := _SCALE.search(line):
            unit = found["unit"]
            continue
        for cell in cells[1:] if unit else ():
            if _DIGITS.fullmatch(cell):
                value = Decimal(re.sub("[,，]", "", cell))
                yield pairs(cells[0]), value, cell, unit
