"""A regulation as a tree: 題名, 目次, 章, 条, 項, 号, 附則, 別表, 様式, every node with its anchor and its place.

Knows nothing of dates of force, of references between nodes or of how the text was read from a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

KINDS = (
    "law", "title", "number", "toc", "preamble", "part", "chapter", "section", "subsection", "division",
    "article", "paragraph", "item", "subitem", "note", "suppl", "appendix_table", "form", "appendix",
)  # fmt: skip

_LAW_NAME = re.compile(
    r"(?:条例|規則|規程|規約|要綱|要領|訓令|告示|内規|基準|憲章|法律|法|政令|施行令|省令)(?:[（(][^（）()]*[）)])*$"
)


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a regulation, ``text[start:end]``; its children, in order, fill it from the first one's start.

    What comes before the first child is the node's own head: 「（目的）⏎第1条　」 for an article, the 柱書 for a
    paragraph with items. ``anchor`` is unique: a12_2p1i3 (第12条の2第1項第3号, ア below it e1), s2a1 and s2p1
    (2nd 附則), t1 (別表第1; t without a number), f1 (様式第1号), p2 (a regulation without 条), ch2sec1.
    ``number`` is "12_2" or ""; ``last`` differs from it where one line stands for several (第5条から第8条まで);
    ``deleted`` marks 「第5条　削除」. ``caption`` is the 見出し, the title of a chapter, the 改正例規番号 of a 附則,
    or the 関係条 of a 別表.
    """

    kind: str
    number: str
    anchor: str
    caption: str
    start: int
    end: int
    children: tuple[Node, ...] = ()
    last: str = ""
    deleted: bool = False

    def walk(self) -> Iterator[Node]:
        """The node and everything under it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def head_end(self) -> int:
        """Where the node's own words end and its children begin."""
        return self.children[0].start if self.children else self.end


@dataclass(frozen=True, slots=True)
class LawTree:
    """A whole text and its root. ``title`` and ``number`` are as written at the top, or ""."""

    text: str
    root: Node
    title: str = ""
    number: str = ""

    def walk(self) -> Iterator[Node]:
        """All nodes but the root, in the order of the text."""
        for child in self.root.children:
            yield from child.walk()

    def find(self, anchor: str) -> Node | None:
        """The node of an anchor; an article named by a range stands for every number in it."""
        return next((node for node in self.walk() if node.anchor == anchor), None)

    def path(self, anchor: str) -> tuple[Node, ...]:
        """The nodes from below the root to the anchor's own; empty when there is none."""

        def descend(node: Node) -> tuple[Node, ...]:
            if node.anchor == anchor and node is not self.root:
                return (node,)
            for child in node.children:
                below = descend(child)
                if below:
                    return below if node is self.root else (node, *below)
            return ()

        return descend(self.root)

    def text_of(self, node: Node) -> str:
        """The words of a node with everything under it."""
        return self.text[node.start : node.end]

    def head_of(self, node: Node) -> str:
        """The words of a node before its children: the number line of an article, the 柱書 of a paragraph."""
        return self.text[node.start : node.head_end]

    def articles(self) -> tuple[Node, ...]:
        """The 条 of the main part, without those of 附則."""
        return tuple(n for n in self.walk() if n.kind == "article" and n.anchor.startswith(("a", "n")))

    def __str__(self) -> str:
        """The text, put together again from the nodes."""
        return "".join(self.head_of(node) for node in self.root.walk())


def parse(text: str) -> LawTree:
    """The tree of a regulation in plain text or Markdown. Any text gives a tree; see ``is_law`` for whether it should.

    New text inside a 改め文 (「第5条を次のように改める。」 and what follows) stays part of the provision that
    amends; it does not become articles of this regulation.
    """
    from ingest.law.builder import build

    return build(text)


def has_articles(text: str, *, least: int = 3) -> bool:
    """Whether a text is written in 条 from 第1条 on, as regulations and contracts are."""
    return _is_articled(parse(text), least=least)


def is_law(text: str) -> bool:
    """Whether a text is a regulation: written in 条 (or amending one) and named, numbered or closed like one.

    A contract is written in 条 too but has no such name and no 附則; a text that only quotes 条 is none.
    """
    if not re.search(r"第[ 　]*[0-9０-９一二三四五六七八九十百]+[ 　]*条|[附付][ 　]*則", text):
        return False
    tree = parse(text)
    named = bool(_LAW_NAME.search(tree.title))
    closed = any(node.kind == "suppl" for node in tree.root.children)
    if not _is_articled(tree, least=1):
        return named and closed and (bool(tree.number) or "改正する" in tree.title)
    return (named and (closed or bool(tree.number) or len(tree.articles()) > 1)) or (
        closed and len(tree.articles()) > 1
    )


def _is_articled(tree: LawTree, *, least: int) -> bool:
    articles = tree.articles()
    if len(articles) < least or articles[0].number != "1":
        return False
    front = [n for n in tree.root.children if n.kind in ("title", "number", "toc")]
    covered = len(tree.text) - articles[0].start + sum(n.end - n.start for n in front)
    return covered >= len(tree.text) / 2
