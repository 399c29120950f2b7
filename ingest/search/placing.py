"""The words of a place in a regulation as a passage of its own, with what stands around it. Knows no queries and no days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Document, Passage
from ingest.law.reference import label_of
from ingest.law.tree import LawTree, Node


def place_passage(
    document: Document,
    tree: LawTree,
    node: Node,
    anchor: str,
    stored: Sequence[Passage],
    label: str = "",
) -> Passage:
    """The words of a place as a passage; the stored one where it is the same."""
    around = next((each for each in stored if each.start <= node.start < each.end), None)
    same = next((each for each in stored if (each.start, each.end) == (node.start, node.end)), None)
    if same is not None and same.id == f"{document.id}#{anchor}":
        return replace(same, label=label) if label else same
    path = tree.path(node.anchor)
    stem = tree.head_of(path[-2]).strip() if len(path) > 1 and node.kind in ("item", "subitem") else ""
    return Passage(
        f"{document.id}#{anchor}",
        document.id,
        label or label_of(re.sub(r"-\d+$", "", anchor)) or (around.label if around else ""),
        around.headings if around else (),
        node.start,
        node.end,
        around.kind if around else "article",
        document.text[node.start : node.end],
        around.place if around else "",
        " ".join(stem.split()),
    )
