"""Where a text is cut into passages, and the passages made of those cuts. Knows nothing of why a cut is where it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Block, Passage
from ingest.splitters.places import place_of


@dataclass(frozen=True, slots=True)
class Cut:
    """The beginning of a passage; it ends where the next one begins, so nothing can be lost between them."""

    start: int
    anchor: str
    label: str
    headings: tuple[str, ...]
    kind: str
    context: str = ""


def make_passages(
    document_id: str, text: str, cuts: Sequence[Cut], blocks: Sequence[Block]
) -> tuple[Passage, ...]:
    """The passages of the cuts, covering the text exactly; ids are unique, a second a5 becomes a5-2.

    A cut before nothing but white space is dropped: the blank lines go to the passage before it, at the top of
    the text to the one after it. A passage without a label is called by its place, else 「冒頭」, 「2/3」 or 「全文」.
    """
    kept = _without_blank(text, cuts)
    ends = [cut.start for cut in kept[1:]] + [len(text)]
    used: dict[str, int] = {}
    passages = []
    for number, (cut, end) in enumerate(zip(kept, ends, strict=True), start=1):
        anchor = _unique(cut.anchor, used)
        words = text[cut.start : end]
        place = place_of(blocks, cut.start, end)
        passages.append(
            Passage(
                id=f"{document_id}#{anchor}",
                document=document_id,
                label=cut.label or place or _nameless(number, len(kept)),
                headings=cut.headings,
                start=cut.start,
                end=end,
                kind=cut.kind,
                text=words,
                place=place,
                context="" if _has(words, cut.context) else cut.context,
            )
        )
    return tuple(passages)


def _nameless(number: int, total: int) -> str:
    if total == 1:
        return "全文"
    return "冒頭" if number == 1 else f"{number}/{total}"


def _without_blank(text: str, cuts: Sequence[Cut]) -> list[Cut]:
    ordered = [replace(cuts[0], start=0), *cuts[1:]]
    ends = [cut.start for cut in ordered[1:]] + [len(text)]
    kept = [cut for cut, end in zip(ordered, ends, strict=True) if text[cut.start : end].strip()]
    return [replace(kept[0], start=0), *kept[1:]]


def _unique(anchor: str, used: dict[str, int]) -> str:
    """The anchor, or with the first free number from -2 on; ``used`` has the last number given to each."""
    found, count = anchor, used.get(anchor, 0)
    while found in used:
        count += 1
        found = f"{anchor}-{count}"
    used[anchor] = count or 1
    used.setdefault(found, 1)
    return found


def _has(words: str, context: str) -> bool:
    """Whether a passage already begins with what it should be read with."""
    return bool(context) and _plain(context) in _plain(words)


def _plain(text: str) -> str:
    return re.sub(r"[\s|]", "", text)
