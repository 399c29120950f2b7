"""Which other regulations have to follow an amendment because they cite what moved or went (ハネ改正). Knows no wording.

A reference to a 条 of which some words changed but which stays where it was is not listed: it still says what it said.
One to what was rewritten as a whole is: somebody has to see whether it still fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date

from ingest.law.correspondence import Places
from ingest.law.graph import Graph, Regulation
from ingest.law.lines import key
from ingest.law.link import Link
from ingest.law.reference import label_of
from ingest.law.rowed import row_label
from ingest.law.standing import Standing

_ARTICLE = re.compile(r"a[\d_]+")
_SAME = re.compile("同(条(?!例)|[項号表])")
_BELOW = {"条": r"^(?:s\d+)?a[\d_]+", "項": r"^.*p[\d_]+", "号": r"^.*i[\d_]+", "表": r"^t[\d_]*"}
"""What of an anchor is not said again where a reference begins so."""


@dataclass(frozen=True, slots=True)
class Repercussion:
    """A place in another regulation that cites what moved, went or changed (ハネ改正): ``words`` at ``label`` of ``title``.

    ``old`` is what it cites, ``new`` where that stands now ("" when gone); both as people name them. ``document`` is the id.
    ``rewritten``: the words there are all new.
    """

    document: str
    title: str
    anchor: str
    label: str
    words: str
    old: str
    new: str
    rewritten: bool = False

    @property
    def told(self) -> str:
        """What becomes of the place cited, as a clerk says it."""
        if not self.new:
            return f"{self.old}はなくなります"
        if self.rewritten:
            return f"{self.old}は{'全部' if self.new == self.old else f'{self.new}になり、全部'}改められます"
        return f"{self.old}は{self.new}になります"


def repercussions(graph: Graph, regulation: Regulation, moved: Places, day: date) -> Iterator[Repercussion]:
    """Places in other regulations in force that cite a provision which moved, went or was rewritten."""
    own = {each.id for each in graph.revisions(regulation)}
    for source, links in graph.links.items():
        holder = graph.regulations[source]
        if source in own or not holder.in_force(day):
            continue
        yield from _by_title(graph, holder, moved)
        for link in links:
            if link.state in ("quoted", "former", "unclear") or not link.law:
                continue
            if re.match(r"s\d", link.source) or not graph.is_to(link, source, regulation, own, day):
                continue
            place = label_of(link.source) or link.source
            for told in becomes(link, moved):
                yield Repercussion(source, holder.title, link.source, place, *told)


def becomes(link: Link, moved: Places) -> Iterator[tuple[str, str, str, bool]]:
    """(the words, what they name, what that is now, whether its words are all new) where that is not what it was.

    Of a range, whose beginning is a reference of its own, the end.
    """
    for anchor in link.anchors[-1:] if link.law else link.anchors:
        to, whole = moved.get(anchor, anchor), anchor in moved.rewritten
        if whole or (to != anchor and not (to and _follows_by_itself(link, anchor, to))):
            yield link.text, label_of(anchor), label_of(to), whole
            return
    anchor = link.anchors[-1] if link.anchors else ""
    if link.part and (anchor, link.part) in moved.parts:
        yield link.text, f"{label_of(anchor)}{link.part}", "", False
    if link.mark and (now := moved.marks.get((anchor, link.mark), link.mark)) != link.mark:
        place = label_of(moved.get(anchor, anchor))
        yield link.text, f"{label_of(anchor)}{link.mark}", f"{place}{now}" if now else "", False
    if inner := _taken_in(link, moved):
        whole_range = f"{label_of(link.anchors[0])}から{label_of(anchor)}まで"
        yield link.text, whole_range, f"{'、'.join(map(label_of, inner))}を含むもの", False
    for at, row in enumerate(link.rows):
        to = moved.rows.get((anchor, row), row)
        if to != row:
            words = f"{row.replace('_', 'の')}の項" if at else link.text
            yield words, row_label(anchor, row), row_label(anchor, to) if to else "", False


def _taken_in(link: Link, moved: Places) -> list[str]:
    """The new 条 that a range of 条 in another regulation has now between its ends."""
    if not link.law or len(link.anchors) != 2 or not all(map(_ARTICLE.fullmatch, link.anchors)):
        return []
    ends = [moved.get(anchor, anchor) for anchor in link.anchors]
    if not all(map(_ARTICLE.fullmatch, ends)):
        return []
    first, last = (key(anchor[1:]) for anchor in ends)
    return [each for each in moved.fresh if _ARTICLE.fullmatch(each) and first < key(each[1:]) < last]


def _follows_by_itself(link: Link, old: str, new: str) -> bool:
    """Whether only what 「同条」 or 「同表」 stands for has another number: 「同条第2号」 goes along with the 条 named before it."""
    same = _SAME.match(link.text)
    if same is None:
        return False
    kept = _BELOW[same[1]]
    return re.sub(kept, "", old) == re.sub(kept, "", new)


def _by_title(graph: Graph, holder: Regulation, moved: Places) -> Iterator[Repercussion]:
    """The places that call the regulation by a 題名 that it has no more; not those that name a longer one (「○○条例施行規則」)."""
    if moved.title is None:
        return
    old, new = moved.title
    longer = {each.title for each in graph.regulations.values() if old in each.title and each.title != old}
    tree = graph.read(holder.id)
    standing, seen = Standing(tree), set[str]()
    for match in re.finditer(re.escape(old), tree.text):
        path = standing.at(match.start())
        node = path[-1] if path else None
        if node is None or node.kind in ("number", "note", "toc") or node.anchor in seen:
            continue
        if re.match(r"s\d", node.anchor) or (
            node.kind != "title" and part_of_name(tree.text, match.start(), old, longer)
        ):
            continue
        seen.add(node.anchor)
        place = "題名" if node.kind == "title" else label_of(node.anchor) or node.anchor
        yield Repercussion(holder.id, holder.title, node.anchor, place, old, f"題名「{old}」", f"「{new}」")


def part_of_name(text: str, start: int, name: str, longer: Set[str]) -> bool:
    """Whether the name that stands at ``start`` is a part of another regulation's name there."""
    begins = ((title, start - title.index(name)) for title in longer)
    return any(at >= 0 and text.startswith(title, at) for title, at in begins)
