"""振り仮名 in Word: where a text gives a reading, the reading stands above the word. Knows no other layout.

「｜柊木《ひいらぎ》」「柊木《ひいらぎ》」 always; 「柊木　真理子（ひいらぎ　まりこ）」 part by part; 「進捗（しんちょく）」 only
where the dictionary reads the word so: 「欠席議員（なし）」 is no reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.exporters.paper import BODY_POINTS, LINE_POINTS, tag_name
from app.text.morphology import tokenizer

_KANJI = "[一-鿿㐀-䶿々〆ヶ]"
_KANA = "[ぁ-ゖー]"
_MARKED = re.compile(rf"(?:[｜|]([^｜|《》\n]{{1,20}})|({_KANJI}{{1,12}}))《({_KANA}{{1,24}})》")
_NAMED = re.compile(rf"({_KANJI}{{1,5}})([ 　])({_KANJI}{{1,5}})（({_KANA}{{1,10}})[ 　]({_KANA}{{1,10}})）")
_BRACKETED = re.compile(rf"({_KANJI}{{1,12}})（({_KANA}{{2,20}})）")


@dataclass(frozen=True, slots=True)
class Reading:
    """``start``–``end`` of the text are written as ``parts``: (word, its reading or "") one after another."""

    start: int
    end: int
    parts: tuple[tuple[str, str], ...]


def readings(text: str) -> tuple[Reading, ...]:
    """The places where the text gives a reading, in order, none overlapping."""
    found: list[Reading] = []
    for one in sorted(_readings(text), key=lambda each: each.start):
        if not found or found[-1].end <= one.start:
            found.append(one)
    return tuple(found)


def every_reading(text: str) -> tuple[Reading, ...]:
    """A reading for every word with kanji by the dictionary; the text's own where it gives any."""
    from app.rewording.furigana import word_readings

    return readings(text) or tuple(Reading(*each) for each in word_readings(text))


def _readings(text: str) -> Iterator[Reading]:
    for match in _MARKED.finditer(text):
        yield Reading(match.start(), match.end(), ((match[1] or match[2], match[3]),))
    for match in _NAMED.finditer(text):
        yield Reading(
            match.start(), match.end(), ((match[1], match[4]), (match[2], ""), (match[3], match[5]))
        )
    for match in _BRACKETED.finditer(text):
        run, kana = match[1], match[2]
        at = next((at for at in range(len(run)) if _read(run[at:]) == kana), -1)
        if at >= 0:
            yield Reading(match.start() + at, match.end(), ((run[at:], kana),))


def _read(word: str) -> str:
    """The word as the dictionary reads it, in ひらがな."""
    katakana = "".join(morpheme.reading_form() for morpheme in tokenizer().tokenize(word))
    return "".join(chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in katakana)


def put_reading(paragraph: Any, one: Reading) -> list[Any]:
    """Runs with the words of ``one``, their readings above them (w:ruby); gives the runs.

    Each word is a run of its own: LibreOffice shows a reading twice where a run holds two. The lines of the paragraph
    become as high as they need, for at 18 points exactly a reading touches the line above.
    """
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    paragraph.paragraph_format.line_spacing = Pt(LINE_POINTS)
    runs = []
    for word, reading in one.parts:
        run = paragraph.add_run("" if reading else word)
        runs.append(run)
        if reading:
            _ruby(run._r, word, reading)
    return runs


def _ruby(run: Any, word: str, reading: str) -> None:
    ruby = _child(run, "w:ruby")
    properties = _child(ruby, "w:rubyPr")
    _child(properties, "w:rubyAlign", val="distributeSpace")
    _child(properties, "w:hps", val=str(BODY_POINTS))
    _child(properties, "w:hpsRaise", val=str(BODY_POINTS * 2 - 2))
    _child(properties, "w:hpsBaseText", val=str(BODY_POINTS * 2))
    _child(properties, "w:lid", val="ja-JP")
    for tag, words, small in (("w:rt", reading, True), ("w:rubyBase", word, False)):
        inner = _child(_child(ruby, tag), "w:r")
        if small:
            _child(_child(inner, "w:rPr"), "w:sz", val=str(BODY_POINTS))
        _child(inner, "w:t").text = words


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(tag_name(f"w:{name}"), value)
    parent.append(made)
    return made
