"""The formulas of the library are computed by LibreOffice on example values; their workbook opens as it should."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from app.checks.running import run_checks
from app.checks.subject import Subject
from app.extractive.recipe import choose_recipe
from app.material import Material
from app.tasks.form import read_form
from app.tasks.template_file import load_prompts
from app.workbook import ABSENT, make_workbooks, sampled

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")
MACRO = PROMPTS.templates["macro"]
VALUES = read_form(MACRO, dict(MACRO.examples[0].fields))
FORMULAS = [recipe for recipe in MACRO.recipes if sampled(recipe)]


def test_the_library_holds_what_a_clerk_asks_for_most():
    assert len(MACRO.recipes) >= 30
    assert len(FORMULAS) >= 25
    assert len({recipe.name for recipe in MACRO.recipes}) == len(MACRO.recipes)


def test_every_formula_gives_the_values_that_its_recipe_says():
    if shutil.which("soffice") is None:
        pytest.skip("soffice がないため、関数の計算の試験を飛ばします（apt-get install libreoffice-calc）")
    books = make_workbooks(MACRO, FORMULAS, VALUES)
    wrong = [
        f"{book.name}: {row.given} → {row.computed!r}（{row.expected}）"
        for book in books
        for row in book.rows
        if not row.agrees
    ]
    assert wrong == []
    assert all(book.computed and not book.note for book in books)
    assert sum(len(book.rows) for book in books) >= 75


def test_a_formula_that_is_wrong_is_told_as_wrong():
    if shutil.which("soffice") is None:
        pytest.skip("soffice がないため、関数の計算の試験を飛ばします（apt-get install libreoffice-calc）")
    recipe = next(one for one in FORMULAS if one.name == "千円単位に直す")
    (book,) = make_workbooks(MACRO, [replace(recipe, code="=ROUND({列}2/100,0)")], VALUES)
    assert [row.agrees for row in book.rows] == [False, False, False]


def test_the_workbook_has_the_form_s_sheet_columns_and_formula():
    values = VALUES | {"列": "C", "出す列": "E", "シート": "名簿"}
    recipe = next(one for one in FORMULAS if one.name == "番号の桁を0でそろえる")
    (book,) = make_workbooks(MACRO, [recipe], values, compute=False)
    page = openpyxl.load_workbook(io.BytesIO(book.content))["名簿"]
    assert [page["C2"].value, page["E3"].value] == [123, '=IF(C3="","",TEXT(C3,"00000000"))']
    assert not book.computed and book.rows[0].computed == ""


def test_without_libreoffice_the_page_is_told_and_nothing_is_claimed(monkeypatch):
    monkeypatch.setenv("PATH", "")
    (book,) = make_workbooks(MACRO, FORMULAS[:1], VALUES)
    assert book.note == ABSENT and not book.computed and not any(row.agrees for row in book.rows)


@pytest.mark.parametrize(
    ("purpose", "told", "kind", "name"),
    [
        (
            "郵便番号の形をそろえたい",
            "A列に全角や〒が混じった郵便番号がある",
            "おまかせ",
            "郵便番号の形をそろえる",
        ),
        ("名寄せをしたい", "A列に氏名、B列に生年月日がある", "関数", "名寄せの鍵を作る"),
        ("地区と区分のクロス集計", "A列に地区、B列に区分がある", "関数", "地区と区分のクロス集計"),
        ("住所から都道府県を分ける", "A列に都道府県から始まる住所", "関数", "住所から都道府県を取り出す"),
        ("期限が近い行に色を付ける", "A列に期限の日付", "VBA", "期限の近い行に色を付ける"),
        ("西暦の日付を和暦の表示にする", "A列に西暦の日付", "関数", "西暦の日付を和暦の文字に"),
        ("生年月日から基準日現在の年齢を出す", "A列に生年月日", "関数", "基準日現在の年齢"),
        ("量子計算をしたい", "A列に波動関数", "おまかせ", ""),
    ],
)
def test_the_recipe_is_chosen_by_what_the_clerk_wants(purpose, told, kind, name):
    values = read_form(MACRO, {"目的": purpose, "説明": told, "種類": kind})
    chosen = choose_recipe(Material(MACRO, values))
    assert (chosen.name if chosen else "") == name


def test_every_macro_of_the_library_passes_the_check_of_macros():
    for recipe in MACRO.recipes:
        if recipe.kind == "VBA":
            text = f"【コード】\n{MACRO.fill(recipe.code, VALUES)}\n【使い方】\n{recipe.use}"
            found = run_checks(Subject(text, values=VALUES, template=MACRO), ("macro.v1",)).findings
            assert found == (), recipe.name
