"""Forms without the usual numbers: 項 that only begin a new line, and 「第1　趣旨」 of 要綱. Knows nothing of the tree.

Old regulations number no 項 (「第2条第2項」 is the second paragraph); many 要綱 and 要領 have 「第1」 in the place of 第1条.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile

from ingest.law.lines import APPENDIX_KINDS, Line, key
from ingest.law.numbers import NUMERAL, branch_number

BARE = "bare"
"""The style of a line that stands for a 条 and is called 「第3」."""
_BARE = re.compile(rf"^[ 　\t]*第[ 　]?({NUMERAL})((?:の{NUMERAL})*)[ 　\t]+([^。、\n]{{1,30}})$")
_BARE_TITLE = re.compile(r"(?:要綱|要領|基準|規程|規約|方針|指針)(?:[（(][^（）()]*[）)])?$")
LEAST = 3
"""So many headings 第1, 第2, 第3 in a row make the form."""
_MANY = re.compile(r"前項|第[二三四2-4２-４]項")
"""A text that says so has a 条 of several 項."""
_GOES_ON = re.compile(r"^[ 　\t]*(?:ただし|この場合|備考|注)")
WHOLE = 0.7
"""Share of lines that end a sentence, from which lines are not broken by their length."""


def reformed(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines, those of such a form told as 条 and 項."""
    ends = (at for at, line in enumerate(lines) if line.kind in ("suppl", *APPENDIX_KINDS.values()))
    end = next(ends, len(lines))
    if any(line.kind == "article" and not line.inside for line in lines[:end]):
        return _with_paragraphs(text, lines, end)
    return _with_bare(text, lines, end)


def _words(text: str, line: Line) -> str:
    return text[line.start : line.end].rstrip()


def _with_bare(text: str, lines: Sequence[Line], end: int) -> list[Line]:
    found = list(lines)
    title = next((_words(text, line) for line in lines if line.kind != "blank"), "")
    if end == len(lines) or lines[end].kind != "suppl" or not _BARE_TITLE.search(title):
        return found
    last = ""
    for at, line in enumerate(lines[:end]):
        match = _BARE.match(_words(text, line)) if line.kind == "text" and not line.inside else None
        number = branch_number(match[1] + match[2]) if match else ""
        if match and key(last)[:1] < key(number) and key(number)[0] - (*key(last), 0)[0] <= 1:
            styles = ((BARE, number, ""),)
            found[at] = replace(line, kind="article", number=number, caption=match[3].strip(), body=line.end, styles=styles)  # fmt: skip
            last = number
    return found if (*key(last), 0)[0] >= LEAST else list(lines)


def _with_paragraphs(text: str, lines: Sequence[Line], end: int) -> list[Line]:
    found = list(lines)
    main = [line for line in lines[:end] if line.kind in ("article", "text") and not line.inside]
    main = list(dropwhile(lambda line: line.kind != "article", main))
    told = [_words(text, line) for line in main if line.body < line.end]
    whole = sum(words.endswith(("。", "。）", "。)")) for words in told) >= WHOLE * len(told)
    numbered = any(line.kind == "paragraph" for line in lines[:end])
    body = text[main[0].start : main[-1].end] if main else ""
    if numbered or not whole or not _MANY.search(body):
        return found
    count, before = 0, ""
    for at, line in enumerate(lines[:end]):
        if line.kind == "blank":
            continue
        words = _words(text, line)
        if line.kind == "article":
            count = int(line.body < line.start + len(words))
        elif line.kind == "text" and not line.inside and _begins(words, before, count):
            count += 1
            if count > 1:
                number = str(count)
                found[at] = replace(line, kind="paragraph", number=number, styles=(("digit", number, ""),))
        before = words if line.kind in ("article", "text") else ""
    return found


def _begins(words: str, before: str, count: int) -> bool:
    """Whether a line begins a 項: set in from the margin behind a sentence that is over, or the first below its 条."""
    if not words.startswith((" ", "　")) or _GOES_ON.match(words) or "\t" in words or "|" in words:
        return False
    return count == 0 or before.endswith(("。", "。）", "。)"))
