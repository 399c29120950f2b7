"""Text as it is compared in search: one spelling for each thing. Knows nothing of indexes; never shown to a person."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ingest.law.numbers import era_year, normalise_ordinals

VARIANTS = str.maketrans(
    "髙﨑邉邊齋齊濵德栁桒𠮷嶋槗黑曻眞國學廣澤惠圓佛靜櫻縣會區條號",
    "高崎辺辺斎斉浜徳柳桑吉島橋黒昇真国学広沢恵円仏静桜県会区条号",
)
"""字体の違い that NFKC does not fold (髙 has no decomposition); the index holds the folded form only."""
_VARIANT = re.compile(f"[{''.join(map(chr, VARIANTS))}]")

HYPHENS = re.compile(r"[‐‑‒–—―−－]")
WAVES = re.compile(r"[〜～]")
SPACES = re.compile(r"\s+")
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
ERA_YEAR = re.compile(r"(令和|平成|昭和)(元|\d{1,2})年(度?)")
WESTERN_YEAR = re.compile(r"(?<!\d)(19[2-9]\d|20\d\d)年(度?)")
ARTICLE = re.compile(r"第\d+[編章節款条項号表](?:の\d+)*")
RUN = re.compile(r"[0-9A-Za-zぁ-ゖァ-ヺー一-鿿㐀-䶿々〆〇]+")
NOISE = frozenset({"助詞", "助動詞", "補助記号", "空白", "記号"})
WORDS_OF_MATTER = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞"})
KEPT = 2000
"""Characters of the longest text whose normal form is kept."""
LONGEST = 8000
"""Characters handed to Sudachi at once; its limit is 49,149 bytes."""


def normalise(text: str) -> str:
    """NFKC, one hyphen, one wave, plain spaces, folded 字体, 第十二条の二 → 第12条の2. Lower case."""
    return _normalised(text) if len(text) <= KEPT else _normalised.__wrapped__(text)


@lru_cache(maxsize=16384)
def _normalised(text: str) -> str:
    """Kept for a title or a passage, which one question looks at from many sides."""
    text = SELECTORS.sub("", unicodedata.normalize("NFKC", text))
    if _VARIANT.search(text):  # few texts have one, and to look is a tenth of the time of translating
        text = text.translate(VARIANTS)
    text = WAVES.sub("~", HYPHENS.sub("-", text))
    return SPACES.sub(" ", normalise_ordinals(text)).lower()


def solid(text: str) -> str:
    """Normalised and without spaces: the form in which words of a table are looked for in a question."""
    return normalise(text).replace(" ", "")


def years(text: str) -> list[str]:
    """和暦 and 西暦 years of a normalised text, each in the other calendar too: 「令和6年度」 → 2024年度."""
    found = []
    for era, number, suffix in ERA_YEAR.findall(text):
        found.append(f"{era_year(era, number)}年{suffix}")
    for year, suffix in WESTERN_YEAR.findall(text):
        found.append(f"{year}年{suffix}")
    return found


def words(text: str) -> list[str]:
    """Sudachi's normalised forms, short units and the long unit they make (取り扱い・取扱 are one; 転入届 and 転入).

    Adds 条項 as one word (第12条の2) and years in 西暦. ``text`` need not be normalised.
    """
    text = normalise(text)
    found: list[str] = []
    short, long = _tokenizers()
    for at in range(0, len(text), LONGEST):
        for morpheme in long.tokenize(text[at : at + LONGEST]):
            if _part_of_speech(morpheme) in NOISE:
                continue
            parts = morpheme.split(short)
            found.append(_word(morpheme))
            if len(parts) > 1:
                found.extend(_word(part) for part in parts if _part_of_speech(part) not in NOISE)
    return found + ARTICLE.findall(text) + years(text)


def morphemes(text: str) -> list[tuple[str, str]]:
    """(surface, 品詞) of the long units of a text as it stands; the surfaces joined are the text."""
    long = _tokenizers()[1]
    return [
        (str(morpheme.surface()), _part_of_speech(morpheme))
        for at in range(0, len(text), LONGEST)
        for morpheme in long.tokenize(text[at : at + LONGEST])
    ]


def analyse(text: str) -> list[tuple[str, str, str, str]]:
    """(as written, normal form, 品詞, sound in カタカナ) of the short units of a normalised text, in order."""
    return [
        (part.surface(), _word(part), _part_of_speech(part), part.reading_form())
        for part in _short_units(text)
    ]


def words_and_sounds(text: str) -> tuple[list[str], list[str]]:
    """The normal forms and the sounds of ``analyse``, for a whole passage in three quarters of its time."""
    parts = list(_short_units(text))
    return [_word(part) for part in parts], [part.reading_form() for part in parts]


def _short_units(text: str) -> Iterator[Any]:
    short, long = _tokenizers()
    for at in range(0, len(text), LONGEST):
        for morpheme in long.tokenize(text[at : at + LONGEST]):
            yield from morpheme.split(short) or (morpheme,)


_parts_of_speech: dict[int, str] = {}
"""By the number that Sudachi gives each: asked for in words, it writes six of them for every morpheme."""


def _part_of_speech(morpheme: Any) -> str:
    number = morpheme.part_of_speech_id()
    if number not in _parts_of_speech:
        _parts_of_speech[number] = str(morpheme.part_of_speech()[0])
    return _parts_of_speech[number]


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters: an insurance for names, typing errors and words no dictionary has."""
    found: list[str] = []
    for run in RUN.findall(normalise(text)):
        found.extend([run[i : i + 2] for i in range(len(run) - 1)] or [run])
    return found


def _word(morpheme: Any) -> str:
    return str(morpheme.normalized_form()).replace(" ", "").lower() or str(morpheme.surface())


_own = threading.local()
_opening = threading.Lock()


def _tokenizers() -> tuple[Any, Any]:
    """(the mode of short units, this thread's tokenizer of long units): Sudachi refuses to be shared by threads."""
    if not hasattr(_own, "pair"):
        from sudachipy import SplitMode

        with _opening:
            _own.pair = SplitMode.A, dictionary().create(mode=SplitMode.C)
    pair: tuple[Any, Any] = _own.pair
    return pair


@lru_cache(maxsize=1)
def dictionary() -> Any:
    """Sudachi's core dictionary, opened once for the process: 0.1 s, 80 MB of the file."""
    from sudachipy import Dictionary

    return Dictionary(dict="core")
