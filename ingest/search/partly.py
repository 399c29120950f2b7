"""What of a regulation is in force before or after the rest: 「ただし、第2条の規定は、公布の日から施行する。」 Knows trees and days.

A text that already has an amendment of which a part begins later is, for that part, not yet the law; the revision before it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from ingest.document import Document
from ingest.law.commencement import Start
from ingest.law.force import read_force
from ingest.law.lines import key
from ingest.law.numbers import to_wareki
from ingest.law.reference import find_anchors, label_of
from ingest.law.standing import Standing
from ingest.law.tree import LawTree, Node
from ingest.search.missing import node_of

_ARTICLE = re.compile(r"(?:s\d+)?a[\d_]+")
_RANGE = re.compile(r"(第[^第、]{1,12}条[^第、から]{0,8})から(第[^第、]{1,12}条[^第、まで]{0,8})まで")

Trees = Callable[[str], LawTree]


def parts_of(tree: LawTree, anchor: str, whole: date | None = None) -> Iterator[Start]:
    """The parts of every 附則 that name the 条 of a place (or the 別表) and have a day of their own; with ``whole`` only of
    the 附則 whose rest begins on that day."""
    article = _ARTICLE.match(anchor)
    place = article[0] if article else anchor
    for enactment in read_force(tree).enactments:
        if whole and (enactment.main is None or enactment.main.day != whole):
            continue
        yield from (part for part in enactment.parts if part.day and _names(part.what, place))


def _names(what: str, place: str) -> bool:
    named = {each.partition("p")[0] for each in find_anchors(what)}
    if place in named:
        return True
    for first, last in _RANGE.findall(what):
        ends = [key(each[1:]) for each in (*find_anchors(first), *find_anchors(last)) if each[0] == "a"]
        if place[0] == "a" and len(ends) == 2 and ends[0] <= key(place[1:]) <= ends[1]:
            return True
    return False


def notes(tree: LawTree, node: Node, anchor: str, day: date) -> list[str]:
    """What a reader of the place must know: that it is deleted, or that a part of an amendment begins later."""
    told = [f"{label_of(anchor)}は削除されています。"] if node.deleted else []
    return told + [
        f"附則によると、{part.what}は{to_wareki(part.day)}から施行されます。"
        for part in parts_of(tree, anchor)
        if part.day and part.day > day
    ]


def begun(
    revisions: Sequence[Document], anchors: Sequence[str], day: date, tree: Trees
) -> tuple[Document, str] | None:
    """A revision whose whole begins after ``day`` while the places asked for have begun, and what is said of it."""
    for each in revisions:
        if each.effective_from is None or each.effective_from <= day or not anchors:
            continue
        parts = [next(parts_of(tree(each.id), anchor, each.effective_from), None) for anchor in anchors]
        if all(part is not None and part.day and part.day <= day for part in parts):
            first = parts[0]
            assert first is not None and first.day is not None
            whole = f"（{each.title}のほかの規定は、{to_wareki(each.effective_from)}から施行されます）"
            return each, f"{label_of(anchors[0])}は、{to_wareki(first.day)}から施行されています{whole}。"
    return None


def before_part(
    document: Document, anchor: str, revisions: Sequence[Document], day: date, tree: Trees
) -> tuple[Document, Node, str] | None:
    """The words of the revision before, where those here belong to a part of the amendment that begins after ``day``."""
    later = [part.day for part in parts_of(tree(document.id), anchor) if part.day and part.day > day]
    shown = {each.effective_from for each in revisions}  # a 例規集 may have the text of each 施行日
    if document.effective_from is None or not later or shown & set(later):
        return None
    earlier = [
        each for each in revisions if each.effective_to and each.effective_to < document.effective_from
    ]
    last = max(earlier, key=lambda each: each.effective_to or date.min, default=None)
    node = node_of(Standing(tree(last.id)), anchor) if last else None
    here = node_of(Standing(tree(document.id)), anchor)
    if last is None or node is None or here is None or _same(tree, (last, node), (document, here)):
        return None
    return last, node, f"先に示すのが{to_wareki(day)}に効力のある条文で、次が改正後の条文です。"


def _same(tree: Trees, one: tuple[Document, Node], other: tuple[Document, Node]) -> bool:
    return tree(one[0].id).text_of(one[1]).split() == tree(other[0].id).text_of(other[1]).split()
