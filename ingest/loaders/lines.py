"""The part each line of an unstyled text plays: heading, item, speech, question, answer, or plain paragraph.

Knows nothing of files. A line is called a heading only where nothing else is likely: the splitter reads 例規 and
minutes again from the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.loaders.builder import TextBuilder
from ingest.loaders.speakers import ends_speech, find_speakers, gist

_N = "[0-9０-９〇一二三四五六七八九十百]+"
_GROUPS = ("編", "章", "節", "款", "目")
_GROUP = re.compile(rf"^[ 　]*第{_N}([編章節款目])(?:の{_N})*(?:[ 　]+\S.{{0,40}})?$")

# The marks of 公用文 from the outside in: 第1 → 1 → (1) → ア → (ア). Each with the level of its heading.
_MARKS = (
    (1, re.compile(rf"^[ 　]*第({_N})[ 　]+\S")),
    (2, re.compile(r"^[ 　]*([0-9０-９]{1,2})(?:[ 　]+|[.．][ 　]*(?![0-9０-９]))\S")),
    (3, re.compile(r"^[ 　]*[(（]([0-9０-９]{1,2})[)）][ 　]*\S")),
    (4, re.compile(r"^[ 　]*([ア-ン])[ 　]+\S")),
    (5, re.compile(r"^[ 　]*[(（]([ア-ン])[)）][ 　]*\S")),
)
_BULLET = re.compile(r"^[ 　]*(?:[・●○◎◆◇■□▪▸►※‐‣⁃*•－]|[-+*](?=[ 　])|[①-⑳]|[0-9０-９]{1,2}[)）])[ 　]*\S")
_BRACED = re.compile(r"^[ 　]*(?:【([^【】]{1,30})】|[■◆●◎□▼★]([^。、]{1,30})|＜([^＜＞]{1,30})＞)[ 　]*$")
_ARTICLE = re.compile(
    rf"^[ 　]*第{_N}条(?:の{_N})*(?:[ 　]|$)|^[ 　]*[附付][ 　]*則|^[ 　]*(?:別表|様式)第?{_N}"
)
_CAPTION = re.compile(r"^[ 　]*[（(][^（）()。]{1,30}[）)][ 　]*$")
_QUESTION = re.compile(
    r"^[ 　]*(?:(?:問|質問|[QＱ])[ 　]?[0-9０-９]{0,3}|【(?:質問|問|質問要旨)[0-9０-９]{0,3}】)(?:[ 　.．:：、]+\S|$)"
)
_ANSWER = re.compile(
    r"^[ 　]*(?:(?:答|回答|答弁|[AＡ])[ 　]?[0-9０-９]{0,3}|【(?:回答|答|答弁)(?:（案）)?[0-9０-９]{0,3}】)(?:[ 　.．:：、]+\S|$)"
)
_ENDS_SENTENCE = re.compile("[。、，．,]$")
_ENDS_LINE = re.compile("[。！？：」）][ 　]*$")
_SPREAD = re.compile(r"\S{2,}[ 　]+\S|\S[ 　]+\S{2,}")
_CONTENTS = re.compile(rf"[(（]第{_N}条|[.．・…]{{3,}}|[ 　]+[0-9０-９]+$")
_HEADING_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Mark:
    """The part a line plays. ``starts`` is False for a line that continues the block before it."""

    kind: str
    level: int = 0
    header: str = ""
    starts: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its break, the place it stands on, and its level where it is known to be a heading."""

    text: str
    place: str = ""
    level: int = 0


def mark_lines(
    lines: Sequence[str],
    *,
    levels: Sequence[int] = (),
    under: int = 0,
    followed: bool = False,
    wrapped: bool = False,
) -> list[Mark]:
    """The mark of every line; blank lines continue what is above them.

    ``levels`` says which lines are headings already, where a file tells, and ``under`` the level of the heading above
    all of them: numbered headings are deeper. ``followed`` when something (a table) comes after the last line.
    ``wrapped`` is for text whose paragraphs are broken into lines of one width: a line without an indent, below
    one that does not end its sentence, then goes on with it. Otherwise every line is a paragraph.
    """
    lines = [gist(line) for line in lines]
    known = dict(enumerate(levels))
    numbered = _headings([*lines, "（表）"] if followed else lines)
    speakers = find_speakers(lines)
    asked = any(map(_QUESTION.match, lines)) and any(map(_ANSWER.match, lines))
    marks: list[Mark] = []
    speech, before = "", ""
    for number, line in enumerate(lines):
        under = known.get(number) or under
        level = known.get(number) or (min(6, under + numbered[number]) if number in numbered else 0)
        if not line.strip():
            mark, before = Mark("paragraph", starts=False), ""
        elif speakers[number] and not level:
            speech = before = speakers[number]
            mark = Mark("utterance", header=speech)
        elif level or ends_speech(line):
            mark, speech, before = Mark("heading" if level else "paragraph", level), "", ""
        elif speech:
            mark = Mark("utterance", header=speech, starts=False)
        else:
            mark, before = _plain(line, before if wrapped else "", asked), line
        marks.append(mark)
    return marks


def add_lines(
    builder: TextBuilder, lines: Sequence[Line], *, followed: bool = False, wrapped: bool = False
) -> None:
    """Add clean lines, as they are, as blocks of their kinds; a speech is one block on each of its pages."""
    builder.need(len(lines))
    pending: list[Line] = []
    current = Mark("paragraph")

    def flush() -> None:
        raw = "".join(line.text + "\n" for line in pending)
        place = next((line.place for line in pending if line.text.strip()), "")
        builder.append(current.kind, raw, level=current.level, place=place, header=current.header)

    texts, levels = [line.text for line in lines], [line.level for line in lines]
    marks = mark_lines(texts, levels=levels, under=builder.under, followed=followed, wrapped=wrapped)
    for line, mark in zip(lines, marks, strict=True):
        turned = bool(pending) and line.place != pending[-1].place
        if (mark.starts or turned) and line.text.strip():
            flush()
            pending, current = [], mark
        pending.append(line)
        builder.under = line.level or builder.under
    flush()


def begins_part(line: str) -> bool:
    """Whether a line begins an item, a chapter, an article, a question, an answer or a caption."""
    line = gist(line)
    patterns = (_BULLET, _GROUP, _BRACED, _QUESTION, _ANSWER, _ARTICLE, _CAPTION)
    return any(pattern.match(line) for pattern in patterns) or any(
        pattern.match(line) for _, pattern in _MARKS
    )


def _plain(line: str, before: str, asked: bool) -> Mark:
    if asked and _QUESTION.match(line):
        return Mark("question")
    if asked and _ANSWER.match(line):
        return Mark("answer")
    if _BULLET.match(line) or any(pattern.match(line) for _, pattern in _MARKS):
        return Mark("item")
    indented = line.startswith(("　", " ", "\t"))
    return Mark("paragraph", starts=indented or not before or bool(_ENDS_LINE.search(before)))


def _headings(lines: Sequence[str]) -> dict[int, int]:
    """The lines that are headings by their numbers, with their levels below whatever is above them."""
    found: dict[int, int] = {}
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for at, number in enumerate(filled):
        line = lines[number].rstrip()
        above = lines[filled[at - 1]] if at else ""
        below = lines[filled[at + 1]] if at + 1 < len(filled) else ""
        if _CONTENTS.search(line):
            continue
        if group := _group(line):
            if not (_group(below) or _group(above)) or _differ(line, above, below):
                found[number] = _GROUPS.index(group) + 1
        elif _BRACED.match(line) and below and not _BRACED.match(below):
            found[number] = 3
        else:
            level = _numbered(line, above, below)
            if level:
                found[number] = level
    return found


def _group(line: str) -> str:
    """章, 節 … for the title of one, "" for other lines and for the lines of a 目次."""
    found = _GROUP.match(line)
    return found[1] if found and not _CONTENTS.search(line) else ""


def _differ(line: str, above: str, below: str) -> bool:
    """A chapter directly above its first section is a heading; chapters in a row are a table of contents."""
    here, up, down = (_GROUPS.index(group) if group else -1 for group in map(_group, (line, above, below)))
    if up < 0:
        return down > here
    return up < here and (here < down or (down < 0 and bool(re.search("第[1１一]", line))))


def _numbered(line: str, above: str, below: str) -> int:
    """The level of a numbered heading: short, no sentence, its own text below and no sibling next to it."""
    for level, pattern in _MARKS:
        if pattern.match(line):
            short = len(line.strip()) <= _HEADING_LENGTH and not _ENDS_SENTENCE.search(line)
            spread = _SPREAD.search(re.sub(r"^\S+[ 　]*", "", line.strip()))
            alone = not pattern.match(above) and not pattern.match(below)
            followed = bool(below) and not ends_speech(below)
            return level if short and alone and followed and not spread else 0
    return 0
