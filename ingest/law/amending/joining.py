"""Clauses that are told as one: the same of neighbouring places (「第3条及び第4条中」), a 目次 with its first 章名. Knows no wording."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.law.amending.phrasing import CHANGING, Clause


def joined(clauses: Sequence[Clause], branched: Collection[tuple[str, str]] = ()) -> list[Clause]:
    """Neighbours that change the same words told once: 「第3条及び第4条中「市長」を「教育委員会」に改める。」

    ``branched`` are (kind, number) that have 枝番号 behind them: a range over them would take those in.
    """
    found: list[Clause] = []
    clauses = _in_one_place(clauses)
    for at, clause in enumerate(clauses):
        one = found[-1] if found else None
        after = clauses[at + 1] if at + 1 < len(clauses) else None
        before = found[-2] if len(found) > 1 else None
        if one and _joins(one, clause) and not _touches(one, before) and not _touches(clause, after):
            places = (*one.operation.places, *clause.operation.places)
            found[-1] = Clause(one.group, replace(one.operation, places=places))
        else:
            found.append(clause)
    return [_ranged(clause, branched) for clause in _with_headings(found)]


def _in_one_place(clauses: Sequence[Clause]) -> list[Clause]:
    """「目次中「第16条」を「第15条」に、「第17条」を「第16条」に改める。」: words changed in several lines of one place."""
    found: list[Clause] = []
    for clause in clauses:
        one, two = (found[-1] if found else None), clause.operation
        if (
            one
            and one.group == clause.group
            and one.operation.verb == two.verb == "replace"
            and one.operation.places == two.places
        ):
            found[-1] = Clause(one.group, replace(one.operation, words=(*one.operation.words, *two.words)))
        else:
            found.append(clause)
    return found


def _with_headings(clauses: Sequence[Clause]) -> list[Clause]:
    """「題名の次に次の目次及び章名を付する。」: a new 目次 and the 章名 above 第1条, told together."""
    found: list[Clause] = []
    for clause in clauses:
        one, two = (found[-1].operation if found else None), clause.operation
        contents = one is not None and one.verb == "add" and one.what == "目次"
        first = two.verb == "add" and two.side == "before" and two.places[0].steps == (("article", "1"),)
        if one and contents and first and two.what == "章名":
            told = replace(one, what="目次及び章名", block=(*one.block, *two.block))
            found[-1] = Clause(found[-1].group, told)
        else:
            found.append(clause)
    return found


def _ranged(clause: Clause, branched: Collection[tuple[str, str]]) -> Clause:
    """Three and more whose numbers run on as 「第3条から第5条まで」."""
    places = clause.operation.places
    numbers = [place.steps[-1][1] if place.steps else "" for place in places]
    runs = all(map(str.isdigit, numbers)) and all(int(b) - int(a) == 1 for a, b in pairwise(numbers))
    if len(places) < 3 or not runs or any((places[0].kind, number) in branched for number in numbers):
        return clause
    last = replace(places[-1], through=True)
    return Clause(clause.group, replace(clause.operation, places=(*places[:-1], last)))


def _joins(one: Clause, two: Clause) -> bool:
    a, b = one.operation, two.operation
    if a.verb not in CHANGING or (a.verb, a.words) != (b.verb, b.words) or len(b.places) != 1:
        return False
    first, second = a.places[-1], b.places[0]
    if first.part or second.part or first.kind != second.kind or first.steps[:-1] != second.steps[:-1]:
        return False
    return first.kind == ("article" if one.group != two.group else first.kind) and first.kind in (
        "article",
        "paragraph",
        "item",
    )


def _touches(clause: Clause, other: Clause | None) -> bool:
    """Whether another clause is about the same place, or in the sentence of a 条 told alone."""
    if other is None:
        return False
    if other.operation.places[0].shared:
        return False  # 「第2条の前の見出し中…に改め、同条及び第3条中…」
    same = bool(set(clause.operation.places) & set(other.operation.places))
    return same or (clause.operation.places[0].kind == "article" and clause.group == other.group)
