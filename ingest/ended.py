"""Which regulations have ended, by their own last day and by those that repeal them. Knows nothing of texts that cite them.

One whose paper is not here, and that only another one's 附則 repeals, has ended too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.document import Document
from ingest.law.force import read_force
from ingest.law.graph import bare_title
from ingest.law.lawname import LAW_NUMBER, Names, name_ending, number_key
from ingest.law.tree import LawTree

_CITY = re.compile(r"(?<=[0-9])[^0-9]*?[都道府県市区町村](?=(?:条例|規則|規程|告示|訓令|要綱))")
_REPEALS = "廃止する"
_REPLACES = re.compile(r"の全部を(?:次のように)?改正する")


@dataclass(frozen=True, slots=True)
class Ended:
    """A regulation that is in force no more: ``last`` is its last day, ``by`` the title of what repeals it or ""."""

    name: str
    number: str
    last: date
    by: str = ""


def find_ended(
    documents: Sequence[Document], load: Callable[[str], Document | None], tree: Callable[[str], LawTree]
) -> tuple[Ended, ...]:
    """All that have ended for good: revisions that a later one follows have not."""
    found: dict[str, Ended] = {}
    revisions: dict[str, list[Document]] = {}
    for each in documents:
        revisions.setdefault(_key(each.title, each.number), []).append(each)
    for key, rows in revisions.items():
        days = [each.effective_to for each in rows]
        if None not in days:
            newest = max(rows, key=lambda each: each.effective_to or date.min)
            found[key] = Ended(newest.title, newest.number, newest.effective_to or date.min)
    names = Names.of({each.title: each.number for each in documents})
    for each in documents:
        for one in _repealed_by(each, load, tree, names):
            own = next((row[-1] for row in revisions.values() if _is(row[-1], one)), None)
            known = replace(one, name=own.title, number=own.number) if own else one
            found[_key(known.name, known.number)] = known
    return tuple(found.values())


def _repealed_by(
    document: Document, load: Callable[[str], Document | None], tree: Callable[[str], LawTree], names: Names
) -> Iterator[Ended]:
    read = load(document.id)
    if read is None or _REPEALS not in read.text:
        return
    for enactment in read_force(tree(document.id), names=names).enactments:
        begins = enactment.main.day if enactment.main else None
        for name, number in enactment.repeals:
            if begins is not None:
                yield Ended(name, number, begins - timedelta(days=1), document.title)


def find_replaced(
    documents: Sequence[Document], load: Callable[[str], Document | None], tree: Callable[[str], LawTree]
) -> tuple[Ended, ...]:
    """The numbers under which regulations stood before they were wholly amended (全部改正); they mostly keep their names."""
    names, found = Names.of({each.title: each.number for each in documents}), list[Ended]()
    for each in documents:
        read = load(each.id)
        if read is None or each.effective_from is None or not _REPLACES.search(read.text):
            continue
        articles = tree(each.id).articles()
        match = _REPLACES.search(read.text, 0, articles[0].start if articles else len(read.text))
        before = list(LAW_NUMBER.finditer(read.text, 0, match.start())) if match else []
        if before and number_key(before[-1][0]) != number_key(each.number):
            name = name_ending(read.text, before[-1].start() - 1, names) or each.title
            found.append(Ended(name, before[-1][0], each.effective_from - timedelta(days=1), each.title))
    return tuple(found)


def _is(document: Document, one: Ended) -> bool:
    return is_number_of(document, one.name, one.number)


def _key(title: str, number: str) -> str:
    return number_key(number) or bare_title(title)


def is_number_of(document: Document, name: str, number: str) -> bool:
    """Whether a number beside a name is the document's, with the city in it or without."""
    mine, theirs = number_key(document.number), number_key(number)
    if not mine or mine == theirs:
        return bool(mine)
    return loosely(mine) == loosely(theirs) == theirs and bare_title(document.title) == bare_title(name)


def loosely(key: str) -> str:
    """A number as it is compared, without the city.

    >>> loosely("昭和52みどり市条例6")
    '昭和52条例6'
    """
    return _CITY.sub("", key)
