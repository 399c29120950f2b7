"""振り仮名: where a text gives readings, and where every word is to have one. Knows no file format.

「｜柊木《ひいらぎ》」「柊木《ひいらぎ》」 always; 「柊木　真理子（ひいらぎ　まりこ）」 part by part; 「進捗（しんちょく）」 only
where the dictionary reads the word so: 「欠席議員（なし）」 is no reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app.exporters.layout import Block
from app.text.morphology import hiragana, tokenizer

ALL = "*"
"""Every word of the whole text has its reading; the name of a heading: what stands under it; "": where the text gives one."""
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


def readings(text: str, *, every: bool = False) -> tuple[Reading, ...]:
    """The places where the text gives a reading, in order, none overlapping.

    With ``every``, a text that gives none has one for each word with kanji, by the dictionary.
    """
    found: list[Reading] = []
    for one in sorted(_readings(text), key=lambda each: each.start):
        if not found or found[-1].end <= one.start:
            found.append(one)
    if every and not found:
        from app.rewording.furigana import word_readings

        found = [Reading(*each) for each in word_readings(text)]
    return tuple(found)


def with_reads(blocks: Iterable[Block], read: str) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether every word of it has its reading: those under the heading that ``read`` names."""
    reads = read == ALL
    for block in blocks:
        if block.kind == "heading":
            reads = read == ALL or (bool(read) and read in block.text)
        yield block, reads and (block.kind != "heading" or read == ALL)


def in_brackets(text: str, *, every: bool = False) -> str:
    """A text without any layout: readings behind their words. What has them in brackets already stays.

    >>> in_brackets("川添《かわぞえ》地区の柊木　真理子（ひいらぎ　まりこ）")
    '川添（かわぞえ）地区の柊木　真理子（ひいらぎ　まりこ）'
    """
    return _told(text, lambda word, reading: f"{word}（{reading}）", every=every, brackets=True)


def in_html(text: str, *, every: bool = False) -> str:
    """Readings as a page of the web has them, in brackets where it cannot show them above.

    >>> in_html("川添《かわぞえ》地区")
    '<ruby>川添<rp>（</rp><rt>かわぞえ</rt><rp>）</rp></ruby>地区'
    """
    return _told(
        text,
        lambda word, reading: f"<ruby>{word}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>",
        every=every,
    )


def _told(text: str, tell: Callable[[str, str], str], *, every: bool, brackets: bool = False) -> str:
    pieces, at = [], 0
    for one in readings(text, every=every):
        if brackets and "（" in text[one.start : one.end]:
            continue
        told = "".join(tell(word, reading) if reading else word for word, reading in one.parts)
        pieces += [text[at : one.start], told]
        at = one.end
    return "".join([*pieces, text[at:]])


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
    return hiragana("".join(morpheme.reading_form() for morpheme in tokenizer().tokenize(word)))
