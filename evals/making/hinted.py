"""Questions that say when a paper was made or of what kind it is, made from the papers' days and kinds.

Each names two things that papers of other years and kinds speak of too; the gold is every passage of the year or kind
that speaks of both. Knows nothing of how the search reads such words.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from evals.making.making import Source
from ingest.document import Document, Passage
from ingest.law.numbers import fiscal_year
from ingest.ledger import NOT_SEARCHED
from ingest.regulations import KINDS
from ingest.search.coverage import read_terms

SAID = {
    "会議録": "会議録", "想定問答": "想定問答", "あいさつ文": "あいさつ", "仕様書": "仕様書", "契約書": "契約書", "記者発表": "記者発表",
    "広報": "広報紙", "メール": "メール", "マニュアル": "手引", "FAQ": "市民の声", "企画書": "企画書",
}  # fmt: skip
"""How people name a kind."""
COMMON = range(3, 121)
"""Passages that speak of a word: fewer make it a name of one paper, more tell nothing."""
MOST = 4
"""Passages that may answer."""
EACH = {"種類": 8, "年度": 15, "月": 2}
"""Questions from one kind, one 年度, one month at most."""

Grouping = Callable[[Document], Hashable | None]


@dataclass(frozen=True, slots=True)
class _Read:
    """A passage, its document, and normal form → word as written of its nouns."""

    passage: Passage
    document: Document
    nouns: dict[str, str]


def hinted_cases(source: Source, *, seed: int = 0) -> list[dict[str, Any]]:
    """The rows of a case file: by kind, by 年度, by month."""
    read = list(_readings(source))
    spread = Counter(word for one in read for word in one.nouns)
    usable = {word for word, count in spread.items() if count in COMMON}
    rows: list[dict[str, Any]] = []
    for name, grouping in (("種類", _kind), ("年度", _fiscal), ("月", _month)):
        rows += _made(read, usable, name, grouping, random.Random(f"{seed}:{name}"))
    return rows


def _readings(source: Source) -> Iterator[_Read]:
    for document in source.index.documents(source.viewer):
        if document.in_force(source.day):
            for passage in source.index.passages(document.id):
                if passage.kind not in NOT_SEARCHED:
                    terms = read_terms(passage.text)
                    nouns = {each.word: each.written for each in terms if each.noun and len(each.written) > 1}
                    yield _Read(passage, document, nouns)


def _made(
    read: list[_Read], usable: set[str], name: str, grouping: Grouping, draw: random.Random
) -> Iterator[dict[str, Any]]:
    holders: dict[str, list[_Read]] = defaultdict(list)
    groups: dict[Hashable, list[_Read]] = defaultdict(list)
    for one in read:
        for word in one.nouns.keys() & usable:
            holders[word].append(one)
        if (group := grouping(one.document)) is not None:
            groups[group].append(one)
    for group, members in sorted(groups.items(), key=lambda pair: str(pair[0])):
        found = 0
        for one in draw.sample(members, len(members)):
            if found == EACH[name]:
                break
            words = sorted(one.nouns.keys() & usable)
            pair = draw.sample(words, 2) if len(words) > 1 else []
            both = [each for each in holders[pair[0]] if pair[1] in each.nouns] if pair else []
            gold = [each.passage.id for each in both if grouping(each.document) == group]
            if 1 <= len(gold) <= MOST and len(gold) < len(both):
                found += 1
                asked = f"{_saying(group)}{one.nouns[pair[0]]}と{one.nouns[pair[1]]}について"
                yield {"id": f"{name}-{one.passage.id}", "query": asked, "gold": gold, "tags": ["made", name]}


def _saying(group: Hashable) -> str:
    if isinstance(group, tuple):
        return f"令和{group[0] - 2018}年{group[1]}月の"
    return f"令和{group - 2018}年度の" if isinstance(group, int) else f"{SAID[str(group)]}での"


def _kind(document: Document) -> Hashable | None:
    return document.kind if document.kind in SAID else None


def _fiscal(document: Document) -> Hashable | None:
    return fiscal_year(document.issued) if _dated(document) and document.issued else None


def _month(document: Document) -> Hashable | None:
    return (document.issued.year, document.issued.month) if _dated(document) and document.issued else None


def _dated(document: Document) -> bool:
    """Whether the paper is of its day; a regulation is not, and a 年度 before 令和 is another era's."""
    return document.kind not in KINDS and document.issued is not None and document.issued.year > 2019
