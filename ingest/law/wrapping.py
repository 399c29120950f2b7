"""Lines that an office system broke at a fixed width, joined again for reading. Knows nothing of references.

「…規定する第7条第1項又は第⏎　6項の許可」 is one sentence; the offsets of the joined text lead back to the original.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.law.tree import LawTree

SHORTEST = 15
"""Characters of a line that may be taken for a broken one."""
_BREAK = re.compile(r"(?<![。\n])\n[ 　]*(?=\S)")
_WORDS = ("paragraph", "item", "subitem", "preamble")


def unwrap(tree: LawTree) -> tuple[str, Sequence[int]]:
    """(the text without the breaks inside sentences, for each of its characters the offset in the original).

    Only breaks within the words of one 項 or 号 are taken out, never those of tables.
    """
    text = tree.text
    gone = [
        (node.start + match.start(), node.start + match.end())
        for node in tree.walk()
        if node.kind in _WORDS
        for match in _BREAK.finditer(tree.head_of(node))
        if _is_broken(text, node.start + match.start(), node.start + match.end())
    ]
    if not gone:
        return text, range(len(text) + 1)
    kept: list[int] = []
    at = 0
    for begin, end in gone:
        kept.extend(range(at, begin))
        at = end
    kept.extend(range(at, len(text) + 1))
    return "".join(text[offset] for offset in kept[:-1]), kept


def _is_broken(text: str, begin: int, end: int) -> bool:
    line = text[text.rfind("\n", 0, begin) + 1 : begin]
    following = text[end : text.find("\n", end) if "\n" in text[end:] else len(text)]
    if re.fullmatch(r"[ 　#*]*[（(].*[）)][ 　*]*", line):
        return False  # a 見出し
    cells = ("\t", "|", "　　")
    return len(line) >= SHORTEST and not any(mark in line.strip("　 ") or mark in following for mark in cells)
