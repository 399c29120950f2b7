"""What of a regulation is in force before or after the rest: 「ただし、第2条の規定は、公布の日から施行する。」 Knows trees and days.

A text that already has an amendment of which a part begins later is, for that part, not yet the law; the revision before it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.document import Document
from ingest.law.commencement import Start
from ingest.law.numbers import to_wareki
from ingest.law.reference import label_of
from ingest.law.standing import Standing
from ingest.law.tree import LawTree, Node
from ingest.search.missing import node_of
from ingest.search.unbegun import Part, concerns, is_in, read_parts

Trees = Callable[[str], LawTree]
MAY = re.compile(r"(?:ただし|規定は|各号に定める|次の表)[^。]{0,400}?(?:から施行|定める日から)")
"""What a text says of which a part begins on another day."""


def parts_of(tree: LawTree, anchor: str, whole: date | None = None) -> Iterator[Start]:
    """The parts of every 附則 that are about a place and have a day of their own; with ``whole`` only of the 附則 whose rest
    begins on that day."""
    for part in read_parts(tree):
        main = part.enactment.main
        if (whole is None or (main and main.day == whole)) and concerns(tree, part, anchor):
            yield part.start


def notes(tree: LawTree, node: Node, anchor: str, day: date) -> list[str]:
    """What a reader of the place must know: that it is deleted, or that a part of an amendment begins later."""
    told = [f"{label_of(anchor)}は削除されています。"] if node.deleted else []
    return told + later_notes(tree, [anchor], day).get(anchor, [])


def later_notes(tree: LawTree, anchors: Sequence[str], day: date) -> dict[str, list[str]]:
    """What the 附則 say of the places of which a part begins after ``day``, by place; places without any are left out."""
    later = [part for part in read_parts(tree) if part.start.day and part.start.day > day]
    told = {
        anchor: [
            f"附則によると、{part.start.what}は{to_wareki(part.start.day)}から施行されます。"
            for part in later
            if part.start.day and concerns(tree, part, anchor)
        ]
        for anchor in (anchors if later else ())
    }
    return {anchor: lines for anchor, lines in told.items() if lines}


def begins_later(tree: LawTree, anchor: str, day: date, *, sure: bool = False) -> date | None:
    """The day from which the words of a place are in force, where that is after ``day`` and they have the part that begins then
    (``sure``, or told by the text itself)."""
    days = [
        part.start.day
        for part in read_parts(tree)
        if part.start.day
        and part.start.day > day
        and concerns(tree, part, anchor)
        and (sure or is_in(tree, part, anchor))
    ]
    return min(days, default=None)


def begun(
    revisions: Sequence[Document], anchors: Sequence[str], day: date, tree: Trees
) -> tuple[Document, str, date] | None:
    """A revision whose whole begins after ``day`` while the places asked for have begun, what is said of it, and since when
    the first of them is in force."""
    for each in revisions:
        if each.effective_from is None or each.effective_from <= day or not anchors:
            continue
        parts = [next(parts_of(tree(each.id), anchor, each.effective_from), None) for anchor in anchors]
        if all(part is not None and part.day and part.day <= day for part in parts):
            first = parts[0]
            assert first is not None and first.day is not None
            if shown_apart([first.day], revisions):
                continue
            whole = f"（{each.title}のほかの規定は、{to_wareki(each.effective_from)}から施行されます）"
            said = f"{label_of(anchors[0])}は、{to_wareki(first.day)}から施行されています{whole}。"
            return each, said, first.day
    return None


def begun_words(
    document: Document, anchor: str, revisions: Sequence[Document], day: date, tree: Trees
) -> tuple[Document, Node, str] | None:
    """The words of a place in a later revision of which this part is in force before the rest, as a text of the part's day;
    None where those of ``document`` are the same or still the law."""
    coming = any(each.effective_from and each.effective_from > day for each in revisions)
    found = begun(revisions, [anchor], day, tree) if coming else None
    if found is None:
        return None
    later, said, since = found
    node, here = node_of(Standing(tree(later.id)), anchor), node_of(Standing(tree(document.id)), anchor)
    if node is None or (here is not None and _same(tree, (later, node), (document, here))):
        return None
    return replace(later, effective_from=since), node, f"{document.title}の{said}"


def before_part(
    document: Document, anchor: str, revisions: Sequence[Document], day: date, tree: Trees
) -> tuple[Document, Node, str] | None:
    """The words of the revision before, where those here belong to a part of the amendment that begins after ``day``."""
    later = [part.day for part in parts_of(tree(document.id), anchor) if part.day and part.day > day]
    last = before_later(document, later, revisions)
    node = node_of(Standing(tree(last.id)), anchor) if last else None
    here = node_of(Standing(tree(document.id)), anchor)
    if last is None or node is None or here is None or _same(tree, (last, node), (document, here)):
        return None
    return last, node, f"先に示すのが{to_wareki(day)}に効力のある条文で、次が改正後の条文です。"


def before_later(document: Document, later: Sequence[date], revisions: Sequence[Document]) -> Document | None:
    """The revision whose words are in force until the first day of ``later``, as one that ends the day before; None where the
    document is not in force part by part, or a 例規集 has the text of each 施行日, or there is no earlier one."""
    if document.effective_from is None or not later or shown_apart(later, revisions):
        return None
    earlier = [
        each for each in revisions if each.effective_to and each.effective_to < document.effective_from
    ]
    last = max(earlier, key=lambda each: each.effective_to or date.min, default=None)
    return replace(last, effective_to=min(later) - timedelta(days=1)) if last else None


def shown_apart(later: Sequence[date], revisions: Sequence[Document]) -> bool:
    """Whether the library has a text that begins on one of the days."""
    return bool({each.effective_from for each in revisions} & set(later))


def _same(tree: Trees, one: tuple[Document, Node], other: tuple[Document, Node]) -> bool:
    return tree(one[0].id).text_of(one[1]).split() == tree(other[0].id).text_of(other[1]).split()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a search shows of a place of which a part has not begun: ``place`` "kept" (perhaps not written in yet, and told so in
    ``label``), "before" (the words of ``document``, the revision before), "begun" (those of the revision to come) or "none";
    ``told`` is said above the hits."""

    place: str
    label: str = ""
    document: Document | None = None
    node: Node | None = None
    told: str = ""


def shown_on(
    document: Document,
    anchor: str,
    day: date,
    *,
    parts: Sequence[Part],
    revisions: Sequence[Document],
    tree: Trees,
) -> Shown:
    """What may be shown on ``day`` for a place of a regulation; ``revisions`` are the texts of it that the viewer may read."""
    own = tree(document.id)
    mine = [part for part in parts if part.start.day and part.start.day > day and concerns(own, part, anchor)]
    days = sorted({part.start.day for part in mine if part.start.day})
    if not mine or shown_apart(days, revisions):
        return Shown("kept")
    name, begins = f"{document.title}の{_named(anchor)}", to_wareki(days[0])
    if last := before_later(document, days, revisions):
        node, here = (node_of(Standing(tree(each)), anchor) for each in (last.id, document.id))
        if node and here and _same(tree, (last, node), (document, here)):
            return Shown("kept")
        told = f"{name}は、{begins}から改正後の条文になるため、それまでの条文を示します。"
        if node:
            return Shown("before", "", last, node, told)
        return Shown("none", told=f"{name}は、{begins}から加わる条文なので、示していません。")
    if any(is_in(own, part, anchor) for part in mine):
        return Shown("none", told=f"{name}は、{begins}から施行される条文なので、示していません。")
    return Shown("kept", label=f"（{begins}に改正）")


def _named(anchor: str) -> str:
    return label_of(re.sub(r"-\d+$", "", anchor)) or "一部"
