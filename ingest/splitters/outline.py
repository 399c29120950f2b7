"""The blocks of a document with the headings above each, and the runs of blocks that one splitter cuts.

Knows nothing of how a run is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.document import Block

RUN_OF = {"utterance": "utterance", "question": "qa", "answer": "qa", "header": "row", "row": "row"}
"""Block kind → the splitter of its run; all others are prose."""
LEAD_LIMIT = 120
"""Characters. A heading with no more than this below it goes into the table, speech or question it stands over."""
TRAIL_LIMIT = 80
"""Characters. No more than this below a table or a speech (「※…」「以上」「午後4時散会」) stays with it."""
_HEADING_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the ``headings`` above it (its own too, for a heading) and their ordinals, "2_3"; "0" above all."""

    block: Block
    headings: tuple[str, ...]
    code: str
    ordinal: int
    """1-based among the document's blocks of the same kind."""

    @property
    def start(self) -> int:
        return self.block.start

    @property
    def end(self) -> int:
        return self.block.end

    @property
    def kind(self) -> str:
        return self.block.kind

    def words(self, text: str) -> str:
        """The block's text without the white space around it."""
        return text[self.start : self.end].strip()


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring blocks for one splitter. ``start`` is before the first block's own where a lead belongs to it.
    ``apart``: what stands under one heading has nothing to do with what stands under the next, unless both stand
    below another (a newsletter)."""

    splitter: str
    text: str
    start: int
    blocks: tuple[Placed, ...]
    lead: str = ""
    apart: bool = False

    @property
    def end(self) -> int:
        return self.blocks[-1].end


def outline(text: str, blocks: Sequence[Block], *, title: str) -> list[Placed]:
    """Every block with its headings. A first heading that only repeats the title is no part of the path."""
    levels: list[int] = []
    names: list[str] = []
    counts: list[int] = [0]
    counted: dict[str, int] = {}
    placed = []
    for block in blocks:
        if block.kind == "heading":
            while levels and levels[-1] >= max(block.level, 1):
                levels.pop()
                names.pop()
                counts.pop()
            counts[-1] += 1
            levels.append(max(block.level, 1))
            names.append(" ".join(text[block.start : block.end].lstrip("#").split())[:_HEADING_LIMIT])
            counts.append(0)
        counted[block.kind] = counted.get(block.kind, 0) + 1
        shown = names[1:] if names and _same(names[0], title) else names
        placed.append(Placed(block, tuple(shown), _code(counts, len(levels)), counted[block.kind]))
    return placed


def _code(counts: Sequence[int], depth: int) -> str:
    return "_".join(str(count) for count in counts[:depth]) or "0"


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W", "", one) == re.sub(r"\W", "", other)


def runs(text: str, placed: Sequence[Placed]) -> Iterator[Run]:
    """The document as runs, in order. A short lead (headings, 「次のとおり」, （単位：千円）) opens the run after it."""
    groups = list(_groups(placed))
    start = groups[0][1][0].start if groups else 0
    for number, (splitter, blocks) in enumerate(groups):
        last = number + 1 == len(groups)
        if splitter == "prose" and number:
            trail = _trail(text, blocks, last=last)
            if trail:
                start, blocks = trail[-1].end, blocks[len(trail) :]
        if not blocks:
            continue
        if splitter == "prose" and not last:
            cut = _lead_start(text, blocks)
            body = [block for block in blocks if block.start < cut]
            if body:
                yield Run(splitter, text, start, tuple(body))
                start = cut
            continue
        yield Run(splitter, text, start, tuple(blocks), text[start : blocks[0].start])
        start = blocks[-1].end


def _trail(text: str, blocks: Sequence[Placed], *, last: bool) -> list[Placed]:
    """The few words that begin a prose run and end the run before it; none where they lead to the run after it."""
    trail = list(takewhile(lambda block: block.kind != "heading", blocks))
    short = sum(len(block.words(text)) for block in trail) <= TRAIL_LIMIT
    return trail if short and (last or len(trail) < len(blocks)) else []


def _groups(placed: Sequence[Placed]) -> Iterator[tuple[str, list[Placed]]]:
    group: list[Placed] = []
    for one in placed:
        if group and RUN_OF.get(one.kind, "prose") != RUN_OF.get(group[-1].kind, "prose"):
            yield RUN_OF.get(group[-1].kind, "prose"), group
            group = []
        group.append(one)
    if group:
        yield RUN_OF.get(group[-1].kind, "prose"), group


def _lead_start(text: str, blocks: Sequence[Placed]) -> int:
    """Where the part of a prose run begins that is only the lead of what follows; its end where there is none."""
    start = blocks[-1].end
    said = 0
    for block in reversed(blocks):
        if block.kind == "heading":
            start = block.start
            said = LEAD_LIMIT + 1
        else:
            said += len(block.words(text))
            if said > LEAD_LIMIT:
                break
            if block is blocks[0]:
                start = block.start
    return start
