"""Lines that an office system broke at a fixed width, joined again for reading. Knows nothing of references.

「…規定する第7条第1項又は第⏎　6項の許可」 is one sentence; the offsets of the joined text lead back to the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.law.columns import with_cells
from ingest.law.tree import LawTree, parse

SHORTEST = 15
"""Characters of a line that may be taken for a broken one."""
_BREAK = re.compile(r"(?<![。\n])\n[ 　]*(?=\S)")
FEWEST, SHARE, RAGGED = 3, 0.8, 6
"""A paper is set at one width if it has so many broken lines, and this share of them comes within RAGGED half characters of the
widest (no line begins with 、 or 」), and no other line of its words is wider."""
_ANY_BREAK = re.compile(r"(?<!\n)\n[ 　]*(?=\S)")
_PAGE = re.compile(r"[ 　\-－—―─‐ｰ]*[0-9０-９]{1,4}[ 　\-－—―─‐ｰ]*")
_OPENS = re.compile(
    r"第[0-9０-９〇一二三四五六七八九十百]+[編章節款条](?:の[0-9０-９〇一二三四五六七八九十]+)*[ 　（(]|[0-9０-９]{1,2}[ 　]|[（(][0-9０-９ア-ン]{1,3}[）)]|[ア-ン][ 　]"
    r"|別表|様式|別記|附[ 　]*則|備考"
)
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


def with_whole_lines(tree: LawTree) -> LawTree:
    """The regulation with each 項 and 号 on a line of its own, where its paper broke every line at one width; else as it is."""
    text = tree.text
    found = [each for each in _breaks(tree) if _is_broken(text, *each)]
    full = _full([_width(_line(text, begin)) for begin, _ in found], _widest(tree))
    if not full:
        return tree
    parts, at = list[str](), 0
    for begin, end in (found[place] for place in full):
        parts.append(text[at:begin])
        at = end
    return parse("".join([*parts, text[at:]]))


def readied(tree: LawTree) -> LawTree:
    """A regulation as it is compared and amended: each sentence on a line of its own, a tab between the cells of its tables."""
    return with_cells(with_whole_lines(tree))


def with_whole_sentences(text: str) -> str:
    """An amendment with each sentence on one line, where its paper broke every line at one width; as many lines as before."""
    lines = text.split("\n")
    found = [at for at in range(len(lines) - 1) if _goes_on(lines[at].rstrip(), lines[at + 1])]
    widest = max((_width(line.rstrip()) for line in lines if "\t" not in line), default=0)
    full = _full([_width(lines[at].rstrip()) for at in found], widest)
    for at in reversed([found[place] for place in full]):
        lines[at : at + 2] = lines[at].rstrip() + lines[at + 1], ""
    return "\n".join(lines)


def _goes_on(line: str, following: str) -> bool:
    """Whether a line of an amendment ends within its words: the next one is not indented and opens nothing."""
    cells = "\t" in line + following or "|" in line + following
    ends = len(line) < SHORTEST or line.endswith("。") or following[:1] in ("", " ", "　", "\r")
    return not cells and not ends and not _OPENS.match(following) and not _PAGE.fullmatch(following)


def _full(widths: Sequence[int], widest: int) -> list[int]:
    """Which of the broken lines are full, where so many and so nearly all are that the paper was set at that width."""
    most = max(widths, default=0)
    full = [at for at, width in enumerate(widths) if width >= most - RAGGED]
    set_so = len(full) >= FEWEST and len(full) >= SHARE * len(widths) and widest <= most + RAGGED
    return full if set_so else []


def _breaks(tree: LawTree) -> Iterator[tuple[int, int]]:
    """Every break within the words of one 項 or 号, but those beside the number of a page."""
    for node in tree.walk():
        for match in _ANY_BREAK.finditer(tree.head_of(node)) if node.kind in _WORDS else ():
            begin, end = node.start + match.start(), node.start + match.end()
            following = tree.text[end:].partition("\n")[0]
            if not _PAGE.fullmatch(following) and not _PAGE.fullmatch(_line(tree.text, begin)):
                yield begin, end


def _widest(tree: LawTree) -> int:
    heads = (tree.head_of(node) for node in tree.walk() if node.kind in _WORDS)
    return max((_width(line) for head in heads for line in head.split("\n") if "\t" not in line), default=0)


def _line(text: str, end: int) -> str:
    return text[text.rfind("\n", 0, end) + 1 : end]


def _width(line: str) -> int:
    """Half characters."""
    return sum(1 if char.isascii() else 2 for char in line)


def _is_broken(text: str, begin: int, end: int) -> bool:
    line = text[text.rfind("\n", 0, begin) + 1 : begin]
    following = text[end : text.find("\n", end) if "\n" in text[end:] else len(text)]
    if re.fullmatch(r"[ 　#*]*[（(].*[）)][ 　*]*", line):
        return False  # a 見出し
    cells = ("\t", "|", "　　")
    return len(line) >= SHORTEST and not any(mark in line.strip("　 ") or mark in following for mark in cells)
