"""Formulas and macros that have been tried, chosen by what they are for. Knows nothing of models or spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from app.material import Material, Piece
from app.template import Recipe, Section
from ingest.search_key import normalise

PARTS = ("コード", "使い方", "試し方")


def make_recipe(section: Section, material: Material) -> Iterator[Piece]:
    """The part (``about``, of PARTS) of the recipe for the form's purpose; without one the ``text``, which a model
    may write instead."""
    recipe = choose_recipe(material)
    if recipe is None:
        yield Piece(material.fill(section.text), section, ask=material.ask(section))
        return
    part = dict(zip(PARTS, (recipe.code, recipe.use, recipe.test), strict=True))[section.about]
    yield Piece(material.fill(part.strip("\n")), section)


def choose_recipe(material: Material) -> Recipe | None:
    """The recipe of the wished kind with most of its words in what the form says; None when no two are."""
    said = normalise("\n".join(value for value in material.values.values()))
    wished = material.values.get("種類", "")
    worth = [
        (sum(normalise(word) in said for word in recipe.words), -place, recipe)
        for place, recipe in enumerate(material.template.recipes)
        if wished not in ("関数", "VBA") or recipe.kind == wished
    ]
    best = max(worth, key=lambda each: each[:2], default=(0, 0, None))
    return best[2] if best[0] >= 2 else None
