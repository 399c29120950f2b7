"""How made questions are worded: names of a regulation, ways of writing a place, the sentences. Knows no trees."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evals.case import FOLDER

_KANJI = "〇一二三四五六七八九"
_GLUED = ("営", "立", "役所", "議会", "長", "民", "街")
"""What 市 is one word with: みどり市営墓地条例 is no 営墓地条例."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of a kind of question and what a table calls the kind."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wordings:
    """By kind, or "kind.variant"; ``absent`` are names of regulations that few places have."""

    kinds: dict[str, Wording]
    absent: tuple[str, ...]

    def ask(self, name: str, law: str, slots: dict[str, str], draw: random.Random) -> str:
        place = slots.get("place", "")
        return draw.choice(self.kinds[name].words).format(
            **slots | {"law": law, "place": written(place, draw)}
        )


def load_wordings(file: Path = FOLDER / "wordings.toml") -> Wordings:
    rows = tomllib.loads(file.read_text(encoding="utf-8"))
    kinds: dict[str, Wording] = {}
    for name, row in rows.items():
        parts = (
            {name: row} if "words" in row else {f"{name}.{variant}": each for variant, each in row.items()}
        )
        kinds |= {key: Wording(each["label"], tuple(each["words"])) for key, each in parts.items()}
    return Wordings(kinds, tuple(rows["absent"]["laws"]))


def names_of(title: str, city: str, titles: Iterable[str]) -> tuple[str, ...]:
    """What people call a regulation: its title, and without the city where that is no other's name.

    >>> names_of("みどり市印鑑条例", "みどり市", ["みどり市印鑑条例"])
    ('みどり市印鑑条例', '印鑑条例', '市の印鑑条例')
    """
    rest = title.removeprefix(city)
    if rest == title or rest.startswith(_GLUED) or sum(rest in each for each in titles) > 1:
        return (title,)
    return (title, rest, f"市の{rest}")


def written(place: str, draw: random.Random) -> str:
    """第5条第2項 in one of the ways that people write it: half, full width, 漢数字."""
    way = draw.choice(("half", "half", "full", "kanji"))
    if way == "full":
        return place.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return re.sub(r"\d+", lambda match: _kanji(int(match[0])), place) if way == "kanji" else place


def _kanji(number: int) -> str:
    """To 999.

    >>> _kanji(120), _kanji(17), _kanji(8)
    ('百二十', '十七', '八')
    """
    told = ""
    for unit, name in ((100, "百"), (10, "十"), (1, "")):
        count, number = divmod(number, unit)
        if count:
            told += ("" if count == 1 and name else _KANJI[count]) + name
    return told
