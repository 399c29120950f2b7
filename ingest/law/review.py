"""What a changed or new regulation leaves in disorder: form, references that go nowhere or elsewhere, 委任, 様式, ハネ改正.

Reads the new text in the net of the other regulations. Knows nothing of 改め文, pages or commands; the judgement is the clerk's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ingest.law.above import findings_above
from ingest.law.astray import astray
from ingest.law.called import cited_names, misnamed
from ingest.law.correspondence import Places, places
from ingest.law.entrusted import from_above, to_below
from ingest.law.findings import LawFinding, find_findings, finding_at
from ingest.law.graph import Graph, Regulation
from ingest.law.lawname import NO_NAMES, Names
from ingest.law.link import Link
from ingest.law.reference import label_of
from ingest.law.repercussion import Repercussion, repercussions
from ingest.law.resolution import find_links
from ingest.law.tree import LawTree

_ASKED = ("dangling", "unclear")


@dataclass(frozen=True, slots=True)
class Review:
    """Findings in the order of the new text, and the places elsewhere that have to follow."""

    findings: tuple[LawFinding, ...]
    repercussions: tuple[Repercussion, ...] = ()


def review(
    new: LawTree,
    *,
    old: LawTree | None = None,
    graph: Graph | None = None,
    regulation: Regulation | None = None,
    names: Names = NO_NAMES,
    day: date,
) -> Review:
    """Everything that ``new`` leaves in disorder and ``old`` (None: a new regulation) did not.

    ``graph`` and ``regulation`` (its revision in the net, None when it is not there) let it look at the others on ``day``.
    """
    links = _links(new, regulation, names)
    before = _links(old, regulation, names) if old else ()
    moved = places(old, new) if old else Places()
    if graph and regulation:
        links = tuple(graph.checked(link, day) for link in links)
        before = tuple(graph.checked(link, day) for link in before)
    elif graph:
        links = tuple(graph.checked(link, day) for link in links)
    found = [*_form(old, new), *_dangling(new, before, links), *_astray(new, before, links, moved)]
    found += _forms(new, links, old)
    found += findings_above(new, old, links, before, graph, day)
    if graph:
        said = {*cited_names(old, names), *((link.law, "") for link in before)} if old else set()
        found += misnamed(new, links, graph, regulation or unknown(new, day), names, said)
        over = laid_over(graph, regulation or unknown(new, day), new, links)
        found += from_above(new, links, over, day)
        found += to_below(new, old, over, regulation or unknown(new, day), day)
    elsewhere = tuple(repercussions(graph, regulation, moved, day)) if graph and regulation else ()
    return Review(
        tuple(sorted(set(found), key=lambda each: (each.start, each.rule, each.message))), elsewhere
    )


def unknown(tree: LawTree, day: date) -> Regulation:
    """A text that is not in the net, as a regulation of it."""
    kind = next((each for each in ("条例", "規則", "規程", "要綱") if tree.title.endswith(each)), "条例")
    return Regulation("new-text", tree.title.lstrip("○ 　"), tree.number, kind, day)


def laid_over(graph: Graph, regulation: Regulation, tree: LawTree, links: tuple[Link, ...]) -> Graph:
    """The net with ``tree`` in the place of the text that the regulation has there."""
    every = {**graph.regulations, regulation.id: regulation}
    return Graph(
        every.values(),
        {**graph.links, regulation.id: links},
        lambda wanted: tree if wanted == regulation.id else graph.read(wanted),
    )


def _links(tree: LawTree, regulation: Regulation | None, names: Names) -> tuple[Link, ...]:
    title = regulation.title if regulation else tree.title.lstrip("○ 　")
    number = regulation.number if regulation else tree.number
    return find_links(tree.text, tree=tree, title=title, number=number, names=names)


def _at(tree: LawTree, link: Link, rule: str, severity: str, message: str) -> LawFinding:
    return finding_at(tree, rule, severity, message, link.source, link.start, link.end)


def _form(old: LawTree | None, new: LawTree) -> Iterator[LawFinding]:
    """欠番, doubled numbers, 目次 that differ: those that the old text did not have."""
    known = {(each.rule, each.message) for each in find_findings(old)} if old else set()
    for each in find_findings(new):
        if (each.rule, each.message) not in known:
            yield each


def _dangling(new: LawTree, before: tuple[Link, ...], links: tuple[Link, ...]) -> Iterator[LawFinding]:
    known = {(link.text, link.law, link.anchors) for link in before if link.state in _ASKED}
    for link in links:
        if link.state in _ASKED and (link.text, link.law, link.anchors) not in known:
            place = label_of(link.source) or "本文"
            message = f"{place}の「{link.text}」の行き先がありません。{link.reason}"
            yield _at(new, link, "dangling", "error" if link.state == "dangling" else "warn", message)


def _astray(
    new: LawTree, before: tuple[Link, ...], links: tuple[Link, ...], moved: Places
) -> Iterator[LawFinding]:
    for link, message in astray(new, before, links, moved):
        yield _at(new, link, "astray", "error", message)


def _forms(new: LawTree, links: tuple[Link, ...], old: LawTree | None) -> Iterator[LawFinding]:
    """様式: numbers left out or given twice, one that no provision names."""
    nodes = [node for node in new.walk() if node.kind == "form" and node.number]
    numbers = [int(node.number.split("_")[0]) for node in nodes]
    named = {re.sub(r"-\d+$", "", anchor) for link in links if not link.law for anchor in link.anchors}
    for at, node in enumerate(nodes):
        name = label_of(re.sub(r"-\d+$", "", node.anchor))
        if node.number in [each.number for each in nodes[:at]]:
            yield finding_at(
                new, "form_twice", "error", f"{name}が二つあります。", node.anchor, node.start, node.head_end
            )
        elif at and numbers[at] > numbers[at - 1] + 1:
            gap = "、".join(f"様式第{number}号" for number in range(numbers[at - 1] + 1, numbers[at]))
            message = f"{name}の前に{gap}がありません。欠番なら、番号を繰り上げるか「削除」と書きます。"
            yield finding_at(new, "form_gap", "warn", message, node.anchor, node.start, node.head_end)
        if re.sub(r"-\d+$", "", node.anchor) not in named and not (old and old.find(node.anchor)):
            message = f"{name}を定める規定がありません（本則のどこにも「{name}」がありません）。"
            yield finding_at(new, "form_unnamed", "warn", message, node.anchor, node.start, node.head_end)


def without(found: Review, readable: set[str]) -> Review:
    """The review without places in regulations that a person may not read."""
    return replace(
        found, repercussions=tuple(each for each in found.repercussions if each.document in readable)
    )
