"""What a regulation leaves to others (委任: 「規則で定める」), the rules made for it, and its 様式. Knows nothing of files or search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.law.graph import Graph, Regulation, bare_title, inside
from ingest.law.sentences import sentence_ends
from ingest.law.tree import Node

_LEFT_TO = re.compile(
    r"(?P<to>規則|条例|規程|要綱|教育委員会規則|市長が別に|町長が別に|村長が別に|別に|市長が|教育委員会が)(?:で|において)?定め(?:る(?!ところにより算定)|なければ)"
)


@dataclass(frozen=True, slots=True)
class Delegation:
    """「規則で定める」 in ``source`` at ``anchor``. ``targets`` are (id, anchor) of what answers it: the places that cite back, or
    (id, "") of a rule made for the whole regulation; () where nothing is found. ``words`` is the sentence."""

    source: str
    anchor: str
    to: str
    words: str
    start: int
    targets: tuple[tuple[str, str], ...]


def delegations(graph: Graph, regulation: Regulation, day: date) -> tuple[Delegation, ...]:
    """Every 「規則で定める」 of a regulation, with the places in other regulations that answer it."""
    tree = graph.read(regulation.id)
    children = _children(graph, regulation, day)
    found = []
    for node in tree.walk():
        if node.kind not in ("paragraph", "item", "subitem") or node.anchor.startswith("s"):
            continue
        head = tree.head_of(node)
        ends = sentence_ends(head)
        for match in _LEFT_TO.finditer(head):
            begin = max(
                [0, *(end for end in ends if end <= match.start()), head.rfind("\n", 0, match.start()) + 1]
            )
            end = next((end for end in ends if end >= match.end()), len(head))
            words = head[begin:end].strip()
            targets = _answers(graph, node, match["to"], children, regulation, day)
            found.append(
                Delegation(
                    regulation.id, node.anchor, match["to"], words, node.start + match.start(), targets
                )
            )
    return tuple(found)


def children(graph: Graph, regulation: Regulation, day: date) -> tuple[Regulation, ...]:
    """The rules made for a regulation: 「○○条例施行規則」, and those that cite it in their first 条."""
    return tuple(_children(graph, regulation, day))


def _children(graph: Graph, parent: Regulation, day: date) -> list[Regulation]:
    stem = bare_title(parent.title)
    found = []
    for each in graph.regulations.values():
        if (
            each.key == parent.key
            or not each.in_force(day)
            or not re.search(r"規則|規程|要綱|要領", each.title)
        ):
            continue
        by_name = bare_title(each.title).startswith(stem) and "施行" in each.title
        first = [link for link in graph.links.get(each.id, ()) if re.match(r"a1p", link.source)]
        if (
            by_name
            or any(graph.is_to(link, each.id, parent, {parent.id}, day) for link in first)
            or _named_first(graph, each, parent)
        ):
            found.append(each)
    return found


def _named_first(graph: Graph, child: Regulation, parent: Regulation) -> bool:
    """「この規則は、みどり市立図書館条例（…）の施行に関し」: the parent is named in 第1条 without any 条."""
    tree = graph.read(child.id)
    first = tree.find("a1")
    words = tree.text_of(first) if first else ""
    return parent.title in words and bool(re.search(r"施行に関し|必要な事項|規定に基づき", words))


def _answers(
    graph: Graph, node: Node, to: str, children: Sequence[Regulation], regulation: Regulation, day: date
) -> tuple[tuple[str, str], ...]:
    wanted = to if to in ("規則", "規程", "要綱") else "規則" if "規則" in to else ""
    rows = [each for each in children if not wanted or wanted in each.title]
    article = re.match(r"a[\d_]+", node.anchor)
    found = []
    for each in rows:
        for link in graph.links.get(each.id, ()):
            ours = bool(link.law) and graph.is_to(link, each.id, regulation, {regulation.id}, day)
            if ours and any(
                inside(a, node.anchor) or inside(node.anchor, a) or a == node.anchor for a in link.anchors
            ):
                found.append((each.id, link.source))
    exact = tuple(dict.fromkeys(found))
    return exact or (tuple((each.id, "") for each in rows) if article else ())


def forms(graph: Graph, regulation: Regulation) -> tuple[tuple[str, str], ...]:
    """(様式 anchor, anchor of the place that names it), in the order of the text."""
    return tuple(
        (anchor, link.source)
        for link in graph.links.get(regulation.id, ())
        for anchor in link.anchors
        if anchor.startswith("f") and not link.law
    )
