"""Which other regulations have to follow an amendment because they cite what moved or went (ハネ改正). Knows no wording.

A reference to a 条 of which some words changed but which stays where it was is not listed: it still says what it said.
One to what was rewritten as a whole is: somebody has to see whether it still fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.law.correspondence import Places
from ingest.law.graph import Graph, Regulation
from ingest.law.reference import label_of


@dataclass(frozen=True, slots=True)
class Repercussion:
    """A place in another regulation that cites what moved, went or changed (ハネ改正): ``words`` at ``label`` of ``title``.

    ``old`` is what it cites, ``new`` where that stands now ("" when gone); both as people name them. ``document`` is the id.
    ``rewritten``: the words there are all new.
    """

    document: str
    title: str
    anchor: str
    label: str
    words: str
    old: str
    new: str
    rewritten: bool = False

    @property
    def told(self) -> str:
        """What becomes of the place cited, as a clerk says it."""
        if not self.new:
            return f"{self.old}はなくなります"
        if self.rewritten:
            return f"{self.old}は{'全部' if self.new == self.old else f'{self.new}になり、全部'}改められます"
        return f"{self.old}は{self.new}になります"


def repercussions(graph: Graph, regulation: Regulation, moved: Places, day: date) -> Iterator[Repercussion]:
    """Places in other regulations in force that cite a provision which moved, went or was rewritten."""
    own = {each.id for each in graph.revisions(regulation)}
    changed = {anchor: to for anchor, to in moved.items() if to != anchor or anchor in moved.rewritten}
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
            old, now = label_of(hit), label_of(changed[hit])
            whole = hit in moved.rewritten
            yield Repercussion(source, holder.title, link.source, place, link.text, old, now, whole)
