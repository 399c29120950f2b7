"""Sentences that begin by moving: 「第2条中第3項を第4項とし、…」, 「第2章中第2条を第4条とし、同章を第3章とし」. Knows no words that change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.law.amending.numerals import Numerals
from ingest.law.amending.operation import Operation
from ingest.law.amending.place import Place
from ingest.law.amending.unit import GROUPS

Lead = tuple[Place, bool]
"""(the 章, whether it is named here for the first time)."""


def headed(sentence: Sequence[Operation]) -> dict[int, Lead]:
    """By its place in the sentence: each clause that only moves 条 of a 章 which itself moves right after, and that one."""
    found: dict[int, Lead] = {}
    start = 0
    for at, operation in enumerate(sentence):
        if operation.verb == "renumber" and operation.places[0].kind in GROUPS:
            for n in range(start, at + 1) if at > start else ():
                found[n] = operation.places[0], n == start
            start = at + 1
        elif operation.verb not in ("renumber", "shift") or operation.places[0].kind != "article":
            start = at + 1
    return found


def told(operation: Operation, lead: Lead, numerals: Numerals) -> str:
    """The clause in words."""
    from ingest.law.amending.phrasing import clause_of, words_of

    group, first = lead
    named = words_of(group, None, numerals)
    if operation.places[0] == group:
        assert operation.target is not None
        return f"同{named[-1] if named[-1] in '編章節款目' else '章'}を{words_of(operation.target, None, numerals)}とし"
    return (f"{named}中" if first else "") + clause_of(operation, numerals)


def first(sentence: Sequence[Operation]) -> tuple[int, Place]:
    """With how many clauses a sentence begins that only move, take out and add 項 or 号 of one 条: 「第2条中第3項を第4項とし、…」.

    (0, no place) where it is none or one: 「第2条第3項を削る」.
    """
    end = 0
    while (
        end < len(sentence)
        and _moves(sentence[end])
        and sentence[end].places[0].above == sentence[0].places[0].above
    ):
        end += 1
    told = sentence[:end]
    if end < 2 or not any(each.verb in ("renumber", "shift") for each in told):
        return 0, Place(())
    return end, told[0].places[0].above


def _moves(operation: Operation) -> bool:
    places = operation.places
    plain = operation.verb in ("renumber", "shift", "remove", "add") and operation.side in (
        "",
        "after",
        "before",
    )
    listed = all(place.kind in ("paragraph", "item", "subitem") and not place.part for place in places)
    return (
        plain
        and listed
        and len(places[0].steps) > 1
        and places[0].steps[-2][0] in ("article", "paragraph", "item")
    )


def within(operation: Operation, numerals: Numerals) -> str:
    """A clause of such a sentence: the 項 and 号 by their own numbers alone."""
    from ingest.law.amending.phrasing import list_of, moved, step_words

    where = list_of([replace(place, steps=place.steps[-1:]) for place in operation.places], None, numerals)
    if operation.verb == "renumber" and operation.target is not None:
        return f"{where}を{step_words(operation.target.steps[-1], numerals)}とし"
    return f"{where}を削り" if operation.verb == "remove" else moved(operation, where, numerals)
