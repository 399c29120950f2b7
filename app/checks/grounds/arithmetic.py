"""Values that follow from others by arithmetic: sums, differences, ratios, ages, lengths of periods. Knows no states.

Only where the sentence says that it reckons (合計, 増, 率, 倍 …) and both terms stand close by: among many figures
some two always add up to any small number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import combinations
from math import prod

from app.checks.grounds.pools import Said
from app.checks.grounds.values import COUNTED, calendar_day, parts
from app.text.spans import Span

_SUM = re.compile(r"計|合わせ|合算|総数|総額|あわせて")
_DIFFERENCE = re.compile(r"差|増|減|上回|下回|多[いくかな]|少な|残|上昇|低下|ポイント|伸び|縮")
_SUM_ROW = re.compile(r"^[　 ]*(?:合[　 ]*)?計 \|")
_PRODUCT = re.compile(r"[0-9０-９一-龠][　 ]?[×✕][　 ]?[0-9０-９]")
"""「30食×1,200円」."""
_RATIO = re.compile(r"割合|率|占め|割に|パーセント|％|%|比べ|比で|倍|当たり|平均")
_MOST = 12
"""Terms of a sum at most, and spans looked at: more would always find something."""
Term = tuple[Span, str]
"""A value and where it stands: 「[2]」, or "" for the draft itself."""


def reckon(span: Span, mine: Said, near: Sequence[Span], told: Sequence[Term], today: date) -> str:
    """How ``span`` follows: 「11件＋13件＝24件」; "" when it does not.

    ``near`` are the spans of the draft around it, ``told`` those of the source sentences that it follows.
    """
    if span.kind in COUNTED and isinstance(span.value, Decimal):
        terms = [(each, "") for each in near if each is not span]
        for pool in (terms, list(told), [*terms, *told]):
            if found := _counted(span, mine.text, pool[:_MOST]):
                return found
        return _lasting(span, [each for each in near if each is not span], today)
    return ""


def column_above(said: Sequence[Said], at: int) -> list[Span]:
    """The last figures of the rows above a row 「計 | | 150,000円」, and its own; nothing for any other sentence."""
    if not _SUM_ROW.match(said[at].text):
        return []
    found: list[Span] = []
    for row in reversed(said[max(0, at - _MOST) : at]):
        if " | " not in row.text:
            break
        found += [each for each in row.spans if each.kind in COUNTED][-1:]
    return [*reversed(found), *said[at].spans] if len(found) > 1 else []


def _counted(span: Span, sentence: str, terms: Sequence[Term]) -> str:
    same = [
        (each, name)
        for each, name in terms
        if each.kind in COUNTED and each.unit == span.unit and each.value != span.value
    ]
    if _SUM.search(sentence):
        for run in _runs(same):
            if sum(_number(each) for each, _ in run) == span.value:
                return f"{'＋'.join(f'{name} {each.text}'.strip() for each, name in run)}＝{span.text}"
    if _DIFFERENCE.search(sentence):
        for (one, first), (other, second) in _pairs(same):
            if one.value != other.value and abs(_number(one) - _number(other)) == span.value:
                big, small = (
                    ((one, first), (other, second))
                    if _number(one) > _number(other)
                    else ((other, second), (one, first))
                )
                return f"{f'{big[1]} {big[0].text}'.strip()}－{f'{small[1]} {small[0].text}'.strip()}＝{span.text}"
    if _PRODUCT.search(sentence) and (found := _product(span, terms)):
        return found
    return _ratio(span, sentence, terms) if _RATIO.search(sentence + span.text) else ""


def _product(span: Span, terms: Sequence[Term]) -> str:
    """Neighbouring terms that make ``span`` when multiplied, one of them of its unit: 「30食×1,200円＝36,000円」."""
    counted = [(each, name) for each, name in terms if each.kind in COUNTED and each.value != span.value]
    for run in _runs(counted):
        own = sum(each.unit == span.unit for each, _ in run)
        if own == 1 and prod((_number(each) for each, _ in run), start=Decimal(1)) == span.value:
            return f"{'×'.join(f'{name} {each.text}'.strip() for each, name in run)}＝{span.text}"
    return ""


def _ratio(span: Span, sentence: str, terms: Sequence[Term]) -> str:
    counted = [
        (each, name)
        for each, name in terms
        if each.kind in COUNTED and isinstance(each.value, Decimal) and each.unit != "%"
    ]
    for (one, first), (other, second) in _pairs(counted):
        for (top, a), (under, b) in (((one, first), (other, second)), ((other, second), (one, first))):
            below, above = _number(under), _number(top)
            if not below or (span.unit in ("%", "割", "倍") and top.unit != under.unit):
                continue
            if span.unit in ("%", "割"):
                hundred = Decimal(100 if span.unit == "%" else 10)
                grown = abs(above - below) / below * hundred
                fits = [(above / below * hundred, "÷"), (grown, "の増減÷")]
            else:
                fits = [(above / below, "÷")] if span.unit == "倍" else []
            for value, sign in fits:
                if _rounds(value, span):
                    return f"{f'{a} {top.text}'.strip()}{sign}{f'{b} {under.text}'.strip()}＝{span.text}"
    return ""


def _lasting(span: Span, near: Sequence[Span], today: date) -> str:
    """3日間 between two days, 2時間 between two times, 20周年 since a year."""
    for one, other in combinations(near[:_MOST], 2):
        if span.unit in ("日間", "日") and one.kind == other.kind == "日付":
            first, last = _day(one, other, today), _day(other, one, today)
            if first and last and (last - first).days + 1 == span.value:
                return f"{one.text}から{other.text}まで"
        if (
            span.unit == "時間"
            and one.kind == other.kind == "時刻"
            and isinstance(one.value, tuple)
            and isinstance(other.value, tuple)
        ):
            minutes = (other.value[0] - one.value[0]) * 60 + other.value[1] - one.value[1]
            if minutes > 0 and minutes == _number(span) * 60:
                return f"{one.text}から{other.text}まで"
        if span.unit in ("周年", "歳", "年"):
            years = [parts(each)[0] for each in (one, other)]
            if years[0] and years[1] and abs(years[0] - years[1]) == span.value:
                return f"{one.text}と{other.text}の間"
    if span.unit == "周年":
        since = next(
            (
                each
                for each in near
                if each.kind in ("年", "年月", "日付") and today.year - (parts(each)[0] or 0) == span.value
            ),
            None,
        )
        return f"{since.text}から数えて" if since else ""
    return ""


def _runs(terms: Sequence[Term]) -> Iterator[Sequence[Term]]:
    """Every run of neighbouring terms, at least two, longest first."""
    for size in range(len(terms), 1, -1):
        for at in range(len(terms) - size + 1):
            yield terms[at : at + size]


def _pairs(terms: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    return combinations(terms, 2)


def _number(span: Span) -> Decimal:
    return span.value if isinstance(span.value, Decimal) else Decimal(0)


def _rounds(value: Decimal, span: Span) -> bool:
    written = re.search(r"[.．]([0-9０-９]+)", span.text)
    places = Decimal(1).scaleb(-len(written[1])) if written else Decimal(1)
    try:
        return value.quantize(places, ROUND_HALF_UP) == span.value
    except InvalidOperation:
        return False


def _day(span: Span, other: Span, today: date) -> date | None:
    return calendar_day(span, parts(other)[0] or today.year)
