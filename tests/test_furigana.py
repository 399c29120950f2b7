"""振り仮名 behind each word with kanji, and above it in Word."""

import io

import pytest
from docx import Document

from app.exporters import ABOVE, EASY, export_paper
from app.exporters.readings import readings
from app.result import Draft, Trace
from app.rewording.furigana import with_readings


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "引っ越してきた人は、市民課の窓口に",
            "引《ひ》っ越《こ》してきた人《ひと》は、市民課《しみんか》の窓口《まどぐち》に",
        ),
        ("3か月児健診は、令和8年4月1日です。", "3か月｜児健診《じけんしん》は、令和8年4月1日です。"),
        ("14日以内に、0999-22-1111へ", "14日｜以内《いない》に、0999-22-1111へ"),
        ("「申請書」とカード", "「申請書」とカード"),
        ("市役所《しやくしょ》の人", "市役所《しやくしょ》の人"),
        ("元気な子", "元気《げんき》な子《こ》"),
        ("窓口の開いている時間", "窓口《まどぐち》の開《あ》いている時間《じかん》"),
        ("会議を開いている人", "会議《かいぎ》を開《ひら》いている人《ひと》"),
        ("高齢の方は上の階へ", "高齢《こうれい》の方《かた》は上《うえ》の階《かい》へ"),
        ("70歳以上の方が", "70歳｜以上《いじょう》の方《かた》が"),
        ("右の方へ", "右《みぎ》の方《ほう》へ"),
        ("何かあれば、何人でも", "何《なに》かあれば、何人《なんにん》でも"),
    ],
)
def test_words_have_their_readings_and_figures_and_quotations_stay(text, told):
    assert with_readings(text) == told


def test_every_reading_stands_above_its_own_word_in_word():
    text = with_readings("受け付けをする所は、市民課です。")
    assert [part for one in readings(text) for part in one.parts] == [
        ("受", "う"),
        ("付", "つ"),
        ("所", "ところ"),
        ("市民課", "しみんか"),
    ]
    made = Draft(text, (), (), (), "ok", Trace("", "", "none"))
    tree = tree_of(made, {})
    assert tree.count("<w:ruby>") == 4 and "《" not in tree


def tree_of(made, fields):
    word = export_paper("", "docx", made, fields, title="お知らせ")
    return Document(io.BytesIO(word)).element.body.xml


def test_easy_japanese_has_readings_in_word_under_its_own_heading_only_and_none_where_not_wanted():
    text = "【訳文】\n14日までに市役所へ行ってください。\n【原文】\n市役所へ届け出る。"
    made = Draft(text, (), (), (), "ok", Trace("", "", "none"))
    tree = tree_of(made, {"言語": EASY})
    assert tree == tree_of(made, {"言語": EASY, "振り仮名": ABOVE})
    assert tree.count("<w:ruby>") == 2 and "しやくしょ" in tree and "とど" not in tree
    assert "<w:ruby>" not in tree_of(made, {"言語": EASY, "振り仮名": "付けない"})
    assert "<w:ruby>" not in tree_of(made, {"言語": "英語"})
