"""Days that a regulation takes from another one: 「この規則は、条例の施行の日から施行する。」 Knows what others begin, nothing of files.

The other is named by its 例規番号, by its title, or by the short name that the text gave to it (「以下「条例」という。」).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from ingest.law.commencement import Start
from ingest.law.definitions import find_definitions
from ingest.law.force import Force, current_day
from ingest.law.graph import bare_title
from ingest.law.lawname import LAW_NUMBER, Names, number_key
from ingest.law.tree import LawTree

_OF = re.compile(r"(?:は、?|^)(?P<name>[^、。は]{2,60}?)(?P<number>[（(][^（）()]*号[）)])?の施行の日")


def first_days(rows: Iterable[tuple[str, str, Force]]) -> dict[str, date]:
    """The day of each 例規番号 and each 題名 of (title, number, force): of the regulation itself, and of what amended it."""
    found: dict[str, date] = {}
    for title, number, force in rows:
        for at, enactment in enumerate(force.enactments):
            day = enactment.main.day if enactment.main and not enactment.main.what else None
            names = (number_key(number), bare_title(title)) if at == 0 else (number_key(enactment.number),)
            if day:
                found |= {name: day for name in names if name}
    return found


def is_open(force: Force) -> bool:
    """Whether a day of it is that on which another begins, and is not known."""
    return any(
        start.day is None and "の施行の日" in start.basis for e in force.enactments for start in e.starts
    )


def with_days_of_others(force: Force, tree: LawTree, names: Names, days: Mapping[str, date]) -> Force:
    """The same with the days that others tell; what they do not tell stays open."""
    called = {
        each.short: (each.number, each.name) for each in find_definitions(tree.text, names) if each.short
    }
    enactments = tuple(
        replace(each, starts=tuple(_told(start, called, days) for start in each.starts))
        for each in force.enactments
    )
    return replace(force, enactments=enactments, current=current_day(enactments))


def _told(start: Start, called: Mapping[str, tuple[str, str]], days: Mapping[str, date]) -> Start:
    found = _OF.search(start.basis) if start.day is None else None
    if found is None:
        return start
    told = LAW_NUMBER.search(found["number"] or "")
    number, name = (told[0], "") if told else called.get(found["name"], ("", found["name"]))
    return replace(start, day=days.get(number_key(number) or "-") or days.get(bare_title(name) or "-"))
