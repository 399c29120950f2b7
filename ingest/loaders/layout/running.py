"""Running heads, running feet and page numbers of a document's pages. Knows nothing of the text between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from ingest.loaders.layout.fragments import Fragment, into_lines

_MARGIN = 0.09
_LINES = 3
_SHARE = 0.4
_PAGE_NUMBER = re.compile(
    r"^[-－–—―‐‑ 　・~〜]*(?:p\.?|P\.?|頁|ページ)?[ 　]?[0-9０-９]{1,4}[ 　]?(?:頁|ページ)?(?:[ 　]?[/／][ 　]?[0-9０-９]{1,4}[ 　]?(?:頁|ページ)?)?"
    r"[-－–—―‐‑ 　・~〜]*$"
)

_DASHED = re.compile(r"^[ 　]*[-－–—―‐‑][ 　]*([0-9０-９]{1,4})[ 　]*[-－–—―‐‑][ 　]*$")
_FEWEST_PAGES = 2


def without_running(pages: Sequence[tuple[Sequence[Fragment], float]]) -> list[list[Fragment]]:
    """Each page's fragments without what the margins repeat; a page is its fragments and its height.

    A line in the top or bottom 9% goes when it is a page number, or when the same line (but for its digits) stands
    in the margins of two pages in five, at least two; from three pages on, three are enough.
    """
    margins = [_margin_lines(fragments, height) for fragments, height in pages]
    seen = Counter(key for lines in margins for key in {_key(line.text) for line, _ in lines})
    needed = max(2, min(3, round(_SHARE * len(pages))))
    kept = []
    for (fragments, _), lines in zip(pages, margins, strict=True):
        gone: set[int] = set()
        for line, parts in lines:
            if seen[_key(line.text)] >= needed or _PAGE_NUMBER.match(line.text.strip()):
                gone.update(map(id, parts))
        kept.append([fragment for fragment in fragments if id(fragment) not in gone])
    return kept


def _margin_lines(fragments: Sequence[Fragment], height: float) -> list[tuple[Fragment, list[Fragment]]]:
    """The outermost lines within the margins, each with the fragments it is made of."""
    top = [each for each in fragments if each.bottom < _MARGIN * height]
    bottom = [each for each in fragments if each.top > (1 - _MARGIN) * height]
    found = []
    for lines in (into_lines(top)[:_LINES], into_lines(bottom)[-_LINES:]):
        for line in lines:
            parts = [each for each in fragments if line.top - 1 <= each.middle <= line.bottom + 1]
            found.append((line, parts))
    return found


def without_pages(lines: Sequence[str]) -> list[str]:
    """The lines of a text that was printed to a file, without its pages' numbers (「- 1 -」, 「- 2 -」 … in order) and the line
    that stands below each of them, or above each, as the head or foot of the page; the first head stays.
    """
    numbers = {at: int(match[1]) for at, line in enumerate(lines) if (match := _DASHED.match(line))}
    found = list(numbers.values())
    if len(found) < _FEWEST_PAGES or found != list(range(found[0], found[0] + len(found))):
        return list(lines)
    gone = set(numbers)
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for side in zip(*(_beside(filled, at) for at in numbers), strict=True):
        heads = [at for at in side if at is not None]
        if len({_key(lines[at]) for at in heads}) == 1 and len(heads) >= _FEWEST_PAGES:
            gone.update(heads)
    kept = [at for at in filled if at not in gone]
    for first, last in (_beside(kept, at) for at in numbers):  # the blank lines around go too
        gone.update(range(0 if first is None else first + 1, len(lines) if last is None else last))
    return [line for at, line in enumerate(lines) if at not in gone]


def _beside(places: Sequence[int], at: int) -> tuple[int | None, int | None]:
    """The last of the sorted ``places`` before ``at`` and the first behind it."""
    before, behind = bisect_left(places, at), bisect_right(places, at)
    return places[before - 1] if before else None, places[behind] if behind < len(places) else None


def _key(text: str) -> str:
    return re.sub("[0-9０-９]+", "0", re.sub(r"\s", "", text))
