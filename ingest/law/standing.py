"""Where a place in the text stands in the tree, and what is before and after it: 前条, 次項, 前3号. Knows nothing of words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from ingest.law.lines import GROUP_KINDS
from ingest.law.stack import APPENDICES, GROUPS
from ingest.law.tree import LawTree, Node

SILENT = ("title", "number", "toc", "note")
"""Kinds of node whose 第○条 are no references: 「第1章　総則（第1条―第7条）」, 「（令6規則9・旧第26条繰下）」."""


class Standing:
    """A tree with its nodes by anchor and by place."""

    def __init__(self, tree: LawTree) -> None:
        self.tree = tree
        self.nodes: dict[str, Node] = {}
        self._paths: list[tuple[int, tuple[Node, ...]]] = []
        self._index(tree.root, ())
        self._paths.sort(key=lambda each: each[0])
        self._starts = [start for start, _ in self._paths]

    def _index(self, node: Node, above: tuple[Node, ...]) -> None:
        path = (*above, node) if node is not self.tree.root else ()
        if path:
            self.nodes.setdefault(node.anchor, node)
            if node.anchor[0] == "n":  # 「第3」 in the place of 第3条
                self.nodes.setdefault(f"a{node.anchor[1:]}", node)
        if node.head_end > node.start or not node.children:
            self._paths.append((node.start, path))
        for child in node.children:
            self._index(child, path)

    @property
    def bare(self) -> bool:
        """Whether the 条 are called 「第3」."""
        return "n1" in self.nodes

    def at(self, offset: int) -> tuple[Node, ...]:
        """The nodes around a place, outermost first; () above the first node."""
        found = bisect_right(self._starts, offset) - 1
        return self._paths[found][1] if found >= 0 else ()

    @cached_property
    def _articles(self) -> dict[str, list[Node]]:
        """The 条 by the scope they are in: "" the main part, s1, s2 …, in order."""
        found: dict[str, list[Node]] = {}
        scope = ""
        for node in self.tree.walk():
            if node.kind == "suppl":
                scope = node.anchor
            elif node.kind == "article":
                found.setdefault(scope if node.anchor.startswith("s") else "", []).append(node)
        return found

    def node(self, anchor: str) -> Node | None:
        """The node of an anchor; 「第5条から第8条まで　削除」 and 「3から8まで　削除」 stand for all of them."""
        if anchor in self.nodes:
            return self.nodes[anchor]
        match = re.fullmatch(r"(.*[a-z])([\d_]+)", anchor)
        for node in self._ranges if match else ():
            if node.anchor == match[1] + node.number and _between(node.number, match[2], node.last):  # type: ignore[index]
                return node
        return None

    @cached_property
    def _ranges(self) -> list[Node]:
        return [node for node in self.nodes.values() if node.last not in ("", node.number)]

    def articles(self, scope: str = "") -> Sequence[Node]:
        return self._articles.get(scope, ())

    def beside(self, path: Sequence[Node], unit: str, step: int) -> Node | None:
        """The 条, 項 or 号 that is ``step`` after (before, when negative) the one that ``path`` is in."""
        own = innermost(path, unit)
        if own is None:
            return None
        row = self._row(path, own)
        at = row.index(own) + step
        return row[at] if 0 <= at < len(row) else None

    def before(self, path: Sequence[Node], unit: str) -> Sequence[Node]:
        """All the 項 or 号 before the one that ``path`` is in (前各項, 前各号)."""
        own = innermost(path, unit)
        row = self._row(path, own) if own else []
        return row[: row.index(own)] if own else []

    def _row(self, path: Sequence[Node], own: Node) -> list[Node]:
        if own.kind == "article":
            scope = path[0].anchor if path[0].kind == "suppl" else ""
            return list(self._articles[scope])
        parent = path[path.index(own) - 1] if path.index(own) else self.tree.root
        return [node for node in parent.children if node.kind == own.kind]

    def group(self, path: Sequence[Node], unit: str, number: str) -> Node | None:
        """The 章 or 節 of a number: in the same 編 or 章 first, else the first in the regulation."""
        kind = GROUP_KINDS[unit]
        for above in reversed(path):
            for node in above.walk():
                if node.kind == kind and node.number == number:
                    return node
        return next((node for node in self.tree.walk() if node.kind == kind and node.number == number), None)

    def group_beside(self, path: Sequence[Node], unit: str, step: int) -> Node | None:
        """この章 (0), 前章 (-1), 次章 (1)."""
        own = next((node for node in path if node.kind == GROUP_KINDS[unit]), None)
        row = [node for node in self.tree.walk() if own and node.kind == own.kind]
        at = row.index(own) + step if own else -1
        return row[at] if 0 <= at < len(row) else None


def innermost(path: Sequence[Node], unit: str) -> Node | None:
    """The 条, 項 or 号 (item: the 号 itself, not a list below it) on the path."""
    return next((node for node in reversed(path) if node.kind == unit), None)


def last_article(standing: Standing) -> str:
    """The number of the last 条 of the main part, "" without any."""
    articles = standing.articles()
    return articles[-1].last or articles[-1].number if articles else ""


def _between(first: str, number: str, last: str) -> bool:
    def parts(text: str) -> tuple[int, ...]:
        return tuple(int(each) for each in text.split("_") if each)

    return parts(first) <= parts(number) <= parts(last)


def is_heading(text: str, offset: int, path: Sequence[Node]) -> bool:
    """Whether a place is the number of a 条, 章 or 別表 itself, and no reference."""
    node = path[-1]
    if node.kind == "article" and offset < node.head_end:
        return True
    if node.kind not in (*APPENDICES, *GROUPS, "suppl"):
        return False
    line = text.find("\n", node.start)
    return offset < (line if line >= 0 else len(text)) and not re.sub(
        r"[\s#*　（(]", "", text[node.start : offset]
    )
