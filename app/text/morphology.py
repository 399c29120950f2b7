"""The words of a text by Sudachi, with their places. Knows nothing of what they are looked up for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from operator import methodcaller
from typing import Any, NamedTuple

from ingest.search_key import LONGEST, dictionary

KEPT = 4
"""Texts of a thread that are kept as words: style, names and personal data are looked for in the same one."""
_BEGIN, _NUMBER = methodcaller("begin"), methodcaller("part_of_speech_id")
_state = threading.local()
_parts: dict[int, tuple[str, ...]] = {}


class Word(NamedTuple):
    """One word: its place in the text, its 品詞 (大分類 to 細分類, as Sudachi names them), and what Sudachi knows of it.

    A tuple, as a page has 700 of them and most are asked for their place and 品詞 only."""

    text: str
    start: int
    parts: tuple[str, ...]
    morpheme: Any

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def plain(self) -> str:
        """Its dictionary form."""
        return str(self.morpheme.dictionary_form())

    @property
    def same(self) -> str:
        """Its spelling after Sudachi's normalisation: 申込み, 申し込み → 申し込み."""
        return str(self.morpheme.normalized_form())

    @property
    def reading(self) -> str:
        """How it is read, in カタカナ."""
        return str(self.morpheme.reading_form())

    @property
    def proper(self) -> bool:
        """固有名詞: the name of a person, a place or anything else."""
        return len(self.parts) > 1 and self.parts[1] == "固有名詞"


def words(text: str) -> tuple[Word, ...]:
    """The words in order, the longest units that the dictionary knows. White space is a word too."""
    made: tuple[Word, ...] = _kept("words", text, _words)
    return made


class Words:
    """The words of a text by their starts and 品詞; a Word is made of those that are asked for."""

    def __init__(self, text: str) -> None:
        self.starts: list[int] = []
        self.found: list[Any] = []
        self.parts: list[tuple[str, ...]] = []
        for base in range(0, len(text), LONGEST):
            found, numbers = morphemes(text[base : base + LONGEST])
            self.starts += [base + begin for begin in map(_BEGIN, found)]
            self.found += found
            self.parts += [
                _parts.get(number) or parts_of(one) for number, one in zip(numbers, found, strict=True)
            ]

    def word(self, at: int) -> Word:
        one = self.found[at]
        return Word(one.surface(), self.starts[at], self.parts[at], one)


def morphemes(text: str) -> tuple[list[Any], list[int]]:
    """What Sudachi makes of a text of up to LONGEST characters, and the number of the 品詞 of each; the last few of a thread
    are not looked up again."""
    made: tuple[list[Any], list[int]] = _kept("morphemes", text, _morphemes)
    return made


def _morphemes(text: str) -> tuple[list[Any], list[int]]:
    found = list(tokenizer().tokenize(text))
    return found, list(map(_NUMBER, found))


def parts_of(morpheme: Any) -> tuple[str, ...]:
    """Its 品詞, looked up by the number that Sudachi gives it: a text has few of them, and each many times."""
    number = morpheme.part_of_speech_id()
    if number not in _parts:
        _parts[number] = tuple(morpheme.part_of_speech())
    return _parts[number]


def _words(text: str) -> tuple[Word, ...]:
    return tuple(
        [
            Word(
                morpheme.surface(),
                base + morpheme.begin(),
                _parts.get(morpheme.part_of_speech_id()) or parts_of(morpheme),
                morpheme,
            )
            for base in range(0, len(text), LONGEST)
            for morpheme in morphemes(text[base : base + LONGEST])[0]
        ]
    )


def _kept(name: str, text: str, make: Callable[[str], Any]) -> Any:
    """What ``make`` makes of a text, from the last few of this thread where it is among them."""
    known: OrderedDict[str, Any] = _state.__dict__.setdefault(name, OrderedDict())
    if text in known:
        known.move_to_end(text)
    else:
        known[text] = make(text)
        if len(known) > KEPT:
            known.popitem(last=False)
    return known[text]


def tokenizer() -> Any:
    """One tokenizer a thread: a tokenizer's work is not shared, its dictionary is."""
    from sudachipy import SplitMode

    if not hasattr(_state, "tokenizer"):
        _state.tokenizer = dictionary().create(mode=SplitMode.C)
    return _state.tokenizer


def hiragana(text: str) -> str:
    """ミドリ → みどり; all else stays."""
    return "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in text)
