"""The words that a meeting may use, with how they are read: from its papers and the office's own list.

Knows nothing of sound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.speech.reading import is_kana, is_kanji, plain
from app.text.morphology import tokenizer
from ingest.errors import SettingError
from ingest.search_key import LONGEST
from ingest.toml_file import read_toml

FILE = "speech.toml"
ADDRESS = ("君", "氏", "様", "殿", "さん", "くん")
_MOST = 4
"""Nouns in a row that make one term: 第一種 + 住居 + 地域."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word as it is written, how it sounds (plain kana, see ``reading.plain``), and how often the papers have it.

    ``count`` 0: it comes from the office's list alone. ``person``: the whole name of a person; ``name``: a name.
    """

    surface: str
    sound: str
    count: int = 0
    person: bool = False
    name: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``terms`` by surface; ``words`` are all words of the papers; ``misheard`` are fixed repairs of the office."""

    terms: dict[str, Term]
    words: frozenset[str]
    misheard: tuple[tuple[str, str], ...] = ()


def read_vocabulary(prompts: Path, papers: Iterable[str] = ()) -> Vocabulary:
    """The office's list (prompts/speech.toml) and the terms of ``papers``. Raises SettingError for a broken list."""
    file = prompts / FILE
    table = read_toml(file, "録音の言葉の一覧")
    try:
        listed = [str(word) for word in table["words"]]
        misheard = tuple((str(wrong), str(right)) for wrong, right in table["misheard"].items())
    except (KeyError, AttributeError, TypeError) as error:
        raise SettingError(
            f"{file} を読めません（{error}）。words と misheard を確かめてください。"
        ) from error
    text = "\n".join(papers)
    found = {term.surface: term for term in _terms(text)}
    for word in listed:
        for term in _terms(word):
            found.setdefault(term.surface, replace(term, count=0))
    words = frozenset(surface for row in _sentences(text) for surface, _, _ in row)
    return Vocabulary(found, words, misheard)


def _terms(text: str) -> Iterator[Term]:
    """Every noun and every row of nouns with a kanji in it, two characters and more."""
    counts: Counter[tuple[str, str, bool, bool]] = Counter()
    for row in _sentences(text):
        for start in range(len(row)):
            if not _opens(row[start]):
                continue
            surface = sound = ""
            for at in range(start, min(start + _MOST, len(row))):
                word, read, parts = row[at]
                if not _joins(row[at]):
                    break
                surface, sound = surface + word, sound + read
                named = parts[1] == "固有名詞"
                person = parts[2] == "人名" and at > start
                if (
                    len(surface) >= 2
                    and any(map(is_kanji, surface))
                    and all(is_kanji(x) or is_kana(x) for x in surface)
                ):
                    counts[surface, plain(sound), person, named] += 1
    for (surface, sound, person, named), count in counts.items():
        if len(sound) >= 2:
            yield Term(surface, sound, count, person, named)


def _opens(word: tuple[str, str, tuple[str, ...]]) -> bool:
    return word[2][0] in ("名詞", "接頭辞") and not word[0].isdigit()


def _joins(word: tuple[str, str, tuple[str, ...]]) -> bool:
    parts = word[2]
    suffix = parts[0] == "接尾辞" and parts[1] == "名詞的" and word[0] not in ADDRESS
    return parts[0] in ("名詞", "接頭辞") or suffix


def _sentences(text: str) -> Iterator[list[tuple[str, str, tuple[str, ...]]]]:
    """(surface, reading, 品詞) of the words between one mark or line end and the next."""
    row: list[tuple[str, str, tuple[str, ...]]] = []
    for base in range(0, len(text), LONGEST):
        for morpheme in tokenizer().tokenize(text[base : base + LONGEST]):
            parts: tuple[Any, ...] = tuple(morpheme.part_of_speech())
            if parts[0] in ("補助記号", "空白"):
                yield row
                row = []
            else:
                row.append((morpheme.surface(), morpheme.reading_form(), parts))
    yield row
