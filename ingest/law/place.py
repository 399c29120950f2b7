"""A place in a law as steps and as an anchor, and whether the document's own tree has it. Knows nothing of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.law.lawword import OWN, Law
from ingest.law.lines import GROUP_KINDS
from ingest.law.mention import Step
from ingest.law.reference import label_of
from ingest.law.rowed import row_label, rows_of, set_in_cells
from ingest.law.sentences import names_in
from ingest.law.stack import ANCHORS
from ingest.law.standing import Standing, innermost, last_article
from ingest.law.tree import LawTree, Node

PARTS = ("ただし書", "前段", "後段")
UNITS = ("scope", "article", "paragraph", "item")
_ANCHOR = re.compile(r"(s\d+)?(?:a([\d_]+))?(?:p([\d_]+))?(?:i([\d_]+))?(?:e[\d_]+)*")
_WORDS = {"article": "条", "paragraph": "項", "item": "号"}


@dataclass(frozen=True, slots=True)
class Place:
    """``scope`` is "" or a 附則 (s1); ``table`` an anchor of a 別表, 様式 or 章 (t1, f2, ch3). Numbers are "12_2" or "".

    ``many`` tells that all 号 (各号) or several before (前2項) are meant; the anchors are then in ``several``.
    """

    law: Law = OWN
    scope: str = ""
    article: str = ""
    paragraph: str = ""
    item: str = ""
    table: str = ""
    several: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        if self.table:
            return self.table
        item = f"i{self.item}" if self.item else ""
        paragraph = self.paragraph or ("1" if item else "")
        return (
            self.scope
            + (f"a{self.article}" if self.article else "")
            + (f"p{paragraph}" if paragraph else "")
            + item
        )

    def upto(self, unit: str) -> Place:
        """The place without what is below ``unit``."""
        at = UNITS.index(unit)
        return replace(
            self,
            several=(),
            item=self.item if at >= 3 else "",
            paragraph=self.paragraph if at >= 2 else "",
            article=self.article if at >= 1 else "",
            table="" if at else self.table,
        )


class Placing:
    """Places of one document."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing

    def own(self, path: Sequence[Node]) -> Place:
        """The 条, 項 and 号 that ``path`` is in."""
        scope = path[0].anchor if path and path[0].kind == "suppl" else ""
        found = {unit: innermost(path, unit) for unit in ("article", "paragraph", "item")}
        numbers = {unit: node.number for unit, node in found.items() if node}
        table = next((node.anchor for node in path if node.kind == "appendix_table"), "")
        return Place(
            OWN,
            scope,
            numbers.get("article", ""),
            numbers.get("paragraph", ""),
            numbers.get("item", ""),
            table,
        )

    def outer(self, step: Step, law: Law, path: Sequence[Node], table: Place | None) -> Place | None:
        """A 別表, 様式, 章 or 附則."""
        if step.unit == "suppl":
            scope = path[0].anchor if path and path[0].kind == "suppl" and law == OWN else "s1"
            return Place(law, scope)
        if step.unit == "group":
            return self._group(step, law, path)
        if step.how == "same":
            return table
        if step.how == "this":
            return self.own(path)
        letter = "t" if step.unit == "table" else "f"
        return Place(law, table=letter + step.number)

    def _group(self, step: Step, law: Law, path: Sequence[Node]) -> Place | None:
        parts = step.number.split()
        if step.how == "number":
            anchor, inside = "", list(path)
            for part in parts:
                node = self.standing.group(inside, part[0], part[1:]) if law.own else None
                anchor = node.anchor if node else anchor + ANCHORS[GROUP_KINDS[part[0]]] + part[1:]
                inside = [node] if node else inside
            return Place(law, table=anchor)
        unit = step.number
        node = self.standing.group_beside(path, unit, {"previous": -1, "next": 1}.get(step.how, 0))
        return Place(OWN, table=node.anchor) if node else None

    def down(
        self, base: Place | None, steps: Sequence[Step], path: Sequence[Node]
    ) -> tuple[Place | None, str]:
        """``base`` with the steps below it."""
        place = base
        for step in steps:
            if place is None or step.unit in ("sub", "part"):
                break
            if step.unit not in UNITS:
                continue
            if step.how in ("each", "before"):
                place = replace(place, several=(place.anchor,))
            elif step.how == "number":
                place = replace(place, **{step.unit: step.number}, table="", several=())  # type: ignore[arg-type]
        return place, ""

    def beside(self, step: Step, path: Sequence[Node]) -> Place | None:
        """前条, 次項, 前3号, 前各号, 各号, この条: from where it stands."""
        unit = step.unit
        own = self.own(path)
        if step.how == "this":
            return own.upto(unit)
        if step.how == "each":
            above = own.upto(UNITS[UNITS.index(unit) - 1])
            return replace(above, several=(above.anchor,))
        if step.how == "before":
            return self._several(own, unit, self.standing.before(path, unit))
        count = int(step.number or "1")
        if step.how == "next":
            nodes = [self.standing.beside(path, unit, n) for n in range(1, count + 1)]
        else:
            nodes = [self.standing.beside(path, unit, -n) for n in range(count, 0, -1)]
        return None if None in nodes else self._several(own, unit, [node for node in nodes if node])

    def _several(self, own: Place, unit: str, nodes: Sequence[Node]) -> Place | None:
        if not nodes:
            return None
        places = [replace(own.upto(unit), **{unit: node.last or node.number}) for node in nodes]  # type: ignore[arg-type]
        several = tuple(node.anchor for node in nodes) if len(nodes) > 1 else ()
        return replace(places[-1], several=several)

    def through(self, first: Place, last: Place) -> tuple[str, ...]:
        """第5条から第7条まで: the anchors of every 条 (項, 号) between, both included; the two ends of another law's."""
        ends = (first.anchor, last.anchor)
        if not last.law.own:
            return ends
        if not all(end in self.standing.nodes for end in ends):
            return ends[1:]
        kind = self.standing.nodes[ends[0]].kind
        between, taking = [], False
        for node in self.standing.tree.walk():
            taking = taking or node.anchor == ends[0]
            if taking and node.kind == kind:
                between.append(node.anchor)
            if node.anchor == ends[1]:
                break
        return tuple(between)

    def missing(self, place: Place) -> str:
        """Why the own tree has no such place; "" when it has."""
        anchor = place.anchor
        if not anchor or self.standing.node(anchor):
            return ""
        if place.table:
            return self._missing_appendix(place.table)
        if not place.article:
            return self._missing_in_supplement(place)
        article = self.standing.node(f"{place.scope}a{place.article}")
        if article is None:
            last = last_article(self.standing) if not place.scope else ""
            end = f"（最終は{label_of('a' + last)}）" if last else ""
            return f"{label_of(f'{place.scope}a{place.article}')}はありません{end}。"
        if article.deleted or article.last != article.number:
            return "" if not article.children else f"{label_of(anchor)}はありません。"
        below = anchor.removeprefix(article.anchor)
        parent = self.standing.node(re.sub(r"(?:i[\d_]+|p[\d_]+)$", "", anchor)) or article
        row = [node for node in parent.children if node.kind in ("paragraph", "item")]
        if row and parent is not article:
            below = re.sub(r"^p1(?=i)", "", below) if len(article.children) == 1 else below
        last = label_of(row[-1].anchor.removeprefix(parent.anchor)) if row else ""
        return (
            f"{label_of(article.anchor)}に{label_of(below)}はありません{f'（{last}まで）' if last else ''}。"
        )

    def missing_part(self, anchor: str, part: str) -> str:
        """Why a provision has no such ただし書 or 後段; "" where it has, or where no sentence is named."""
        node = self.standing.node(anchor) if part in PARTS else None
        names = names_in(self.standing.tree, node) if node else None
        if names is None or part in names:
            return ""
        return f"{label_of(anchor)}に{part}はありません。"

    def missing_row(self, anchor: str, rows: Sequence[str]) -> str:
        """Why a 別表 has none of the rows with such a number; "" where it has them, or where its rows have no numbers."""
        have = rows_of(self._tables, anchor) if rows else {}
        lost = [row for row in rows if have and row not in have]
        return f"{row_label(anchor, lost[0])}はありません。" if lost else ""

    @cached_property
    def _tables(self) -> LawTree:
        return set_in_cells(self.standing.tree)

    def why_missing(self, anchor: str) -> str:
        """``missing`` for an anchor (a12p2i3, s1p2, t1)."""
        match = _ANCHOR.fullmatch(anchor)
        if match is None:
            return self.missing(Place(table=anchor))
        return self.missing(Place(OWN, match[1] or "", match[2] or "", match[3] or "", match[4] or ""))

    def _missing_in_supplement(self, place: Place) -> str:
        others = [
            a
            for a in self.standing.nodes
            if re.fullmatch(rf"s\d+{re.escape(place.anchor.removeprefix(place.scope))}", a)
        ]
        return "" if others else f"{label_of(place.anchor)}はありません。"

    def _missing_appendix(self, anchor: str) -> str:
        kind = {"t": "appendix_table", "f": "form"}.get(anchor[:1], "")
        have = [node for node in self.standing.nodes.values() if node.kind == kind]
        if anchor == "t" and have:
            return ""
        if kind == "form" and not have:
            return ""
        return f"{label_of(anchor)}はありません。"

    def nothing_beside(self, step: Step) -> str:
        words = {"previous": "前", "next": "次", "before": "前各"}.get(step.how, "")
        return f"この位置に{words}{_WORDS[step.unit]}はありません。"
