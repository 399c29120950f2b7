"""Names of regulations as they are mistyped: 「文書取扱規定」, 「市税じょうれい」, 「てすうりょう条例」. Knows no regulations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.search.coverage import sound_of

_MISWRITTEN = {
    "規定": "規程", "条令": "条例", "条列": "条例", "条礼": "条例", "状例": "条例", "規側": "規則", "規即": "規則", "要項": "要綱",
    "要網": "要綱", "要鋼": "要綱", "要額": "要領", "じょうれい": "条例", "きそく": "規則", "きてい": "規程", "ようこう": "要綱",
    "ようりょう": "要領",
}  # fmt: skip
"""How the kind of a regulation is mistyped: a word that sounds or looks the same, or kana that were not changed."""
_BEHIND = r"(?=$|第[0-9]|附則|別表|様式)"
_WRONG_KIND = re.compile(rf"([一-龠々〆ヶァ-ヺーぁ-ゖa-z0-9・]{{2,}}?)({'|'.join(_MISWRITTEN)}){_BEHIND}")
_WHOLE = re.compile(rf"^([^第、。?？]{{4,40}}?){_BEHIND}")
_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_SOUND_OF_KIND = re.compile(r"(?:ジョウレイ|キソク|キテイ|ヨウコウ|ヨウリョウ|サイソク|クンレイ)$")


@dataclass(frozen=True, slots=True)
class Mended:
    """``words`` as typed, ``name`` with the kind that is meant; ``alone``: nothing stands before it, and 「規定」 has a place
    behind it, since 「文書の規定」 is no name."""

    words: str
    name: str
    alone: bool


def mend_kind(text: str) -> Mended | None:
    """The first name in a normalised text whose kind is mistyped."""
    found = _WRONG_KIND.search(text)
    if found is None:
        return None
    alone = found.start() == 0 and (found[2] != "規定" or found.end() < len(text))
    return Mended(found[0], found[1] + _MISWRITTEN[found[2]], alone)


def words_in_sound(text: str) -> tuple[str, str]:
    """The words before a place in a regulation, or the whole text, and how they sound; ("", "") where that is no regulation's name."""
    words = _WHOLE.match(text)
    sound = sound_of_name(words[1]) if words else ""
    return (words[1], sound) if words and _SOUND_OF_KIND.search(sound) else ("", "")


@lru_cache(maxsize=4096)
def sound_of_name(name: str) -> str:
    """How a name is read, in カタカナ."""
    return sound_of(name).translate(_KATAKANA)
