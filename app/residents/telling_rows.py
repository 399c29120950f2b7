"""Which rows of the tables of a section are told: those that the question names, or has most words of. Knows no other sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.residents.amounts import amounts_in, narrowed
from app.residents.asking import Asked, has_form
from app.residents.cases import lacks_rest
from app.residents.happening import of_case
from app.residents.nowadays import tables_today
from app.residents.reading import LINES, lines_of
from app.residents.sections import Section, answer_in
from app.residents.tables import Table
from app.residents.ways import asks_how
from app.text.wording import asked_in, is_row, pairs
from ingest.patterns import made_of
from ingest.search.coverage import is_spoken_in
from ingest.search_key import normalise

ROWS = 2
LEAST = 0.01
"""What the one row is worth that is named as the office calls what is asked, not as the question does."""


def rows_of(asked: Asked, section: Section) -> list[str]:
    """The rows whose first cell the question names, read with their columns; of a question with its answer, the answer."""
    tables = tables_today(section.hit.passage, asked.question, asked.today, section.text)
    if "\n" not in section.text and is_row(section.text) and (asked_in(section.text) or not tables):
        return [said] if (said := answer_in(section.text)) else []
    told: list[tuple[float, str]] = []
    spoken: list[str] = []
    amounts = amounts_in(asked.question)
    for whole in tables:
        fit = narrowed(whole, amounts, section.place)
        table = whole if fit is None else fit
        kept, every = table.parted(asked.question, table.rows), range(1, len(table.header))
        rows = {row: table.told(row, every) for row in kept}
        rows = {row: text for row, text in rows.items() if not lacks_rest(asked.question, text)}
        meant = [row for row in rows if _is_meant(asked, row[0])]
        named = _said_rows(asked, table)
        told += [
            ((row in named) + _named(asked, row[0]) or LEAST * (meant == [row]), text)
            for row, text in rows.items()
        ]
        spoken += [rows[row] for row in table.spoken_of(asked.question) if row in rows]
    if asked.forms and not any(has_form(asked.forms, text) for _, text in told):
        return []  # a table none of whose columns answers is no better than the text beside it
    best = max((worth for worth, _ in told), default=0.0)
    if best:
        return [text for worth, text in told if worth == best][:ROWS]
    if told and len(told) <= ROWS and _is_on(asked, section):
        return [*(text for _, text in told), *lines_of(asked, section)[:ROWS]]
    if len(spoken) <= ROWS and spoken:
        return spoken
    if not asked.forms or not _is_on(asked, section):
        return []
    held = [text for _, text in told if all(form.search(normalise(text)) for form in asked.forms)][:LINES]
    return (
        [*held, *lines_of(asked, section)[:ROWS]] if held else []
    )  # 「4便は、土曜日だけ」 below a timetable


def _said_rows(asked: Asked, table: Table) -> Sequence[tuple[str, ...]]:
    """The rows of what is said to have happened, else those that are named; none where it is asked how something is done: what
    a lost card costs is no answer to 「カードをなくした。どうしたらいい」."""
    if asks_how(asked.question):
        return ()
    happened = of_case(asked.question, table.rows) if asked.forms else ()
    return happened or table.named(asked.question)


def _named(asked: Asked, name: str) -> float:
    """How much of the question is in the name of a row; a figure alone (2人) is none of it, unless all of the name is there."""
    whole = len(name) > 1 and normalise(name) in normalise(asked.question)
    wanted = asked.wanted if whole else {one for one in asked.wanted if not any(map(str.isdigit, one))}
    return len(wanted & pairs(name)) / len(asked.wanted) if asked.wanted else 0.0


def _is_meant(asked: Asked, name: str) -> bool:
    """Whether a row is named as the office calls what is asked: 防犯灯 for 「街灯が切れている」."""
    row = normalise(name)
    words = (normalise(word) for word in asked.meant if not pairs(word) & asked.plain)
    return any(made_of(rf"{re.escape(word)}(?!明)").search(row) for word in words)  # 登録証 is no 登録証明書


def _is_on(asked: Asked, section: Section) -> bool:
    """Whether a table of which the question names no row is of its matter: what it is about stands there, 「車をのせるといくら」
    is no word of the fees of 粗大ごみ (its 車 only in 自転車), nor 薪 of those of a camp."""
    whole = normalise(f"{section.place}\n{section.text}")
    above = normalise(f"{section.place}\n{section.text.splitlines()[0]}")
    meant = [word for word in asked.meant if not pairs(word) & asked.plain]
    named = any(normalise(word) in whole for word in meant)  # a name that the office has for one of the nouns

    def there(noun: str) -> bool:
        other = named and any(noun in word for word in meant)
        return other or (is_spoken_in(noun, whole) if len(noun) > 1 else noun in above)

    return bool(asked.nouns) and all(map(there, asked.nouns))
