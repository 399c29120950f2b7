"""Which other regulations have to follow an amendment because they cite what moved or went (ハネ改正). Knows no wording.

A reference to a 条 whose words changed but which stays where it was is not listed: it still says what it said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ingest.law.graph import Graph, Regulation
from ingest.law.reference import label_of


@dataclass(frozen=True, slots=True)
class Repercussion:
    """A place in another regulation that cites what moved, went or changed (ハネ改正): ``words`` at ``label`` of ``title``.

    ``old`` is what it cites, ``new`` where that stands now ("" when gone); both as people name them. ``document`` is the id.
    """

    document: str
    title: str
    anchor: str
    label: str
    words: str
    old: str
    new: str


def repercussions(
    graph: Graph, regulation: Regulation, moved: Mapping[str, str], day: date
) -> Iterator[Repercussion]:
    """Places in other regulations in force that cite a provision which moved or went."""
    own = {each.id for each in graph.revisions(regulation)}
    changed = {anchor: to for anchor, to in moved.items() if to != anchor}
    for source, links in graph.links.items():
        holder = graph.regulations[source]
        if source in own or not holder.in_force(day):
            continue
        for link in links:
            hit = next((anchor for anchor in link.anchors if anchor in changed), None)
            if hit is None or link.state in ("quoted", "former", "unclear") or not link.law:
                continue
            if re.match(r"s\d", link.source) or not graph.is_to(link, source, regulation, own, day):
                continue
            place = label_of(link.source) or link.source
            yield Repercussion(
                source, holder.title, link.source, place, link.text, label_of(hit), label_of(changed[hit])
            )
