"""The words of a place in a regulation as a passage of its own, with what stands around it. Knows no rankings and no days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Document, Passage
from ingest.law.reference import label_of
from ingest.law.sentences import parts_of
from ingest.law.tree import LawTree, Node

_SENTENCE = re.compile(
    r"(?:条|項|号|の[0-9]+|[イロハニホヘトチリヌルヲ])の?(本文|ただし書|但書|前段|中段|後段)$"
)


def sentence_named(rest: str) -> str:
    """「後段」 of 「第9条の2後段」, "" of a place that names none of its sentences."""
    found = _SENTENCE.search(rest)
    return found[1].replace("但書", "ただし書") if found else ""


def sentences_called(tree: LawTree, node: Node, name: str) -> list[Node]:
    """The sentence of that name in a 項, 号 or the 項 of a 条, each as a node of its own; [] where none has one."""
    holders = (
        [each for each in node.children if each.kind == "paragraph"] if node.kind == "article" else [node]
    )
    return [
        replace(each, start=part.start, end=part.end, children=())
        for each in holders
        for part in parts_of(tree, each)
        if part.name == name
    ]


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
