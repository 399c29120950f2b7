"""Shares of one whole that do not make 100 %: 「70歳以上が45％、60歳代が32％、50歳代が13％、49歳以下が12％」. Knows no sources.

Only where the classes shut each other out and leave nothing over, or the column of a table says that it makes 100.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.rows import Row, tables
from app.text.spans import Span, find_spans

_WHOLE = Decimal(100)
_LEAST, _FAR = 3, 15
"""Shares at least, and percents by which answers to another sort of question are off."""
_CLASSED = re.compile(r"のうち|内訳|構成|割合は|比率は")
_REST = re.compile(r"その他|無回答|不明|(?:歳|年|人|万円|円|回|点|分|時間|日)(?:以下|以上|未満|超)")
_MANY = re.compile(r"複数|重複|いずれも|前年|昨年|から|比べ|うち(?=[^、。]*うち)|増|減|率は|それぞれ")
_BETWEEN = re.compile(
    r"[、，・ 　](?:次いで|続いて|残りの)?[^、。0-9０-９]{0,3}[^、。]{1,16}?(?:が|は|[ 　：:])?(?:約)?"
)
_TOTAL = re.compile(r"^(?:合[ 　]*計|総[ 　]*計|計|総数|全体)")
_TOLD = "「{text}」までの割合の合計は{sum}％です。どれかの割合が違わないか、確かめてください。"
_COLUMN = "「{text}」の列の割合の合計は{sum}％です。どれかの割合が違わないか、確かめてください。"


def check_shares(subject: Subject) -> Checked:
    """Findings total.wrong."""
    text = subject.text
    found = [one for rows in tables(text) for one in _column(rows)] if not _MANY_ANSWERS.search(text) else []
    return Checked(text, (), (*_sentences(text), *found))


_MANY_ANSWERS = re.compile(r"複数回答")


def _sentences(text: str) -> Iterator[Finding]:
    for match in re.finditer(r"[^。\n]+", text):
        line = match[0]
        if not _CLASSED.search(line) or _MANY.search(line) or " | " in line:
            continue
        run: list[Span] = []
        for span in find_spans(line):
            if span.unit != "%" or not isinstance(span.value, Decimal):
                continue
            if run and not _BETWEEN.fullmatch(line[run[-1].end : span.start]):
                run = []
            run.append(span)
        if len(run) >= _LEAST and _REST.search(line[run[-2].end : run[-1].start]):
            total = _off(run)
            if total is not None:
                last = run[-1]
                told = _TOLD.format(text=last.text, sum=total)
                yield Finding(
                    "total.wrong", "warning", told, match.start() + last.start, match.start() + last.end
                )


def _column(rows: Sequence[Row]) -> Iterator[Finding]:
    """A column of shares whose last row, 計, has 100."""
    head, *body = rows
    if len(body) <= _LEAST or not _TOTAL.match(body[-1].cells[0]):
        return
    for at in range(1, len(head.cells)):
        cells = [_share(row.cells[at], head.cells[at]) for row in body]
        if any(each is None for each in cells) or any(re.search("小[ 　]*計", row.cells[0]) for row in body):
            continue
        *parts, whole = [each for each in cells if each is not None]
        if not whole.unit and all(each.value == int(each.value or 0) for each in parts):  # type: ignore[call-overload]
            continue  # whole numbers are added up as any column is
        total = _off(parts) if whole.value == _WHOLE else None
        if total is not None:
            begin = body[-1].starts[at]
            told = _COLUMN.format(text=head.cells[at], sum=total)
            yield Finding("total.wrong", "warning", told, begin, begin + len(body[-1].cells[at]))


def _share(cell: str, head: str) -> Span | None:
    spans = list(find_spans(cell))
    if len(spans) != 1 or spans[0].text != cell or not isinstance(spans[0].value, Decimal):
        return None
    named = spans[0].unit == "%" or (not spans[0].unit and re.search("[%％]|割合|構成比", head))
    return spans[0] if named else None


def _off(parts: Sequence[Span]) -> Decimal | None:
    """The sum, where no rounding explains that it is not 100 and yet it is near."""
    values = [each.value for each in parts if isinstance(each.value, Decimal)]
    total = sum(values, Decimal(0))
    places = max(max(0, -int(each.as_tuple().exponent)) for each in values)
    slack = Decimal(len(values)) / 2 * Decimal(1).scaleb(-places)
    away = abs(total - _WHOLE)
    return total if slack <= away <= _FAR else None
