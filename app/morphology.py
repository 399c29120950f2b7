"""The words of a text by Sudachi, with their places. Knows nothing of what they are looked up for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

LONGEST = 8000
"""Characters handed to Sudachi at once."""
KEPT = 4
"""Texts of a thread that are kept as words: style, names and personal data are looked for in the same one."""
_state = threading.local()


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its place in the text, its 品詞 (大分類 to 細分類, as Sudachi names them), its dictionary form and
    its spelling after Sudachi's normalisation (申込み, 申し込み → 申し込み), its reading in カタカナ."""

    text: str
    start: int
    parts: tuple[str, ...]
    plain: str
    same: str
    reading: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def proper(self) -> bool:
        """固有名詞: the name of a person, a place or anything else."""
        return len(self.parts) > 1 and self.parts[1] == "固有名詞"


def words(text: str) -> list[Word]:
    """The words in order, the longest units that the dictionary knows. White space is a word too."""
    found = []
    for base in range(0, len(text), LONGEST):
        for morpheme in morphemes(text[base : base + LONGEST]):
            found.append(
                Word(
                    morpheme.surface(),
                    base + morpheme.begin(),
                    tuple(morpheme.part_of_speech()),
                    morpheme.dictionary_form(),
                    morpheme.normalized_form(),
                    morpheme.reading_form(),
                )
            )
    return found


def morphemes(text: str) -> Any:
    """What Sudachi makes of a text of up to LONGEST characters; the last few of a thread are not looked up again."""
    known: OrderedDict[str, Any] = _state.__dict__.setdefault("known", OrderedDict())
    if text in known:
        known.move_to_end(text)
        return known[text]
    known[text] = tokenizer().tokenize(text)
    if len(known) > KEPT:
        known.popitem(last=False)
    return known[text]


@lru_cache(maxsize=1)
def dictionary() -> Any:
    """Sudachi's core dictionary, opened once."""
    from sudachipy import Dictionary

    return Dictionary(dict="core")


def tokenizer() -> Any:
    """One tokenizer a thread: a tokenizer's work is not shared, its dictionary is."""
    from sudachipy import SplitMode

    if not hasattr(_state, "tokenizer"):
        _state.tokenizer = dictionary().create(mode=SplitMode.C)
    return _state.tokenizer
