"""The fixed words of the product in the words of the office that uses it: its name, 町 or 村 for 市. Knows no documents.

The files under prompts/ speak of みどり市; another office must never send out a letter in that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")
WRITTEN_FOR = "みどり市"
_OF_ITS_OWN = (
    (re.compile(rf"{WRITTEN_FOR}長[ 　]+柊木[ 　]+真理子"), "{city}長"),
    (re.compile(rf"若葉県{WRITTEN_FOR}中央一丁目1番1号"), "【要確認：{city}の役所の所在地】"),
    (re.compile(rf"{WRITTEN_FOR}契約規則（[^（）]*）"), "【要確認：契約に関する規則の名前と番号】"),
    (re.compile(WRITTEN_FOR), "{city}"),
)
"""What is true of みどり市 alone, and what stands in its place."""
_HALL = re.compile(r"［市役所｜しやくしょ］|市役所")
_HALLS = {
    "町": ("［役場｜やくば］", "町役場"),
    "村": ("［役場｜やくば］", "村役場"),
    "区": ("［区役所｜くやくしょ］", "区役所"),
}
_CITY = re.compile(
    r"(?<![一-龠々ァ-ヶ])(?<!あおば)市(?=[ 　]?(?:[のにがはをへともや]|から|で|内|外(?!局番)|長|民(?![課部税])|議会|税|立|政(?!府)|職員|報|ホームページ))"
)
"""「市」 for the office or its area: not in 都市, 市町村, 市外局番, 市民課, あおば市 (the city of the samples)."""


_OWN = re.compile(r"(?<!日)本市(?!場)")


def in_own_words(value: T, city: str) -> T:
    """``value`` (a text, or anything of lists, tables and dataclasses with texts in them) as the office ``city`` says it.

    >>> in_own_words({"a": "市の公開の文書", "b": ("みどり市役所の市民課",)}, "くぬぎ町")
    {'a': '町の公開の文書', 'b': ('くぬぎ町役場の市民課',)}
    >>> in_own_words("日頃から本市の行政に御協力を賜り、日本市場について", "くぬぎ町")
    '日頃から本町の行政に御協力を賜り、日本市場について'
    """
    return value if city in ("", WRITTEN_FOR) else _said(value, city)


def _said(value: Any, city: str) -> Any:
    match value:
        case str():
            return _text(value, city)
        case Mapping():
            return {key: _said(each, city) for key, each in value.items()}
        case tuple() | list():
            return type(value)(_said(each, city) for each in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{each.name: _said(getattr(value, each.name), city) for each in fields(value)}
            )
        case _:
            return value


def _text(text: str, city: str) -> str:
    hall = _HALLS.get(city[-1])
    if hall is not None:
        text = text.replace(f"{WRITTEN_FOR}役所", f"{city[:-1]}{hall[1]}")
    for pattern, instead in _OF_ITS_OWN:
        text = pattern.sub(instead.format(city=city), text)
    if hall is not None:
        text = _HALL.sub(lambda found: hall[0] if found[0].startswith("［") else hall[1], text)
        text = _OWN.sub(f"本{city[-1]}", _CITY.sub(city[-1], text))
    return text
