"""The nodes still open while a regulation is read, their anchors and their lists. Knows nothing of lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ingest.law.lines import GROUP_KINDS, follows, key
from ingest.law.tree import Node

Reading = tuple[str, str, str]
"""One way to read the mark of an item: style, number, last number (of 「四から六まで」) or ""."""

GROUPS = tuple(GROUP_KINDS.values())
APPENDICES = ("appendix_table", "form", "appendix")
LEAVES = ("title", "number", "toc", "preamble", "note", *APPENDICES)
RANKS = {kind: rank for rank, kind in enumerate(("law", "suppl", *GROUPS, "article", "paragraph", "item"))}
RANKS |= dict.fromkeys(LEAVES, 1) | {"note": RANKS["paragraph"]}
ANCHORS = {
    "part": "part", "chapter": "ch", "section": "sec", "subsection": "sub", "division": "div", "article": "a",
    "paragraph": "p", "item": "i", "subitem": "e", "appendix_table": "t", "form": "f", "appendix": "x",
}  # fmt: skip


@dataclass(slots=True)
class OpenNode:
    """A node being read. ``levels`` are a paragraph's open lists, outermost first: [style, last number].

    ``excerpt`` marks a 附則 printed as 抄, which leaves some 項 out.
    """

    kind: str
    rank: int
    start: int
    anchor: str = ""
    number: str = ""
    caption: str = ""
    last: str = ""
    deleted: bool = False
    excerpt: bool = False
    children: list[Node] = field(default_factory=list)
    last_article: str = ""
    last_paragraph: str = ""
    levels: list[list[str]] = field(default_factory=list)


class Stack:
    """The open nodes, the regulation itself at the bottom."""

    def __init__(self, *, has_articles: bool, bare: bool = False) -> None:
        """``bare``: the 条 of the main part are called 「第3」."""
        self._nodes = [OpenNode("law", 0, 0)]
        self._used: Counter[str] = Counter()
        self._supplements = 0
        self._has_articles, self._bare = has_articles, bare

    @property
    def top(self) -> OpenNode:
        """The innermost open node."""
        return self._nodes[-1]

    @property
    def in_appendix(self) -> bool:
        """Whether a 別表 or 様式 is open; nothing but another one or a 附則 ends it."""
        return any(node.kind in APPENDICES for node in self._nodes)

    def list_holder(self) -> OpenNode | None:
        """The node that the next 号 would belong to: the open 項, or a 別表 written as a list."""
        return next(
            (n for n in reversed(self._nodes) if n.kind in ("paragraph", "appendix_table", "appendix")), None
        )

    @property
    def items(self) -> tuple[OpenNode, ...]:
        """The open 号 and what is open below it, outermost first."""
        return tuple(node for node in self._nodes if node.kind in ("item", "subitem"))

    @property
    def scope(self) -> OpenNode:
        """The 附則 that is open, else the regulation itself."""
        return self.nearest("suppl") or self._nodes[0]

    def nearest(self, kind: str) -> OpenNode | None:
        """The open node of a kind, if any."""
        return next((node for node in self._nodes if node.kind == kind), None)

    def holder(self) -> OpenNode | None:
        """The node that the next 項 would belong to: the open 条, a 附則 in 項, or a regulation without 条."""
        article = self.nearest("article")
        if article is not None:
            return article
        scope = self.scope
        in_paragraphs = not scope.last_article if scope.kind == "suppl" else not self._has_articles
        return scope if in_paragraphs else None

    def open(
        self,
        kind: str,
        start: int,
        *,
        number: str = "",
        caption: str = "",
        last: str = "",
        deleted: bool = False,
    ) -> OpenNode:
        """Close what ``kind`` cannot be part of, and open it; its anchor is settled here."""
        node = OpenNode(kind, RANKS[kind], start, "", number, caption, last or number, deleted)
        return self._push(node)

    def open_paragraph(
        self, number: str, start: int, *, caption: str = "", last: str = "", deleted: bool = False
    ) -> OpenNode:
        """Open a 項 of the open 条 or 附則, or of the regulation itself."""
        node = self.open("paragraph", start, number=number, caption=caption, last=last, deleted=deleted)
        self._nodes[-2].last_paragraph = node.last
        return node

    def open_item(self, depth: int, reading: Reading, start: int, *, deleted: bool = False) -> OpenNode:
        """Open an item ``depth`` lists down in the open 項 or 別表."""
        style, number, last = reading
        holder = self.list_holder()
        assert holder is not None
        holder.levels[depth:] = [[style, last or number]]
        kind = "subitem" if depth else "item"
        return self._push(
            OpenNode(kind, RANKS["item"] + depth, start, "", number, "", last or number, deleted)
        )

    def _push(self, node: OpenNode) -> OpenNode:
        items = ("item", "subitem")
        while len(self._nodes) > 1 and (
            self.top.rank >= node.rank
            or (self.top.kind in LEAVES and not (node.kind in items and self.top.kind in APPENDICES))
        ):
            self._close(node.start)
        node.anchor = self._anchor(node)
        self._nodes.append(node)
        return node

    def _anchor(self, node: OpenNode) -> str:
        above = self.top.anchor
        if node.kind == "suppl":
            self._supplements += 1
            anchor = f"s{self._supplements}"
        elif node.kind == "article":
            anchor = f"{self.scope.anchor}{'n' if self._bare and not self.scope.anchor else 'a'}{node.number}"
        elif node.kind in APPENDICES:
            anchor = ANCHORS[node.kind] + node.number
        elif node.kind in ANCHORS:
            anchor = above + ANCHORS[node.kind] + node.number
        else:
            anchor = node.kind
        self._used[anchor] += 1
        return anchor if self._used[anchor] == 1 else f"{anchor}-{self._used[anchor]}"

    def _close(self, end: int) -> None:
        node = self._nodes.pop()
        self.top.children.append(freeze(node, end))

    def finish(self, end: int, *, title: str) -> Node:
        """Close everything; the root."""
        while len(self._nodes) > 1:
            self._close(end)
        self.top.caption = title
        return freeze(self.top, end)


def freeze(node: OpenNode, end: int) -> Node:
    """The finished form of a node."""
    return Node(
        node.kind,
        node.number,
        node.anchor,
        node.caption,
        node.start,
        end,
        tuple(node.children),
        node.last,
        node.deleted,
    )


def may_follow(number: str, holder: OpenNode) -> bool:
    """Whether a 項 can be the next of its holder."""
    if holder.excerpt and holder.last_paragraph:
        return key(number) > key(holder.last_paragraph)
    return follows(number, holder.last_paragraph)


def place(levels: list[list[str]], readings: tuple[Reading, ...]) -> tuple[int, Reading] | None:
    """Depth and reading of an item: the next of an open list, deepest first, else the first of a new one."""
    for depth in range(len(levels) - 1, -1, -1):
        for reading in readings:
            if levels[depth][0] == reading[0] and follows(reading[1], levels[depth][1]):
                return depth, reading
    for reading in readings:
        if reading[1] == "1" and reading[0] not in (level[0] for level in levels):
            return len(levels), reading
    return None
