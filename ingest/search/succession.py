"""What followed a regulation that is no longer the law: by its old number or name. Knows what has ended, nothing of rankings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.document import Document
from ingest.ended import Ended, loosely
from ingest.law.graph import bare_title
from ingest.law.lawname import LAW_NUMBER, number_key
from ingest.law.numbers import to_wareki
from ingest.search_key import normalise

_NO_SUCCESSOR = re.compile(r"を廃止する|整[備理]に関する|を改正する")
"""What only ends others, or changes them by the way, takes nobody's place."""


@dataclass(frozen=True, slots=True)
class Followed:
    """``told``: that the regulation has ended, when, and what is the law now; ``successor`` is that, where it is here.
    ``rest`` is the query without the number or the name."""

    told: str
    successor: Document | None
    rest: str


def followed(query: str, ended: Sequence[Ended], documents: Sequence[Document], day: date) -> Followed | None:
    """For a query that names a regulation which had ended by ``day``, with the city in its number or without; None for another."""
    asked = normalise(query).replace(" ", "")
    keys = {loosely(number_key(number)) for number in LAW_NUMBER.findall(asked)}
    current = [each for each in documents if each.in_force(day)]
    taken = {loosely(number_key(each.number)) for each in current} | {
        normalise(bare_title(each.title)) for each in current
    }
    for one in ended:
        number, name = loosely(number_key(one.number)), normalise(bare_title(one.name))
        named = number in keys if keys else bool(name) and _names(asked, name) and name not in taken
        if one.last < day and named and (not keys or number not in taken):
            rest = LAW_NUMBER.sub(" ", asked).replace(name, " ")
            held = any(
                not each.in_force(day) and loosely(number_key(each.number)) == number for each in documents
            )
            return _told(one, current, rest, held=bool(number) and held)
    return None


def _names(asked: str, name: str) -> bool:
    """Whether the name stands in a query by itself: 「公園条例」 is none in 「都市公園条例」."""
    at = asked.find(name)
    return at >= 0 and not re.search(
        r"[一-龠々ァ-ヶー]$", re.sub(r"[^\s、。の]{1,8}[市町村区]$", "", asked[:at])
    )


def _told(one: Ended, current: Sequence[Document], rest: str, *, held: bool) -> Followed:
    name = one.name + (f"（{one.number}）" if one.number else "")
    told = f"{name}は、{to_wareki(one.last + timedelta(days=1))}に効力を失っています。"
    before = f"その前の条文は、{to_wareki(one.last)}以前の日を指定すると出ます。" if held else ""
    by = one.by if not _NO_SUCCESSOR.search(one.by) else ""
    successor = next((each for each in current if by and each.title == by), None)
    if successor is None:
        return Followed(told + (f"{one.by}により廃止されました。" if one.by else "") + before, None, rest)
    number = f"（{successor.number}）" if successor.number else ""
    return Followed(f"{told}今の例規は、{successor.title}{number}です。{before}", successor, rest)
