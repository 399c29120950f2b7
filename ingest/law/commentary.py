"""逐条解説 of a regulation, 条 by 条: what it does, its ground, what it cites and who cites it, what it leaves to rules, how it came to be.

Everything is read from the regulations on hand; where they say nothing the list is empty. Knows no wording of pages and no files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ingest.law.above import NATIONAL, Ground, grounds, kind_of_rule
from ingest.law.comparison import Row, compare
from ingest.law.correspondence import places
from ingest.law.delegation import delegations
from ingest.law.effects import Effect, Term, effects, terms
from ingest.law.force import read_force
from ingest.law.graph import Graph, Regulation, inside
from ingest.law.link import Link
from ingest.law.reference import label_of
from ingest.law.tree import LawTree, Node


@dataclass(frozen=True, slots=True)
class Place:
    """A provision somewhere: ``document`` is its id ("" for the regulation itself), ``says`` its words."""

    document: str
    title: str
    anchor: str
    label: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference in the words of the provision and where it goes; ``state`` is that of the link."""

    words: str
    state: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to a rule (「規則で定める」): ``answers`` are the provisions that fill it in, () where none was found."""

    words: str
    to: str
    answers: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An amendment of the provision. ``kind`` is added, changed, moved or note (``words`` is what a note of the history says).

    ``number`` is that of the amending 例規, ``before`` the label it had, ``words`` are (old, new) of what changed.
    """

    kind: str
    day: date | None
    number: str
    before: str = ""
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """One 条 (or 項 of a regulation without 条) with all that is known of it."""

    anchor: str
    label: str
    caption: str
    text: str
    effects: tuple[Effect, ...]
    grounds: tuple[Ground, ...]
    terms: tuple[Term, ...]
    cites: tuple[Cited, ...]
    cited_by: tuple[Place, ...]
    left: tuple[Left, ...]
    changes: tuple[Change, ...]


class Commentary:
    """``tree`` is the text; ``regulation`` what it is in the net (None: a new text), ``links`` its references, checked.

    ``history``: the revisions on hand tell how its 条 came to be; not of a text that is only being drafted.
    """

    def __init__(
        self,
        tree: LawTree,
        links: Sequence[Link],
        graph: Graph,
        regulation: Regulation | None,
        day: date,
        *,
        history: bool = True,
    ) -> None:
        self.tree, self.links, self.graph, self.regulation, self.day = tree, links, graph, regulation, day
        self._grounds = grounds(tree, links, graph, day)
        self._terms = terms(tree)
        self._left = delegations(graph, regulation, day) if regulation else ()
        self.history = history and regulation is not None
        self._steps = tuple(self._revised()) if self.history else ()

    def articles(self) -> tuple[Node, ...]:
        """What is explained: the 条 of the main part; of a regulation without 条 its 項."""
        return self.tree.articles() or tuple(n for n in self.tree.root.children if n.kind == "paragraph")

    def explain(self, node: Node) -> Explained:
        """All that is known of one 条."""
        words = self.tree.text_of(node)
        here = [link for link in self.links if _in(link.source, node.anchor)]
        own = [each for each in self._terms if each.start < node.start and each.used_in(words)]
        return Explained(
            node.anchor, label_of(re.sub(r"-\d+$", "", node.anchor)), node.caption, words,
            tuple(effects(self.tree, node)),
            tuple(each for each in self._grounds if _in(each.anchor, node.anchor)),
            tuple(own), tuple(self._cites(here)), tuple(self._cited_by(node.anchor)),
            tuple(self._left_in(node.anchor)), tuple(self._changes(node)),
        )  # fmt: skip

    def _cites(self, here: Sequence[Link]) -> Iterator[Cited]:
        for link in here:
            if link.state in ("quoted", "former") or (link.law and NATIONAL.search(link.number)):
                continue
            tree, document, title = self.tree, "", ""
            if link.law:
                target = self.graph.find(link.law, link.number, self.day)
                tree = self.graph.read(target.id) if target else LawTree("", self.tree.root)
                document, title = (target.id, target.title) if target else ("", link.law)
            nodes = [(anchor, tree.find(anchor) if tree.text else None) for anchor in link.anchors[:4]]
            found = tuple(
                Place(document, title, anchor, label_of(anchor), _said(tree, node) if node else "")
                for anchor, node in nodes
            )
            yield Cited(link.text, link.state, found)

    def _cited_by(self, anchor: str) -> Iterator[Place]:
        if self.regulation is None:
            return
        seen = set()
        for each in self.graph.cited_by(self.regulation, anchor, self.day):
            own = each.source == self.regulation.id
            if (own and _in(each.link.source, anchor)) or re.match(r"s\d", each.link.source):
                continue
            key = each.source, each.link.source
            if key not in seen:
                seen.add(key)
                title = "" if own else self.graph.regulations[each.source].title
                label = label_of(each.link.source) or each.link.source
                yield Place("" if own else each.source, title, each.link.source, label, each.link.text)

    def _left_in(self, anchor: str) -> Iterator[Left]:
        rule = kind_of_rule(self.regulation.title) if self.regulation else ""
        for each in self._left:
            own = (
                each.to == rule and f"別に{rule}" not in each.words
            )  # 「法第3条第1項の条例で定める」 in that very 条例
            if _in(each.anchor, anchor) and not own:
                found = [self._answer(document, at) for document, at in each.targets]
                yield Left(each.words, each.to, tuple(found))

    def _answer(self, document: str, anchor: str) -> Place:
        tree = self.graph.read(document)
        node = tree.find(anchor) if anchor else None
        title = self.graph.regulations[document].title
        return Place(document, title, anchor, label_of(anchor), _said(tree, node) if node else "")

    # ---- how it came to be

    def _revised(self) -> Iterator[tuple[Regulation, LawTree, LawTree, dict[str, str], dict[str, Row]]]:
        """Every revision up to this one, the newest first: with the text before it, where its 条 came from, what changed."""
        assert self.regulation is not None
        rows = [each for each in self.graph.revisions(self.regulation) if self._not_later(each)]
        for old, new in reversed(list(pairwise(rows))):
            before, after = self.graph.read(old.id), self.graph.read(new.id)
            came = {to: at for at, to in places(before, after).items() if to}
            changed = {row.new_anchor: row for row in compare(before, after).rows if row.new_anchor}
            yield new, before, after, came, changed

    def _not_later(self, each: Regulation) -> bool:
        assert self.regulation is not None
        return (each.effective_from or date.min) <= (self.regulation.effective_from or date.max)

    def _changes(self, node: Node) -> Iterator[Change]:
        anchor = node.anchor
        for revision, _, after, came, changed in self._steps:
            row = changed.get(anchor)
            before = came.get(anchor, "")
            if row is not None:
                moved = label_of(before) if before and before != anchor else ""
                kind = "added" if not before else row.kind if row.kind in ("added", "moved") else "changed"
                words = tuple(_words(row))[:4] if kind == "changed" else ()
                yield Change(kind, revision.effective_from, _number(after, revision), moved, words)
            if not before:
                return
            anchor = before
        notes = [self.tree.text_of(each).strip("（）() 　\n") for each in node.walk() if each.kind == "note"]
        for note in notes:
            yield Change("note", None, note)


def _in(anchor: str, outer: str) -> bool:
    return anchor == outer or inside(anchor, outer)


def _said(tree: LawTree, node: Node) -> str:
    return " ".join(tree.text_of(node).split())


def _words(row: Row) -> Iterator[tuple[str, str]]:
    """(old, new) of what changed, side by side; "" on one side where words came or went."""
    for pair in row.pairs:
        old = [run.text for cell in pair.old.cells for run in cell if run.changed] if pair.old else []
        new = [run.text for cell in pair.new.cells for run in cell if run.changed] if pair.new else []
        size = max(len(old), len(new))
        for one, two in zip(
            [*old, *[""] * (size - len(old))], [*new, *[""] * (size - len(new))], strict=True
        ):
            if one != two:
                yield one, two


def _number(tree: LawTree, revision: Regulation) -> str:
    """The amending 例規 by which a revision came: that of the 附則 that begins on its day, or of the last 附則."""
    rows = [each for each in read_force(tree).enactments if each.number]
    same = [each for each in rows if revision.effective_from in each.days]
    return (same or rows)[-1].number if rows else ""
