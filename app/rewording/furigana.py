"""振り仮名 for every word with kanji, as 市役所《しやくしょ》; Word sets it above. Knows nothing of who reads.

Figures with their units (14日, 3か月, 8時30分) and quotations stay as they are: their readings depend on more than the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from app.rewording.reading import MARKS, QUIET
from app.text.morphology import Word, hiragana, words

_KANJI = re.compile(r"[一-鿿㐀-䶿々〆ヶ]+")
_FIGURE = re.compile(
    r"(?:明治|大正|昭和|平成|令和)元年|(?:大正|昭和|平成|令和)?[0-9０-９][0-9０-９,，.．:：]*[万千億]?"
    r"(?:[かヶカ](?:月|所|国)|年度|時間|世帯|週間|丁目|[人回番年日]目|番地|歳児|[年月日時分秒円人回点通枚歳件号条項階番組台冊本個名])?"
)
_DESK = "かかり"
"""係 behind a name is がかり: 防災係《ぼうさいがかり》."""
_LONGEST = 8
"""Characters that one reading stands above."""
_HEARD = (
    (re.compile(r"(?<!を)(?<!を )開(?=いてい|く[ 　]?(?:時間|時刻|時|日)|かない[ 　]?(?:時間|日))"), "あ"),
    (re.compile(r"何(?=[かがをも])(?!か(?:月|所|国|年|条))"), "なに"),
    (re.compile(r"(?<=の)階(?![一-鿿])"), "かい"),
    (
        re.compile(
            r"(?:(?<=以[上下前後]の)|(?<=の)(?<![右左北南東西上下前後横山川海駅次]の))方(?=[はがもでとにの、。（])(?!が[安高多少大小早遅近遠良よい])"
        ),
        "かた",
    ),
)
"""Words that the dictionary reads otherwise than an office means them: 窓口が開いている, 何か, 上の階, 高齢の方."""
_HAS = re.compile(r"[^《》]*《")


def with_readings(text: str) -> str:
    """``text`` with the reading of each word behind its kanji; a text that has readings already stays.

    >>> with_readings("住んでいる市役所へ14日までに出す。")
    '住《す》んでいる市役所《しやくしょ》へ14日までに出《だ》す。'
    """
    parts, at = [], 0
    for start, end, pieces in word_readings(text):
        told = "".join(f"{word}《{reading}》" if reading else word for word, reading in pieces)
        bar = (
            "｜"
            if _KANJI.search(text[max(start - 1, 0) : start]) or not _KANJI.fullmatch(pieces[0][0])
            else ""
        )
        parts += [text[at:start], bar if pieces[0][1] else "", told]
        at = end
    return "".join([*parts, text[at:]])


def word_readings(text: str) -> Iterator[tuple[int, int, tuple[tuple[str, str], ...]]]:
    """(start, end, ((word, its reading or ""), …)) of every word with kanji; nothing for a text that has readings."""
    if _HAS.match(text):
        return
    quiet = bytearray(len(text))
    for pattern in (MARKS, QUIET, _FIGURE):
        for found in pattern.finditer(text):
            quiet[found.start() : found.end()] = b"\1" * len(found[0])
    heard = {
        found.start(): (found.start(), found.end(), ((found[0], kana),))
        for pattern, kana in _HEARD
        for found in pattern.finditer(text)
        if not any(quiet[found.start() : found.end()])
    }
    for run in _runs(text, quiet):
        yield heard.get(run[0].start) or (run[0].start, run[-1].end, _read(run))


def _runs(text: str, quiet: bytearray) -> Iterator[list[Word]]:
    """Words with kanji; those of kanji only that stand side by side (市民, 課) are read as one."""
    run: list[Word] = []
    for word in words(text):
        wanted = not any(quiet[word.start : word.end]) and _KANJI.search(word.text)
        whole = wanted and _KANJI.fullmatch(word.text)
        if run and not (whole and _length(run) + len(word.text) <= _LONGEST):
            yield run
            run = []
        if whole:
            run.append(word)
        elif wanted:
            yield [word]
    if run:
        yield run


def _length(run: list[Word]) -> int:
    return sum(len(each.text) for each in run)


def _read(run: list[Word]) -> tuple[tuple[str, str], ...]:
    """The words with their readings, a piece of kanji at a time where its かな tell which is which."""
    word, kana = "".join(each.text for each in run), hiragana("".join(each.reading for each in run))
    kana = (
        f"{kana[: -len(_DESK)]}がかり"
        if len(run) > 1 and word.endswith("係") and kana.endswith(_DESK)
        else kana
    )
    cuts = [0, *(edge for found in _KANJI.finditer(word) for edge in found.span()), len(word)]
    pieces = [word[start:end] for start, end in pairwise(cuts) if start < end]
    if not kana or kana == hiragana(word):
        return ((word, ""),)
    pattern = "".join("(.+?)" if _KANJI.fullmatch(each) else re.escape(hiragana(each)) for each in pieces)
    found = re.fullmatch(pattern, kana)
    if found is None:
        return ((word, kana),)
    readings = iter(found.groups())
    return tuple((each, next(readings) if _KANJI.fullmatch(each) else "") for each in pieces)
