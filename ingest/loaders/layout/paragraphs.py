"""Lines of a page put together to paragraphs again. Knows nothing of files; PDF and OCR bring their lines here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.loaders.layout.fragments import Fragment, join_broken
from ingest.loaders.lines import begins_part
from ingest.loaders.speakers import find_speakers

_ENDED = re.compile(r"[。！？!?：:」』）)][ 　]*$")
_WORD = re.compile("[0-9A-Za-z.,:/@_〜～-]+")
_SLACK = 2.2
"""A line that ends this many characters short of the column's edge is full: 禁則 moves up to two characters on."""
_TOGETHER = 3
_LONG = 18
_INDENT = 0.7
_LEADING = 1.6
_SAME_SIZE = 0.13


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a heading in larger characters.

    ``open`` when its run of lines ends with it, its last line is full and its sentence goes on; ``begins`` when
    its first line stands in.
    """

    text: str
    place: str
    size: float
    open: bool = False
    begins: bool = False


def into_paragraphs(lines: Sequence[Fragment], place: str, right: float) -> list[Paragraph]:
    """The paragraphs of a run of lines of one column, without any table among them.

    ``right`` is where a full line is expected to end; where three lines (or two long ones) end together, that is the edge.
    Two lines are one when the upper is full, nothing parts them (an indent, a wider space, another size) and the lower
    does not begin an item, a heading or somebody's words.
    """
    if not lines:
        return []
    edge = _edge(lines, right)
    gaps = [below.top - above.bottom for above, below in pairwise(lines)]
    leading = max(median(gaps), 0.0) if gaps else 0.0
    speakers = find_speakers([line.text for line in lines])
    paragraphs: list[Paragraph] = []
    group: list[Fragment] = []
    for number, line in enumerate(lines):
        if group and not speakers[number] and _goes_on(group, line, edge, leading):
            group.append(line)
            continue
        if group:
            paragraphs.append(_paragraph(group, place))
        group = [line]
    last = _paragraph(group, place)
    full = group[-1].x1 >= edge - _SLACK * group[-1].size
    paragraphs.append(replace(last, open=full and not _ENDED.search(last.text)))
    left = min(line.x0 for line in lines)
    paragraphs[0] = replace(paragraphs[0], begins=lines[0].x0 > left + _INDENT * lines[0].size)
    return paragraphs


def joined(paragraphs: Iterator[Paragraph] | Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs that a column or a page has cut in two put together; they stand where they begin."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        before = result[-1] if result else None
        if before and before.open and _continues(before, paragraph):
            text = join_broken(before.text, paragraph.text)
            result[-1] = replace(before, text=text, open=paragraph.open)
        else:
            result.append(paragraph)
    return result


def _edge(lines: Sequence[Fragment], right: float) -> float:
    """The right edge of the column: where its longer lines end, if enough of them do."""
    ends = sorted(line.x1 for line in lines)
    edge = max(end for end in ends if end <= ends[len(ends) * 9 // 10] + 4)
    size = median(line.size for line in lines)
    together = sum(abs(end - edge) <= _SLACK * size for end in ends)
    long = edge - min(line.x0 for line in lines) > _LONG * size
    return edge if together >= (2 if long else _TOGETHER) else max(edge, right)


def _goes_on(group: Sequence[Fragment], line: Fragment, edge: float, leading: float) -> bool:
    first, last = group[0], group[-1]
    size = max(last.size, line.size)
    if abs(last.size - line.size) > _SAME_SIZE * size:
        return False
    if last.x1 < edge - _SLACK * size - _unbreakable(line) and not _bracket_open(group):
        return False
    if line.top - last.bottom > _LEADING * leading + 0.35 * size or line.top < last.top:
        return False
    if line.text.startswith("　") or begins_part(line.text):
        return False
    if len(group) > 1:
        return abs(line.x0 - last.x0) < _INDENT * size or bool(begins_part(first.text) and line.x0 > first.x0)
    if abs(line.x0 + line.x1 - first.x0 - first.x1) < 0.5 * size and abs(line.x0 - first.x0) > size:
        return False  # centred lines, one below the other
    hanging = begins_part(first.text)
    return -3 * size < line.x0 - first.x0 < (6 if hanging else _INDENT) * size


def _unbreakable(line: Fragment) -> float:
    """The width of the word or number that begins a line: it did not fit on the line above."""
    word = _WORD.match(line.text)
    return len(word[0]) * 0.55 * line.size if word else 0.0


def _bracket_open(group: Sequence[Fragment]) -> bool:
    """Whether a bracket of the paragraph is still open, so that its sentence cannot be over."""
    text = group[-1].text
    return text.count("（") > text.count("）") or text.count("「") > text.count("」")


def _paragraph(group: Sequence[Fragment], place: str) -> Paragraph:
    text = group[0].text.rstrip()
    for line in group[1:]:
        text = join_broken(text, line.text)
    return Paragraph(text, place, group[0].size)


def _continues(before: Paragraph, after: Paragraph) -> bool:
    if abs(before.size - after.size) > _SAME_SIZE * max(before.size, after.size):
        return False
    if after.begins or after.text.startswith(("　", " ")) or begins_part(after.text):
        return False
    return not any(find_speakers([after.text]))
