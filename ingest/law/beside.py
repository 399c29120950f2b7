"""Lines seen beside their neighbours: 「第3条この条例は」 without a space, page numbers between two pages. Knows nothing of the tree.

What one line alone does not tell: whether 「3」 is a page or a 項, and whether a document writes its numbers close up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.law.captions import captioned
from ingest.law.lines import GROUP_KINDS, Line
from ingest.law.numbers import NUMERAL, branch_number
from ingest.law.oldform import reformed

_TIGHT_ARTICLE = re.compile(
    rf"^[ 　\t]*第[ 　]?({NUMERAL})[ 　]?条((?:の{NUMERAL})*)"
    r"(?=[ぁ-んァ-ヶ一-龠々「])(?!の|に|を|は|が|と|も|へ|で|や|から|まで|及び|又は|並びに|若しくは|第|中|各|本文|前段|後段|ただし書|関係|例)(.*)$"
)
_BELOW_CAPTION = re.compile(rf"^[ 　\t]*第[ 　]?({NUMERAL})[ 　]?条((?:の{NUMERAL})*)(?=\S)(.*)$")
"""Right below a 見出し 「第5条第3条の規定による…」 is 第5条 too."""
_TIGHT_PARAGRAPH = re.compile(
    r"^[ 　\t]*([0-9０-９]{1,2})(?=[ぁ-んァ-ヶ一-龠々「])"
    r"(?![年月日時分秒円人名回件個箇か所歳号項条階級番万千百割度号室年以週ページ頁](?!の(?:規定|場合)))(.*)$"
)
_PAGE = re.compile(
    r"^[ 　\t]*(?:[-－―–—~〜][ 　]*[0-9０-９]{1,4}[ 　]*[-－―–—~〜]|[0-9０-９]{1,4}[ 　]*[/／][ 　]*[0-9０-９]{1,4}(?:[ 　]*(?:ページ|頁))?|"
    r"(?:[PpＰｐ][.．]?[ 　]*)?[0-9０-９]{1,4}(?:[ 　]*(?:ページ|頁))?)[ 　\t]*$"
)
_OPENS = ("article", "paragraph", "item", "caption", "suppl", "appendix_table", "form", "appendix", *GROUP_KINDS.values())  # fmt: skip
LEAST = 2
"""So many 条 without a space behind the number, and more than those with one, make a document that writes close up."""
REPEATED = 3
"""A line this often between two parts of a sentence is a running head."""


def settled(text: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those that only their neighbours explain read anew."""
    return tuple(reformed(text, captioned(text, _without_pages(text, _close_up(text, list(lines))))))


def _words(text: str, line: Line) -> str:
    return text[line.start : line.end].strip(" 　\t\r\n")


def _without_pages(text: str, lines: Sequence[Line]) -> list[Line]:
    """A number alone on its line is a page where a sentence goes on behind it, or the next provision begins."""
    found = list(lines)
    for at, line in enumerate(lines):
        if line.kind == "paragraph" and _PAGE.match(_words(text, line)) and not line.inside:
            before, after = _near(found, at, -1), _near(lines, at, 1)
            broken = before is not None and _goes_on(text, before)
            if broken or after is None or after.kind in _OPENS:
                found[at] = replace(line, kind="text", number="", last="", styles=(), body=line.start)
    return found


def _near(lines: Sequence[Line], at: int, step: int) -> Line | None:
    at += step
    while 0 <= at < len(lines):
        if lines[at].kind != "blank":
            return lines[at]
        at += step
    return None


def _goes_on(text: str, line: Line) -> bool:
    """Whether the sentence of a line is not over: it has no 。 at its end and stands for no 見出し, 号 or row."""
    words = _words(text, line)
    plain = line.kind in ("text", "paragraph", "article") and "\t" not in words and "|" not in words
    return plain and len(words) > 15 and words[-1] not in "。）)」"


def _close_up(text: str, lines: list[Line]) -> list[Line]:
    """「第3条この条例は」 as 第3条 and 「2前項の」 as 第2項, in a document that writes so throughout."""
    tight = [at for at in range(len(lines)) if _opens_article(text, lines, at)]
    spaced = sum(line.kind == "article" and line.body < line.end for line in lines)
    if len(tight) < LEAST or len(tight) <= spaced:
        return lines
    found = list(lines)
    for at, line in enumerate(lines):
        if at in tight:
            match = _BELOW_CAPTION.match(text[line.start : line.end].rstrip("\r\n"))
            assert match is not None
            number, body = branch_number(match[1] + match[2]), line.start + match.start(3)
            found[at] = replace(line, kind="article", number=number, body=body, styles=())
        elif _may_open(text, lines, at, _TIGHT_PARAGRAPH):
            match = _TIGHT_PARAGRAPH.match(text[line.start : line.end].rstrip("\r\n"))
            assert match is not None
            number, body = branch_number(match[1]), line.start + match.start(2)
            styles = (("digit", number, ""),)
            found[at] = replace(line, kind="paragraph", number=number, body=body, styles=styles)
    return found


def _opens_article(text: str, lines: Sequence[Line], at: int) -> bool:
    before = _near(lines, at, -1)
    form = _BELOW_CAPTION if before is not None and before.kind == "caption" else _TIGHT_ARTICLE
    return _may_open(text, lines, at, form)


def _may_open(text: str, lines: Sequence[Line], at: int, form: re.Pattern[str]) -> bool:
    line = lines[at]
    if line.kind != "text" or line.inside or not form.match(text[line.start : line.end].rstrip("\r\n")):
        return False
    before = _near(lines, at, -1)
    return before is None or not _goes_on(text, before)


def page_lines(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that belong to the paper and not to the text: page numbers, and heads that stand again on every page."""
    for at, line in enumerate(lines):
        if line.kind == "text" and _PAGE.match(_words(text, line)) and not line.inside:
            before = _near(lines, at, -1)
            if before is not None and "\t" not in _words(text, before) and "|" not in _words(text, before):
                yield line
    yield from _heads(text, lines)


def _heads(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    ends = (at for at, line in enumerate(lines) if line.kind in ("form", "appendix", "appendix_table"))
    lines = lines[: next(ends, len(lines))]  # a 様式 says the same again and again
    plain = [line for line in lines if line.kind == "text" and 3 < len(_words(text, line)) <= 40]
    often = Counter(_words(text, line) for line in plain)
    for at, line in enumerate(lines):
        words = _words(text, line)
        if line not in plain or often[words] < REPEATED or words[-1:] == "。" or re.search(r"[\t|]", words):
            continue
        before = _near(lines, at, -1)
        if before is not None and not re.search(r"[\t|]", _words(text, before)):
            yield line
