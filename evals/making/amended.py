"""What an amendment changed in a 条 or a row of a 別表, in words that one revision has and the other has not. Knows no questions."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from ingest.law.reference import label_of
from ingest.law.tree import LawTree, Node

SHORT, LONG = 6, 40
_CELL = re.compile(r"[^\t|｜\n]+")
_NAMED = re.compile(r"[一-龠ァ-ヶぁ-ん]{2}")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one revision at ``start``–``end`` of its text."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A 条, or a row of a 別表, that both revisions have, and words of it that only one of them has.

    ``caption`` is its 見出し (or what heads the row), where both call it so and no other of theirs is called so; "" otherwise.
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


def changed_rows(old: LawTree, new: LawTree) -> list[Changed]:
    """The rows of the 別表 that are headed by the same words and say something else, in the order of the new text."""
    was = {node.anchor: node for node in old.walk() if node.kind == "appendix_table"}
    found = []
    for node in new.walk():
        if node.kind != "appendix_table" or node.anchor not in was:
            continue
        one, two = _rows(old, was[node.anchor]), _rows(new, node)
        words = [
            _plain(tree.text[each.start : each.end]) for tree, each in ((old, was[node.anchor]), (new, node))
        ]
        for number, (head, cells) in enumerate(two.items(), start=1):
            first, second = (
                _differing(one.get(head, ()), cells, words[1]),
                _differing(cells, one.get(head, ()), words[0]),
            )
            if first and second:
                found.append(Changed(f"{node.anchor}r{number}", label_of(node.anchor), first, second, head))
    return found


def _rows(tree: LawTree, node: Node) -> dict[str, tuple[Said, ...]]:
    """The rows of a table by their first cell, or the first two where several begin alike; the cells with their places."""
    rows = []
    for line in re.finditer(r"[^\n]+", tree.text[node.start : node.end]):
        at = node.start + line.start()
        cells = [
            _said(cell[0], at + cell.start()) for cell in _CELL.finditer(line[0]) if cell[0].strip(" 　")
        ]
        rows += [tuple(cells)] if len(cells) > 1 else []
    alike = Counter(row[0].quote for row in rows)
    heads = [row[0].quote if alike[row[0].quote] == 1 else f"{row[0].quote}・{row[1].quote}" for row in rows]
    once = Counter(heads)
    return {
        head: row
        for head, row in zip(heads, rows, strict=True)
        if once[head] == 1 and _NAMED.search(head) and len(head) <= LONG
    }


def _said(cell: str, at: int) -> Said:
    quote = cell.strip(" 　")
    start = at + cell.index(quote)
    return Said(quote, start, start + len(quote))


def _differing(row: tuple[Said, ...], other: tuple[Said, ...], words: str) -> Said | None:
    """The first cell of ``row`` that ``other`` has not, where it is long enough to be known again and its table has no such ``words``."""
    theirs = {_plain(cell.quote) for cell in other}
    for cell in row[1:] if theirs else ():
        if _plain(cell.quote) not in theirs:
            return cell if len(cell.quote) >= 4 and _plain(cell.quote) not in words else None
    return None


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
