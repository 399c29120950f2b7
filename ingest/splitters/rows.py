"""row.v1: rows of sheets and tables, neighbouring rows together, never without their column names.

Knows nothing of what the figures mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.splitters.cuts import Cut
from ingest.splitters.outline import Placed, Run
from ingest.splitters.places import join_places, row_label, sheet_of
from ingest.splitters.sentences import LONGEST, pieces

GROUP_LIMIT = 400
"""Characters of rows in one passage."""
_LABEL_LIMIT = 40
_QUESTION = ("質問", "問", "意見", "要望", "件名", "要旨", "内容")
_ANSWER = re.compile("回答|答弁|^答$|考え方")
_UNIT = re.compile(r"[（(［\[]?単位[ 　]*[：:][ 　]*[^\s（）()\]］]{1,12}[）)］\]]?")


def row_cuts(run: Run) -> list[Cut]:
    """The cuts of a run of header and row blocks."""
    unit = _UNIT.search(run.lead)
    cuts: list[Cut] = []
    start = run.start
    for number, group in enumerate(_groups(run.blocks)):
        rows = [block for block in group if block.kind == "row"] or group
        first, last = rows[0], rows[-1]
        places = join_places(first.block.place, last.block.place) if first.block.place else ""
        asked = _question(first, run.text) if first is last else ""
        label = asked or (row_label(places) if places else _ordinals(first, last))
        context = " ".join(part for part in (unit[0] if unit and number else "", first.block.header) if part)
        anchor = f"r{first.ordinal}" if first.kind == "row" else f"rh{first.ordinal}"
        end = group[-1].end
        starts = [start] if end - start <= LONGEST else pieces(run.text, start, end, limit=GROUP_LIMIT)
        cuts.extend(
            Cut(at, anchor, label, first.headings, "qa" if asked else "row", context) for at in starts
        )
        start = end
    return cuts


def _names(row: Placed) -> list[str]:
    return [name.strip() for name in row.block.header.split("|")]


def _asks(row: Placed) -> bool:
    """Whether a row is a question with its answer (よくある質問, 再質問想定), which is a passage of its own."""
    names = _names(row)
    return any(map(_ANSWER.search, names)) and any(_is_question(name) for name in names)


def _is_question(name: str) -> bool:
    return not _ANSWER.search(name) and any(word in name for word in _QUESTION)


def _question(row: Placed, text: str) -> str:
    """The question of such a row, cut to the length of a label; "" for other rows."""
    if not _asks(row):
        return ""
    names = _names(row)
    cells = [cell.strip() for cell in row.words(text).split("|")]
    asked = [n for word in _QUESTION for n, name in enumerate(names) if word in name and _is_question(name)]
    words = cells[asked[0]] if asked[0] < len(cells) else ""
    return words if len(words) <= _LABEL_LIMIT else words[: _LABEL_LIMIT - 1] + "…"


def _ordinals(first: Placed, last: Placed) -> str:
    """What rows without a place are called: 「手数料の表」 below a heading, else by their ordinals."""
    if first.headings:
        return f"{first.headings[-1]}の表"
    rows = str(first.ordinal) if first is last else f"{first.ordinal}～{last.ordinal}"
    return f"表 {rows}行"


def _groups(blocks: Sequence[Placed]) -> list[list[Placed]]:
    """Rows of one table up to the limit; a new header, sheet or heading begins a new group."""
    groups: list[list[Placed]] = []
    size = 0
    for block in blocks:
        length = block.end - block.start
        before = groups[-1][-1] if groups else None
        full = before is not None and before.kind == "row" and (size + length > GROUP_LIMIT or _asks(block))
        if before is None or full or _parts(before, block):
            groups.append([])
            size = 0
        groups[-1].append(block)
        size += length
    return groups


def _parts(before: Placed, block: Placed) -> bool:
    if block.headings != before.headings or sheet_of(block.block.place) != sheet_of(before.block.place):
        return True
    if block.kind == "header":
        return before.kind == "row"
    return before.kind == "row" and before.block.header != block.block.header
