"""Formulas and macros that have been tried, chosen by what they are for. Knows nothing of models or spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from app.material import Material, Piece
from app.tasks.template import Recipe, Section
from ingest.search_key import normalise

_LEAST, _NAME = 2, 4
"""Words that must be there, and the words that a name like the purpose is worth."""
_COLUMN = re.compile(r"(?<![A-Z0-9])[A-Z]{1,3}(?![A-Z])")
_TOLD = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2})列([^。、\n]{0,30})")
_COUNTED = re.compile(r"件数|人数|数量|回数|点数|金額|額|時間|数$")
"""What a column holds that is added up."""
_WISHED = re.compile(r"出したい|出す|求めたい|入れたい|表示したい|結果|計算したい")
_LEFT = ("A", "B")
"""What the boxes hold where nobody wrote in them."""
PARTS = ("コード", "使い方", "試し方")


def make_recipe(section: Section, material: Material) -> Iterator[Piece]:
    """The part (``about``, of PARTS) of the recipe for the form's purpose; without one the ``text``, which a model
    may write instead."""
    recipe = choose_recipe(material)
    if section.about not in PARTS:
        told = told_columns(material.values, recipe.words if recipe else ())
        yield Piece(material.template.fill(section.text, told), section)
        return
    if recipe is None:
        yield Piece(material.fill(section.text), section, ask=material.ask(section))
        return
    part = dict(zip(PARTS, (recipe.code, recipe.use, recipe.test), strict=True))[section.about]
    yield Piece(
        material.template.fill(
            part.strip("\n"),
            columns(told_columns(material.values, recipe.words), both=_reads_both(recipe.code)),
        ),
        section,
    )


def _reads_both(code: str) -> bool:
    """Whether a formula reads the column 「出す列」 too: its second row, or all of it (SUMIFS)."""
    return "{出す列}2" in code or "{出す列}:{出す列}" in code


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
        told = dict(_TOLD.findall(normalise(values.get("説明", "")).upper()))
        counted = (each for each in source[1:] if _COUNTED.search(told.get(each, "")))
        known["出す列"] = next(counted, source[1])
    elif target:
        known["出す列"] = target[0]
    return known


def told_columns(values: Mapping[str, str], words: Sequence[str]) -> dict[str, str]:
    """The values with the columns that the words of the form tell, where its boxes for them were left as they were.

    >>> told = {"列": "A", "出す列": "B", "説明": "A列に氏名、B列に生年月日、C列に行政区がある"}
    >>> told_columns(told, ["年齢", "生年月日"])["列"], told_columns(told, ["年齢", "生年月日"])["出す列"]
    ('B', 'D')
    """
    known = dict(values)
    told = [
        (match[1].upper(), match[2]) for match in _TOLD.finditer(normalise(values.get("説明", "")).upper())
    ]
    if (known.get("列"), known.get("出す列")) != _LEFT or not told:
        return known
    wished = [column for column, what in told if _WISHED.search(what)]
    given = [
        (sum(normalise(word).upper() in what for word in words), column)
        for column, what in told
        if column not in wished
    ]
    best = max(given, key=lambda each: each[0], default=(0, ""))
    if best[0]:
        known["列"] = best[1]
        last = max((column for column, _ in told), key=lambda column: (len(column), column))
        known["出す列"] = (
            wished[0] if wished else chr(ord(last) + 1) if len(last) == 1 and last < "Z" else "B"
        )
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
