"""A regulation as the rows of a 新旧対照表 see it: 条 with their 項 and 号, each with its mark and its lines.

Knows nothing of a second text. Notes of history (「（令6条例12・一部改正）」) and the 附則 of amendments are left out:
neither is a provision of the regulation itself that an amendment would change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ingest.law.lines import GROUP_KINDS, is_note
from ingest.law.reference import label_of
from ingest.law.tree import LawTree, Node
from ingest.law.width import narrow_marks

CELLS = re.compile(r"\t| \| ")
_JOIN = " | "
_NUMBERED = ("paragraph", "item", "subitem")
_MARK = re.compile(
    r"^((?:[(（][^()（）\s]{1,6}[)）]|[⑴-⒇①-⑳]|[0-9０-９]+[.．]?|[〇一二三四五六七八九十百]+|[ア-ンヰヱ]|[a-zａ-ｚ]{1,4})(?:の[0-9０-９一二三四五六七八九十]+)*"
    r"(?:(?:から|及び|・|、|～)[(（]?[^\s　]{1,6}(?:まで)?)?)(?:[ 　\t]+|$)"
)
_ARTICLE = re.compile(
    r"^(第[^\s　]{1,12}?条(?:の[0-9０-９一二三四五六七八九十]+)*(?:(?:から|及び|・)第[^\s　]+)?)(?:[ 　\t]+|$)"
)
GROUPS = tuple(GROUP_KINDS.values())


@dataclass(frozen=True)
class Piece:
    """One 条, 項, 号 … of a regulation: 見出し, mark (「第4条」, 「2」, 「(1)」), lines behind the mark, what is below it.

    The first 項 of a 条 carries the 条's mark. A line of a table has its cells apart. ``anchor`` is the node's.
    """

    kind: str
    anchor: str
    captions: tuple[str, ...]
    mark: str
    lines: tuple[tuple[str, ...], ...]
    children: tuple[Piece, ...] = field(default=())

    @cached_property
    def key(self) -> str:
        """The words of the piece and everything in it, as they are compared: without spaces, mark or 見出し of its own."""
        own = "\n".join(plain(line) for line in self.lines)
        below = "\n".join(
            f"{folded(''.join(each.captions) + each.mark)} {each.key}" for each in self.children
        )
        return f"{own}\n{below}"

    def same_as(self, other: Piece) -> bool:
        """Whether nothing differs: mark, 見出し and words."""
        same = folded(self.mark) == folded(other.mark)
        return (
            same
            and folded("".join(self.captions)) == folded("".join(other.captions))
            and self.key == other.key
        )


def plain(cells: tuple[str, ...]) -> str:
    """A line as it is compared: no spaces; an empty cell (of a merged one, in some formats) as the one on its
    left, and a merged one at the end once."""
    kept: list[str] = []
    for cell in cells:
        kept.append(folded(cell) or (kept[-1] if kept else ""))
    while len(kept) > 1 and kept[-1] == kept[-2]:
        kept.pop()
    return "|".join(kept)


def folded(words: str) -> str:
    """Words without spaces, their digits and brackets of one width: 「（１）　」 is 「(1)」."""
    return narrow_marks(re.sub(r"[\s　]", "", words))


def pieces(tree: LawTree) -> tuple[Piece, ...]:
    """What the regulation consists of, in order: 題名, 目次, 前文, 章 (their names), 条, 附則, 別表, 様式."""
    return tuple(_units(tree, tree.root))


def _units(tree: LawTree, node: Node) -> Iterator[Piece]:
    supplements = [child for child in tree.root.children if child.kind == "suppl"]
    for child in node.children:
        if child.kind in ("note", "number"):
            continue
        if child.kind in GROUPS:
            yield Piece("group", child.anchor, (), "", _lines(tree.head_of(child)))
            yield from _units(tree, child)
        elif child.kind == "suppl" and _of_amendment(tree, child, supplements):
            continue
        elif child.kind == "suppl" and any(each.kind == "article" for each in child.children):
            yield Piece("group", child.anchor, (), "", _lines(tree.head_of(child)))
            yield from _units(tree, child)
        elif child.kind == "article":
            yield _article(tree, child)
        else:
            yield _piece(tree, child)


def _of_amendment(tree: LawTree, node: Node, supplements: list[Node]) -> bool:
    """A 附則 that an amendment brought with it: it names the amendment, or it is not the first."""
    return bool(re.search(r"第[^\s]+号", node.caption)) or node is not supplements[0]


def _article(tree: LawTree, node: Node) -> Piece:
    head = _lines(tree.head_of(node))
    captions, last = head[:-1], "".join(head[-1]) if head else ""
    found = _ARTICLE.match(last)
    mark, rest = (found[1], last[found.end() :]) if found else (last, "")
    below = [_piece(tree, child) for child in node.children if child.kind != "note"]
    if below and not below[0].mark:
        first = below[0]
        below[0] = Piece(first.kind, first.anchor, first.captions, mark, first.lines, first.children)
    else:
        below.insert(0, Piece("paragraph", node.anchor, (), mark, ((rest,),) if rest else ()))
    return Piece("article", node.anchor, tuple("".join(line) for line in captions), "", (), tuple(below))


def _piece(tree: LawTree, node: Node) -> Piece:
    lines = list(_lines(tree.head_of(node)))
    captions: list[str] = []
    mark = ""
    if node.kind in _NUMBERED and node.number:
        for at, line in enumerate(lines[:3]):
            found = _MARK.match(_JOIN.join(line))
            if found and not (node.kind == "paragraph" and found[1][0] in "(（" and at + 1 < len(lines)):
                captions = ["".join(each) for each in lines[:at]]
                rest = _JOIN.join(line)[found.end() :]
                own = tuple(cell.strip() for cell in CELLS.split(rest))
                mark, lines = found[1], [own, *lines[at + 1 :]] if any(own) else lines[at + 1 :]
                break
    below = tuple(_piece(tree, child) for child in node.children if child.kind != "note")
    return Piece(node.kind, node.anchor, tuple(captions), mark, tuple(lines), below)


def _lines(words: str) -> tuple[tuple[str, ...], ...]:
    found = []
    for line in words.split("\n"):
        cells = CELLS.split(line)
        if len(cells) == 1:
            cells = [re.sub(r"^(?:#+|\*+)?[ 　]*[○◯]?|\*+$", "", line.strip())]
        if any(cell.strip() for cell in cells) and not is_note(line):
            found.append(tuple(cell.strip() for cell in cells))
    return tuple(found)


def name_of(piece: Piece) -> str:
    """「第3条」, 「別表第1」, 「附則」: the name of a row."""
    if piece.kind == "article" and piece.children:
        return piece.children[0].mark
    if piece.kind in ("title", "toc", "preamble"):
        return {"title": "題名", "toc": "目次", "preamble": "前文"}[piece.kind]
    return label_of(re.sub(r"-\d+$", "", piece.anchor)) or "".join(piece.lines[0] if piece.lines else ())
