"""One reference of a regulation and where it goes. Knows nothing of how it was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """One reference, as written at ``start``–``end`` in the node ``source``, and what it refers to.

    ``law`` "" is the document's own; ``anchors`` are a12p2, t1 … as passages have them (of a range every 条 in
    it); ``part`` is 本文, ただし書, 前段 …; ``mark`` the ア or イ below a 号. ``state``: found, dangling (``reason`` says why), outside (another law,
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
