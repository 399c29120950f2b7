"""The notes of a form for an amendment, read as amending sentences."""

from __future__ import annotations

import pytest

from app.law.matter import changed_text
from app.law.said import as_amending
from ingest.law.tree import parse

FEES = """手数料条例
（手数料）
第2条　手数料の額は、次のとおりとする。
(1)　住民票の写し　1通につき300円
(2)　印鑑登録証明書　1通につき300円
"""


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("第2条第1号中「300円」を「350円」に改める", "第2条第1号中「300円」を「350円」に改める。"),
        ("・第2条第1号　「300円」→「250円」", "第2条第1号中「300円」を「250円」に改める。"),
        ("第3条の「14日」を「30日」に変更", "第3条中「14日」を「30日」に改める。"),
        ("(1) 第5条第2項「課長」を「部長」にする", "第5条第2項中「課長」を「部長」に改める。"),
        ("第2条(2)の「50歳」を「55歳」に変更", "第2条第2号中「50歳」を「55歳」に改める。"),
        ("第2条第1号を削る", "第2条第1号を削る。"),
        ("市長は「よい」を「わるい」にする。", "市長は「よい」を「わるい」にする。"),
        ("第4条　町長は、次のとおりとする", "第4条　町長は、次のとおりとする"),
    ],
)
def test_a_note_that_means_an_amending_sentence_is_read_as_one(note, sentence):
    assert as_amending(note) == sentence


def test_a_form_without_full_stops_changes_the_regulation():
    wanted = "・第2条第1号中「300円」を「350円」に改める\n・第2条第2号「300円」→「400円」"
    text, open_ = changed_text(parse(FEES), wanted)
    assert open_ == ()
    assert "1通につき350円" in text and "1通につき400円" in text and "300円" not in text


TABLE = """公民館条例
（使用料）
第4条　使用料は、別表のとおりとする。
附　則
この条例は、昭和58年4月1日から施行する。
別表（第4条関係）
区分 | 午前 | 午後
ホール | 1,500円 | 2,000円
会議室 | 400円 | 500円
"""


def test_a_note_of_new_amounts_changes_the_lines_that_it_names():
    text, told = changed_text(parse(FEES), "住民票の写しと印鑑証明を350円にしたい")
    assert text == FEES.replace("300円", "350円")
    assert told == ("「住民票の写しと印鑑証明を350円にしたい」",)


def test_a_note_of_a_row_changes_the_cells_under_the_columns_that_it_names():
    text, _ = changed_text(parse(TABLE), "別表の会議室の使用料を午前500円、午後600円に改める")
    assert text == TABLE.replace("会議室 | 400円 | 500円", "会議室 | 500円 | 600円")


@pytest.mark.parametrize("note", ["手数料を350円にしたい", "証明書を350円にする", "戸籍謄本を500円にしたい"])
def test_a_note_that_is_not_clear_changes_nothing(note):
    text, told = changed_text(parse(FEES.replace("住民票の写し", "税の証明書")), note)
    assert text == FEES.replace("住民票の写し", "税の証明書") and told == (note,)
