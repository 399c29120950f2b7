"""Formulas and macros that have been tried, chosen by what they are for. Knows nothing of models or spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from app.extractive.sheet import columns_told, condition_of, is_wished, next_free, sheets_told
from app.material import Material, Piece
from app.tasks.recipe import Recipe
from app.tasks.template import Section
from ingest.search_key import normalise

_LEAST, _NAME = 2, 4
"""Words that must be there, and the words that a name like the purpose is worth."""
_WISH = 6
"""The words that the recipe's own wish is worth, where the purpose says it; half of it where the explanation does."""
_FORMULA = 2
"""The same for a formula where the clerk leaves the kind open: it works where no macro may run."""
_BOOKS = re.compile(
    r"(?:別|別々|新しい|ほか|他|新規|個別|それぞれ)の?(?:ブック|ファイル|エクセル|excel)", re.IGNORECASE
)
"""A purpose that reaches beyond the workbook: a macro that stays in it does not do what is asked for."""
_COLUMN = re.compile(r"(?<![A-Z0-9])[A-Z]{1,3}(?![A-Z])")
_COUNTED = re.compile(r"件数|人数|世帯数|数量|回数|点数|金額|額|時間|数$")
"""What a column holds that is added up."""
_LEFT = ("A", "B")
"""What the boxes hold where nobody wrote in them."""
_SHEET, _OTHER, _LIST, _ROOMS = "Sheet1", "名簿", "H", 3
PARTS = ("コード", "使い方", "試し方")


def make_recipe(section: Section, material: Material) -> Iterator[Piece]:
    """The part (``about``, of PARTS) of the recipe for the form's purpose; without one the ``text``, which a model
    may write instead."""
    recipe = choose_recipe(material)
    if section.about not in PARTS:
        told = recipe_values(recipe, material.values)
        yield Piece(material.template.fill(section.text, told), section)
        return
    if recipe is None:
        yield Piece(material.fill(section.text), section, ask=material.ask(section))
        return
    part = dict(zip(PARTS, (recipe.code, recipe.use, recipe.test), strict=True))[section.about]
    told = recipe_values(recipe, material.values)
    yield Piece(material.template.fill(part.strip("\n"), told), section)


def recipe_values(recipe: Recipe | None, values: Mapping[str, str]) -> dict[str, str]:
    """The form's values with what its words tell of the table: the columns that the recipe reads (列, 出す列), the
    one that it fills (結果), the sheets, the rows that are wanted."""
    both = recipe is not None and reads_both(recipe.code)
    words = recipe.words if recipe else ()
    known = columns(told_columns(values, words, recipe.inputs if recipe else (), both=both), both=both)
    told = columns_told(values.get("説明", ""))
    letters = [letter for letter, _ in told]
    read, other = sheets_told(f"{values.get('説明', '')}\n{values.get('目的', '')}")
    own = values.get("シート", _SHEET)
    known["シート"] = read if read and own == _SHEET else own
    other = next((name for name in (other, read) if name and name != known["シート"]), "")
    known["別シート"] = other or _OTHER
    known["写し先"] = other or (recipe.to if recipe else "")
    wanted = condition_of(values)
    known |= {"条件の列": wanted.column, "比べ方": wanted.how, "条件の値": wanted.value}
    known["条件の式の値"] = wanted.written
    known["一覧"] = next((letter for letter, what in told if "一覧" in what), _LIST)
    rooms = [f"B{row}" for row in range(_ROOMS, _ROOMS + max(len(dict.fromkeys(letters)), 2))]
    known["入れるセル"] = ",".join(rooms)
    macro = recipe is not None and recipe.kind == "VBA"
    wished = next((letter for letter, what in told if is_wished(what, values.get("目的", ""))), "")
    free = next_free([known["一覧"]]) if recipe and "{一覧}" in recipe.code else ""
    free = free or next_free([*letters, known["列"], known["出す列"]], values.get("説明", ""))
    known["結果"] = "" if macro else (wished or free) if both else known["出す列"]
    known["元の列"] = f"{known['列']}列と{known['出す列']}" if both else known["列"]
    return known


def reads_both(code: str) -> bool:
    """Whether a formula reads the column 「出す列」 too: its second row, or all of it (SUMIFS)."""
    return any(form in code for form in ("{出す列}2", "{出す列}:{出す列}", "{出す列}$2"))


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
        told = dict(columns_told(values.get("説明", "")))
        counted = (each for each in source[1:] if _COUNTED.search(told.get(each, "")))
        known["出す列"] = next(counted, source[1])
    elif target:
        known["出す列"] = target[0]
    return known


def told_columns(
    values: Mapping[str, str], words: Sequence[str], inputs: Sequence[str] = (), *, both: bool = False
) -> dict[str, str]:
    """The values with the columns that the words of the form tell, where its boxes for them were left as they were.
    ``inputs`` are patterns of what the recipe's columns hold; without them its ``words`` tell.

    >>> told = {"列": "A", "出す列": "B", "説明": "A列に氏名、B列に生年月日、C列に行政区がある"}
    >>> told_columns(told, ["年齢", "生年月日"])["列"], told_columns(told, ["年齢", "生年月日"])["出す列"]
    ('B', 'D')
    """
    known = dict(values)
    told = columns_told(values.get("説明", ""))
    if (known.get("列"), known.get("出す列")) != _LEFT or not told:
        return known
    purpose = values.get("目的", "")
    given = [(letter, what) for letter, what in told if not is_wished(what, purpose)]
    wished = [letter for letter, what in told if is_wished(what, purpose)]
    first = _held(inputs[:1], words, given) or (given[0][0] if given else "")
    if not first:
        return known
    known["列"] = first
    rest = [each for each in given if each[0] != first]
    if both:
        counted = [letter for letter, what in rest if _COUNTED.search(what)]
        second = _held(inputs[1:2], (), rest) or next(iter([*counted, *(letter for letter, _ in rest)]), "")
        known["出す列"] = second or next_free([letter for letter, _ in told])
    else:
        letters = [letter for letter, _ in told]
        known["出す列"] = wished[0] if wished else next_free(letters, values.get("説明", ""))
    return known


def _held(patterns: Sequence[str], words: Sequence[str], told: Sequence[tuple[str, str]]) -> str:
    """The column that holds what a pattern says; else the one with most of the words, "" where none has any."""
    for pattern in patterns:
        if found := next((letter for letter, what in told if re.search(pattern, what)), ""):
            return found
    hits = [(sum(normalise(word) in normalise(what) for word in words), letter) for letter, what in told]
    best = max(hits, key=lambda each: each[0], default=(0, ""))
    return best[1] if best[0] else ""


def choose_recipe(material: Material) -> Recipe | None:
    """The recipe of the wished kind with most of its words in what the form says; None when no two are,
    the purpose does not hold its name and its ``wish`` is not said.

    Of those the one whose name reads most like the purpose: 「西暦を和暦に」 is not 「和暦を西暦に」.
    """
    best: tuple[float, Recipe] | None = None
    for recipe in material.template.recipes:
        worth = _worth(recipe, material.values)
        if worth and (best is None or worth > best[0]):
            best = worth, recipe
    return best[1] if best else None


def _worth(recipe: Recipe, values: Mapping[str, str]) -> float:
    """How well a recipe suits the form; 0 for one that does not."""
    wanted = values.get("種類", "")
    if wanted in ("関数", "VBA") and recipe.kind != wanted:
        return 0.0
    said, purpose = normalise("\n".join(values.values())), normalise(values.get("目的", ""))
    if recipe.kind == "VBA" and _BOOKS.search(purpose) and "Workbooks." not in recipe.code:
        return 0.0
    hit: float = sum(normalise(word) in said for word in recipe.words)
    hit = max(hit, _LEAST * (normalise(recipe.name) in purpose))
    wish = _wished(recipe.wish, purpose, normalise(values.get("説明", "")))
    if hit < _LEAST and not wish:
        return 0.0
    hit += sum(normalise(word) in purpose for word in recipe.words)
    hit += _FORMULA * (wanted != recipe.kind == "関数")
    return (
        hit
        + wish
        + _NAME * SequenceMatcher(None, recipe.name, values.get("目的", ""), autojunk=False).ratio()
    )


def _wished(wish: str, purpose: str, explained: str) -> float:
    if not wish:
        return 0.0
    return _WISH * bool(re.search(wish, purpose)) + _WISH / 2 * bool(re.search(wish, explained))
