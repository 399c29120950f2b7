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
from ingest.law.repercussion import Repercussion, part_of_name, repercussions
from ingest.law.rowed import CITED, rows_behind
from ingest.law.standing import Standing
from ingest.law.tree import LawTree, parse

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
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
    moved: Places,
    day: date,
) -> Followed:
    own = {each.id for each in graph.revisions(regulation)}
    tree = graph.read(holder.id)
    text, wanted = tree.text, {(each.anchor, each.words): each for each in held}
    left = [each for each in held if moved.title and each.words == moved.title[0] and each.label == "題名"]
    for link in sorted(graph.links.get(holder.id, ()), key=lambda each: -each.start):
        one = wanted.get((link.source, link.text))
        if one is None or not link.law or not graph.is_to(link, holder.id, regulation, own, day):
            continue
        end = rows_behind(tree.text, link.end)[1] if link.rows else link.end
        before = tree.text[link.start : end]
        words = _moved_along(tree, link, moved) + before[len(link.text) :]
        words = _rows_along(words, link, moved)
        if words == before or one.rewritten:
            left.insert(0, one)
        if words != before:
            text = text[: link.start] + words + text[end:]
    if moved.title:
        text = _renamed(graph, text, *moved.title)
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


def _rows_along(words: str, link: Link, moved: Places) -> str:
    """The words of a reference to rows of a 別表 with their new numbers; as they were where one of the rows is gone."""
    anchor = link.anchors[-1] if link.anchors else ""
    to = {row: moved.rows.get((anchor, row), row) for row in link.rows}
    if not all(to.values()) or all(row == now for row, now in to.items()):
        return words
    wide = bool(re.search("[０-９]", words))

    def number(match: re.Match[str]) -> str:
        now = to.get(branch_number(match[1]), "").replace("_", "の")
        return (now.translate(_WIDE) if wide else now) or match[0]

    return CITED.sub(number, words)


def _renamed(graph: Graph, text: str, old: str, new: str) -> str:
    """The new 題名 wherever the old one stood, but in the names of other regulations and in the 題名 and 附則 of the text."""
    longer = {each.title for each in graph.regulations.values() if old in each.title and each.title != old}
    standing, made, at = Standing(parse(text)), "", 0
    for match in re.finditer(re.escape(old), text):
        path = standing.at(match.start())
        if not path or path[-1].kind == "title" or re.match(r"s\d", path[-1].anchor):
            continue
        if not part_of_name(text, match.start(), old, longer):
            made, at = made + text[at : match.start()] + new, match.end()
    return made + text[at:]


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
