"""The example workbook of a formula: made, computed by LibreOffice where it is there, and compared. Knows no pages.

A formula that gives another value than its recipe says is told as that; without LibreOffice nothing is claimed.
"""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.extractive.recipe import recipe_values
from app.tasks.recipe import Recipe
from app.tasks.template import TaskTemplate
from ingest.loaders.conversion import soffice

_DAY = re.compile(r"^(\d{4})/(\d{1,2})/(\d{1,2})$")
_NUMBER = re.compile(r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$")
_EMPTY = "（空欄）"
_SECONDS = 90
_OWN_CELLS = "H"
"""The column from which a recipe's own cells stand (H1=…)."""
_FIRST = {"列": "A", "出す列": "B", "説明": ""}
ABSENT = (
    "この機械に LibreOffice がないため、計算して確かめていません。ブックを表計算ソフトで開くと、値が出ます。"
)
FAILED = "LibreOffice で計算できませんでした。ブックを表計算ソフトで開いて、値を確かめてください。"


@dataclass(frozen=True, slots=True)
class Example:
    """One row of the workbook: what is put in, what the recipe says comes out, and what came out ("" not computed)."""

    given: tuple[str, ...]
    expected: str
    computed: str = ""
    agrees: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """The file, its rows, whether it was computed, and what a person is to be told where it was not."""

    name: str
    formula: str
    rows: tuple[Example, ...]
    content: bytes
    computed: bool
    note: str = ""


def sampled(recipe: Recipe) -> bool:
    """Whether the recipe has a formula and example values."""
    return bool(recipe.sample) and recipe.code.lstrip().startswith("=")


def make_workbooks(
    template: TaskTemplate, recipes: Sequence[Recipe], values: dict[str, str], *, compute: bool = True
) -> tuple[Workbook, ...]:
    """A workbook for each recipe that has examples; all of them are computed in one run of LibreOffice."""
    chosen = [recipe for recipe in recipes if sampled(recipe)]
    if not chosen:
        return ()
    told = [_told(recipe, values) for recipe in chosen]
    files = [_sheet(template, recipe, own) for recipe, own in zip(chosen, told, strict=True)]
    found, note = _computed([content for content, _ in files]) if compute else ([], "")
    made = []
    for place, (recipe, (content, column)) in enumerate(zip(chosen, files, strict=True)):
        out = found[place] if found else None
        sample = [template.fill(line, told[place]) for line in recipe.sample]
        rows = tuple(_rows(sample, out, column))
        made.append(
            Workbook(
                recipe.name, _formula(template, recipe, told[place]), rows, content, out is not None, note
            )
        )
    return tuple(made)


def _told(recipe: Recipe, values: dict[str, str]) -> dict[str, str]:
    """The form's columns as the draft has them; the first ones where the sheet's own cells would stand on them."""
    told = recipe_values(recipe, values)
    wide = any(len(told[name]) > 1 or told[name] >= _OWN_CELLS for name in ("列", "出す列", "結果"))
    return recipe_values(recipe, values | _FIRST) if wide and recipe.cells else told


def _rows(sample: Sequence[str], out: Any | None, column: int) -> list[Example]:
    rows = []
    for number, line in enumerate(sample, start=2):
        *given, expected = _cells(line)
        value = _written(out.cell(number, column).value) if out is not None else ""
        told = "" if expected == _EMPTY else expected
        rows.append(Example(tuple(given), expected, value, out is not None and value == told))
    return rows


def _cells(line: str) -> list[str]:
    return [cell.strip(" ") for cell in line.split("|")]


def _formula(template: TaskTemplate, recipe: Recipe, values: dict[str, str]) -> str:
    filled = template.fill(recipe.code, values)
    return next(line for line in filled.splitlines() if line.startswith("="))


def _sheet(template: TaskTemplate, recipe: Recipe, values: dict[str, str]) -> tuple[bytes, int]:
    """The file, and the number of the column that holds the results."""
    from openpyxl import Workbook as Book
    from openpyxl.formula.translate import Translator
    from openpyxl.utils import column_index_from_string, get_column_letter

    book = Book()
    page = book.active
    assert page is not None
    page.title = re.sub(r"[\[\]:*?/\\]", "", values.get("シート") or "Sheet1")[:31] or "Sheet1"
    first, second = (column_index_from_string(values.get(name) or "A") for name in ("列", "出す列"))
    inputs = len(_cells(recipe.sample[0])) - 1
    places = [first, second, *range(max(first, second) + 1, max(first, second) + inputs)][:inputs]
    column = second if inputs == 1 else column_index_from_string(values.get("結果") or "C")
    beside = max(column, *places) + 1
    for cell in recipe.cells:
        name, _, value = template.fill(cell, values).partition("=")
        other, _, own = name.strip().rpartition("!")
        if other and other not in book.sheetnames:
            book.create_sheet(other)
        (book[other] if other else page)[own] = _value(value.strip())
    page.cell(1, column, "結果")
    page.cell(1, beside if not recipe.cells else beside + 6, "見込み")
    for at, place in enumerate(places, start=1):
        page.cell(1, place, "元の値" if inputs == 1 else f"元の値{at}")
    formula = _formula(template, recipe, values)
    origin = f"{get_column_letter(column)}2"
    for number, line in enumerate(recipe.sample, start=2):
        *given, expected = _cells(template.fill(line, values))
        for place, words in zip(places, given, strict=True):
            page.cell(number, place, _value(words))
        moved = Translator(formula, origin=origin).translate_formula(f"{get_column_letter(column)}{number}")
        made = page.cell(number, column, moved)
        if _DAY.match(expected):
            made.number_format = "yyyy/m/d"
        page.cell(number, beside if not recipe.cells else beside + 6, expected)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), column


def _value(words: str) -> Any:
    """A day, a number, nothing, or the words; 「007」 and 「'12」 stay words."""
    if words in ("", _EMPTY):
        return None
    if day := _DAY.match(words):
        return date(int(day[1]), int(day[2]), int(day[3]))
    if _NUMBER.match(words):
        return float(words) if "." in words else int(words)
    return words.removeprefix("'")


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, float):
        return f"{round(value, 6):g}" if abs(value) < 10**6 else f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)


def _computed(contents: Sequence[bytes]) -> tuple[list[Any], str]:
    """The first sheets of the files as LibreOffice computes them; none, and why, where it cannot."""
    from openpyxl import load_workbook

    program = soffice()
    if program is None:
        return [], ABSENT
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, content in enumerate(contents):
            path = Path(folder) / f"b{number}.xlsx"
            path.write_bytes(content)
            paths.append(path)
        out = Path(folder) / "out"
        command = [
            program,
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "xlsx",
        ]
        try:
            subprocess.run(
                [*command, "--outdir", str(out), *map(str, paths)],
                capture_output=True,
                timeout=_SECONDS,
                check=True,
            )
            return [load_workbook(out / path.name, data_only=True).worksheets[0] for path in paths], ""
        except (OSError, subprocess.SubprocessError):
            return [], FAILED
