"""The macros of the library are run by LibreOffice on example workbooks, and what came out is read."""

from __future__ import annotations

import io
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from app.extractive.recipe import recipe_values
from app.tasks.form import read_form
from app.tasks.template_file import load_prompts
from tests.macros import Trial, run_macros

MACRO = load_prompts(Path(__file__).resolve().parent.parent / "prompts").templates["macro"]
VALUES = read_form(MACRO, dict(MACRO.examples[0].fields) | {"シート": "一覧"})


def book(**sheets):
    """A workbook; a text is a cell of text, so that 「007」 keeps its noughts."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
        for cell in (cell for row in page for cell in row if isinstance(cell.value, str)):
            cell.number_format = "@"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def trial(name, entry, content, **told):
    code = next(recipe.code for recipe in MACRO.recipes if recipe.name == name and recipe.kind == "VBA")
    recipe = next(one for one in MACRO.recipes if one.code == code)
    return Trial(MACRO.fill(code, recipe_values(recipe, VALUES | told)), entry, content)


def rows(sheet):
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


GENERAL = [("番号", "氏名", "数"), ("007", "甲", 3), ("012", "乙", 4)]
TAX = [("番号", "氏名", "数"), ("101", "丙", 5), ("102", "丁", None), ("103", None, 7)]
LIST = [
    ("課", "番号", "件"),
    ("総務課", "007", 1),
    ("税務課", "012", 2),
    (None, "099", 9),
    ("総務課", "008", 3),
]
PERSONS = [("番号", "氏名"), ("007", "見本　太郎"), ("012", "見本　花子")]
FORM = [("通知書",), (None,), ("番号", None), ("氏名", None)]


AGES = [
    ("氏名", "ふりがな", "年齢"),
    ("見本　次郎", "みほん　じろう", 75),
    (None, None, None),
    ("雛形　花子", "ひながた　はなこ", 74),
    ("雛形　三郎", "ひながた　さぶろう", 90),
    (None, None, 80),
]
OLD = {"目的": "75歳以上の人を抜き出す", "説明": "A列に氏名、B列にふりがな、C列に年齢がある"}


def days(today):
    return [("期限",), *((today + timedelta(days=each),) for each in (-1, 0, 7, 8)), (None,), ("未定",)]


@pytest.fixture(scope="module")
def made():
    if shutil.which("soffice") is None:
        pytest.skip("soffice がないため、マクロを動かす試験を飛ばします（apt-get install libreoffice-calc）")
    wrong = Trial("Option Explicit\nPublic Sub 直す()\n    数 = 1\nEnd Sub", "直す", book(一覧=[("a",)]))
    gathered = book(総務課=GENERAL, 空=GENERAL[:1], 税務課=TAX)

    def run(today):
        return run_macros(
            [
                trial("シートを一つにまとめる", "シートをまとめる", gathered),
                trial("一覧から1件ずつ様式に写す", "様式に写す", book(一覧=PERSONS, 様式=FORM)),
                trial("期限の近い行に色を付ける", "期限に色を付ける", book(一覧=days(today))),
                trial("一覧を区分ごとのシートに分ける", "区分ごとに分ける", book(一覧=LIST)),
                wrong,
                trial("条件に合う行を別のシートに抜き出す", "行を抜き出す", book(一覧=AGES), **OLD),
                trial("並べ替えた写しを作る", "並べ替えた写しを作る", book(一覧=AGES), **OLD),
                trial("空白の行を除いた写しを作る", "空白の行を除く", book(一覧=AGES)),
            ]
        )

    today = date.today()
    done = run(today)
    if date.today() != today:  # the macro reads the day of the machine, and midnight came between
        done = run(date.today())
    assert [one.error for one in (*done[:4], *done[5:])] == [""] * 7
    return [load_workbook(io.BytesIO(one.book)) if one.book else one for one in done]


def test_the_sheets_become_one_and_stay_as_they_were(made):
    assert rows(made[0]["集約"]) == [
        ("シート", *GENERAL[0]),
        *(("総務課", *row) for row in GENERAL[1:]),
        *(("税務課", *row) for row in TAX[1:]),
    ]
    assert rows(made[0]["総務課"]) == GENERAL and rows(made[0]["税務課"]) == TAX


def test_each_row_of_a_list_has_a_form_of_its_own(made):
    assert made[1].sheetnames == ["一覧", "様式", "様式1", "様式2"]
    assert [(made[1][f"様式{n}"]["B3"].value, made[1][f"様式{n}"]["B4"].value) for n in (1, 2)] == [
        ("007", "見本　太郎"),
        ("012", "見本　花子"),
    ]
    assert rows(made[1]["様式"])[2] == ("番号",)


def test_what_is_overdue_is_red_and_what_is_near_is_yellow(made):
    colours = [made[2]["一覧"].cell(row, 1).fill.fgColor.rgb[-6:] for row in range(2, 8)]
    assert colours == ["FFC7CE", "FFEB9C", "FFEB9C", "000000", "000000", "000000"]


def test_a_list_is_parted_by_its_offices_and_a_row_without_one_stays_behind(made):
    assert made[3].sheetnames == ["一覧", "総務課", "税務課"]
    assert rows(made[3]["総務課"]) == [LIST[0], LIST[1], LIST[4]]
    assert rows(made[3]["税務課"]) == [LIST[0], LIST[2]] and rows(made[3]["一覧"]) == LIST


def test_a_macro_that_uses_a_name_it_did_not_declare_does_not_run(made):
    assert made[4].book == b"" and made[4].error != ""


def test_the_rows_that_the_form_wants_are_taken_out_and_the_list_stays(made):
    assert rows(made[5]["抜き出し"]) == [AGES[0], AGES[1], AGES[4], AGES[5]]
    assert rows(made[5]["一覧"]) == AGES


def test_a_copy_is_sorted_by_the_reading_and_its_rows_stay_whole(made):
    assert rows(made[6]["並べ替え"])[:4] == [AGES[0], AGES[4], AGES[3], AGES[1]]
    assert rows(made[6]["一覧"]) == AGES


def test_empty_rows_alone_are_left_out_of_the_copy(made):
    assert rows(made[7]["空白なし"]) == [row for row in AGES if any(row)]
