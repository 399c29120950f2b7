"""How the name of a row of a table is found in a question: spelt otherwise, one of several in a cell, part of a longer one.

Knows no tables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_SUFFIX = re.compile(r"(?:地区|地域|校区|学区|町)$")
_ONE = r"(?<![一-龠々ァ-ヺ]){}(?:地区|地域|校区|学区|町|です|の)"
_LONG_END = re.compile(r"(?<=[ァ-ヺ]{2})ー(?![ァ-ヺー])")
_BLOCKS = re.compile(r"(\D+)(\d{1,2})(?:丁目)?[~〜～\-－–から]+(\d{1,2})丁目")

_BURNS = re.compile(r"[燃も][やえ](?:さ?ない)?|[可不]燃")
_UNBURNT = re.compile(r"[燃も][やえ]さ?ない|不燃")

TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヴ"))}

Row = tuple[str, ...]


def named_in(question: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows whose first cell, or a name in it, is in ``question``, also without 地区 and the like or a long vowel at the
    end, and with の between its parts (奥山の連絡所), or without what stands in brackets behind it where no other row is so called
    (転入 of 「転入（町外から）」); 「奥山」 names no row 「山」 beside it."""
    asked = _spelt(question)
    names = [(_spelt(_SUFFIX.sub("", name)), row) for row in rows for name in names_in(row[0])]
    parts = [part_of(row[0]) for row in rows]
    names += [(_spelt(part), row) for part, row in zip(parts, rows, strict=True) if parts.count(part) == 1]
    keys = {key for key, _ in names if len(key) > 1}
    found = _longest(keys, asked) or _longest(keys, re.sub(r"(?<=[一-龠々ァ-ヺー])の", "", asked))
    if found:
        return tuple(dict.fromkeys(row for key, row in names if key in found))
    # 「原地区」 is the row 「原」: one letter is a name only with what it is a name of.
    return tuple(row for key, row in names if len(key) == 1 and re.search(_ONE.format(key), asked))


def names_in(cell: str) -> tuple[str, ...]:
    """The name of a row, and where it is of several the name of each.

    >>> names_in("港町・浜町"), names_in("本町")
    (('港町・浜町', '港町', '浜町'), ('本町',))
    >>> names_in("南台1〜3丁目")
    ('南台1〜3丁目', '南台1丁目', '南台2丁目', '南台3丁目')
    """
    parts = [name for part in re.split(r"[・、，,／/]", cell) for name in _blocks(part.strip())]
    return (cell, *parts) if len(parts) > 1 and all(len(part) > 1 for part in parts) else (cell,)


def has_parts(name: str, question: str) -> bool:
    """Whether a question names all the parts of a column's name: びん・缶 for 「缶とびんは」."""
    parts = re.split("[・、]", name)
    return len(parts) > 1 and all(part and part in question for part in parts)


def same_sense(name: str, question: str) -> bool:
    """Whether not one of the two is of what is burnt and the other of what is not, though most of their letters are the same.

    >>> same_sense("燃やすごみ", "もえないごみはいつ"), same_sense("燃やすごみ", "もえるゴミは"), same_sense("時間", "不燃ごみ")
    (False, True, True)
    """
    kinds = [_burnt(each) for each in (name, question)]
    return not all(kinds) or bool(kinds[0] & kinds[1])


def is_same_kind(name: str, question: str) -> bool:
    """Whether both are of what is burnt, or both of what is not: 燃やすごみ for 「もえるごみいつ」."""
    return bool(_burnt(name) & _burnt(question))


def _burnt(text: str) -> set[bool]:
    return {bool(_UNBURNT.match(one)) for one in _BURNS.findall(in_hiragana(text))}


@lru_cache(maxsize=8192)
def in_hiragana(text: str) -> str:
    """ゴミ and ごみ are one word."""
    return unicodedata.normalize("NFKC", text).translate(TO_HIRAGANA)


def part_of(cell: str) -> str:
    """「和室（1階）」 → 和室."""
    return re.sub(r"[（(].*", "", cell).strip()


def upper_of(name: str) -> str:
    """「もえるごみ（曜日）」 → もえるごみ, in ひらがな; "" for a name of one letter."""
    upper = in_hiragana(part_of(name))
    return upper if len(upper) > 1 else ""


def parts_of(name: str) -> tuple[str, ...]:
    """The names in a name of a column: 「市税（固定資産税・都市計画税）」 → 固定資産税, 都市計画税; of merged ones the lower."""
    lower = re.search(r"（(.+)）$", name)
    words = re.split(r"[・、/／,]", unicodedata.normalize("NFKC", lower[1] if lower else name))
    return tuple(word.strip() for word in words if len(word.strip()) > 1)


def _longest(keys: set[str], asked: str) -> frozenset[str]:
    """Those of ``keys`` that stand in ``asked`` outside a longer one."""
    found: set[str] = set()
    for key in sorted(keys, key=len, reverse=True):
        if key in asked:
            found.add(key)
            asked = asked.replace(key, "\0")
    return frozenset(found)


def _spelt(text: str) -> str:
    """ソファー and ソファ, プリンター and プリンタ are one word; レ and レー are not."""
    return _LONG_END.sub("", unicodedata.normalize("NFKC", text))


def _blocks(name: str) -> list[str]:
    """The 丁目 of a name of several, each by itself."""
    if not (match := _BLOCKS.fullmatch(unicodedata.normalize("NFKC", name))):
        return [name]
    return [f"{match[1]}{number}丁目" for number in range(int(match[2]), min(int(match[3]), 30) + 1)]
