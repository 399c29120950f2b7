"""Errors of named kinds, planted one at a time into correct drafts. Knows nothing of checks: it only says what it changed.

Each kind is a function from a draft to the plants that are possible in it; which ones are used is drawn with a seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from evals.plants import figures, words
from evals.plants.ground import Ground, Plant

NUMERIC = ("数", "桁", "単位", "割合", "回", "電話", "旧年")
DATED = ("日付", "暦", "曜日", "年度", "和暦", "時刻")
LEGAL = ("条項", "例規番号")


def plant(ground: Ground, kind: str, count: int, seed: str) -> list[Plant]:
    """Up to ``count`` plants of a kind, the same for the same seed."""
    draw = random.Random(f"{seed}:{kind}")
    found = [each for each in KINDS[kind](ground, draw) if each.text != ground.text]
    draw.shuffle(found)
    return found[:count]


KINDS: dict[str, Callable[[Ground, random.Random], Iterator[Plant]]] = {
    "数": figures.numbers,
    "桁": figures.swapped,
    "単位": figures.units,
    "割合": figures.shares,
    "回": figures.editions,
    "電話": figures.telephones,
    "日付": figures.days,
    "暦": figures.impossible,
    "曜日": figures.weekdays,
    "年度": figures.fiscal,
    "和暦": figures.wareki,
    "時刻": figures.times,
    "条項": figures.articles,
    "例規番号": figures.laws,
    "旧年": words.old_figures,
    "氏名": words.persons,
    "担当課": words.sections,
    "施設": words.sites,
    "否定": words.denied,
    "以上・超": words.bounded,
    "約束": words.promised,
}
"""Every kind by its name; the order in which the report shows them."""
