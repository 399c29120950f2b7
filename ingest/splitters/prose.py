"""heading.v1: text by its headings; long sections at ends of paragraphs, then of sentences. Knows nothing of tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.loaders.titles import asks
from ingest.splitters.cuts import Cut
from ingest.splitters.outline import Placed, Run
from ingest.splitters.sentences import pieces

SECTION_LIMIT = 500
"""Characters. A section up to this length is one passage."""
TINY = 120
"""Characters. Sections shorter than this are joined with their neighbour under the same heading."""
_STEM_LIMIT = 150
_STEM_REACH = 60


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading (or several, when there is nothing between them) and what is below it, ``text[start:end]``."""

    start: int
    blocks: tuple[Placed, ...]
    name: str

    @property
    def end(self) -> int:
        return self.blocks[-1].end

    @property
    def headings(self) -> tuple[str, ...]:
        return self.blocks[-1].headings

    @property
    def size(self) -> int:
        return self.end - self.start


def prose_cuts(run: Run) -> list[Cut]:
    """The cuts of a run of headings, paragraphs and items."""
    cuts: list[Cut] = []
    for group in _joined(run, _sections(run)):
        first = group[0]
        anchor = f"h{first.blocks[-1].code}"
        if len(group) > 1:
            names = "・".join(section.name for section in group if section.name)
            label = names if len(names) <= 40 else f"{first.name}ほか"
            headings = (*first.headings[:-1], label) if label else first.headings
            cuts.append(Cut(first.start, anchor, label or first.name, headings, "section"))
        else:
            cuts.extend(_section_cuts(run.text, first, anchor))
    return cuts


def _sections(run: Run) -> list[_Section]:
    sections: list[_Section] = []
    open_blocks: list[Placed] = []
    start = run.start
    for block in run.blocks:
        if block.kind == "heading" and any(one.kind != "heading" for one in open_blocks):
            sections.append(_section(start, open_blocks))
            start, open_blocks = block.start, []
        open_blocks.append(block)
    sections.append(_section(start, open_blocks))
    return sections


def _section(start: int, blocks: Sequence[Placed]) -> _Section:
    return _Section(start, tuple(blocks), blocks[-1].headings[-1] if blocks[-1].headings else "")


def _joined(run: Run, sections: Sequence[_Section]) -> list[list[_Section]]:
    """Tiny neighbours under one heading together; a tiny opening under a heading goes to its first section."""
    groups: list[list[_Section]] = []
    for section in sections:
        before = groups[-1] if groups else []
        size = section.end - before[0].start if before else 0
        tiny = bool(before) and (section.size < TINY or before[-1].size < TINY)
        if tiny and size <= SECTION_LIMIT and _siblings(before[-1], section, apart=run.apart):
            before.append(section)
        else:
            groups.append([section])
    return groups


def _siblings(one: _Section, other: _Section, *, apart: bool) -> bool:
    above = one.headings[:-1]
    if asks(one.name) or asks(other.name):
        return False  # of a page of questions each answer is found, and cited, by itself
    return bool(one.name and other.name and (above or not apart)) and above == other.headings[:-1]


def _section_cuts(text: str, section: _Section, anchor: str) -> list[Cut]:
    if section.size <= SECTION_LIMIT:
        return [Cut(section.start, anchor, section.name, section.headings, "section")]
    starts = pieces(
        text, section.start, section.end, limit=SECTION_LIMIT, ends=[b.start for b in section.blocks]
    )
    return [
        Cut(at, anchor, section.name, section.headings, "section", _stem(text, section, at) if n else "")
        for n, at in enumerate(starts)
    ]


def _stem(text: str, section: _Section, at: int) -> str:
    """The sentence that leads to the list in whose middle a piece begins, or ""."""
    here = bisect_right(section.blocks, at, key=lambda block: block.start) - 1
    if section.blocks[here].kind != "item":
        return ""
    near = section.blocks[max(here - _STEM_REACH, 0) : here]
    stem = next((block for block in reversed(near) if block.kind == "paragraph"), None)
    words = " ".join(stem.words(text).split()) if stem is not None else ""
    return words if len(words) <= _STEM_LIMIT else ""
