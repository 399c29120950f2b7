"""振り仮名 in Word: where a text gives a reading, the reading stands above the word. Knows no other layout.

「｜柊木《ひいらぎ》」「柊木《ひいらぎ》」 always; 「柊木　真理子（ひいらぎ　まりこ）」 part by part; 「進捗（しんちょく）」 only
where the dictionary reads the word so: 「欠席議員（なし）」 is no reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.exporters.paper import BODY_POINTS, tag_name
from app.morphology import tokenizer

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


def put_reading(run: Any, one: Reading) -> None:
    """Fill an empty ``run`` with the words of ``one``, their readings above them (w:ruby)."""
    from docx.oxml import OxmlElement

    def child(parent: Any, tag: str, **attributes: str) -> Any:
        made = OxmlElement(tag)
        for name, value in attributes.items():
            made.set(tag_name(f"w:{name}"), value)
        parent.append(made)
        return made

    for word, reading in one.parts:
        if not reading:
            text = child(run._r, "w:t")
            text.text = word
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            continue
        ruby = child(run._r, "w:ruby")
        properties = child(ruby, "w:rubyPr")
        child(properties, "w:rubyAlign", val="distributeSpace")
        child(properties, "w:hps", val=str(BODY_POINTS))
        child(properties, "w:hpsRaise", val=str(BODY_POINTS * 2 - 2))
        child(properties, "w:hpsBaseText", val=str(BODY_POINTS * 2))
        child(properties, "w:lid", val="ja-JP")
        for tag, words, small in (("w:rt", reading, True), ("w:rubyBase", word, False)):
            inner = child(child(ruby, tag), "w:r")
            if small:
                child(child(inner, "w:rPr"), "w:sz", val=str(BODY_POINTS))
            child(inner, "w:t").text = words
