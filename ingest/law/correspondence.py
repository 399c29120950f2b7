"""Where each provision of the old text stands in the new one: anchor → anchor, "" for one that is gone. Knows no wording.

One whose number is kept and whose words are all new was rewritten (「第2号を次のように改める」); it is not gone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.law.graph import bare_title
from ingest.law.pairing import LEAST, common, pairs
from ingest.law.pieces import Piece, pieces
from ingest.law.rowed import moved_rows, rows_of, set_in_cells
from ingest.law.sentences import names_in
from ingest.law.tree import LawTree, Node

_SAME = 0.6
"""The share of common pairs of characters from which a 条 with the same 見出し elsewhere is the same 条."""
_STEP = re.compile(r"[a-z]+[\d_]*$")


class Places(dict[str, str]):
    """Old anchor → new anchor, "" for what is gone; ``rewritten`` are the old anchors whose words are all new.

    ``rows``: (anchor of a 別表, number of a row) → its number now; ``parts``: (anchor, ただし書 or 後段) that are gone;
    ``marks``: (anchor of a 号, ア or イ below it) → its mark now; ``fresh``: the anchors of the 条 that are new; ``title``:
    the old and the new 題名 where it changed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rewritten: set[str] = set()
        self.rows: dict[tuple[str, str], str] = {}
        self.parts: set[tuple[str, str]] = set()
        self.marks: dict[tuple[str, str], str] = {}
        self.fresh: tuple[str, ...] = ()
        self.title: tuple[str, str] | None = None


def places(old: LawTree, new: LawTree) -> Places:
    """Every 条, 項, 号, 別表 … of the old text with its place in the new: {"a3": "a4", "a3p2": "a4p3", "a5": ""}."""
    found = Places()
    _collect(pieces(old), pieces(new), found)
    _within(old, new, found)
    kept = set(found.values())
    found.fresh = tuple(each.anchor for each in new.articles() if each.anchor not in kept)
    names = (bare_title(old.title), bare_title(new.title))
    found.title = names if all(names) and names[0] != names[1] else None
    return found


def _within(old: LawTree, new: LawTree, found: Places) -> None:
    """Sentences that are gone from a provision, and rows of a 別表 with another number."""
    nodes = {node.anchor: node for node in new.walk()}
    cells = set_in_cells(old), set_in_cells(new)
    for node in old.walk():
        after = nodes.get(found.get(node.anchor, ""))
        if after is None or node.kind not in ("paragraph", "item", "article", "appendix_table"):
            continue
        if node.kind == "appendix_table":
            rows = moved_rows(rows_of(cells[0], node.anchor), rows_of(cells[1], after.anchor))
            found.rows.update({(node.anchor, row): to for row, to in rows.items()})
            continue
        lost = (names_in(old, node) or set()) - (names_in(new, after) or set())
        found.parts.update((node.anchor, part) for part in lost)
        for child in node.children if node.kind == "item" else ():
            now = nodes.get(found.get(child.anchor, ""))
            was, mark = _mark(old, child), _mark(new, now) if now else ""
            if was and was != mark:
                found.marks[node.anchor, was] = mark


def _mark(tree: LawTree, node: Node) -> str:
    """The ア or イ of a line below a 号."""
    found = re.match(r"[\s　]*([ア-ン])(?=[ 　\t])", tree.head_of(node)) if node.kind == "subitem" else None
    return found[1] if found else ""


def _crossed(
    rows: list[tuple[Piece | None, Piece | None]],
) -> list[tuple[Piece | None, Piece | None]]:
    """The pairs with 条 that changed places put right: pairs never cross, and 減免 and 使用料 may be the other way round now."""
    found = list(rows)
    for at, (before, after) in enumerate(found):
        if before is None or not before.captions or (after and after.captions == before.captions):
            continue
        for other, (one, two) in enumerate(found):
            if two is None or two.captions != before.captions or two.kind != before.kind:
                continue
            if (one is None or one.captions != two.captions) and common(before.key, two.key) >= _SAME:
                found[at], found[other] = (before, two), (one, after)
                break
    return [each for each in found if each[0] or each[1]]


def _collect(old: Sequence[Piece], new: Sequence[Piece], found: Places) -> None:
    rows = _crossed(list(pairs(old, new)))
    alone = {_step(after): after for before, after in rows if before is None and after}
    for before, after in rows:
        if before is None:
            continue
        if after is not None:
            if _deleted(after) and not _deleted(before):
                _gone(before, found)
                continue
            if _other_matter(before, after):
                _rewritten(before, after, found)
                continue
            found.setdefault(before.anchor, after.anchor)
            _collect(before.children, after.children, found)
        elif (instead := alone.get(_step(before))) and not _deleted(instead):
            _rewritten(before, instead, found)
        else:
            _gone(before, found)


def _other_matter(before: Piece, after: Piece) -> bool:
    """Whether a 条 has another 見出し and hardly a word of what it said."""
    if before.kind != "article" or before.anchor != after.anchor or not (before.captions and after.captions):
        return False
    return before.captions != after.captions and common(before.key, after.key) < LEAST


def _step(piece: Piece) -> tuple[str, str]:
    """What a piece is numbered within the one above it: (item, i2)."""
    number = _STEP.search(piece.anchor)
    return piece.kind, number[0] if number else piece.anchor


def _deleted(piece: Piece) -> bool:
    """「第2条　削除」 keeps the number alone."""
    return [line for each in (piece, *piece.children) for line in each.lines] == [("削除",)]


def _rewritten(before: Piece, after: Piece, found: Places) -> None:
    """All of a piece stands under its number with other words; what has no number there any more is gone."""
    if before.anchor not in found:
        found[before.anchor] = after.anchor
        found.rewritten.add(before.anchor)
    below = {_step(each): each for each in after.children}
    for child in before.children:
        if (instead := below.get(_step(child))) and not _deleted(instead):
            _rewritten(child, instead, found)
        else:
            _gone(child, found)


def _gone(piece: Piece, found: Places) -> None:
    found.setdefault(piece.anchor, "")
    for child in piece.children:
        _gone(child, found)
