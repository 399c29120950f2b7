"""Which piece of the old text answers which of the new: equal ones first, between them those most alike, never crossing.

Knows nothing of what the pieces are shown as.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from ingest.law.pieces import Piece, plain

LISTED = ("item", "subitem")
TERM = 0.3
"""More than the same number is worth, though both be all alike otherwise."""
LEAST = 0.34
"""Pieces less alike than this are one gone and one new."""
_T = TypeVar("_T")


def pairs(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Every piece of both sides once, in the order of the new text."""
    yield from matched(old, new, key=_identity, alike=alike)


def _identity(piece: Piece) -> str:
    return f"{piece.kind} {''.join(piece.captions)} {piece.key}"


def alike(one: Piece, two: Piece) -> float:
    """0 to 1, and TERM for 号 of one thing: common pairs of characters; the same number or 見出し speaks for the same provision."""
    if one.kind != two.kind:
        return 0.0
    same_number = _number(one) == _number(two)
    if one.kind in ("appendix_table", "form", "appendix"):
        same = common(_below_heading(one), _below_heading(two))
        return 0.5 + 0.5 * same if same_number else 0.3 + 0.7 * same
    if one.kind in ("title", "toc", "preamble", "suppl"):
        return 1.0 if same_number else 0.3 + 0.5 * common(one.key, two.key)
    named = bool(one.captions) and one.captions == two.captions
    listed = one.kind in LISTED and one.lines and two.lines
    told = bool(listed) and same_term("".join(one.lines[0]), "".join(two.lines[0]))
    return min(1.0, common(one.key, two.key) + 0.2 * same_number + 0.4 * named) + TERM * told


def _below_heading(piece: Piece) -> str:
    """What stands in a 別表 or 様式: 様式第3号 that became 様式第4号 says the same under another number and another 関係条."""
    return "\n".join([*map(plain, piece.lines[1:]), *(each.key for each in piece.children)])


def same_term(one: str, two: str) -> bool:
    """Whether two 号 are of one thing: 「原動機付自転車　4,000円」 became 「原動機付自転車　5,000円」, whatever its number."""
    first, gap, rest = one.partition("　")
    return bool(gap and rest.strip("　")) and first == two.partition("　")[0] and "　" in two


def _number(piece: Piece) -> str:
    return (
        piece.children[0].mark if piece.kind == "article" and piece.children else piece.mark or piece.anchor
    )


def common(one: str, two: str) -> float:
    """0 to 1: how many pairs of neighbouring characters both have."""
    left, right = _pairs_of(one), _pairs_of(two)
    return 2 * len(left & right) / max(1, len(left) + len(right))


def _pairs_of(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(max(1, len(text) - 1))}


def matched(
    old: Sequence[_T], new: Sequence[_T], *, key: Callable[[_T], str], alike: Callable[[_T, _T], float]
) -> Iterator[tuple[_T | None, _T | None]]:
    """Equal ones (by ``key``) paired, those between them by likeness; what has no partner stands alone, old before new."""
    blocks = SequenceMatcher(None, [key(each) for each in old], [key(each) for each in new], autojunk=False)
    for tag, a, b, c, d in blocks.get_opcodes():
        if tag == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _best(old[a:b], new[c:d], alike)


def _best(
    old: Sequence[_T], new: Sequence[_T], alike: Callable[[_T, _T], float]
) -> Iterator[tuple[_T | None, _T | None]]:
    """The pairing in order with the most likeness in all (dynamic programming over the gap)."""
    rows, columns = len(old), len(new)
    score = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    gain = [[alike(one, two) for two in new] for one in old]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            together = gain[i][j] + score[i + 1][j + 1] if gain[i][j] >= LEAST else -1.0
            score[i][j] = max(together, score[i + 1][j], score[i][j + 1])
    i = j = 0
    while i < rows or j < columns:
        if (
            i < rows
            and j < columns
            and gain[i][j] >= LEAST
            and score[i][j] == gain[i][j] + score[i + 1][j + 1]
        ):
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif i < rows and (j == columns or score[i][j] == score[i + 1][j]):
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1
