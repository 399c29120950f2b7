"""How Japanese sounds: kana made plain, and every way in which a character may be read. Knows no vocabulary."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.search_key import dictionary

_LONG = re.compile(
    "(?<=[オコソトノホモヨロゴゾドボポョヲ])[ウオ]|(?<=[ウクスツヌフムユルグズブプュ])ウ|(?<=[エケセテネヘメレゲゼデベペ])[イエ]"
)
_SAME = str.maketrans({"ヂ": "ジ", "ヅ": "ズ", "ヲ": "オ", "ヮ": "ワ", "・": None, " ": None, "　": None})
_SHORTENS = "クキチツ"


def plain(kana: str) -> str:
    """Kana as it sounds: katakana, long vowels as ー, ヂ and ヅ as ジ and ズ.

    >>> plain("ちゅうおうけいさつ")
    'チューオーケーサツ'
    """
    katakana = "".join(chr(ord(each) + 0x60) if "ぁ" <= each <= "ゖ" else each for each in kana)
    return _LONG.sub("ー", unicodedata.normalize("NFKC", katakana).translate(_SAME))


def is_kanji(character: str) -> bool:
    return "一" <= character <= "鿿" or character in "々〆ヶ"


def is_kana(character: str) -> bool:
    return "ぁ" <= character <= "ゖ" or "ァ" <= character <= "ヺ" or character == "ー"


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """The ways in which a kanji or a kana sounds, shortened before another too (着 チャク, チャッ); () for the rest.

    >>> "チャッ" in readings("着"), "コー" in readings("光")
    (True, True)
    """
    if is_kana(character):
        return (plain(character),)
    if not is_kanji(character):
        return ()
    found = {plain(each.reading_form()) for each in dictionary().lookup(character)} - {"", "キゴー"}
    found = {each for each in found if all(map(is_kana, each))}
    found |= {each[:-1] + "ッ" for each in found if len(each) > 1 and each[-1] in _SHORTENS}
    return tuple(sorted(found))
