"""Whether an amount lies in the range that words give: 200万円 in 「100万円以上500万円未満」. Knows nothing of what is asked."""

from __future__ import annotations

import re
from decimal import Decimal

from app.text.spans import find_spans

_BOUND = re.compile(
    r"(?P<amount>[0-9０-９][0-9０-９,，.]*(?:億|千万|百万|十万|万|千)?円)(?P<mark>以上|以下|以内|未満|を(?:超え|こえ)(?:る|て)?)"
    r"(?P<joined>(?:で|、)?(?:かつ、?)?(?=[0-9０-９]))?"
)


def amount_in(words: str) -> Decimal | None:
    """The one amount that words name, None for none or several."""
    found = {
        span.value for span in find_spans(words) if span.kind == "金額" and isinstance(span.value, Decimal)
    }
    return found.pop() if len(found) == 1 else None


def in_range(amount: Decimal, words: str) -> bool | None:
    """Whether one of the ranges of ``words`` has the amount, None where they give no range.

    >>> in_range(Decimal(2_000_000), "1件100万円以上500万円未満の支出"), in_range(Decimal(2_000_000), "100万円未満の支出")
    (True, False)
    """
    ranges: list[list[bool]] = []
    joined = False
    for bound in _BOUND.finditer(words):
        limit = amount_in(bound["amount"])
        if limit is None:
            continue
        holds = _holds(amount, bound["mark"], limit)
        ranges = [*ranges[:-1], [*ranges[-1], holds]] if joined and ranges else [*ranges, [holds]]
        joined = bound["joined"] is not None
    return any(all(holds) for holds in ranges) if ranges else None


def _holds(amount: Decimal, mark: str, limit: Decimal) -> bool:
    if mark == "以上":
        return amount >= limit
    if mark.startswith("を"):
        return amount > limit
    return amount < limit if mark == "未満" else amount <= limit
