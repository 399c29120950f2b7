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
