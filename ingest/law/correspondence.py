"""Where each provision of the old text stands in the new one: anchor → anchor, "" for one that is gone. Knows no wording."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.law.pairing import pairs
from ingest.law.pieces import Piece, pieces
from ingest.law.tree import LawTree


def places(old: LawTree, new: LawTree) -> dict[str, str]:
    """Every 条, 項, 号, 別表 … of the old text with its place in the new: {"a3": "a4", "a3p2": "a4p3", "a5": ""}."""
    found: dict[str, str] = {}
    _collect(pieces(old), pieces(new), found)
    return found


def _collect(old: Sequence[Piece], new: Sequence[Piece], found: dict[str, str]) -> None:
    for before, after in pairs(old, new):
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
