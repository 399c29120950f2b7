"""What a regulation is left to set by the one above it, and what it leaves to those below (委任). Knows no national law (``above``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ingest.law.above import JOINED
from ingest.law.delegation import delegations
from ingest.law.findings import LawFinding, finding_at
from ingest.law.graph import Graph, Regulation
from ingest.law.link import Link
from ingest.law.reference import label_of
from ingest.law.tree import LawTree

_WHO = r"(?:規則|規程|[市町村区]長|知事|教育委員会|管理者)"
_MADE_UNDER = re.compile(
    rf"(?:の規定により|の規定に基づき|に規定する|の)(?:[^。、]{{0,12}}{_WHO}[^。、]{{0,8}}定め|規則で定め)"
)
"""「条例第5条の規則で定める…」, 「…の規定により市長が定める…」 behind a reference: the rule fills in what the 条例 left to it."""
_WHOLE_UNDER = re.compile(rf"{JOINED}の規定に基づき(?:(?!規定に)[^。]){{0,60}}定め")
"""「条例第12条の規定に基づき、…に関し必要な事項を定める」 in the 趣旨 of a rule."""
_LEAVES = re.compile(
    r"(?:規則|規程|要綱|細則|別に|(?:[市町村区]長|知事|教育委員会|管理者)が)[^。]{0,12}定め|規則に委任"
)
_NATIONAL = re.compile(r"(?:法|法律|令)(?:施行(?:令|規則))?$")


def from_above(new: LawTree, links: tuple[Link, ...], graph: Graph, day: date) -> Iterator[LawFinding]:
    """A rule that says 「条例第5条の規則で定める」 where the 条例 leaves nothing to a rule there."""
    for link in links:
        parent = graph.find(link.law, link.number, day) if link.law and link.state == "found" else None
        if parent is None or _NATIONAL.search(parent.title) or not _under(new, link, parent):
            continue
        tree = graph.read(parent.id)
        nodes = [node for anchor in link.anchors if (node := tree.find(anchor))]
        if not nodes or any(_LEAVES.search(tree.text_of(node)) for node in nodes):
            continue
        place = "、".join(label_of(anchor) for anchor in link.anchors)
        message = f"{label_of(link.source)}は「{link.text}」に基づいて定めていますが、{parent.title}{place}には規則等に委ねる定めがありません。"
        yield finding_at(new, "no_ground", "error", message, link.source, link.start, link.end)


def _under(new: LawTree, link: Link, parent: Regulation) -> bool:
    """Whether a reference is given as what leaves the matter to this rule."""
    if link.source.startswith(("a1p1", "n1p1")) and _WHOLE_UNDER.match(new.text, link.end):
        return True
    ordinance = "条例" in parent.title and "規則" not in parent.title
    return ordinance and bool(_MADE_UNDER.match(new.text, link.end))


def to_below(
    new: LawTree, old: LawTree | None, graph: Graph, regulation: Regulation, day: date
) -> Iterator[LawFinding]:
    """「規則で定める」 in a 条例 that no rule answers; those that the old text had too are left alone."""
    if "条例" not in regulation.title or "規則" in regulation.title:
        return
    asked = re.finditer(r"(?:規則|規程)(?:で|において)?定め", old.text) if old else ()
    known = {_before(old.text, match.start()) for match in asked} if old else set()
    lonely = []
    for each in delegations(graph, regulation, day):
        if each.to not in ("規則", "規程") or _before(new.text, each.start) in known:
            continue
        general = re.search(r"施行に関し必要な事項|この条例に定めるもののほか", each.words)
        if any(target[1] for target in each.targets) or (general and each.targets):
            continue
        if not each.targets:
            lonely.append(each)
            continue
        held = graph.regulations[each.targets[0][0]].title
        message = f"{label_of(each.anchor)}は{each.to}に委ねていますが、{held}に応じる規定が見当たりません。{each.to}の改正が要るか確かめてください。"
        yield finding_at(
            new, "no_answer", "warn", message, each.anchor, each.start, each.start + len(each.to)
        )
    if lonely:
        one = lonely[0]
        more = f"ほか{len(lonely) - 1}か所" if len(lonely) > 1 else ""
        message = f"{label_of(one.anchor)}{more}は{one.to}に委ねていますが、この{regulation.kind}に基づく{one.to}が取り込まれていません。{one.to}の制定が要るか確かめてください。"
        yield finding_at(new, "no_answer", "info", message, one.anchor, one.start, one.start + len(one.to))


def _before(text: str, at: int) -> str:
    """The twelve characters of the sentence that stand before a place."""
    return re.split(r"[。\n　]", text[max(0, at - 12) : at])[-1].strip()
