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
        (
            "重複している人を見付けたい",
            "A列に番号、B列に氏名、C列に生年月日。同じ氏名と生年月日の人が2回出ていたら知らせたい",
            "おまかせ",
            "二つの列がともに同じ行を見付ける",
        ),
        ("番号の重複を見付ける", "A列に番号", "関数", "重複を見付ける"),
        (
            "月別の件数と合計金額を出したい",
            "A列が受付日、B列が金額",
            "関数",
            "月ごとの合計と件数",
        ),
        (
            "生年月日を西暦にしたい",
            "A列に S35.4.1 や H3.12.24 が入っている。B列に西暦",
            "関数",
            "和暦の略記を西暦の日付に",
        ),
        (
            "75歳以上の人だけ別シートに抜き出す",
            "A列：氏名　B列：年齢",
            "VBA",
            "条件に合う行を別のシートに抜き出す",
        ),
        ("未納の人を抽出", "A列に氏名、B列に納付の状況", "おまかせ", "条件に合う行に印を付ける"),
        ("ふりがな順に並べ替える", "A列に氏名、B列にふりがな", "おまかせ", "並べ替えた写しを作る"),
        ("空白行を削除したい", "空白の行がある", "VBA", "空白の行を除いた写しを作る"),
        ("空欄を除いて詰めた一覧を作る", "A列に名前", "関数", "空欄を除いて上に詰める"),
        (
            "二つの名簿を突き合わせて片方にしかない人を探す",
            "去年と今年の名簿",
            "関数",
            "二つの名簿の一方にだけある行を見付ける",
        ),
        ("通知書を1人1枚作る", "A列に氏名、B列に住所", "VBA", "一覧から1件ずつ様式に写す"),
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


def test_the_workbook_computes_on_the_columns_that_the_words_tell():
    told = {
        "目的": "同じ氏名と生年月日の人を見付ける",
        "説明": "A列に番号、B列に氏名、C列に生年月日",
        "種類": "関数",
    }
    values = read_form(MACRO, told)
    recipe = choose_recipe(Material(MACRO, values))
    (book,) = make_workbooks(MACRO, [recipe], values, compute=False)
    assert book.formula == '=IF(OR(B2="",C2=""),"",IF(COUNTIFS(B:B,B2,C:C,C2)>1,"重複",""))'
    page = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert [page["B2"].value, page["C2"].value.day, page["D3"].value[:13]] == [
        "見本　太郎",
        1,
        '=IF(OR(B3="",',
    ]
