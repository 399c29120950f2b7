"""The days in force of regulations, where the office has not said them: from their own 附則, their later revisions and repeals.

What the office says in sources.toml always stands. A day that cannot be told with certainty stays open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import PurePath

from ingest.document import Document
from ingest.ended import is_number_of
from ingest.law.alongside import first_days, is_open, with_days_of_others
from ingest.law.force import Force, read_force
from ingest.law.graph import bare_title
from ingest.law.lawname import LAW_NUMBER, Names, number_key
from ingest.law.parted import days_of
from ingest.law.tree import parse
from ingest.ledger import Ledger
from ingest.regulations import KINDS
from ingest.rows import passage_key
from ingest.scope import scope_of

_EGOV = re.compile(r"^\d{3}[A-Z]{1,3}\d{10}_(\d{8})_")
"""e-Gov names a law's file by its id, the day it is in force from, and what amended it."""
_DATED = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_REPLACES = re.compile(r"の全部を(?:次のように)?改正する")


@dataclass(slots=True)
class Planned:
    """A regulation while its days are settled. ``said`` are those of sources.toml; ``ends`` is the first later limit found."""

    document: Document
    said_from: date | None
    said_to: date | None
    force: Force | None = None
    start: date | None = None
    ends: list[date] = field(default_factory=list)
    replaced: tuple[str, ...] = ()
    supplements: int = 0


def settle(ledger: Ledger) -> int:
    """Bring the days of every regulation up to date; returns how many documents changed. The caller holds the writer lock."""
    planned = _plan(ledger)
    _begin_with_others(planned, ledger)
    for one in planned:
        one.start = one.said_from or _start(one)
    for rows in _by_regulation(planned).values():
        _part_by_part(rows, ledger)
    _end_by_revisions(planned)
    _end_by_repeals(planned)
    changed = 0
    for one in planned:
        end = one.said_to or min(one.ends, default=None)
        if end is not None and one.start is not None and end < one.start:
            end = one.said_to
        settled = replace(one.document, effective_from=one.start, effective_to=end)
        if (settled.effective_from, settled.effective_to) != (
            one.document.effective_from,
            one.document.effective_to,
        ):
            _write(ledger, settled)
            changed += 1
    return changed


def _plan(ledger: Ledger) -> list[Planned]:
    recipes = {document_id: recipe for document_id, _, recipe in ledger.sources().values()}
    listed = [each for each in ledger.documents() if each.kind in KINDS]
    names = Names.of({each.title: each.number for each in listed})
    found = []
    for each in listed:
        said = _said(recipes.get(each.id, ""))
        one = Planned(each, _day(said.get("effective_from")), _day(said.get("effective_to")))
        document = ledger.document(each.id)
        text = document.text if document else ""
        one.supplements = len(re.findall(r"^[ 　#]*[附付][ 　]*則", text, re.M))
        if one.said_from is None or re.search(r"廃止する|全部を|効力を失う", text):
            tree = parse(text)
            one.force = read_force(tree, names=names)
            head = text[: tree.articles()[0].start] if tree.articles() else text[:400]
            if _REPLACES.search(head):
                one.replaced = tuple(LAW_NUMBER.findall(head[: head.index("の全部を")]))[-1:]
        found.append(one)
    return found


def _begin_with_others(planned: Iterable[Planned], ledger: Ledger) -> None:
    """「この規則は、条例の施行の日から施行する。」: the day is in the text of that 条例."""
    read = [(one, one.force) for one in planned if one.force]
    days = first_days((one.document.title, one.document.number, force) for one, force in read)
    names = Names.of({one.document.title: one.document.number for one in planned})
    for one, force in read:
        document = ledger.document(one.document.id) if is_open(force) else None
        if document is not None:
            one.force = with_days_of_others(force, parse(document.text), names, days)


def _said(recipe: str) -> dict[str, str]:
    try:
        return dict(json.loads(recipe)[2])
    except (ValueError, IndexError, TypeError):
        return {}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and value != "None" else None


def _start(one: Planned) -> date | None:
    """The day its 附則 say; where a part of the last one began on another day, the day that the file is named by."""
    name = PurePath(one.document.source).stem
    if match := _EGOV.match(name):
        return _valid(match[1][:4], match[1][4:6], match[1][6:])
    if one.force is None:
        return None
    named = [_valid(*match.groups()) for match in _DATED.finditer(name)]
    days = {day for enactment in one.force.enactments for day in enactment.days}
    return next((day for day in named if day in days), one.force.current)


def _valid(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _end_by_revisions(planned: Iterable[Planned]) -> None:
    """A revision ends the day before the next one of the same regulation begins.

    One whose own beginning is open is older than those that have more 附則.
    """
    for rows in _by_regulation(planned).values():
        for one in rows:
            later = [other.start for other in rows if other.start and _is_later(other, one)]
            if later:
                one.ends.append(min(later) - timedelta(days=1))


def _by_regulation(planned: Iterable[Planned]) -> dict[str, list[Planned]]:
    groups: dict[str, list[Planned]] = {}
    for one in planned:
        groups.setdefault(number_key(one.document.number) or bare_title(one.document.title), []).append(one)
    return groups


def _part_by_part(rows: list[Planned], ledger: Ledger) -> None:
    """Texts that begin on one day by the same 附則, of which a part begins later: the day of each by what it has of that part."""
    for day in {one.start for one in rows if one.start}:
        same = [one for one in rows if one.start == day and one.said_from is None]
        before = [one for one in rows if one.start and one.start < day]
        parts = [part for one in same if one.force for each in one.force.enactments for part in each.parts]
        later = [each for each in dict.fromkeys(parts) if each.day and each.day > day]
        if len(same) < 2 or not before or not later:
            continue
        old = max(before, key=lambda one: one.start or day)
        trees = [
            parse(document.text) for one in (old, *same) if (document := ledger.document(one.document.id))
        ]
        for one, begins in zip(same, days_of(trees[0], trees[1:], later, day), strict=True):
            one.start = begins


def _is_later(other: Planned, one: Planned) -> bool:
    if one.start is not None:
        return other.start is not None and other.start > one.start
    return other.supplements > one.supplements


def _end_by_repeals(planned: list[Planned]) -> None:
    """A regulation ends the day before what repeals or wholly replaces it begins."""
    by_key: dict[str, list[Planned]] = {}
    for one in planned:
        by_key.setdefault(number_key(one.document.number) or "-", []).append(one)
    for one in planned:
        ended: list[tuple[str, date]] = [(number, one.start) for number in one.replaced if one.start]
        for enactment in one.force.enactments if one.force else ():
            begins = enactment.main.day if enactment.main else None
            ended += [(_whole(name, number, planned), begins) for name, number in enactment.repeals if begins]
        if one.force and one.force.until:
            one.ends.append(one.force.until)
        for number, begins in ended:
            for other in by_key.get(number_key(number), ()):
                if other is not one and number_key(other.document.number) != number_key(one.document.number):
                    other.ends.append(begins - timedelta(days=1))


def _whole(name: str, number: str, planned: Iterable[Planned]) -> str:
    """The number of the regulation that is repealed as its own paper has it: a city's own law leaves the city's name out
    (「昭和52年条例第6号」 for 昭和52年みどり市条例第6号)."""
    told = {each.document.number for each in planned if is_number_of(each.document, name, number)}
    return told.pop() if len(told) == 1 else number


def _write(ledger: Ledger, document: Document) -> None:
    scope = scope_of(document)
    days = [day.isoformat() if day else None for day in (document.effective_from, document.effective_to)]
    with ledger.transaction() as db:
        db.execute("UPDATE documents SET effective_from=?, effective_to=? WHERE id=?", (*days, document.id))
        rows = db.execute("SELECT id, vector FROM passages WHERE document=?", (document.id,)).fetchall()
        db.executemany(
            "UPDATE passages SET scope=?, key=? WHERE id=?",
            [(scope, passage_key(passage, scope, vector), passage) for passage, vector in rows],
        )
        ledger.advance(db)
