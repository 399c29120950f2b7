"""The other regulations with their references moved along (ハネ改正): 「第3条」 becomes 「第4条」 where that is what it means. Knows no wording.

Only a number that stands in the words of a reference is changed; one that is gone, or named as 前条 or 同条, is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ingest.law.amending.numerals import habit_of
from ingest.law.correspondence import Places
from ingest.law.graph import Graph, Regulation
from ingest.law.link import Link
from ingest.law.numbers import BRANCHES, NUMERAL, branch_number
from ingest.law.reference import label_of
from ingest.law.repercussion import Repercussion, repercussions
from ingest.law.tree import LawTree, parse

_UNITS = {"条": "a", "項": "p", "号": "i"}
_NUMBERED = re.compile(rf"第({NUMERAL})(条|項|号)({BRANCHES})")


@dataclass(frozen=True, slots=True)
class Followed:
    """A regulation in force, and its text with the references moved; ``open`` are those that a person must decide."""

    regulation: Regulation
    old: LawTree
    new: LawTree
    open: tuple[Repercussion, ...]


def follow(graph: Graph, regulation: Regulation, moved: Places, day: date) -> tuple[Followed, ...]:
    """Every other regulation that cites what moved, in the order of their titles."""
    rows: dict[str, list[Repercussion]] = {}
    for each in repercussions(graph, regulation, moved, day):
        rows.setdefault(each.document, []).append(each)
    found = [
        _followed(graph, regulation, graph.regulations[name], held, moved, day) for name, held in rows.items()
    ]
    return tuple(sorted(found, key=lambda each: each.regulation.title))


def _followed(
    graph: Graph,
    regulation: Regulation,
    holder: Regulation,
    held: list[Repercussion],
    moved: Mapping[str, str],
    day: date,
) -> Followed:
    own = {each.id for each in graph.revisions(regulation)}
    tree = graph.read(holder.id)
    text, left = tree.text, list[Repercussion]()
    wanted = {(each.anchor, each.words): each for each in held}
    for link in sorted(graph.links.get(holder.id, ()), key=lambda each: -each.start):
        one = wanted.get((link.source, link.text))
        if one is None or not link.law or not graph.is_to(link, holder.id, regulation, own, day):
            continue
        words = _moved_along(tree, link, moved)
        if words == link.text or one.rewritten:
            left.insert(0, one)
        if words != link.text:
            text = text[: link.start] + words + text[link.end :]
    return Followed(holder, tree, parse(text), tuple(dict.fromkeys(left)))


def _moved_along(tree: LawTree, link: Link, moved: Mapping[str, str]) -> str:
    """The words of a reference with its new numbers; as they were where one of its places is gone or not named."""
    to = {anchor: moved.get(anchor, anchor) for anchor in link.anchors}
    if not all(to.values()):
        return link.text
    habit, made, done = habit_of(tree.text), link.text, set[str]()
    for match in reversed(list(_NUMBERED.finditer(link.text))):
        letter, number = _UNITS[match[2]], branch_number(match[1] + match[3])
        pairs = {(_step(old, letter), _step(new, letter)) for old, new in to.items()}
        new = {after for before, after in pairs if before == number and after}
        if len(new) == 1 and (after := new.pop()) != number:
            made = made[: match.start()] + habit.ordinal(after, match[2]) + made[match.end() :]
            done.add(letter)
    return made if done and _all_said(to, done) else link.text


def _step(anchor: str, letter: str) -> str:
    found = re.search(rf"(?<![a-z]){letter}([\d_]+)", anchor)
    return found[1] if found else ""


def _all_said(to: Mapping[str, str], done: set[str]) -> bool:
    """Whether every kind of number that changes was found in the words."""
    changed = {
        letter
        for old, new in to.items()
        for letter in _UNITS.values()
        if _step(old, letter) != _step(new, letter)
    }
    return changed <= done and all(label_of(new) for new in to.values())
