"""A table of 地区 that holds what is asked though the words around it do not: 「プラスチックは何曜日ですか」 names a column.

Knows nothing of the search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.residents.matter import nouns_besides
from app.residents.phrases import Ask
from app.residents.tables import Table, by_district, tables_of
from ingest.document import Hit
from ingest.search.coverage import nouns_of
from ingest.search_key import normalise

_WEEKDAY = re.compile(r"^[月火水木金土日]$")


def with_column(
    question: str, hits: Sequence[Hit], asks: Sequence[Ask], districts: Sequence[str]
) -> tuple[Hit, ...]:
    """Those of ``hits`` with a table of 地区 one column of which is all that ``question`` names (beside a row), and whose
    cells look as what it asks for."""
    asked = [one for one in asks if one.asked_in(question)]
    terms = nouns_besides(question, asked)
    if not asked or not terms:
        return ()

    def fits(table: Table | None) -> bool:
        return table is not None and any(
            _named(table, at, terms) and all(_look(table, at, one) for one in asked)
            for at in range(1, len(table.header))
        )

    return tuple(hit for hit in hits if fits(by_district(tables_of(hit.passage), districts)))


def _named(table: Table, at: int, terms: Sequence[str]) -> bool:
    """Whether ``terms`` are words of the name of the column, or of a row, and one at least of the column."""
    column = normalise(table.header[at])
    rows = normalise("\n".join(row[0] for row in table.rows))
    return any(term in column for term in terms) and all(term in column or term in rows for term in terms)


def with_weekday(cell: str) -> str:
    """A cell, where it is the letter of a day of the week (水) as that day."""
    return _WEEKDAY.sub(r"\g<0>曜", cell)


def _look(table: Table, at: int, ask: Ask) -> bool:
    """Whether most cells of the column look as the answer; 「水」 by itself is a day of the week."""
    cells = [with_weekday(normalise(row[at])) for row in table.rows]
    held = sum(bool(ask.pattern.search(cell)) for cell in cells)
    return 2 * held > len(table.rows)


def every_district(table: Table, hit: Hit, hits: Sequence[Hit], districts: Sequence[str]) -> tuple[str, ...]:
    """The districts of the ``table`` of ``hit``, each once, with those of the passages of its page that go on with it."""
    page = (one for one in hits if one.document.id == hit.document.id)
    parts = (by_district(tables_of(one.passage), districts) for one in page)
    whole = (part for part in parts if part and part.header == table.header)
    return tuple(dict.fromkeys(row[0] for part in (table, *whole) for row in part.rows))


def districts_of_questions(question: str, hits: Sequence[Hit], districts: Sequence[str]) -> tuple[str, ...]:
    """The districts that the questions of a FAQ name, where the nearest is such a question, there are several and ``question``
    names none of them: the days of 西原地区 are no answer to everybody."""
    form = re.compile(rf"([^ 　、。の]{{1,10}}(?:{'|'.join(map(re.escape, districts))}))の(.+)")
    asked, nouns = normalise(question), nouns_of(question)
    found: dict[str, None] = {}
    for hit in hits:
        match = form.match(normalise(hit.passage.label))
        if match and nouns and all(noun in match[2] for noun in nouns):
            found[match[1]] = None
        elif hit is hits[0]:
            return ()
    short = re.compile(rf"(?:{'|'.join(map(re.escape, districts))})$")
    named = any(short.sub("", name) in asked for name in found)
    return () if named or len(found) < 2 else tuple(found)
