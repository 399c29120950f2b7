"""Where the lines of a poster end: never inside a word of a title, a number or an address. Knows no paper."""

from __future__ import annotations

from functools import lru_cache

from app.exporters.pdf_font import font
from app.text.morphology import tokenizer

_CLOSING = "、。，．）」』】〕！？：；ー～ぁぃぅぇぉっゃゅょァィゥェォッャュョ々%％円"
_OPENING = "（「『【〔"
_BEFORE_NUMBER = ("午前", "午後", "令和", "約", "第")
_LEANING = ("助詞", "助動詞", "接尾辞", "補助記号", "空白")


def text_width(text: str, size: float) -> float:
    """Points that a line takes in letters of ``size`` points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    width: float = stringWidth(text, font(), size)
    return width


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Lines no wider than ``room``; a word, a number or an address stays whole, no line begins with a closing mark."""
    return [line for each in text.split("\n") for line in _filled(_phrases(each), size, room)]


def title_lines(text: str, size: float, room: float) -> list[str]:
    """Lines of about the same width that end where a word ends."""
    parts = _phrases(text.replace("\n", " "))
    lines = _filled(parts, size, room)
    low, high = room / 2, room
    while high - low > size / 2 and len(lines) > 1:  # the narrowest room that takes no more lines
        middle = (low + high) / 2
        if len(narrow := _filled(parts, size, middle)) == len(lines):
            lines, high = narrow, middle
        else:
            low = middle
    return lines


@lru_cache(maxsize=512)
def _phrases(text: str) -> tuple[str, ...]:
    """A title in pieces that are not broken: a word with what leans on it.

    >>> _phrases("水辺の生きもの観察会")
    ('水辺の', '生きもの', '観察', '会')
    """
    found: list[str] = []
    opened = False
    for token in tokenizer().tokenize(text):
        words, kind = token.surface(), token.part_of_speech()[0]
        leans = (kind in _LEANING and words[0] not in _OPENING) or words[0] in _CLOSING
        leans = leans or bool(found and _counts(found[-1], words))
        if found and (opened or leans or (found[-1][-1:].isascii() and words[:1].isascii())):
            found[-1] += words
        else:
            found.append(words)
        opened = words[-1] in _OPENING or kind == "接頭辞"
    return tuple(found)


def _counts(before: str, words: str) -> bool:
    """Whether a word is what a number counts, or the number of the word before it: 30|分, 午後|0.

    >>> _counts("30", "分"), _counts("午後", "0"), _counts("公園", "12"), _counts("30", "（")
    (True, True, False, False)
    """
    counted = before[-1].isdigit() and not words[0].isascii() and words[0] not in _OPENING
    return counted or (words[0].isdigit() and before.endswith(_BEFORE_NUMBER))


def _filled(parts: tuple[str, ...], size: float, room: float) -> list[str]:
    lines, line = [], ""
    for part in parts:
        if line and part[0] not in _CLOSING and text_width(line + part, size) > room:
            lines.append(line)
            line = ""
        for letter in [part] if text_width(part, size) <= room else part:
            if line and text_width(line + letter, size) > room and letter[0] not in _CLOSING:
                lines.append(line)
                line = ""
            line += letter
    return [*lines, line]
