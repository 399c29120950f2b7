"""Numbers that are not the next one: 欠番 among 項 and 号, and a 項 whose number is in 漢数字. Knows nothing of trees.

A 号 that skips one stands where the one before it stands (the same indent and kind of mark); what stands elsewhere is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.law.lines import Line, follows, key
from ingest.law.stack import OpenNode, Reading

FARTHEST = 3
"""So far may a number be from the one before it; two lists of one text are often farther apart."""
_CELLS = re.compile(r"[\t|]")


def skips_paragraph(line: Line, holder: OpenNode, body: str) -> bool:
    """A whole sentence with the number after next: a 項 whose neighbour was left out."""
    last = key(holder.last_paragraph)
    ahead = key(line.number)[0] - last[0] if last and holder.kind == "article" else 0
    whole = body.endswith("。") and not _CELLS.search(body)
    return whole and 1 < ahead <= FARTHEST and bool(line.styles) and line.styles[0][0] == "digit"


def skipped_item(
    text: str, line: Line, levels: Sequence[Sequence[str]], items: Sequence[OpenNode]
) -> tuple[int, Reading] | None:
    """Depth and reading of a 号 whose neighbour was left out: (4) right below (2). ``items`` are the open ones."""
    if _CELLS.search(text[line.start : line.end]) or text[line.body - 1] not in " 　\t":
        return None
    for depth in range(min(len(levels), len(items)) - 1, -1, -1):
        for reading in line.styles:
            style, number, _ = reading
            ahead = key(number)[0] - key(levels[depth][1])[0]
            same = levels[depth][0] == style and style.endswith("number") and 1 < ahead <= FARTHEST
            if same and _indent(text, line.start) == _indent(text, items[depth].start):
                return depth, reading
    return None


def kanji_paragraph(
    text: str, line: Line, holder: OpenNode | None, items: Sequence[OpenNode], *, listed: bool
) -> bool:
    """「二　前項の…は、…とする。」: a 項 in 漢数字. ``listed``: it could be the next 号 too; then the smaller indent decides."""
    if holder is None or not holder.last_paragraph or not line.styles or line.styles[0][0] != "number":
        return False
    number, whole = line.styles[0][1], text[line.start : line.end].rstrip().endswith("。")
    nearer = not listed or (bool(items) and _indent(text, line.start) < _indent(text, items[0].start))
    return whole and nearer and number != "1" and follows(number, holder.last_paragraph)


def _indent(text: str, start: int) -> int:
    return len(re.compile(r"[ 　\t]*").match(text, start)[0])  # type: ignore[index]
