"""Lists of terms and what is said of each (<dl>, a table of two columns without names): 「休館日」 and 「毎週月曜日」 are read as one
line. Knows nothing of pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from ingest.loaders.markup import local, plain_text
from ingest.loaders.tables import Cell, numeric
from ingest.loaders.titles import asks

TERM = "："
"""What stands between a term and what is said of it in the text, as a clerk would write it in one line."""
_LONGEST = 24


def short_term(element: etree._Element, said: str) -> str:
    """The words of a <dt> that names what its <dd> says: 「休館日」; "" for a question, a sentence, a term without a <dd>."""
    below = element.getnext()
    told = below is not None and local(below) == "dd" and plain_text(below).strip()
    named = 0 < len(said) <= _LONGEST and "。" not in said and not asks(said)
    return said.rstrip("：: 　") if told and named else ""


def terms_in(rows: Sequence[Sequence[Cell]], names: Sequence[str]) -> list[str]:
    """The lines of a table whose first column names what the second says (「お休み」 「月曜日」); [] for another table.

    ``names``: of its columns, () where it has none. Rows whose first cell alone is a heading need none.

    >>> terms_in([[Cell("お休み"), Cell("月曜日")], [Cell("貸出"), Cell("5冊")]], ())
    ['お休み：月曜日', '貸出：5冊']
    >>> terms_in([[Cell("品目"), Cell("手数料")], [Cell("いす"), Cell("400円")]], ("品目", "手数料"))
    []
    """
    two = len(rows) > 1 and all(len(row) == 2 and row[0].across == row[1].across == 1 for row in rows)
    sided = two and all(row[0].heading and not row[1].heading for row in rows)
    if not two or (names and not sided) or any(row[0].heading for row in rows) != sided:
        return []
    told = [(_line(term.text).rstrip("：: 　"), _line(said.text)) for term, said in rows]
    short = all(term and said and len(term) <= _LONGEST and "。" not in term for term, said in told)
    if (
        not short
        or len({term for term, _ in told}) < len(told)
        or any(numeric(term) or asks(term) for term, _ in told)
    ):
        return []
    return [f"{term}{TERM}{said}" for term, said in told]


def _line(text: str) -> str:
    return re.sub(r"[ \t]*\n\s*", " ", text).strip()
