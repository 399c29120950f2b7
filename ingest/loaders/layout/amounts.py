"""Lists of names with their amounts at the right edge of one cell, as budgets explain a 節. Knows nothing of PDF or tables.

    スポーツ大会選手派遣　　178
    事業費補助金
    スポーツ推進委員報酬　　140

The second line goes on with the name of the first: read straight on, the amount would stand in the middle of its name and
before the next one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.loaders.layout.fragments import Fragment, join_broken
from ingest.loaders.lines import begins_part

_AMOUNT = re.compile(r"(?P<name>.*?\S)[ 　]+(?P<amount>[△▲−-]?[ 　]?[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})*)")
_ALIGNED = 1.0
"""Characters that the right ends of amounts of one column lie apart at most."""
_INDENT = 0.7
"""Characters that a line may stand in from the one it goes on with."""


def ends_in_amount(text: str) -> bool:
    """Whether the last line of a text is a name, a gap and an amount.

    >>> ends_in_amount("積立　6,403"), ends_in_amount("令和7年度"), ends_in_amount("6,403")
    (True, False, False)
    """
    return _AMOUNT.fullmatch(text.rpartition("\n")[2]) is not None


def with_amounts(lines: Sequence[Fragment]) -> list[str]:
    """One text for each name, whole, with its amount behind it; [] where the lines of the cell are no such list.

    The first line has an amount, and all amounts end at the right edge.
    """
    found = [_AMOUNT.fullmatch(line.text) for line in lines]
    if len(lines) < 2 or not found[0]:
        return []
    ends = [line for line, match in zip(lines, found, strict=True) if match]
    if max(line.x1 for line in ends) - min(line.x1 for line in ends) > _ALIGNED * lines[0].size:
        return []
    whole: list[tuple[str, str]] = []
    above = lines[0].x0
    for line, match in zip(lines, found, strict=True):
        if match:
            whole.append((match["name"], match["amount"]))
        elif begins_part(line.text) or line.x0 - above > _INDENT * line.size:
            whole.append((line.text, ""))
        else:
            name, amount = whole[-1]
            whole[-1] = (join_broken(name, line.text), amount)
        above = line.x0
    return [f"{name}　{amount}" if amount else name for name, amount in whole]
