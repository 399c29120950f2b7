"""Amounts that are no product of what stands beside them: months of a year, a price and its count, the tax in a sum.

Knows nothing of sources, and no rate but those of the 消費税.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.rows import CELL, tables
from app.text.spans import Span, find_spans

_MONTHLY = re.compile(r"(?:月額|月)[ 　:：]*$")
_YEARLY = re.compile(r"[ 　]*[（(、][ 　]*年額?[ 　:：]*")
_BY = re.compile(r"[ 　]*(?:[（(][^（）()0-9０-９]{0,10}[）)])?[ 　]*[×✕✖xＸ][ 　]*")
_IS = re.compile(r"[ 　]*(?:[（(][^（）()0-9０-９]{0,10}[）)])?[ 　]*[=＝][ 　]*(?:約)?")
_MORE = re.compile(r"[ 　]*[×✕✖+＋\-－÷/／*＊]")
_PIECE = re.compile(r"[^。\n]+(?:\n[ 　]*[（(](?:うち|内)[^。\n]+)?")
"""A line, with the one in brackets below it: 「契約金額　1,320,000円」「（うち消費税…）」."""
_TAX = re.compile(
    r"[ 　\n]*[（(]?[ 　、]*(?:うち|内)?(?:取引に係る)?(?:、)?消費税(?:及び地方消費税)?(?:の額|額|相当額)?(?:は)?[ 　:：]*(?:金)?[ 　]*"
)
_RATES = (Decimal(10), Decimal(8))
_HUNDRED, _MONTHS = Decimal(100), 12
_PRICE, _COUNT, _AMOUNT = (
    re.compile(r"単価"),
    re.compile(r"^(?:数量|員数|個数|回数|人数|件数|枚数|台数|冊数|部数|食数|本数|面積)"),
    re.compile(r"^(?:金額|小計|合計|計|合計金額|見積金額|予算額|支出額)(?:[（(].*)?$"),
)
_NUMBER = re.compile(
    r"^[ 　@￥¥]*(?P<n>[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?)[ 　]*(?:円|[一-龠ァ-ヶーa-zA-Z㎡]{0,4})[ 　]*$"
)
_YEAR = "「{text}」は、月額「{other}」の何か月分にもなりません。月額と年額を確かめてください。"
_PRODUCT = "「{text}」は、書かれた式（{sum}）から計算すると{right}です。数字を確かめてください。"
_ROW = "「{text}」は、この行の単価と数量を掛けた額（{right}）と合いません。数字を確かめてください。"
_TAXED = (
    "消費税の額「{text}」は、「{whole}」に含まれる額（10％なら{right}）と合いません。金額を確かめてください。"
)


def check_products(subject: Subject) -> Checked:
    """Findings total.product."""
    return Checked(subject.text, (), tuple(_findings(subject.text)))


def _findings(text: str) -> Iterator[Finding]:
    for match in _PIECE.finditer(text):
        line, shift = match[0], match.start()
        if CELL in line:
            continue
        spans = [
            each
            for each in find_spans(line)
            if each.kind in ("金額", "数", "割合") and isinstance(each.value, Decimal)
        ]
        for one, other in pairwise(spans):
            if one.unit == other.unit == "円":
                yield from _of_year(line, one, other, shift)
                yield from _taxed(line, one, other, shift)
        yield from _written(line, spans, shift)
    yield from _tables(text)


def _of_year(line: str, month: Span, year: Span, shift: int) -> Iterator[Finding]:
    gap = line[month.end : year.start]
    if not _MONTHLY.search(line[: month.start]) or not _YEARLY.fullmatch(gap):
        return
    one, all_ = _value(month), _value(year)
    if one and (all_ % one or all_ / one > _MONTHS):
        told = _YEAR.format(text=year.text, other=month.text)
        yield Finding("total.product", "warning", told, shift + year.start, shift + year.end)


def _taxed(line: str, whole: Span, tax: Span, shift: int) -> Iterator[Finding]:
    """「44,660,000円（うち消費税及び地方消費税の額 4,060,000円）」."""
    gap = line[whole.end : tax.start]
    if not _TAX.fullmatch(gap) or not re.search("うち|内", gap):
        return
    own, all_ = _value(tax), _value(whole)
    fits = (all_ * rate / (_HUNDRED + rate) for rate in _RATES)
    if own and not any(abs(own - each) <= 1 for each in fits):
        right = (all_ * 10 / 110).to_integral_value(ROUND_FLOOR)
        told = _TAXED.format(text=tax.text, whole=whole.text, right=f"{right:,}円")
        yield Finding("total.product", "warning", told, shift + tax.start, shift + tax.end)


def _written(line: str, spans: Sequence[Span], shift: int) -> Iterator[Finding]:
    """「1,650円×98人＝161,700円」."""
    for at in range(len(spans)):
        if at and _BY.fullmatch(line[spans[at - 1].end : spans[at].start]):
            continue
        run = [spans[at]]
        for each in spans[at + 1 :]:
            if not _BY.fullmatch(line[run[-1].end : each.start]):
                break
            run.append(each)
        rest = spans[at + len(run) :]
        if len(run) < 2 or not rest or not _IS.fullmatch(line[run[-1].end : rest[0].start]):
            continue
        before = line[: run[0].start].rstrip(" 　")
        if _MORE.match(line, rest[0].end) or (before and before[-1] in "×+＋-－÷/／*＊（("):
            continue
        right = Decimal(1)
        for each in run:
            right *= _value(each) / (_HUNDRED if each.unit == "%" else 1)
        if abs(right - _value(rest[0])) >= 1 + _rounded(rest[0]):
            told = _PRODUCT.format(
                text=rest[0].text,
                sum="×".join(each.text for each in run),
                right=f"{_whole(right):,}{rest[0].unit}",
            )
            yield Finding("total.product", "error", told, shift + rest[0].start, shift + rest[0].end)


def _rounded(span: Span) -> Decimal:
    """How much may be cut off a result: 1,000 where it ends in three noughts or is written in 千円."""
    value = _value(span)
    digits = len(str(int(value))) - len(str(int(value)).rstrip("0")) if value else 0
    return Decimal(10) ** digits if digits >= 3 else Decimal(0)


def _tables(text: str) -> Iterator[Finding]:
    """Rows under 「単価 | 数量 | 金額」."""
    for head, *rows in tables(text):
        at = _columns(head.cells)
        for row in rows if at else ():
            found = [_NUMBER.match(row.cells[each]) for each in at or ()]
            if not all(found):
                continue
            price, count, amount = (_decimal(each["n"]) for each in found if each)
            right = price * count
            low, high = (right.to_integral_value(way) for way in (ROUND_FLOOR, ROUND_CEILING))
            scale = amount and (right / amount)
            if at and not low <= amount <= high and scale not in (Decimal(1000), Decimal(10**6)):
                begin, words = row.starts[at[2]], row.cells[at[2]]
                told = _ROW.format(text=words, right=f"{_whole(right):,}")
                yield Finding("total.product", "warning", told, begin, begin + len(words))


def _columns(cells: Sequence[str]) -> tuple[int, int, int] | None:
    """Where the price, the count and the amount stand; None where one is missing or stands twice."""
    found = [
        [at for at, cell in enumerate(cells) if each.search(cell.strip())]
        for each in (_PRICE, _COUNT, _AMOUNT)
    ]
    numeric = [at for at, cell in enumerate(cells) if re.search(r"月数|日数|回数|率|割|税", cell)]
    if any(len(each) != 1 for each in found) or set(numeric) - {each[0] for each in found}:
        return None
    return found[0][0], found[1][0], found[2][0]


def _decimal(words: str) -> Decimal:
    plain = words.translate({0xFF01 + at: 0x21 + at for at in range(94)})
    return Decimal(plain.replace(",", ""))


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_FLOOR)


def _value(span: Span) -> Decimal:
    assert isinstance(span.value, Decimal)
    return span.value
