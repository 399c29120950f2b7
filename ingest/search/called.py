"""What regulations a question calls by some name within other words: 「墓地の条例で」, 「給水条例　水道を止める」. Knows no documents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.search.naming import RegulationNames, in_order
from ingest.search.synonyms import Synonyms
from ingest.search_key import normalise

_CALLED = re.compile(
    r"([^\s、。,.「」『』()?!]{1,30}?)(条例施行規則|施行規則|施行細則|条例|規則|規程|要綱|要領|細則)(?=$|第|[^一-龠々])"
)
_WITHIN = re.compile(r"[をはがにとでもや]|から|より|って")
"""After one of these a name may begin: 「後から家族を呼ぶときの市営住宅の条例」."""
SHORTEST = 2
"""Characters of a name without 条例: 墓地条例, not 新条例."""


@dataclass(frozen=True, slots=True)
class Called:
    """``titles`` of the regulations that a question calls; ``rest``: what it says besides their names."""

    titles: tuple[str, ...] = ()
    rest: str = ""


def called_in(question: str, names: RegulationNames, synonyms: Synonyms) -> Called:
    """The regulations that ``question`` calls, each by a name that is its alone; ごみの条例 is the one on 廃棄物, where
    the office's table says so."""
    text = rest = normalise(question)
    found: dict[str, None] = {}
    for stem, kind in _CALLED.findall(text):
        core = stem.removesuffix("の")
        tail = _WITHIN.split(core)[-1]
        for told in dict.fromkeys((core, tail, tail.rpartition("の")[2])):
            ways = dict.fromkeys((told, told.replace("の", ""), *synonyms.instead(told)))
            if titles := next(filter(None, (_meant(way, kind, names) for way in ways)), ()):
                found |= dict.fromkeys(titles)
                rest = rest.replace(told + stem[len(core) :] + kind, " ", 1)
                break
    return Called(tuple(found), rest.strip())


def _meant(way: str, kind: str, names: RegulationNames) -> tuple[str, ...]:
    """The title meant; of several the one that all others only add to: 国民健康保険条例 and not 国民健康保険税条例."""
    meant = names.meant_in(way + kind)
    if meant is None or meant.words != way + kind or meant.how not in ("full", "short", "several"):
        return ()
    if meant.how != "full" and len(way) < SHORTEST:
        return ()
    if meant.how != "several":
        return meant.titles
    least = min(meant.titles, key=len)
    return (least,) if all(in_order(least, each) for each in meant.titles) else ()
