"""The marks 第1, 1, (1), ア, (ア) of a document: one that skips a number, one that stands too deep. Knows no other rule."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.checks.style.guide import StyleGuide
from app.checks.style.text import StyleText

_LEVELS = (
    re.compile(r"^[ 　]*第([0-9０-９]{1,2})[ 　]+\S"),
    re.compile(r"^[ 　]*([0-9０-９]{1,2})[ 　]+[^0-9０-９\s]"),
    re.compile(r"^[ 　]*[(（]([0-9０-９]{1,2})[)）][ 　]*\S"),
    re.compile(r"^[ 　]*([ア-ン])[ 　]+\S"),
    re.compile(r"^[ 　]*[(（]([ア-ン])[)）][ 　]*\S"),
)
_MARKED = re.compile(r"[ 　]*[第0-9０-９(（ア-ン]")
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"

Told = tuple[str, tuple[int, int], str, dict[str, object]]
"""Rule, place, replacement or "", and what fills its message."""


def numbering(ready: StyleText, guide: StyleGuide, profile: str, kind: str) -> Iterator[Told]:
    """A mark that skips one of its own level, or that stands two levels below the one above it."""
    last: dict[int, int] = {}
    above, shown = -1, ""
    for line in re.finditer(r"[^\n]+", ready.text):
        level, number, mark = _mark(line[0])
        if level < 0 or " | " in line[0] or re.search(r"[.．…・]{4,}", line[0]):
            continue
        amended = re.search(r"(?:加える|改める)。\s*$", ready.text[max(0, line.start() - 40) : line.start()])
        at = line.start() + line[0].find(mark)
        span = (at, at + len(mark))
        before = last.get(level, 0)
        if amended:  # 「次の1号を加える。」: the number is that of another text
            pass
        elif number > before + 1 and before:
            yield "DOC01", span, "", {"before": _written(level, before), "now": _written(level, number)}
        elif number > 1 and not before and level > 1 and above >= 0:
            yield "DOC01", span, "", {"before": "（なし）", "now": _written(level, number)}
        if not amended and above >= 0 and level > above + 1 and number == 1:
            yield "DOC02", span, "", {"before": shown, "now": _written(level, number)}
        last = {key: value for key, value in last.items() if key < level} | {level: number}
        above, shown = level, _written(level, number)


def _mark(line: str) -> tuple[int, int, str]:
    """(level, number, the mark) of a line that begins with a mark of 公用文; level −1 for another line."""
    for level, pattern in enumerate(_LEVELS) if _MARKED.match(line) else ():
        if match := pattern.match(line):
            text = unicodedata.normalize("NFKC", match[1])
            return level, int(text) if text.isdigit() else _KANA.find(text) + 1, match[1]
    return -1, 0, ""


def _written(level: int, number: int) -> str:
    kana = _KANA[(number - 1) % len(_KANA)]
    return (f"第{number}", f"{number}", f"({number})", kana, f"({kana})")[level]
