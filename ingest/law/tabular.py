"""What a 条 means by the rows of a table in it: 「第1条の表第13条の項」, the words of a 読替表. Knows nothing of what they refer to."""

from __future__ import annotations

import re

from ingest.law.tree import Node

_ROW = re.compile(r"(?:の|中|別|同|次の)表(?:の|中)?$")
_READS = re.compile(r"(?:次の|別)?表の(?:左|上|第一)欄に掲げる[^。]{0,60}(?:規定|字句|条)")


def is_row(text: str, start: int, end: int) -> bool:
    """Whether words name a row of a table by what stands in it: 「第1条の表【第13条】の項」."""
    return text.startswith(("の項", "の部", "の款"), end) and bool(
        _ROW.search(text, max(0, start - 4), start)
    )


def in_reading_table(text: str, node: Node, at: int) -> bool:
    """Whether a place is in a row of the table by which another provision is to be read (読替表)."""
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    row = text[begin : end if end >= 0 else len(text)]
    return ("\t" in row or " | " in row or row.lstrip().startswith("|")) and bool(
        _READS.search(text, node.start, begin)
    )
