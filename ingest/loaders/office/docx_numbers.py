"""The numbers that Word (or Writer) writes before paragraphs, which are in no paragraph's text: 「第3条」「(2)」「ア」「・」.

Knows nothing of the paragraphs themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.law.width import wide
from ingest.loaders.markup import attribute, child, children

_KANJI = "〇一二三四五六七八九"
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: ``pattern`` is 「第%1条」, ``%n`` standing for the n-th level's number."""

    start: int
    style: str
    pattern: str


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted."""

    levels: dict[str, dict[int, Level]]
    lists: dict[str, str]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def begin(self, list_id: str, depth: int, start: int) -> None:
        """Let the next paragraph of that list at that depth have the number ``start``."""
        self._counts.setdefault(self.lists.get(list_id, "") or list_id, {})[depth] = start - 1

    def label(self, list_id: str, depth: int) -> str:
        """The number before the next paragraph of that list at that depth (0-based), "" for none."""
        group = self.lists.get(list_id, "")
        levels = self.levels.get(list_id) or self.levels.get(group, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(group or list_id, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        if level.style == "bullet":
            return "・" if not level.pattern or _private(level.pattern) else level.pattern
        if level.style == "none":
            return level.pattern if "%" not in level.pattern else ""

        def number(found: re.Match[str]) -> str:
            index = int(found[1]) - 1
            other = levels.get(index, level)
            return _written(counts.get(index, other.start), other.style)

        return re.sub(r"%([1-9])", number, level.pattern)


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists of numbering.xml; none of them where the part is missing."""
    levels: dict[str, dict[int, Level]] = {}
    lists: dict[str, str] = {}
    for abstract in children(root, "abstractNum"):
        levels["a" + attribute(abstract, "abstractNumId")] = _levels(abstract)
    for number in children(root, "num"):
        key, group = attribute(number, "numId"), "a" + attribute(child(number, "abstractNumId"), "val")
        lists[key] = group
        changed = dict(levels.get(group, {}))
        for override in children(number, "lvlOverride"):
            depth = _integer(attribute(override, "ilvl"), 0)
            changed |= _levels(override)
            start = child(override, "startOverride")
            if start is not None and depth in changed:
                old = changed[depth]
                changed[depth] = Level(_integer(attribute(start, "val"), 1), old.style, old.pattern)
                lists[key] = ""
        levels[key] = changed
    return Numbering(levels, lists)


def _levels(parent: etree._Element) -> dict[int, Level]:
    found = {}
    for level in children(parent, "lvl"):
        start = _integer(attribute(child(level, "start"), "val"), 1)
        style = attribute(child(level, "numFmt"), "val") or attribute(
            child(level, "AlternateContent", "Choice", "numFmt"), "val"
        )
        found[_integer(attribute(level, "ilvl"), 0)] = Level(
            start, style, attribute(child(level, "lvlText"), "val")
        )
    return found


def _written(number: int, style: str) -> str:
    """A number in one of Word's styles; styles not seen in Japanese documents come out as digits."""
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return wide(str(number))
    if style in (
        "japaneseCounting",
        "japaneseDigitalTenThousand",
        "ideographDigital",
        "chineseCounting",
        "japaneseLegal",
    ):
        return _kanji(number)
    if style in ("aiueo", "aiueoFullWidth") and 0 < number <= len(_KATAKANA):
        return _KATAKANA[number - 1]
    if style in ("iroha", "irohaFullWidth") and 0 < number <= len(_IROHA):
        return _IROHA[number - 1]
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if style in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman") and 0 < number < 40:
        roman = _roman(number)
        return roman.upper() if style == "upperRoman" else roman
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _kanji(number: int) -> str:
    """1 to 99 in 漢数字 (12 → 十二)."""
    if not 0 < number < 100:
        return "".join(_KANJI[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else _KANJI[tens] + "十") + (_KANJI[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _private(text: str) -> bool:
    return any("\ue000" <= char <= "\uf8ff" for char in text)


def _integer(text: str, default: int) -> int:
    return int(text) if text.lstrip("-").isdigit() else default
