"""Rows of a table that a question asks for without naming one: those named as what is asked (開館時間 for 何時まで), those with ○
under what it names, and the places of a list for 「避難所はどこ」. Knows no search."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.residents.composing import Line
from app.residents.focus import Focus, place
from app.residents.tables import Table, tables_of
from app.text.wording import is_row, pairs
from ingest.document import Hit
from ingest.search.coverage import nouns_of
from ingest.search_key import normalise

Row = tuple[str, ...]
LOOKED, MOST = 2, 8
"""Hits that are looked at, and rows that are told at most."""
TOPIC = 0.5
"""Share of the question that has to stand above the table or in the rows told."""
_MARK, _YES = re.compile(r"[○◯〇◎×✕✖△▲―－-]|$"), re.compile(r"[○◯〇◎]")
_WHICH = re.compile(r"どこ|とこ|ところ|どれ|[場い]?所(?!得)|施設")
_WHERE = re.compile(r"どこ|場所")
_DISTRICT, _AREA = re.compile(r"地区|地域|[校学]区|町名"), re.compile(r"地区|地域|校区|学区|町$")
_HOLDS, _PLACES = re.compile(r"収容|定員"), re.compile(r"所在地|住所|場所|地番")


def from_lists(question: str, focus: Focus, hits: Sequence[Hit]) -> list[Line]:
    """The rows of the first table that has some, with the columns asked for; [] where none has."""
    for hit in hits[:LOOKED]:
        for table in tables_of(hit.passage):
            for rows, columns in (
                _named_as_asked(table, question, focus),
                _marked(table, question),
                _places(table, question, hit),
            ):
                above = "　".join(
                    (place(hit), _beside(hit), *table.header, *(cell for row in rows for cell in row))
                )
                if rows and focus.topic(above) >= TOPIC:
                    return [Line("表", table.told(row, columns), hit) for row in rows[:MOST]]
    return []


def _named_as_asked(table: Table, question: str, focus: Focus) -> tuple[Sequence[Row], Sequence[int]]:
    """Of a table read across (things in columns, what is told of them in rows) the rows named as what is asked."""
    asked = frozenset(one for one in focus.plain if len(one) > 1)
    if not focus.patterns or table.columns(question) or table.named(question):
        return (), ()
    rows = [row for row in table.rows if pairs(row[0]) & asked and any(map(focus.answers, row[1:]))]
    return rows if 2 * len(rows) <= len(table.rows) else (), range(1, len(table.header))


def _marked(table: Table, question: str) -> tuple[Sequence[Row], Sequence[int]]:
    """The rows with ○ in the one column that the question names, where that holds marks only: 「ペットと避難できる所」."""
    columns = table.columns(question)
    if len(columns) != 1 or not _WHICH.search(question):
        return (), ()
    at = columns[0]
    marks = _is_marked(table, at)
    return [row for row in table.rows if marks and _YES.match(row[at])], (*_where(table), at)


def _places(table: Table, question: str, hit: Hit) -> tuple[Sequence[Row], Sequence[int]]:
    """The rows of a list of what is asked for, 避難所 and nothing else; those that hold most people first."""
    areas = {
        row[at] for at, name in enumerate(table.header) if _DISTRICT.fullmatch(name) for row in table.rows
    }
    nouns = [noun for noun in nouns_of(question) if not _WHERE.search(noun)]
    nouns = [noun for noun in nouns if not any(noun in area for area in areas)]
    columns = _where(table)
    above = normalise(f"{place(hit)}\n{_beside(hit)}\n{table.header[0]}")
    if not columns or not nouns or not _WHERE.search(question) or not all(noun in above for noun in nouns):
        return (), ()
    holds = next((at for at, name in enumerate(table.header) if _HOLDS.search(name)), None)
    near = [row for row in table.rows if _in_district(table, row, question)] or table.rows
    rows = near if holds is None else sorted(near, key=lambda row: -_number(row[holds]))
    marks = (at for at in range(1, len(table.header)) if _is_marked(table, at))
    return rows, (*columns, *(() if holds is None else (holds,)), *marks)


def _is_marked(table: Table, at: int) -> bool:
    """Whether a column holds marks only, some of them ○: for which dangers a place is open."""
    return all(_MARK.match(row[at]) for row in table.rows) and any(_YES.match(row[at]) for row in table.rows)


def _in_district(table: Table, row: Row, question: str) -> bool:
    """Whether a cell of the column of districts is named: 川添地区 in 「川添の避難所はどこ」."""
    columns = (at for at, name in enumerate(table.header) if _DISTRICT.fullmatch(name))
    return any(len(name) > 1 and name in question for at in columns for name in (_AREA.sub("", row[at]),))


def _where(table: Table) -> tuple[int, ...]:
    return tuple(at for at, name in enumerate(table.header) if at and _PLACES.search(name))


def _number(cell: str) -> int:
    digits = re.sub(r"[^0-9].*", "", normalise(cell).replace(",", ""))
    return int(digits) if digits else 0


def _beside(hit: Hit) -> str:
    return "　".join(line for line in hit.passage.text.splitlines() if not is_row(line))
