"""What 同条, 同項 and 同表 mean at a point of a text: what was named before it. Knows nothing of trees."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from ingest.law.brackets import LONGEST, all_spans
from ingest.law.mention import Mention
from ingest.law.place import Place

_JOIN = re.compile(
    r"(?:[ 　\n]|、|及び|並びに|又は|若しくは|から|まで|・|と|ただし書|本文|前段|後段|(?:に規定する|の)(?=$))*"
)
_JOINED_END = re.compile(r"(?:、|及び|並びに|又は|若しくは|から|・|と)[ 　]*$")


@dataclass(slots=True)
class Memory:
    """What 同条, 同項, 同号 and 同表 mean at a point, the reference before it, the one before the 「…」 it is in,
    and the 条 named last in parentheses that are closed."""

    article: Place | None = None
    paragraph: Place | None = None
    item: Place | None = None
    table: Place | None = None
    last: Place | None = None
    last_end: int = -1
    outside: Place | None = None
    inner: Place | None = None

    def remember(self, place: Place, mention: Mention, *, quoted: bool) -> None:
        """Take in a reference: the next 同条 is its 条, the next 同項 its 項."""
        units = {step.unit for step in mention.steps}
        first = mention.steps[0]
        if place.table:
            self.table = place
        if place.article and "article" in units:
            self.article = place.upto("article")
        if place.paragraph and not (first.unit == "item" and first.how != "number"):
            self.paragraph = place.upto("paragraph")
        if place.item:
            self.item = place.upto("item")
        self.last, self.last_end = place, mention.end
        if not quoted:
            self.outside = place


class Recall:
    """The memory that goes with a place in the text: what brackets name is set apart, and forgotten or kept as they close."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._quotes = all_spans(text, opening="「")
        self._brackets = sorted((*self._quotes, *all_spans(text, opening="（(")))
        self._saved: list[tuple[int, Memory]] = []
        self.memory = Memory()

    def forget(self) -> None:
        """Another 条 or 項 begins."""
        self.memory, self._saved = Memory(), []

    def quoted(self, at: int) -> bool:
        return any(begin < at < end for begin, end in self._quotes)

    def move(self, at: int) -> None:
        """Close and open the brackets up to ``at``; what was named in 「…」 does not count behind it."""
        while self._saved and self._saved[-1][0] < at:
            closed, outer = self._saved.pop()
            self.memory = outer if self._text[closed] == "」" else after_parentheses(outer, self.memory)
        first, last = (bisect_left(self._brackets, (offset,)) for offset in (at - LONGEST, at))
        for begin, end in self._brackets[first:last]:
            if begin < at < end and all(end != closing for closing, _ in self._saved):
                self._saved.append((end, replace(self.memory)))
                self.memory.last = None


def after_parentheses(outer: Memory, inner: Memory) -> Memory:
    """What was named outside counts for more than what the parentheses named."""
    return replace(
        outer,
        inner=inner.article or outer.inner,
        article=outer.article or inner.article,
        paragraph=outer.paragraph or inner.paragraph,
        item=outer.item or inner.item,
        table=outer.table or inner.table,
    )


def gap(text: str, begin: int, end: int) -> str:
    """The words between two references, without what is in parentheses; 「？」 where they are far apart."""
    if not 0 <= begin <= end <= begin + 600:
        return "？"
    between = text[begin:end]
    for _ in range(3):
        between = re.sub(r"[（(][^（）()]*[）)]", "", between)
    return between


def joins(between: str) -> bool:
    """Whether only 及び, 又は, 、 or から lie between two references: the second is then of the first one's law."""
    return _JOIN.fullmatch(between) is not None and _JOINED_END.search(between) is not None
