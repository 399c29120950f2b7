"""Ages in cells of tables: 「65歳以上」, 「4歳以上の幼児」. Knows no tables."""

from __future__ import annotations

import re

_INFANT, _SCHOOL = re.compile(r"幼児|乳児|未就学|就学前"), 6
"""「4歳以上の幼児」 is nobody older than who begins school."""
_N = r"(\d{1,3}(?:\.\d+)?)"
_AGES = re.compile(rf"{_N}歳(以上|から|未満|以下|まで)?(?:[^0-9歳]{{0,4}}{_N}歳(未満|以下|まで)?)?")
_ASKED = re.compile(rf"{_N}[歳才](?!か|以|未|ま|く)")
_UNITS = {"日": 365.0, "週": 52.0, "か月": 12.0}
"""How many of a unit make a year."""
_BORN = re.compile(r"生後(\d{1,3})(日|週|[かヶケカ箇]?月)")
_AND_MONTHS = re.compile(r"(\d{1,2})[歳才](\d{1,2})[かヶケカ箇]月")
_GRADE = re.compile(r"(小|中|高)(?:学校?|校)?([1-6])(?:年生?)?(?![0-9月日回人つ個階])")
_BEGIN = {"小": 6, "中": 12, "高": 15}
"""The age at which a school begins."""


def in_years(text: str) -> str:
    """``text`` with the ages of the youngest as years: 「生後3か月から」, 「1歳6か月」 as 0.25歳, 1.5歳."""
    text = _AND_MONTHS.sub(lambda one: f"{int(one[1]) + int(one[2]) / 12:.4g}歳", text)
    return _BORN.sub(lambda one: f"{int(one[1]) / _UNITS.get(one[2], 12.0):.4g}歳", text)


def asked_age(question: str) -> float | None:
    """The age in years that ``question`` (normalised) tells, or the one that a child of the school year reaches within it.

    >>> asked_age("生後6か月の子"), asked_age("小学5年生だといくら"), asked_age("75歳です"), asked_age("65歳以上の人")
    (0.5, 11.0, 75.0, None)
    """
    if match := _ASKED.search(in_years(question)):
        return float(match[1])
    grade = _GRADE.search(question)
    return float(_BEGIN[grade[1]] + int(grade[2])) if grade else None


def without_age(question: str) -> str:
    """``question`` without the age or the school year that it tells: no page has to say 「小学5年生」."""
    return _GRADE.sub("", _ASKED.sub("", in_years(question)))


def begins(cell: str) -> float:
    """The first age of a range, 0 for 「3歳以下」."""
    match = _AGES.search(in_years(cell))
    return 0 if match is None or match[2] in ("未満", "以下", "まで") else float(match[1])


def within(age: float, cell: str) -> bool:
    """Whether ``age`` is within the first range that ``cell`` names.

    >>> within(45, "40歳以上（年1回）"), within(80, "40歳から74歳まで"), within(30, "20歳以上65歳未満")
    (True, False, True)
    """
    match = _AGES.search(in_years(cell))
    if match is None or (age > _SCHOOL and _INFANT.search(cell)):
        return False
    low, bound, high, end = float(match[1]), match[2], match[3], match[4]
    if high is not None and (bound in ("以上", "から") or (bound is None and end)):
        return low <= age and (age < float(high) if end == "未満" else int(age) <= float(high))
    if bound in ("以上", "から"):
        return age >= low
    if bound == "未満":
        return age < low
    return int(age) <= low if bound in ("以下", "まで") else int(age) == low
