"""Which unit of an old text answers which of a new one: by content and order, not by number. Knows nothing of how a change is told.

The pairs are those of the 新旧対照表 (``pairing``), down to 項, 号 and 号の細分, each with the nodes of both trees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.law.pairing import pairs
from ingest.law.pieces import Piece, folded, pieces
from ingest.law.tree import LawTree, Node

KINDS = ("same", "moved", "changed", "added", "removed")


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit of the old text and the one that answers it; ``kind`` is one of KINDS, ``unit`` the kind of node.

    "moved" has the same words under another number, "changed" other words (under whatever number). ``depth`` is 0
    for 題名, 条, 別表 …, 1 for a 項, 2 for a 号. The 章 themselves are units "group" (their name lines).
    """

    kind: str
    unit: str
    depth: int
    old: Node | None
    new: Node | None


def align(old: LawTree, new: LawTree) -> tuple[Pair, ...]:
    """Every unit of both sides once, a unit before what is in it, in the order of the new text.

    What has no partner is "removed" or "added", and so is everything in it. Left out: notes of history, 例規番号
    and the 附則 of amendments.
    """
    before = {node.anchor: node for node in old.walk()}
    after = {node.anchor: node for node in new.walk()}
    return tuple(
        Pair(
            kind,
            (two or one).kind,  # type: ignore[union-attr]
            depth,
            before.get(one.anchor) if one else None,
            after.get(two.anchor) if two else None,
        )
        for kind, depth, one, two in _paired(pieces(old), pieces(new), 0)
    )


def _paired(
    old: tuple[Piece, ...], new: tuple[Piece, ...], depth: int
) -> Iterator[tuple[str, int, Piece | None, Piece | None]]:
    for one, two in pairs(old, new):
        yield _kind(one, two), depth, one, two
        yield from _paired(one.children if one else (), two.children if two else (), depth + 1)


def _kind(one: Piece | None, two: Piece | None) -> str:
    if one is None or two is None:
        return "removed" if one else "added"
    if one.same_as(two):
        return "same"
    same_words = [each.key for each in one.children] == [each.key for each in two.children]
    own = [one.lines] == [two.lines] and folded("".join(one.captions)) == folded("".join(two.captions))
    return "moved" if own and same_words and one.key.split("\n")[0] == two.key.split("\n")[0] else "changed"
