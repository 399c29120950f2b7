"""Which rows and columns of a table a question speaks of: the row it names in full, the columns that look as the answer.

Knows no documents and no search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.residents.focus import Focus
from app.residents.rownames import in_hiragana
from app.residents.tables import Table
from app.text.wording import pairs
from ingest.search.coverage import read_terms
from ingest.search_key import normalise

_RATE = re.compile(r"分の[0-9０-９]|[0-9０-９] ?(?:割|%|％|パーセント)")
_SHORTEST = 4
"""Letters of a name that means its row wherever it stands: ひばり保育園, not 本町."""


def named_whole(
    table: Table, question: str, focus: Focus, columns: Sequence[int]
) -> tuple[tuple[str, ...], ...]:
    """The rows whose whole names are in ``question``, where it asks of them what ``columns`` hold and nothing else:
    「ひばり保育園の電話番号」 of a list of nurseries, whatever the page is titled."""
    asked = normalise(question)
    rows = [row for row in table.rows if len(row[0]) >= _SHORTEST and normalise(row[0]) in asked]
    if not rows or not any(focus.answers(row[at]) for row in rows for at in columns):
        return ()
    names = normalise("\n".join(row[0] for row in rows))
    known = focus.plain | pairs("　".join(table.header))
    beside = [term.written for term in read_terms(question) if normalise(term.written) not in names]
    return tuple(rows) if all(pairs(word) & known for word in beside) else ()


def is_whole(table: Table, row: Sequence[str], question: str) -> bool:
    """Whether ``question`` has the whole name of a row, not a short one."""
    names = row[: 1 + table.in_two]
    return any(len(name) >= _SHORTEST and in_hiragana(name) in in_hiragana(question) for name in names)


def is_rate(table: Table, columns: Sequence[int]) -> bool:
    """Whether all the cells of ``columns`` tell a share: 「2分の1」."""
    cells = [row[at] for row in table.rows for at in columns]
    return bool(cells) and all(_RATE.search(cell) for cell in cells)


def fitting(focus: Focus, table: Table) -> tuple[int, ...]:
    """The columns whose cells are mostly of the kind that is asked for, or that are named so (受入年齢 for 何歳)."""
    return tuple(
        at
        for at in range(1, len(table.header))
        if 2 * sum(focus.answers(row[at]) for row in table.rows) > len(table.rows)
        or (bool(focus.patterns) and focus.answers(table.header[at]))
    )
