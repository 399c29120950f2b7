"""The part of an amendment that words of its 附則 mean: 「第2条の規定」, 「第18条の次に3条を加える改正規定（第18条の2に係る部分に限る。）」.

Knows nothing of days, and nothing of how an operation is carried out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.law.amending.block import KINDS, read_block
from ingest.law.amending.grammar import read_sentence
from ingest.law.amending.operation import Operation
from ingest.law.amending.place import Place, Unreadable, read_places
from ingest.law.brackets import outer_spans
from ingest.law.lines import key
from ingest.law.numbers import NUMERAL, branch_number

_END = re.compile(r"(?:(?P<amending>(?:の|る)?改正規定)|の規定|に係る部分)(?=[（(、及並]|$)")
_JOINT = re.compile(r"^(?:、|及び|並びに)")
_OWN = re.compile(rf"^(?:附則|次条|前条|次項|前項|前各?号|次号|第{NUMERAL}項)")
_LEAD = re.compile(
    rf"^(第{NUMERAL}条(?:の{NUMERAL})*)中(?:(?=第|別表|様式|附則|題名|目次|本則)|[^第、]*?(?:条例|規則|規程|要綱|要領)(?:中)?)"
)
_NAMED = re.compile(
    r"^[^第、。「」]{0,60}?(?:条例|規則|規程|要綱|要領|同令)中?(?=第|別表|様式|附則|題名|目次|本則)"
)
_SAME = re.compile(r"同(?:条例|規則|規程|要綱|令)(?=第|別表|附則|様式|題名|目次)")
_LIMIT = re.compile(r"^(?P<words>.+?)(?:に係る部分)?(?P<way>に限る|を除く)。?$")


@dataclass(frozen=True, slots=True)
class Portion:
    """``articles`` are the 条 of the amendment itself (() any); ``places`` what is amended, or ``operations`` the very ones.

    ``own``: provisions of the amendment's own 附則, of which no operation is a part. ``only`` and ``without`` narrow it.
    """

    words: str
    articles: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    operations: tuple[Operation, ...] = ()
    own: bool = False
    only: tuple[Portion, ...] = ()
    without: tuple[Portion, ...] = ()


def read_portions(what: str, *, numbered: bool, last: Place | None = None) -> tuple[Portion, ...]:
    """Every portion that the words name; ``numbered``: the amendment has 条 of its own. Raises Unreadable."""
    found: list[Portion] = []
    for words, amending, limits in _chunks(what):
        made = _portion(words, amending, numbered, last)
        for way, inner in limits:
            parts = read_portions(inner, numbered=False, last=made.places[-1] if made.places else last)
            made = replace(made, only=parts) if way == "に限る" else replace(made, without=parts)
        found.append(made)
        last = made.places[-1] if made.places else last
    return tuple(found)


def _chunks(what: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """(words, how they end, [(に限る or を除く, of what)]) of each part of a list."""
    outer = outer_spans(what, opening="（(「", longest=400)
    at = 0
    while at < len(what):
        ends = (
            found for found in _END.finditer(what, at) if not any(a < found.start() < b for a, b in outer)
        )
        end = next(ends, None)
        stop = end.end() if end else len(what)
        bracket = next((each for each in outer if each[0] == stop), None)
        inner = what[bracket[0] + 1 : bracket[1]] if bracket and end else ""
        limit = _LIMIT.match(inner)
        words = what[at : end.start()] if end else what[at:]
        ending = ("る" if end and (end["amending"] or "").startswith("る") else "") if end else ""
        yield (
            words + ending,
            "amending" if end and end["amending"] else "",
            [(limit["way"], limit["words"])] if limit else [],
        )
        at = bracket[1] + 1 if bracket and end else stop
        at += len(joint[0]) if (joint := _JOINT.match(what[at:])) else 0


def _portion(words: str, amending: str, numbered: bool, last: Place | None) -> Portion:
    if not amending and _OWN.match(words):
        return Portion(words, own=True)
    articles: tuple[str, ...] = ()
    if lead := _LEAD.match(words):
        articles, words = (branch_number(lead[1]),), words[lead.end() :]
    elif numbered and not amending:
        return Portion(words, articles=tuple(_range(read_places(words, None))))
    words = _SAME.sub("", _NAMED.sub("", words))
    if amending and words.endswith("る"):
        counted = rf"に(?:{NUMERAL})(条|項|号|章|節|款|目|表|様式)を加える$"
        sentence = read_sentence(re.sub(counted, r"に次の1\1を加える", words) + "。", last)
        if sentence.operations and not sentence.reason:
            return Portion(words, articles, operations=sentence.operations)
        raise Unreadable(words)
    return Portion(words, articles, read_places(words, last))


def _range(places: Sequence[Place]) -> Iterator[str]:
    """Numbers of 条; those between the ends of a range too."""
    before = ""
    for place in places:
        number = place.steps[-1][1]
        if place.through and before.isdigit() and number.isdigit():
            yield from (str(each) for each in range(int(before) + 1, int(number)))
        yield number
        before = number


Parts = tuple[list[Operation], list[Operation]]
"""(what a portion takes, what it leaves)."""


def taken(portion: Portion, operation: Operation, article: str) -> Parts:
    """An operation that stands in ``article`` of the amendment, parted into what belongs to the portion and what not."""
    if portion.own or (portion.articles and article not in portion.articles):
        return [], [operation]
    mine, rest = _by_place(portion, operation)
    for parts, wanted in ((portion.only, True), (portion.without, False)):
        if not parts:
            continue
        inside: list[Operation] = []
        outside = mine
        for part in parts:
            pairs = [taken(part, each, article) for each in outside]
            inside += [each for pair in pairs for each in pair[0]]
            outside = [each for pair in pairs for each in pair[1]]
        mine, more = (inside, outside) if wanted else (outside, inside)
        rest = [*rest, *more]
    return mine, rest


def _by_place(portion: Portion, operation: Operation) -> Parts:
    if portion.operations:
        same = any(_same(each, operation) for each in portion.operations)
        return ([operation], []) if same else ([], [operation])
    if not portion.places:
        return [operation], []
    if operation.verb == "add" and operation.side in ("after", "before", "in"):
        return _added(portion.places, operation)
    mine = tuple(each for each in operation.places if _within(portion.places, each))
    rest = tuple(each for each in operation.places if each not in mine)
    parted = not any(each.through for each in operation.places)
    if mine and rest and parted:
        return [replace(operation, places=mine)], [replace(operation, places=rest)]
    return ([operation], []) if mine else ([], [operation])


def _same(one: Operation, two: Operation) -> bool:
    """Whether two operations do one thing to one place; what they put there is not compared."""
    places = [each.steps for each in one.places] == [each.steps for each in two.places]
    sides = (one.side or "in") == (two.side or "in")
    return one.verb == two.verb and places and sides and one.target == two.target


def _added(places: Sequence[Place], operation: Operation) -> Parts:
    """New units belong to the place they go into, or, one by one, to the place that they become."""
    place = operation.places[0]
    beside = operation.side in ("after", "before")
    if any(_holds(each, place) and (not beside or each.steps != place.steps) for each in places):
        return [operation], []
    holder = place.steps[:-1] if beside else tuple(step for step in place.steps if step[0] != "law")
    kind = KINDS.get(operation.what, "")
    if kind not in ("article", "paragraph", "item"):
        return [], [operation]
    mine: list[str] = []
    rest: list[str] = []
    for unit in read_block(operation.block, kind):
        own = Place((*holder, (kind, unit.number)))
        (mine if _within(places, own) else rest).extend(unit.lines(silent=False))
    made = [replace(operation, block=tuple(block)) if block else None for block in (mine, rest)]
    return ([made[0]] if made[0] else [], [made[1]] if made[1] else [])


def _within(places: Sequence[Place], place: Place) -> bool:
    """Whether a place is one of some places, is in one of them, or between two that are a range."""
    for at, each in enumerate(places):
        if _holds(each, place):
            return True
        if each.through and at and _between(places[at - 1], place, each):
            return True
    return False


def _holds(outer: Place, place: Place) -> bool:
    same = place.steps[: len(outer.steps)] == outer.steps
    return same and (not outer.part or len(place.steps) > len(outer.steps) or place.part == outer.part)


def _between(first: Place, place: Place, last: Place) -> bool:
    size = len(first.steps)
    if len(place.steps) < size or place.steps[: size - 1] != first.steps[:-1]:
        return False
    kind, number = place.steps[size - 1]
    if kind != first.kind or not number[:1].isdigit():
        return False
    return key(first.steps[-1][1]) <= key(number) <= key(last.steps[-1][1])
