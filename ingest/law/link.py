"""One reference of a regulation and where it goes. Knows nothing of how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Link:
    """One reference, as written at ``start``–``end`` in the node ``source``, and what it refers to.

    ``law`` "" is the document's own; ``anchors`` are a12p2, t1 … as passages have them (of a range every 条 in
    it); ``part`` is 本文, ただし書, 前段 …; ``mark`` the ア or イ below a 号; ``rows`` the numbers of
    the rows of a 別表. ``state``: found, dangling (``reason`` says why), outside (another law,
    not looked up here), former (of the text before an amendment), quoted (words that are put into another
    provision), unclear.
    """

    text: str
    start: int
    end: int
    source: str
    law: str
    number: str
    anchors: tuple[str, ...]
    state: str
    reason: str = ""
    part: str = ""
    mark: str = ""
    rows: tuple[str, ...] = ()

    def moved(self, text: str, offsets: Sequence[int]) -> Link:
        """The link in ``text``, when it was read from a text whose characters stand at ``offsets`` there."""
        start, end = offsets[self.start], offsets[self.end - 1] + 1
        return replace(self, text=text[start:end], start=start, end=end)
