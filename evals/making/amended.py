"""What an amendment changed in a 条, in words that stand in one revision and not in the other. Knows nothing of questions."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass

from ingest.law.reference import label_of
from ingest.law.tree import LawTree, Node

SHORT, LONG = 6, 40


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one revision at ``start``–``end`` of its text."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A 条 that both revisions have, and words of it that only one of them has.

    ``caption`` is its 見出し, where both call it so and no other 条 of theirs is called so; "" otherwise.
    """

    anchor: str
    label: str
    before: Said
    after: Said
    caption: str = ""


def changed_places(old: LawTree, new: LawTree) -> list[Changed]:
    """The 条 with other words, in the order of the new text; amendment notes and blanks do not count."""
    was = {node.anchor: node for node in old.articles()}
    found = []
    for node in new.articles():
        before = was.get(node.anchor)
        if before is None or before.deleted or node.deleted:
            continue
        one, two = _own(old, before), _own(new, node)
        if _plain(one[0]) == _plain(two[0]):
            continue
        first, second = _only(one, two), _only(two, one)
        if first and second:
            caption = _caption(node) if _caption(node) == _caption(before) else ""
            only = all(sum(_caption(one) == caption for one in tree.articles()) == 1 for tree in (old, new))
            found.append(Changed(node.anchor, label_of(node.anchor), first, second, caption if only else ""))
    return found


def _caption(node: Node) -> str:
    return node.caption.strip("（）() 　")


def _own(tree: LawTree, node: Node) -> tuple[str, int]:
    """The words of a 条 up to its notes (令6条例10・一部改正), and where they start."""
    notes = [child.start for child in node.children if child.kind == "note"]
    return tree.text[node.start : min(notes, default=node.end)].rstrip(), node.start


def _only(one: tuple[str, int], other: tuple[str, int]) -> Said | None:
    """A stretch of ``one`` around a change that ``other`` does not have, within a line."""
    matcher = difflib.SequenceMatcher(None, other[0], one[0], autojunk=False)
    for tag, _, _, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        line = one[0].rfind("\n", 0, start) + 1
        stop = one[0].find("\n", max(start, end - 1))
        stop = len(one[0]) if stop < 0 else stop
        begin = max(line, start - 8)
        finish = min(stop, max(end, start) + 8, begin + LONG)
        quote = one[0][begin:finish].strip(" 　\t\n")
        if len(quote) >= SHORT and "\n" not in quote and _plain(quote) not in _plain(other[0]):
            at = one[0].find(quote, begin)
            return Said(quote, one[1] + at, one[1] + at + len(quote))
    return None


def _plain(text: str) -> str:
    """Without blanks and widths: 第２条 is no other 条 than 第2条."""
    return "".join(unicodedata.normalize("NFKC", text).split())
