"""Regulations as a net: who cites which 条, what is left to which rule (委任), which 様式 belong to which 条.

Knows trees and links of many regulations and the days they are in force; knows nothing of files, rights or search.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.law.lawname import number_key
from ingest.law.link import Link
from ingest.law.place import Placing
from ingest.law.standing import Standing
from ingest.law.tree import LawTree


@dataclass(frozen=True, slots=True)
class Regulation:
    """One revision of one 例規 in the net. ``key`` is the same for all its revisions."""

    id: str
    title: str
    number: str
    kind: str
    effective_from: date | None = None
    effective_to: date | None = None

    @property
    def key(self) -> str:
        return number_key(self.number) or bare_title(self.title)

    def in_force(self, day: date) -> bool:
        return (self.effective_from is None or self.effective_from <= day) and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True)
class Citing:
    """A reference to a place: in which regulation (id), and the link. ``exact`` is False where it names more or less than asked."""

    source: str
    link: Link
    exact: bool


class Graph:
    """The net of some regulations. ``links`` are by regulation id; ``read`` gives the tree of one."""

    def __init__(
        self,
        regulations: Iterable[Regulation],
        links: Mapping[str, Sequence[Link]],
        read: Callable[[str], LawTree],
    ) -> None:
        self.regulations = {each.id: each for each in regulations}
        self.links, self.read = links, read
        self._placing: dict[str, Placing] = {}
        self._by_key: dict[str, list[Regulation]] = {}
        for each in self.regulations.values():
            self._by_key.setdefault(each.key, []).append(each)
            self._by_key.setdefault(bare_title(each.title), [])
            if each not in self._by_key[bare_title(each.title)]:
                self._by_key[bare_title(each.title)].append(each)

    # ---- revisions

    def revisions(self, regulation: Regulation) -> tuple[Regulation, ...]:
        """The revisions of one regulation, oldest first."""
        found = self._by_key.get(regulation.key, [regulation])
        return tuple(sorted(found, key=lambda each: (each.effective_from or date.min, each.id)))

    def find(self, law: str, number: str, day: date) -> Regulation | None:
        """The revision in force on ``day`` of the regulation with that number or name; the newest where none is."""
        rows = self._by_key.get(number_key(number) or "-") or self._by_key.get(bare_title(law)) or []
        rows = sorted(rows, key=lambda each: (each.effective_from or date.min, each.id))
        current = [each for each in rows if each.in_force(day)]
        return current[-1] if current else rows[-1] if rows else None

    def ended(self, law: str, number: str, day: date) -> Regulation | None:
        """The last revision of the regulation with that number or name, where none is in force on ``day`` or comes later."""
        target = self.find(law, number, day)
        if target is None:
            return None
        rows = self.revisions(target)
        over = all(each.effective_to is not None and each.effective_to < day for each in rows)
        return max(rows, key=lambda each: each.effective_to or date.min) if over else None

    # ---- references

    def look_up(self, source: str, day: date) -> tuple[Link, ...]:
        """The links of a regulation, those to other regulations of the net checked there too (found or dangling)."""
        return tuple(self.checked(link, day) for link in self.links.get(source, ()))

    def checked(self, link: Link, day: date) -> Link:
        target = self.find(link.law, link.number, day) if link.state == "outside" else None
        if target is None:
            return link
        nodes = self._nodes(target.id)
        missing = [anchor for anchor in link.anchors if anchor and not nodes.has(anchor)]
        why = nodes.why(missing[0]) if missing else nodes.why_within(link)
        reason = f"{target.title}に、{why}" if why else ""
        return replace(link, state="dangling" if why else "found", reason=reason)

    def _nodes(self, regulation_id: str) -> _Nodes:
        if regulation_id not in self._placing:
            self._placing[regulation_id] = Placing(Standing(self.read(regulation_id)))
        return _Nodes(self._placing[regulation_id])

    def cited_by(self, regulation: Regulation, anchor: str, day: date) -> tuple[Citing, ...]:
        """Who cites the place, in regulations in force on ``day``: those of the regulation itself first.

        A reference to the whole 条 counts for its 項 and the other way round (``exact`` False); one that names the 章
        or a range with the 条 in it counts too.
        """
        own = {each.id for each in self.revisions(regulation)}
        found = []
        for source, links in self.links.items():
            holder = self.regulations[source]
            if not holder.in_force(day) or (source in own and source != regulation.id):
                continue
            for link in links:
                if link.state in ("quoted", "former", "unclear") or not self.is_to(
                    link, source, regulation, own, day
                ):
                    continue
                exact = self._meets(link, anchor, regulation)
                if exact is not None:
                    found.append(Citing(source, link, exact))
        return tuple(
            sorted(found, key=lambda each: (each.source != regulation.id, each.source, each.link.start))
        )

    def is_to(self, link: Link, source: str, regulation: Regulation, own: set[str], day: date) -> bool:
        """Whether a link in ``source`` goes to ``regulation``, of which ``own`` are the revisions."""
        if not link.law:
            return source == regulation.id
        target = self.find(link.law, link.number, day)
        return target is not None and target.id in own

    def _meets(self, link: Link, anchor: str, regulation: Regulation) -> bool | None:
        """True for the same place, False for one around or inside it, None for another."""
        if not anchor:
            return True
        best: bool | None = None
        for each in link.anchors:
            if each == anchor:
                return True
            if inside(each, anchor) or inside(anchor, each) or self._group_holds(regulation, each, anchor):
                best = False
        return best

    def _group_holds(self, regulation: Regulation, group: str, anchor: str) -> bool:
        if not re.match(r"(?:part|ch|sec|sub|div)\d", group):
            return False
        tree = self.read(regulation.id)
        node = tree.find(group)
        article = re.match(r"(?:s\d+)?a[\d_]+", anchor)
        return bool(node and article and any(inner.anchor == article[0] for inner in node.walk()))


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The places of one regulation."""

    placing: Placing

    def has(self, anchor: str) -> bool:
        return not self.placing.why_missing(anchor)

    def why(self, anchor: str) -> str:
        return self.placing.why_missing(anchor)

    def why_within(self, link: Link) -> str:
        """Why the place that is there has no such sentence or row."""
        anchor = link.anchors[-1] if link.anchors else ""
        return self.placing.missing_part(anchor, link.part) or self.placing.missing_row(anchor, link.rows)


def bare_title(title: str) -> str:
    """A name as it is compared: without spaces, marks and what is in parentheses at its end."""
    return re.sub(r"[\s　○◯]|[（(][^（）()]*[）)]$", "", title)


def inside(anchor: str, outer: str) -> bool:
    """Whether an anchor is below another: a3p1i2 in a3p1 and a3, a12_2 not in a12."""
    return anchor.startswith(outer) and not re.match(r"[\d_]", anchor[len(outer) :]) and anchor != outer
