"""Where each provision of the old text stands in the new one: anchor → anchor, "" for one that is gone. Knows no wording."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.law.pairing import common, pairs
from ingest.law.pieces import Piece, pieces
from ingest.law.tree import LawTree

_SAME = 0.6
"""The share of common pairs of characters from which a 条 with the same 見出し elsewhere is the same 条."""


def places(old: LawTree, new: LawTree) -> dict[str, str]:
    """Every 条, 項, 号, 別表 … of the old text with its place in the new: {"a3": "a4", "a3p2": "a4p3", "a5": ""}."""
    found: dict[str, str] = {}
    _collect(pieces(old), pieces(new), found)
    return found


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


def _collect(old: Sequence[Piece], new: Sequence[Piece], found: dict[str, str]) -> None:
    for before, after in _crossed(list(pairs(old, new))):
        if before is None:
            continue
        if after is None:
            _gone(before, found)
            continue
        found.setdefault(before.anchor, after.anchor)
        _collect(before.children, after.children, found)


def _gone(piece: Piece, found: dict[str, str]) -> None:
    found.setdefault(piece.anchor, "")
    for child in piece.children:
        _gone(child, found)
