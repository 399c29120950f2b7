"""Amounts in a question held against the ranges in the cells of a table: 5万円 is in 「48,600円以上97,000円未満」.

Knows no table by name: a column is one of ranges where most of its cells are. Where none holds the amount, no row is right.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.residents.tables import Table

_NUMBER = r"(?:[0-9][0-9,]*(?:\.[0-9]+)?[億万千百]?)+"
_UNIT = r"円|平方メートル|m2|立方メートル|m3|kg|キログラム|cm|センチメートル|センチ|メートル"
_SAME = {
    "平方メートル": "m2",
    "立方メートル": "m3",
    "キログラム": "kg",
    "センチメートル": "cm",
    "センチ": "cm",
}
_ASKED = re.compile(rf"({_NUMBER})({_UNIT})(?!以上|以下|未満|を?超|から|まで|[~〜])")
_OF = re.compile(r"([一-龠々ァ-ヺー]+?)(?:額)?(?:が|は|の|で|も|:|、)?\s*(?:約|およそ|だいたい)?\s*$")
_BOUND = re.compile(rf"([~〜]?)\s*({_NUMBER})\s*({_UNIT})?\s*(以上|以下|未満|を?超え?る?|まで|から|[~〜])?")
_BEFORE = re.compile(r"([^0-9、,。:(]{2,20}?)(?:が|は)?[、,: 　(]*[0-9]")
_YEAR = re.compile(r"(?:令和|平成|昭和|西暦)?(?:[0-9]+|元)年度?")
_PART = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)([億万千百]?)")
_SCALES = {"億": 1e8, "万": 1e4, "千": 1e3, "百": 1e2, "": 1.0}
_ENDS = r"(?:金額|額)?(?![一-龠々])"
_LONG = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """``of`` is the word before it (所得割 for 「所得割額5万円」), "" where it stands alone."""

    value: float
    unit: str
    of: str = ""

    def is_of(self, text: str) -> bool:
        """Whether ``text`` names the same thing: 年収 is no 所得, and 所得 is no 所得割額."""
        ends = [self.of[at:] for at in range(max(1, len(self.of) - _LONG + 1))] if self.of else []
        return not ends or any(re.search(re.escape(end) + _ENDS, text) for end in ends)


@dataclass(frozen=True, slots=True)
class Range:
    """From ``low`` to ``high``; ``above`` and ``below`` tell that the end itself is not in it."""

    unit: str
    low: float = -math.inf
    high: float = math.inf
    above: bool = False
    below: bool = False

    def holds(self, value: float) -> bool:
        over = value > self.low if self.above else value >= self.low
        return over and (value < self.high if self.below else value <= self.high)


def amounts_in(question: str) -> tuple[Amount, ...]:
    """The amounts that a question names.

    >>> amounts_in("保育料は所得割額５万円だといくら")
    (Amount(value=50000.0, unit='円', of='所得割'),)
    """
    text, found = _plain(question), list[Amount]()
    for match in _ASKED.finditer(text):
        before = _OF.search(text[: match.start()])
        found.append(Amount(_value(match[1]), _unit(match[2]), before[1] if before else ""))
    return tuple(found)


def without_amounts(question: str) -> str:
    """``question`` without its amounts and years, whose digits name no row: neither 5万円 nor 令和5年 is 第5."""
    return _YEAR.sub(" ", _ASKED.sub(" ", _plain(question)))


def range_in(cell: str, unit: str = "") -> Range | None:
    """The first range in ``cell``; None where it has none. ``unit`` is that of the column.

    >>> range_in("48,600円以上97,000円未満")
    Range(unit='円', low=48600.0, high=97000.0, above=False, below=True)
    """
    made, bounded, to, scale = Range(unit), False, False, ""
    for before, number, own, bound in _BOUND.findall(_plain(cell)):
        if not own and not bound and not (to or before):
            continue
        value, ends = _value(number), bound in ("未満", "以下", "まで")
        made = replace(made, unit=_unit(own) or made.unit)
        if ends or ((to or before) and not bound):
            last = number[-1]
            if scale == "bare" and last in _SCALES:
                made = replace(made, low=made.low * _SCALES[last])
            return replace(made, high=value, below=bound == "未満") if made.unit else None
        if not bound or bounded:
            break
        made = replace(made, low=value, above="超" in bound)
        bounded, to = True, bound in ("から", "~", "〜", "以上")
        scale = "" if own or number[-1] in _SCALES else "bare"
    return made if bounded and made.unit else None


def narrowed(table: Table, amounts: Sequence[Amount], around: str) -> Table | None:
    """``table`` with the rows whose ranges hold the amounts only, perhaps none; None where it has no ranges of what is
    asked. ``around`` is what says what the table is of. Of 「30万円未満」「50万円未満」 the narrower holds."""
    told = _plain("　".join((around, *table.header, *(cell for row in table.rows for cell in row))))
    for amount in amounts:
        columns = [at for at in range(len(table.header)) if _is_of_ranges(table, at, amount.unit)]
        if columns and amount.is_of(told):
            return Table(table.header, _holding(table, columns, amount))
    return None


def basis_of(table: Table, unit: str) -> str:
    """What the ranges of ``unit`` in a column of ``table`` are of: the words before them where most rows have the same
    (「市民税所得割額 48,600円未満」), else the name of the column; "" without such a column."""
    for at in range(len(table.header)):
        if not _is_of_ranges(table, at, unit):
            continue
        held = [row for row in table.rows if range_in(row[at], unit)]
        named = [match[1] for row in held if (match := _BEFORE.match(_plain(row[at])))]
        # A heading merged across: its first column says of what the range in the second is.
        named = named or [row[at - 1] for row in held if at and not table.header[at].strip()]
        best = max(named, key=named.count, default="")
        return best if best and 2 * named.count(best) >= len(held) else table.header[at].strip()
    return ""


def _holding(table: Table, columns: Sequence[int], amount: Amount) -> tuple[tuple[str, ...], ...]:
    held: list[tuple[Range, tuple[str, ...]]] = []
    for row in table.rows:
        ranges = (range_in(row[at], _unit_of(table.header[at])) for at in columns)
        one = next((each for each in ranges if each and each.holds(amount.value)), None)
        if one is not None and one.unit == amount.unit:
            held.append((one, row))
    low = max((one.low for one, _ in held), default=0.0)
    high = min((one.high for one, _ in held), default=0.0)
    tight = tuple(row for one, row in held if one.low == low and one.high == high)
    return tight or tuple(row for _, row in held)


def _is_of_ranges(table: Table, at: int, unit: str) -> bool:
    ranges = [range_in(row[at], _unit_of(table.header[at])) for row in table.rows]
    count = sum(one is not None and one.unit == unit for one in ranges)
    return count > 1 and 2 * count >= len(table.rows)


def _unit_of(name: str) -> str:
    match = re.search(rf"[(\[]({_UNIT})[)\]]|単位:?({_UNIT})", _plain(name))
    return _unit(match[1] or match[2]) if match else ""


def _unit(written: str) -> str:
    return _SAME.get(written, written)


def _value(number: str) -> float:
    """
    >>> _value("1億2,000万"), _value("3万5千")
    (120000000.0, 35000.0)
    """
    total = 0.0
    for digits, scale in _PART.findall(number.replace("千万", "000万").replace("百万", "00万")):
        total += float(digits.replace(",", "")) * _SCALES[scale]
    return total


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("~", "〜").replace("～", "〜")
