"""Ages in cells of tables: 「65歳以上」, 「4歳以上の幼児」. Knows no tables."""

from __future__ import annotations

import re

_INFANT, _SCHOOL = re.compile(r"幼児|乳児|未就学|就学前"), 6
"""「4歳以上の幼児」 is nobody older than who begins school."""
_AGES = re.compile(r"(\d{1,3})歳(以上|から|未満|以下|まで)?(?:[^0-9歳]{0,4}(\d{1,3})歳(未満|以下|まで)?)?")


def begins(cell: str) -> int:
    """The first age of a range, 0 for 「3歳以下」."""
    match = _AGES.search(cell)
    return 0 if match is None or match[2] in ("未満", "以下", "まで") else int(match[1])


def within(age: int, cell: str) -> bool:
    """Whether ``age`` is within the first range that ``cell`` names.

    >>> within(45, "40歳以上（年1回）"), within(80, "40歳から74歳まで"), within(30, "20歳以上65歳未満")
    (True, False, True)
    """
    match = _AGES.search(cell)
    if match is None or (age > _SCHOOL and _INFANT.search(cell)):
        return False
    low, bound, high, end = int(match[1]), match[2], match[3], match[4]
    if high is not None and (bound in ("以上", "から") or (bound is None and end)):
        return low <= age and (age < int(high) if end == "未満" else age <= int(high))
    if bound in ("以上", "から"):
        return age >= low
    if bound == "未満":
        return age < low
    return age <= low if bound in ("以下", "まで") else age == low
