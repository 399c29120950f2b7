"""A value that a table has for another row than the one that the text names; what the text tells rightly is left alone."""

from __future__ import annotations

import pytest

from tests.held import held, paper

TABLE = paper(
    "講座 | 開始 | 定員 | 受講料 | 前年度比\n陶芸入門 | 13:30 | 18人 | 4,500円 | 300\n書道（夜間） | 18:30 | 24人 | 2,800円 | △200\n"
    "茶道 | 10:00 | 12人 | 3,600円 | 100",
    "令和8年度公民館講座一覧",
)
TEXT = (
    "令和8年度公民館講座の御案内\n\n陶芸入門は午後1時30分から始め、定員は{size}、受講料は{fee}です。"
    "書道（夜間）は午後6時30分から、定員は24人、受講料は2,800円です。茶道の定員は12人です。"
)


def text(size="18人", fee="4,500円"):
    return TEXT.format(size=size, fee=fee)


@pytest.mark.parametrize(
    ("changed", "words", "right"),
    [({"size": "24人"}, "24人", "18人"), ({"fee": "2,800円"}, "2,800円", "4,500円")],
)
def test_the_value_of_another_row(changed, words, right):
    told = held(text(**changed), TABLE)
    assert (
        set(told) == {words}
        and f"「陶芸入門」の{'定員' if words == '24人' else '受講料'}は「{right}" in told[words]
    )


def test_what_the_table_says_is_no_fault():
    assert held(text(), TABLE) == {}
    row = "令和8年度公民館講座の御案内\n\n講座 | 定員\n陶芸入門 | 18人\n書道（夜間） | 24人\n茶道 | {}\n"
    assert held(row.format("12人"), TABLE) == {}
    assert set(held(row.format("24人"), TABLE)) == {"24人"}


def test_a_named_column_is_held_to_its_own_value():
    wrong = text().replace("陶芸入門は午後1時30分から始め", "陶芸入門の開始は午後1時45分")
    assert "午後1時45分" in held(wrong, TABLE)


def test_more_told_as_less():
    budget = paper(
        "（単位：千円）\n款 | 補正前の額 | 補正額\n民生費 | 8,905,127 | 118,390\n衛生費 | 1,744,902 | △8,220\n土木費 | 1,960,388 | 63,700",
        "令和8年度一般会計補正予算（第4号）の概要",
    )
    said = "令和8年度一般会計補正予算（第4号）の説明\n\n民生費は118,390千円の増、衛生費は8,220千円の{}、土木費は63,700千円の増です。"
    assert held(said.format("減"), budget) == {}
    assert "△8,220" in held(said.format("増"), budget)["8,220千円の増"]
