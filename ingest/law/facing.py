"""The lines of one provision facing those of the other revision: 見出し, 条文, rows of a table. Knows nothing of rows of 条.

A line that stands on both sides is paired with its own; the words that differ are marked in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.law.difference import Run, differing, joined
from ingest.law.pairing import common, matched
from ingest.law.pieces import Piece, folded, plain


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one side. ``kind``: text, row (of a table: ``cells`` > 1), omitted (「2～4　（略）」: ``cells`` hold the
    marks), absent (nothing stands here: （新設） or （削る）). Every cell is in runs."""

    kind: str
    cells: tuple[tuple[Run, ...], ...] = ()

    @property
    def text(self) -> str:
        return " | ".join("".join(run.text for run in cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands at one height; None where the other side's line goes on."""

    old: Line | None
    new: Line | None


ABSENT = Line("absent")


def all_lines(piece: Piece) -> Iterator[Line]:
    """Every line of a piece and of what is below it, all of it changed."""
    for caption in piece.captions:
        yield as_text(caption, changed=True)
    yield from _marked(
        piece, [tuple((Run(cell, True),) if cell else () for cell in line) for line in piece.lines]
    )
    for child in piece.children:
        yield from all_lines(child)


def captions(before: Piece, after: Piece) -> Iterator[Pair]:
    """The 見出し side by side."""
    for at in range(max(len(before.captions), len(after.captions))):
        old = before.captions[at] if at < len(before.captions) else ""
        new = after.captions[at] if at < len(after.captions) else ""
        left, right = differing(old, new)
        yield Pair(Line("text", (left,)) if old else None, Line("text", (right,)) if new else None)


def own_lines(before: Piece, after: Piece) -> Iterator[Pair]:
    """The mark and the lines of a piece itself; the mark joins the first line."""
    if not (before.mark or before.lines or after.mark or after.lines):
        return
    changed = folded(before.mark) != folded(after.mark)
    left, right = (_mark(piece, changed) for piece in (before, after))
    first = True
    folding = False
    shown = _headers(after.lines)
    for one, two, at in _line_pairs(before.lines, after.lines):
        if (
            one is not None
            and two is not None
            and len(two) > 1
            and plain(one) == plain(two)
            and at not in shown
        ):
            folding = True
            continue
        if folding:
            yield Pair(Line("omitted"), Line("omitted"))
            folding = False
        pair = _line_pair(one, two)
        if first and (left or right):
            pair = Pair(_lead(left, pair.old), _lead(right, pair.new))
        first = False
        yield pair
    if folding:
        yield Pair(Line("omitted"), Line("omitted"))
    if first and (left or right):
        yield Pair(_lead(left, None), _lead(right, None))


def _headers(lines: Sequence[tuple[str, ...]]) -> set[int]:
    """Which lines name the columns of a table: its first row and those below that go on in the first column."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        begins = len(line) > 1 and (not at or len(lines[at - 1]) == 1)
        if begins or (len(line) > 1 and at - 1 in found and line[0] in ("", lines[at - 1][0])):
            found.add(at)
    return found


def _line_pair(one: tuple[str, ...] | None, two: tuple[str, ...] | None) -> Pair:
    if one is None or two is None:
        made = _whole_line(one or two or ())
        return Pair(ABSENT, made) if one is None else Pair(made, ABSENT)
    width = max(len(one), len(two))
    if plain(one) == plain(two):
        return Pair(
            *(
                Line("row" if width > 1 else "text", tuple((Run(c),) if c else () for c in each))
                for each in (one, two)
            )
        )
    sides: tuple[list[tuple[Run, ...]], list[tuple[Run, ...]]] = ([], [])
    for at in range(width):
        old, new = _filled(one, at), _filled(two, at)
        found = ((Run(old),), (Run(new),)) if folded(old) == folded(new) else differing(old, new)
        for side, cells, runs in zip(sides, (one, two), found, strict=True):
            side.append(joined(list(runs)) if at < len(cells) and (cells[at] or not at) else ())
    kind = "row" if width > 1 else "text"
    return Pair(Line(kind, tuple(sides[0])), Line(kind, tuple(sides[1])))


def _filled(cells: tuple[str, ...], at: int) -> str:
    """The words of a cell; an empty one (merged, in some formats) has those of the one on its left."""
    return next((cell for cell in reversed(cells[: at + 1]) if cell), "")


def _whole_line(cells: tuple[str, ...]) -> Line:
    return Line(
        "row" if len(cells) > 1 else "text", tuple((Run(cell, True),) if cell else () for cell in cells)
    )


def _line_pairs(
    old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...] | None, tuple[str, ...] | None, int]]:
    """Lines side by side, with the place of the new one: the first ones always where both are no table, equal ones, those most alike."""
    begin = int(bool(old and new) and len(old[0]) == len(new[0]) == 1)
    if begin:
        yield old[0], new[0], 0
    at = begin
    for one, two in matched(old[begin:], new[begin:], key=plain, alike=_alike):
        yield one, two, at
        at += two is not None


def _alike(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    if (len(one) > 1) != (len(two) > 1):
        return 0.0
    if len(one) == 1:
        return common(plain(one), plain(two))
    cells = [(folded(a), folded(b)) for a, b in zip(one, two, strict=False)]
    same = sum(1.0 if a == b else common(a, b) if min(len(a), len(b)) > 6 else 0.0 for a, b in cells)
    return same / max(len(one), len(two)) + 0.3 * (cells[0][0] == cells[0][1])


def _mark(piece: Piece, changed: bool) -> tuple[Run, ...]:
    return (Run(piece.mark, changed), Run("　")) if piece.mark else ()


def _lead(mark: tuple[Run, ...], line: Line | None) -> Line | None:
    if not mark:
        return line
    if line is None or line.kind == "absent":
        return Line("text", (mark[:1],))
    return Line(line.kind, (joined([*mark, *(line.cells[0] if line.cells else ())]), *line.cells[1:]))


def _marked(piece: Piece, lines: Sequence[tuple[tuple[Run, ...], ...]]) -> Iterator[Line]:
    lead = (Run(f"{piece.mark}　", True),) if piece.mark else ()
    if not lines and lead:
        yield Line("text", ((Run(piece.mark, True),),))
    for at, cells in enumerate(lines):
        first = joined([*lead, *cells[0]]) if not at else cells[0]
        yield Line("row" if len(cells) > 1 else "text", (first, *cells[1:]))


def as_text(words: str, *, changed: bool = False) -> Line:
    """One line of text in one run."""
    return Line("text", ((Run(words, changed),),))
