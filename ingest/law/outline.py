"""A regulation in the parts that a person opens one at a time: 題名, 章, each 条, each 附則, each 別表. Knows nothing below them.

The parts follow each other without a gap, so that joined they are the text; a note of the history goes with the 条 above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.law.lines import GROUP_KINDS
from ingest.law.reference import label_of
from ingest.law.tree import LawTree, Node

_GROUPS = tuple(GROUP_KINDS.values())
_NAMES = {"title": "題名", "number": "公布", "toc": "目次", "preamble": "前文"}


@dataclass(frozen=True, slots=True)
class Part:
    """``text[start:end]`` of the regulation. ``label`` is 第3条 or 第1章, ``caption`` its 見出し or name, ``depth`` 0 to 3."""

    anchor: str
    kind: str
    label: str
    caption: str
    depth: int
    start: int
    end: int


def outline(tree: LawTree) -> tuple[Part, ...]:
    """The parts in order; the first begins at 0, the last ends with the text."""
    found = list(_parts(tree, tree.root, 0))
    if not found:
        return (Part("", "text", "本文", "", 0, 0, len(tree.text)),)
    starts = [0, *(part.start for part in found[1:]), len(tree.text)]
    return tuple(
        Part(each.anchor, each.kind, each.label, each.caption, each.depth, start, end)
        for each, start, end in zip(found, starts, starts[1:], strict=False)
    )


def _parts(tree: LawTree, node: Node, depth: int) -> Iterator[Part]:
    for child in node.children:
        if child.kind == "note":
            continue
        label = _NAMES.get(child.kind) or label_of(re.sub(r"-\d+$", "", child.anchor)) or "本則"
        caption = child.caption
        if child.kind == "suppl":
            label = "附則"
        yield Part(child.anchor, child.kind, label, caption, depth, child.start, child.end)
        if child.kind in _GROUPS:
            yield from _parts(tree, child, depth + 1)
