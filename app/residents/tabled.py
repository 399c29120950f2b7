"""Rows of tables as answers: by 地区, by day, by age, by name; what is missing is asked back. Knows nothing of search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.residents.ages import asked_age
from app.residents.amounts import amounts_in, basis_of, narrowed
from app.residents.asking import DOING, WHO
from app.residents.cases import lacks_rest
from app.residents.columns import districts_of_questions, every_district, with_weekday
from app.residents.composing import Line
from app.residents.dayrows import by_day, by_month
from app.residents.focus import place
from app.residents.listed import from_lists
from app.residents.nowadays import tables_today
from app.residents.rownames import same_sense
from app.residents.rows import fitting, is_rate, is_whole, named_whole
from app.residents.tables import Table, by_district
from app.residents.wanted import TOPIC, Wanted
from app.text.wording import is_row, pairs
from ingest.document import Hit
from ingest.search.coverage import is_spoken_in, nouns_of, read_terms
from ingest.search_key import normalise

LOOKED, DISTRICTS = 6, 4
FEW, MANY = 4, 12
"""Rows that are told when the question fits several, and rows to choose from at most."""
NAMED = 0.4
"""Share of the words of a question that a table has to have of which it names a row whole."""
TITLE = 3
"""Characters of a title that names a page within a question."""
ENOUGH = 4
"""Words (in pairs of letters) that a question needs before it is asked back which row it means."""


@dataclass(frozen=True, slots=True)
class AskBack:
    """What has to be known first: the name of the ``column``, and the rows to choose from."""

    column: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoRow:
    """The table is there, but no range in it holds the amount asked about: no other row answers."""


@dataclass(frozen=True, slots=True)
class OtherBasis:
    """The table of ``hit`` goes by ``basis`` (所得割額), and the question says an amount of something else (``said``: 年収)."""

    said: str
    basis: str
    hit: Hit


def from_tables(wanted: Wanted, hits: Sequence[Hit]) -> AskBack | NoRow | OtherBasis | list[Line]:
    """The cells that the question asks for, which row where it names none, [] when no table fits."""
    hits = _of_named(hits, wanted.question)
    hits = [hit for hit in hits if same_sense(f"{place(hit)}{hit.passage.text}", wanted.question)]
    if crossed := _by_crossing(wanted, hits):
        return crossed
    ranged = _by_amount(wanted, hits)
    if ranged is not None:
        return ranged or NoRow()
    if other := _by_other_amount(wanted, hits):
        return other
    if coming := by_month(wanted, hits[:LOOKED]):
        return coming
    if of_one := () if wanted.every else districts_of_questions(wanted.question, hits, wanted.districts):
        return AskBack(wanted.districts[0], of_one)
    found: AskBack | list[Line] = _by_district(wanted, hits)
    found = found or (_by_whole_name(wanted, hits[0]) if hits else [])
    for hit in hits[:LOOKED]:
        for table in tables_today(hit.passage, wanted.question, wanted.today):
            found = found or by_day(wanted, table, hit) or _by_age(wanted, table, hit)
            found = found or _by_name(wanted, table, hit, _others(wanted, hits, hit))
    return found or from_lists(wanted.question, wanted.focus, hits)


def _of_named(hits: Sequence[Hit], question: str) -> Sequence[Hit]:
    """The hits on the pages whose title stands in the question as it is, where there are such: 児童手当 is asked of, no table
    of another page has it."""
    asked = normalise(question)
    titles = {hit.document.title for hit in hits if len(hit.document.title) >= TITLE}
    named = {title for title in titles if normalise(title) in asked}
    return [hit for hit in hits if hit.document.title in named] if named else hits


def _by_crossing(wanted: Wanted, hits: Sequence[Hit]) -> list[Line]:
    """What stands at the row's head where the question names the column and the cell: the day of 第2期 of a tax."""
    for hit in hits[:LOOKED]:
        for table in tables_today(hit.passage, wanted.question, wanted.today):
            if found := table.crossing(wanted.question)[:FEW]:
                days = fitting(wanted.focus, table)
                return [Line("表", table.told(row, sorted({*days, at})), hit) for row, at in found]
            if found := table.held(wanted.question)[:FEW]:
                return [Line("表", table.told(row, (at,)), hit) for row, at in found]
    return []


def _by_whole_name(wanted: Wanted, best: Hit) -> list[Line]:
    """The rows that are named in full, of the page that is nearest; of another page they may be a thing beside its own."""
    for table in tables_today(best.passage, wanted.question, wanted.today):
        columns = table.columns(wanted.question) or fitting(wanted.focus, table)
        if rows := named_whole(table, wanted.question, wanted.focus, columns):
            return _told(table, rows, columns, best)
    return []


def _by_amount(wanted: Wanted, hits: Sequence[Hit]) -> list[Line] | None:
    """The rows whose ranges hold the amount of the question, perhaps none; None without a table of such ranges."""
    amounts = amounts_in(wanted.question)
    made: list[Line] | None = None
    for hit in hits[:LOOKED] if amounts else ():
        around = "　".join((place(hit), _beside(hit)))
        for table in tables_today(hit.passage, wanted.question, wanted.today):
            fit = narrowed(table, amounts, around)
            told = "　".join((around, *table.header, *(cell for row in table.rows for cell in row)))
            if fit is not None and wanted.focus.topic(told) >= TOPIC:
                made = made or _told(fit, fit.rows[:FEW], (), hit)
    return made


def _by_other_amount(wanted: Wanted, hits: Sequence[Hit]) -> OtherBasis | None:
    """The table of what is asked whose ranges are of another thing than the amount in the question."""
    for amount in (one for one in amounts_in(wanted.question) if one.of):
        for hit in hits[:LOOKED]:
            for table in tables_today(hit.passage, wanted.question, wanted.today):
                basis = basis_of(table, amount.unit)
                around = "　".join((place(hit), _beside(hit), *table.header))
                if (
                    basis
                    and amount.of not in around
                    and wanted.focus.topic(f"{around}　{amount.of}") >= TOPIC
                ):
                    return OtherBasis(amount.of, basis, hit)
    return None


def _by_district(wanted: Wanted, hits: Sequence[Hit]) -> AskBack | list[Line]:
    named_so = (hit for hit in hits[DISTRICTS:LOOKED] if _is_named(wanted, hit))
    for hit in (*hits[:DISTRICTS], *named_so):
        table = by_district(tables_today(hit.passage, wanted.question, wanted.today), wanted.districts)
        columns = table.columns(wanted.question) if table else ()
        named = _is_named(wanted, hit)
        heads = " ".join((*hit.passage.headings, hit.passage.label))
        if table is None or not (columns or named or pairs(heads) & pairs(wanted.question)):
            continue
        if not _answers(wanted, table, columns):
            continue
        rows = table.rows if wanted.every else table.named(wanted.question)
        if not rows and (columns or named or hit is hits[0]) and _is_on(wanted, hit):
            return AskBack(table.header[0], every_district(table, hit, hits, wanted.districts))
        if rows:
            return _told(table, rows, columns, hit)
    return []


def _is_on(wanted: Wanted, hit: Hit) -> bool:
    """Whether a passage speaks of every thing that the question names: which 地区 it is tells nothing on the 犬 of whom a table of
    避難所 has no word."""
    text = f"{place(hit)}\n{hit.passage.context}\n{hit.passage.text}"
    beside = (
        noun for noun in nouns_of(wanted.question) if not (DOING.fullmatch(noun) or WHO.fullmatch(noun))
    )
    return all(is_spoken_in(noun, text) for noun in beside)


def _answers(wanted: Wanted, table: Table, columns: Sequence[int]) -> bool:
    """Whether ``columns`` (none: all) have what is asked for: a table of days has no price of a bag."""
    at = columns or range(1, len(table.header))
    cells = [with_weekday(row[each]) for row in table.rows for each in at]
    return not wanted.focus.patterns or any(map(wanted.focus.answers, cells))


def _is_named(wanted: Wanted, hit: Hit) -> bool:
    """Whether title and headings of a table have every noun of a question for a day or the like: 「ごみの収集日」."""
    above = normalise(place(hit))
    nouns = nouns_of(wanted.question)
    long = bool(wanted.focus.patterns) and len("".join(nouns)) >= ENOUGH
    return long and all(noun in above for noun in nouns)


def _by_age(wanted: Wanted, table: Table, hit: Hit) -> list[Line]:
    age = asked_age(wanted.question)
    about = pairs(place(hit)) & {pair for pair in wanted.focus.weights if len(pair) > 1}
    if age is None or not about:
        return []
    rows = table.for_age(age)
    named = [row for row in rows if row in table.spoken_of(wanted.question)]
    return _told(table, (named or rows)[:MANY], table.columns(wanted.question), hit)


def _others(wanted: Wanted, hits: Sequence[Hit], own: Hit) -> tuple[str, ...]:
    """What the question names that another page is called: of 「印鑑登録の手数料」 no row 印鑑登録証明書 tells."""
    titles = {hit.document.title for hit in hits if hit.document.id != own.document.id}
    return tuple(title for title in titles if len(title) > 2 and title in wanted.question)


def _by_name(wanted: Wanted, table: Table, hit: Hit, others: tuple[str, ...] = ()) -> AskBack | list[Line]:
    """The rows that the question names, where a cell is what it asks for; a choice where it names none of many."""
    about = wanted.focus.topic(place(hit) + "　" + "　".join(table.header))
    above = "　".join((hit.document.title, *hit.passage.headings))
    but, named = others or ("\0",), table.meant(wanted.question, above)
    rows = tuple(row for row in named if row[0] in others or not row[0].startswith(but))
    columns = table.columns(wanted.question) or fitting(wanted.focus, table)
    if is_rate(table, columns):  # 「2分の1」 tells how much only with its ceiling
        columns = tuple(sorted({*columns, *(fitting(wanted.focus, table) or range(1, len(table.header)))}))
    if lacks_rest(wanted.question, "".join((*table.header, *(cell for row in rows for cell in row)))):
        return []
    if rows and len(rows) <= FEW and columns:
        told = wanted.focus.topic("　".join((place(hit), _beside(hit), *table.header, *rows[0][:2])))
        if told >= (NAMED if all(is_whole(table, row, wanted.question) for row in rows) else 0.75) and any(
            wanted.focus.answers(row[at]) for row in rows for at in columns
        ):
            return _told(table, rows, columns, hit)
    if (
        not rows
        and table.columns(wanted.question)
        and not wanted.focus.patterns
        and _says_all(wanted, table, hit)
    ):
        return _told(table, table.rows, columns, hit) if len(table.rows) <= 2 * FEW else []
    several = len({row[0] for row in table.rows}) == len(table.rows) > FEW
    asked = bool(wanted.focus.patterns) and len(wanted.focus.weights) >= ENOUGH and about >= 0.95
    held = any(wanted.focus.answers(row[at]) for row in table.rows for at in columns)
    if not rows and several and held and asked and table.dated() is None:
        return AskBack(table.header[0], tuple(row[0] for row in table.rows)[:MANY])
    return []


def _says_all(wanted: Wanted, table: Table, hit: Hit) -> bool:
    """Whether title, headings and names of columns have every word of the question, also what it says happened: the fares
    「島民カードを提示」 are no answer to 「島民カードをなくした」."""
    said = normalise("\n".join((place(hit), *table.header)))
    return all(term.written in said or term.word in said for term in read_terms(wanted.question))


def _beside(hit: Hit) -> str:
    """The lines around a table, which say what it is of."""
    return "　".join(line for line in hit.passage.text.splitlines() if not is_row(line))


def _told(table: Table, rows: Iterable[tuple[str, ...]], columns: tuple[int, ...], hit: Hit) -> list[Line]:
    at = columns or tuple(range(1, len(table.header)))
    return [Line("表", table.told(row, at), hit) for row in rows]
