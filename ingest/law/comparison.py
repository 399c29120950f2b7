"""Two revisions of a regulation side by side (新旧対照表): 条 by 条, the words that changed marked. Knows no paper and no office's form.

``pairs`` in ingest.law.pairing says which 条 answers which; here it becomes rows of paired lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.law.difference import Run
from ingest.law.facing import ABSENT, Line, Pair, all_lines, as_text, captions, own_lines
from ingest.law.pairing import pairs
from ingest.law.pieces import Piece, folded, name_of, pieces
from ingest.law.tree import LawTree
from ingest.law.wrapping import readied


@dataclass(frozen=True, slots=True)
class Row:
    """One 条 (題名, 別表, 附則 …). ``kind``: changed, added, removed, moved (another number, the same words)."""

    kind: str
    label: str
    old_anchor: str
    new_anchor: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows in the order of the new text; () when nothing differs."""

    rows: tuple[Row, ...]

    @property
    def counts(self) -> dict[str, int]:
        kinds = ("changed", "added", "removed", "moved")
        return {kind: sum(row.kind == kind for row in self.rows) for kind in kinds}


def compare(old: LawTree, new: LawTree) -> Comparison:
    """The rows that differ, those of 条 that went in their old place."""
    rows = []
    for before, after in pairs(pieces(readied(old)), pieces(readied(new))):
        if before and after and before.same_as(after):
            continue
        rows.append(_row(before, after))
    return Comparison(tuple(rows))


def _row(before: Piece | None, after: Piece | None) -> Row:
    if before is None and after is not None:
        return Row("added", name_of(after), "", after.anchor, _one_sided(after, new=True))
    if after is None and before is not None:
        return Row("removed", name_of(before), before.anchor, "", _one_sided(before, new=False))
    assert before is not None and after is not None
    if _is_gap(before) and not _is_gap(after):
        found = (*_one_sided(after, new=True), *_one_sided(before, new=False))
        return Row("changed", name_of(after), before.anchor, after.anchor, found)
    moved = before.captions == after.captions and folded(_first_mark(before)) != folded(_first_mark(after))
    moved = moved and [each.key for each in before.children] == [each.key for each in after.children]
    kind = "moved" if moved and _marks(before)[1:] == _marks(after)[1:] else "changed"
    found = tuple(_moved(before, after)) if kind == "moved" else tuple(_both(before, after))
    return Row(kind, name_of(after), before.anchor, after.anchor, found)


def _is_gap(piece: Piece) -> bool:
    """「第15条　削除」, which keeps a number without a provision."""
    return piece.kind == "article" and [each.lines for each in piece.children] == [(("削除",),)]


def _first_mark(piece: Piece) -> str:
    return piece.children[0].mark if piece.children else piece.mark


def _marks(piece: Piece) -> list[str]:
    return [each.mark for each in piece.children]


def _moved(before: Piece, after: Piece) -> Iterator[Pair]:
    """A 条 that only got another number: its 見出し, and the number with the rest left out."""
    for caption in before.captions:
        yield Pair(as_text(caption), as_text(caption))
    first, second = _first_mark(before), _first_mark(after)
    yield Pair(Line("omitted", ((Run(first, True),),)), Line("omitted", ((Run(second, True),),)))
    yield from _folded(before.children[1:])


def _both(before: Piece, after: Piece) -> Iterator[Pair]:
    """The lines of a piece whose two sides differ somewhere."""
    yield from captions(before, after)
    yield from own_lines(before, after)
    waiting: list[Piece] = []
    alone = ""
    for one, two in pairs(before.children, after.children):
        if one and two and one.same_as(two):
            waiting.append(two)
            if len(waiting) == 1 and two.mark.startswith("第"):
                yield from _folded(waiting)
                waiting = []
            alone = ""
            continue
        yield from _folded(waiting)
        waiting = []
        if one and two:
            yield from _both(one, two)
            alone = ""
            continue
        side = "new" if two else "old"
        yield from _one_side_lines(one or two, side, first=alone != side)  # type: ignore[arg-type]
        alone = side
    yield from _folded(waiting)


def _one_side_lines(piece: Piece, side: str, *, first: bool) -> Iterator[Pair]:
    """All of a piece that the other side lacks; （新設） or （削る） stands once beside neighbours that came together."""
    for at, line in enumerate(all_lines(piece)):
        other = ABSENT if first and at == 0 else None
        yield Pair(other, line) if side == "new" else Pair(line, other)


def _one_sided(piece: Piece, *, new: bool) -> tuple[Pair, ...]:
    return tuple(_one_side_lines(piece, "new" if new else "old", first=True))


def _folded(waiting: Sequence[Piece]) -> Iterator[Pair]:
    """「2　（略）」, 「3・4　（略）」, 「(1)～(5)　（略）」 for neighbours in which nothing changed; tables of their own unnamed."""
    marks = [each.mark for each in waiting if each.mark]
    if not waiting:
        return
    shown = (
        marks[0]
        if len(marks) == 1
        else f"{marks[0]}・{marks[1]}"
        if len(marks) == 2
        else f"{marks[0]}～{marks[-1]}"
        if marks
        else ""
    )
    line = Line("omitted", ((Run(shown),),) if shown else ())
    yield Pair(line, line)
