"""The items of a long cell, as budgets explain them: 「○総務諸費　72 生活路線維持補助金　6,625」. Knows nothing of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.search_key import normalise

_ITEM = re.compile(
    r"(?P<name>[^\s　○◯△▲\d,.，．]{4,40})[ 　]+(?P<amount>[△▲]?[0-9０-９][0-9０-９,，]*)(?![0-9年月日])"
)
_LEAST = 2
"""Items from which a cell is a list of them."""
_UNIT = "（単位は、表のとおり）"


def named_items(cells: Sequence[str], question: str) -> tuple[str, ...]:
    """The items that the question names in full, 「生活路線維持補助金：6,625（単位は、表のとおり）」; () for other rows.

    >>> named_items(["諸費", "○総務諸費　72 路線維持補助金　6,625"], "令和8年度の路線維持補助金はいくらか")
    ('路線維持補助金：6,625（単位は、表のとおり）',)
    """
    asked = normalise(question)
    listed = [items for cell in cells if len(items := list(_ITEM.finditer(cell))) >= _LEAST]
    named = [item for items in listed for item in items if normalise(item["name"]) in asked]
    return tuple(f"{item['name']}：{item['amount']}{_UNIT}" for item in named)
