"""見出し without their （ ）, or below the number: 「【目的】」, 「目的」 above 「第1条」, 「第1条　目的」. Knows nothing of the tree.

A line without brackets is a 見出し only where nearly all 条 of the text have one there and none has one in （ ）.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.law.lines import Line

LONGEST = 30
"""Characters of a 見出し without brackets."""
LEAST, SHARE = 2, 0.8
"""So many 条, and this share of all, have a 見出し in the same place."""
_BRACKETED = re.compile(r"^[【〔［\[]([^【】〔〕［］\[\]。]{1,60})[】〕］\]]$")
_CHANGED = re.compile(r"改正|追加|削除|繰[上下]")
_BARE = re.compile(rf"^[^。、，,:：|\t「」0-9０-９]{{2,{LONGEST}}}$")
_SENTENCE = re.compile(r"(?:する|ない|ある|とき|こと|もの|場合|ます|です|[をはがにでと])$")
_INLINE = re.compile(rf"^([^。、，\s]{{2,{LONGEST}}})[ 　]+(?=[^ 　].*。)")
_DELETED = re.compile(r"^(?:削[ 　]*除|[（(]?(?:省略|略)[）)]?$)")


def captioned(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines, those that are 見出し in such a form told as captions."""
    found = _in_other_brackets(text, _below_numbers(text, list(lines)))
    articles = [at for at, line in enumerate(found) if line.kind == "article" and not line.inside]
    if any(found[at].caption or _kind_above(found, at) == "caption" for at in articles):
        return found
    return _above(text, found, articles) or _behind(text, found, articles) or found


def _words(text: str, line: Line) -> str:
    return text[line.start : line.end].strip(" 　\t\r\n#*")


def _above_of(lines: Sequence[Line], at: int) -> int | None:
    return next((n for n in range(at - 1, -1, -1) if lines[n].kind != "blank"), None)


def _below_of(lines: Sequence[Line], at: int) -> int | None:
    return next((n for n in range(at + 1, len(lines)) if lines[n].kind != "blank"), None)


def _kind_above(lines: Sequence[Line], at: int) -> str:
    above = _above_of(lines, at)
    return "" if above is None else lines[above].kind


def _below_numbers(text: str, lines: list[Line]) -> list[Line]:
    """「第1条」, then 「（趣旨）」 on the next line, then the words: the two lines are read as one."""
    found: list[Line] = []
    for at, line in enumerate(lines):
        before = found[-1] if found else None
        below = _below_of(lines, at)
        joins = (
            line.kind == "caption"
            and not line.inside
            and before is not None
            and before.kind == "article"
            and not before.caption
            and not text[before.body : before.end].strip()
            and below is not None
            and lines[below].kind not in ("article", "suppl", "caption")
        )
        if joins and before is not None:
            found[-1] = replace(before, end=line.end, body=line.end, caption=line.caption)
        else:
            found.append(line)
    return found


def _in_other_brackets(text: str, lines: list[Line]) -> list[Line]:
    for at, line in enumerate(lines):
        match = _BRACKETED.match(_words(text, line)) if line.kind == "text" and not line.inside else None
        below = _below_of(lines, at) if match else None
        if match and below is not None and lines[below].kind == "article" and not _CHANGED.search(match[1]):
            lines[at] = replace(line, kind="caption", caption=match[1], body=line.start)
    return lines


def _above(text: str, lines: list[Line], articles: Sequence[int]) -> list[Line]:
    held = [above for at in articles if (above := _above_of(lines, at)) is not None]
    named = [at for at in held if _is_bare(text, lines[at])]
    if len(named) < LEAST or len(named) < SHARE * len(articles):
        return []
    found = list(lines)
    for at in named:
        found[at] = replace(lines[at], kind="caption", caption=_words(text, lines[at]), body=lines[at].start)
    return found


def _is_bare(text: str, line: Line) -> bool:
    words = _words(text, line)
    plain = line.kind == "text" and not line.inside and not line.numberlike
    return plain and bool(_BARE.match(words)) and not _SENTENCE.search(words)


def _behind(text: str, lines: list[Line], articles: Sequence[int]) -> list[Line]:
    found, count = list(lines), 0
    whole = [at for at in articles if not _DELETED.match(text[lines[at].body : lines[at].end].strip())]
    for at in whole:
        line = lines[at]
        body = text[line.body : line.end].rstrip()
        below = _below_of(lines, at)
        goes_on = below is not None and lines[below].kind in ("text", "paragraph", "item")
        if goes_on and _BARE.match(body) and not _SENTENCE.search(body):
            found[at] = replace(line, caption=body, body=line.end)
        elif (match := _INLINE.match(body)) and not _SENTENCE.search(match[1]):
            found[at] = replace(line, caption=match[1], body=line.body + match.end())
        count += found[at] is not line
    return found if count >= LEAST and count >= SHARE * len(whole) else []
