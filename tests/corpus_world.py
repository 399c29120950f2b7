"""What corpus/city.toml says of みどり市, as questions: who held a post on a day, what an event was, what a fee was."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ingest.law.numbers import find_wareki
from tests.corpus_texts import CORPUS

FIRST_YEAR = 2023
"""The lists of heads and chiefs begin with 令和5年度."""
RENAMED = date(2024, 4, 1)
OPEN_END = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Term:
    """A person in a post, the days inclusive. Names are without spaces."""

    post: str
    name: str
    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def plain(name: str) -> str:
    return re.sub(r"[\s　]", "", name)


def day_of(words: str) -> date:
    """The first whole day that the words write by era."""
    return next(date(w.year, w.month, w.day) for w in find_wareki(words) if w.month and w.day)


class World:
    """The table of city.toml and what follows from it."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.table = table

    def all(self, key: str) -> list[dict[str, Any]]:
        """The entries of a list that may not be there."""
        return list(self.table.get(key, []))

    @cached_property
    def strings(self) -> tuple[str, ...]:
        return tuple(_strings(self.table))

    @cached_property
    def everything(self) -> str:
        return "\n".join(self.strings)

    # ---------------------------------------------------------------- the office

    @cached_property
    def sections(self) -> dict[str, dict[str, Any]]:
        """Every 課 by its name of today."""
        return {
            section["name"]: section for dept in self.all("department") for section in dept.get("section", [])
        }

    @cached_property
    def former_names(self) -> dict[str, str]:
        """The name until 令和6年3月31日 → the name since."""
        return {
            re.sub(r"（.*", "", section["former_name"]): name
            for name, section in self.sections.items()
            if "former_name" in section
        }

    @cached_property
    def phones(self) -> dict[str, set[str]]:
        """Every telephone number of the city → the names it belongs to ("" for one that stands in a sentence)."""
        found: dict[str, set[str]] = {}
        for words in self.strings:
            for number in PHONE.findall(words):
                found.setdefault(number, set())
        for entry in (*self.sections.values(), *self.all("facility")):
            if entry.get("phone"):
                found[entry["phone"]].add(entry["name"])
        return found

    # ---------------------------------------------------------------- people

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        return (*self._executives(), *self._officers(), *self._assembly())

    def _executives(self) -> Iterator[Term]:
        for entry in self.all("executive"):
            last = day_of(entry["to"]) if entry.get("to") else OPEN_END
            yield Term(entry["post"], plain(entry["name"]), day_of(entry["from"]), last)

    def _officers(self) -> Iterator[Term]:
        for dept in self.all("department"):
            yield from _by_year(dept["head_post"], dept.get("heads", []))
            for section in dept.get("section", []):
                name = section["name"]
                post = name + "長" if name.endswith("課") or name == "図書館" else name
                former = re.sub(r"（.*", "", section.get("former_name", ""))
                for term in _by_year(post, section.get("chiefs", [])):
                    yield term
                    if former and term.first < RENAMED:
                        yield Term(former + "長", term.name, term.first, min(term.last, date(2024, 3, 31)))

    def _assembly(self) -> Iterator[Term]:
        house = self.table.get("assembly", {})
        if not house:
            return
        yield Term("議長", plain(house["chair"]), date(2025, 5, 1), OPEN_END)
        yield Term("副議長", plain(house["vice_chair"]), date(2025, 5, 1), OPEN_END)
        yield Term("議長", plain(house["chair_before"]), date(2023, 5, 1), date(2025, 4, 23))
        if house.get("vice_chair_before"):
            yield Term("副議長", plain(house["vice_chair_before"]), date(2023, 5, 1), date(2025, 4, 23))
        for first, last, members in self.houses:
            for member in members:
                yield Term("議員", plain(member["name"]), first, last)

    @cached_property
    def houses(self) -> tuple[tuple[date, date, list[dict[str, Any]]], ...]:
        """(first day, last day, members) of every term of the assembly, the present one first."""
        house = self.table.get("assembly", {})
        found = [(date(2025, 4, 24), date(2029, 4, 23), house.get("member", []))]
        if house.get("former_member"):
            found.append((date(2021, 4, 24), date(2025, 4, 23), house["former_member"]))
        return tuple(found)

    def holders(self, post: str, day: date) -> set[str]:
        return {term.name for term in self.terms if term.post == post and term.covers(day)}

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(term.name for term in self.terms)

    # ---------------------------------------------------------------- papers

    @cached_property
    def regulations(self) -> dict[str, set[str]]:
        """Number → titles, of the city and of the nation; a title that was changed has its own entry."""
        found: dict[str, set[str]] = {}
        for entry in (*self.all("regulation"), *self.all("regulation_mentioned")):
            found.setdefault(entry["number"], set()).add(entry["title"])
        for entry in self.all("national_law"):
            found.setdefault(entry["number"], set()).add(entry["name"])
        return found

    @cached_property
    def titles(self) -> frozenset[str]:
        return frozenset(
            entry["title"] for entry in (*self.all("regulation"), *self.all("regulation_mentioned"))
        )

    @cached_property
    def marks(self) -> dict[str, str]:
        """Mark of a 文書番号 → section: 総総 → 総務課."""
        found = {mark: section for section, mark in self.table.get("document_mark", {}).items()}
        return found | {"企情": "デジタル推進課", "福子": "こども未来課"}


PHONE = re.compile(r"(?<![0-9\-])0\d{1,4}-\d{1,4}-\d{3,4}(?![0-9\-])")


def _by_year(post: str, names: list[str]) -> Iterator[Term]:
    for number, name in enumerate(names):
        year = FIRST_YEAR + number
        yield Term(post, plain(name), date(year, 4, 1), date(year + 1, 3, 31))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


@lru_cache(maxsize=1)
def read_world(path: Path = CORPUS / "city.toml") -> World:
    return World(tomllib.loads(path.read_text(encoding="utf-8")))
