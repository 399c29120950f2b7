"""Formulas and macros that have been tried, chosen by what they are for. Knows nothing of models or spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from app.material import Material, Piece
from app.tasks.template import Recipe, Section
from ingest.search_key import normalise

_LEAST, _NAME = 2, 4
"""Words that must be there, and the words that a name like the purpose is worth."""
_COLUMN = re.compile(r"(?<![A-Z0-9])[A-Z]{1,3}(?![A-Z])")
PARTS = ("コード", "使い方", "試し方")


def make_recipe(section: Section, material: Material) -> Iterator[Piece]:
    """The part (``about``, of PARTS) of the recipe for the form's purpose; without one the ``text``, which a model
    may write instead."""
    recipe = choose_recipe(material)
    if recipe is None:
        yield Piece(material.fill(section.text), section, ask=material.ask(section))
        return
    part = dict(zip(PARTS, (recipe.code, recipe.use, recipe.test), strict=True))[section.about]
    yield Piece(
        material.template.fill(part.strip("\n"), columns(material.values, both="{出す列}2" in recipe.code)),
        section,
    )


def columns(values: Mapping[str, str], *, both: bool) -> dict[str, str]:
    """The values with the letters alone of what names columns, for a formula holds nothing else. ``both``: the formula
    reads two columns, the second of them where the form has none for it under 「出す列」.

    >>> columns({"列": "A列：氏名、B列：生年月日", "出す列": "C列"}, both=True)
    {'列': 'A', '出す列': 'B'}
    """
    source = _COLUMN.findall(normalise(values.get("列", "")).upper())
    target = _COLUMN.findall(normalise(values.get("出す列", "")).upper())
    known = dict(values)
    if source:
        known["列"] = source[0]
    if both and len(source) > 1:
        known["出す列"] = source[1]
    elif target:
        known["出す列"] = target[0]
    return known


def choose_recipe(material: Material) -> Recipe | None:
    """The recipe of the wished kind with most of its words in what the form says; None when no two are
    and the purpose does not hold its name.

    Of those the one whose name reads most like the purpose: 「西暦を和暦に」 is not 「和暦を西暦に」.
    """
    said = normalise("\n".join(value for value in material.values.values()))
    wished = material.values.get("種類", "")
    purpose = material.values.get("目的", "")
    best: tuple[float, Recipe] | None = None
    for recipe in material.template.recipes:
        hit = sum(normalise(word) in said for word in recipe.words)
        hit = max(hit, _LEAST * (normalise(recipe.name) in normalise(purpose)))
        hit += sum(normalise(word) in normalise(purpose) for word in recipe.words) if hit >= _LEAST else 0
        if hit < _LEAST or (wished in ("関数", "VBA") and recipe.kind != wished):
            continue
        worth = hit + _NAME * SequenceMatcher(None, recipe.name, purpose, autojunk=False).ratio()
        if best is None or worth > best[0]:
            best = worth, recipe
    return best[1] if best else None
