"""What stands in relation to a place: 「第12条の2を引用しているのは」, 「規則に委任しているのは」. Knows no rankings; the net of the law tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from ingest.document import Document, Hit
from ingest.law.delegation import delegations
from ingest.law.graph import Graph, Regulation, inside
from ingest.law.reference import find_anchors, label_of
from ingest.law.standing import Standing
from ingest.search.exact import looks_legal
from ingest.search.missing import node_of
from ingest.search.shelf import Exact, Shelf, place_hit
from ingest.search.shorthand import spelled_out
from ingest.search_key import normalise

_CITING = re.compile(r"(?:引用|参照)(?:して|する|し|され|元)|ハネ改正|(?:を|が)準用(?:して|する規定|される)")
_LEAVING = re.compile(r"委任(?:して|する|され|規定|先|事項)|委ね(?:て|る|られ)")
MOST = 20


def answer_relation(query: str, shelf: Shelf, graph: Callable[[], Graph], day: date) -> Exact | None:
    """The places that cite the one named, or what a regulation leaves to its rules; None for another question.

    ``graph`` is asked only for such a question: it may have to read every regulation first.
    """
    citing, leaving = _CITING.search(query), _LEAVING.search(query)
    if not (citing or leaving) or not looks_legal(query):
        return None
    query = spelled_out(query)
    meant = shelf.names.meant_in(query)
    if meant is None or meant.how not in ("full", "short"):
        return None
    document = _revision(shelf, meant.titles[0], day)
    if document and document.effective_from and document.effective_from > day:
        day = document.effective_from  # made known and not yet in force: the net as it will be
    net = graph() if document else None
    regulation = net.regulations.get(document.id) if net and document else None
    if net is None or regulation is None:
        return None
    anchor = next(iter(find_anchors(re.sub(r"\s", "", normalise(query)).replace(meant.words, " ", 1))), "")
    if leaving:
        places = list(_left(net, regulation, anchor, day))
        told = "規則などに定めを委ねている規定"
    else:
        found = [(each.source, each.link.source) for each in net.cited_by(regulation, anchor, day)]
        itself = regulation.id, anchor  # 前項 in the place itself is no citing of it
        found = [each for each in found if anchor or each[0] != regulation.id]
        places = [
            (to, at)
            for to, at in found
            if not anchor or ((to, at) != itself and not (to == itself[0] and inside(at, anchor)))
        ]
        told = "引用している規定"
    return _shown(places, shelf, f"{regulation.title}{label_of(anchor)}", told, bool(leaving))


def _revision(shelf: Shelf, title: str, day: date) -> Document | None:
    """The revision in force; of a regulation that only begins later, its first."""
    rows = [each for each in shelf.documents if each.title == title]
    later = sorted(
        (each for each in rows if each.effective_from and each.effective_from > day),
        key=lambda each: each.effective_from or day,
    )
    return next((each for each in rows if each.in_force(day)), None) or next(iter(later), None)


def _left(net: Graph, regulation: Regulation, anchor: str, day: date) -> Iterator[tuple[str, str]]:
    """Each place that leaves something to others, and behind it the places that answer it."""
    for each in delegations(net, regulation, day):
        if not anchor or each.anchor.startswith(anchor):
            yield each.source, each.anchor
            yield from ((to, at) for to, at in each.targets if at)


def _shown(places: list[tuple[str, str]], shelf: Shelf, name: str, told: str, leaving: bool) -> Exact:
    """The places that may be read, each once, in their order."""
    readable = {each.id: each for each in shelf.documents}
    hits: list[Hit] = []
    own = 0
    for source, anchor in dict.fromkeys(places):
        document = readable.get(source)
        tree = shelf.tree(source) if document else None
        node = node_of(Standing(tree), anchor) if tree else None
        if document is None or tree is None or node is None:
            continue
        own += 1
        if len(hits) < MOST:
            hits.append(place_hit(document, tree, node, anchor, shelf, len(hits) + 1))
    by = "とその行き先" if leaving else ""
    if not hits:
        return Exact(
            (), f"{name}{'で' if leaving else 'を'}{told}は、取り込んだ例規にはありません。", True, False
        )
    return Exact(tuple(hits), f"{name}{'で' if leaving else 'を'}{told}{by}は、{own}か所です。", True, True)
