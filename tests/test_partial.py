"""「600円」 is no part of 「3,600円」: amendments change what they mean, tell what they were in doubt of, and quote enough."""

import pytest

from ingest.law.amending import amend, apply
from ingest.law.amending.grammar import looks_amending
from ingest.law.amending.partial import find
from ingest.law.tree import parse
from ingest.law.width import narrow, narrow_marks, wide

LAW = """○○市手数料条例
平成12年3月24日
条例第8号
（手数料）
第1条　手数料の額は、次のとおりとする。
(1)　はり紙　600円
(2)　広告板　3,600円
(3)　広告塔　1,200円
（適用）
第2条　第12条及び第12条の2の規定は、前条の手数料について準用する。
第3条　過料は、五万三千円とする。
附　則
この条例は、公布の日から施行する。
"""
HEAD = "○○市手数料条例の一部を次のように改正する。\n"


@pytest.mark.parametrize(
    ("words", "text", "wholes"),
    [
        ("600円", "大人 600円、団体 3,600円", ["", "3,600円"]),
        ("６００円", "３，６００円", ["３，６００円"]),
        ("5人", "15人以内", ["15人"]),
        ("15", "15.5パーセント、15日", ["15.5", ""]),
        ("三千円", "五万三千円、三千円", ["五万三千円", ""]),
        ("第12条", "第12条及び第12条の2", ["", "第12条の2"]),
        ("第3条", "第3条の規定、第3条の二分の一", ["", ""]),
        ("市長", "副市長", [""]),
        ("委員", "委員5人", [""]),
    ],
)
def test_words_within_a_longer_number_are_told_from_words_that_stand_alone(words, text, wholes):
    assert [each.whole for each in find(words, text)] == wholes


@pytest.mark.parametrize(
    ("sentence", "before", "after", "told"),
    [
        ("第1条中「600円」を「700円」に改める。", "はり紙　600円", "はり紙　700円", [("within", "3,600円")]),
        ("第1条中「200円」を「300円」に改める。", "1,200円", "1,300円", [("inside", "1,200円")]),
        ("第1条第1号中「600円」を「700円」に改める。", "はり紙　600円", "はり紙　700円", []),
        ("第2条中「第12条」を「第13条」に改める。", "第12条及び", "第13条及び", [("within", "第12条の2")]),
        ("第2条中「第12条」の下に「、第14条」を加える。", "第12条及び", "第12条、第14条及び", [("within", "第12条の2")]),
        ("第3条中「三千円」を「円」に改める。", "五万三千円", "五万円", [("inside", "五万三千円")]),
    ],
)  # fmt: skip
def test_only_what_is_meant_is_changed_and_the_rest_is_told(sentence, before, after, told):
    found = apply(parse(LAW), HEAD + sentence)
    assert found.failures == () and found.text == LAW.replace(before, after)
    assert [(each.code, each.detail) for each in found.doubts] == told


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("(1)　はり紙　600円", "(1)　はり紙　700円", "　第1条第1号中「600円」を「700円」に改める。"),
        ("(1)　はり紙　600円", "(1)　はり紙　600円（特別の紙にあっては、3,600円）", None),
        ("第12条及び第12条の2", "第13条及び第12条の2", "　第2条中「第12条及び」を「第13条及び」に改める。"),
        ("五万三千円", "五万四千円", None),
    ],
)
def test_an_amendment_quotes_words_that_stand_for_what_is_meant_alone(before, after, sentence):
    new = LAW.replace(before, after)
    made = amend(parse(LAW), parse(new))
    found = apply(parse(LAW), made.text)
    assert made.exact and found.text == new and found.doubts == ()
    assert sentence is None or made.sentences == (sentence,)


def test_one_item_with_both_amounts_is_amended_by_more_words():
    old = LAW.replace("はり紙　600円", "はり紙　一般600円、大型3,600円")
    made = amend(parse(old), parse(old.replace("一般600円", "一般700円")))
    assert made.sentences == ("　第1条第1号中「一般600円」を「一般700円」に改める。",)


def test_figures_and_brackets_change_their_width_and_nothing_else():
    assert narrow("第１２条（３）ＡＢ") == "第12条（3）ＡＢ"
    assert narrow_marks("第１２条（３）ＡＢ") == "第12条(3)ＡＢ" and wide("第12条(3)") == "第１２条(３)"


BIKES = """○○市自転車条例
平成15年9月30日
条例第33号
目次
　第1章　総則（第1条）
　第2章　雑則（第2条・第3条）
　附則
　　　第1章　総則
（費用）
第1条　次に掲げる額を徴収する。
(1)　自転車　2,000円
(2)　原動機付自転車　4,000円
　　　第2章　雑則
（減免）
第2条　減免することができる。
（委任）
第3条　必要な事項は、規則で定める。
附　則
この条例は、公布の日から施行する。
別表（第1条関係）
区分	一時使用	定期使用
自転車	一般	100円	1,800円
自転車	学生	100円	1,200円
"""


def test_an_item_between_two_moves_the_one_that_is_of_the_same_thing():
    new = BIKES.replace(
        "(2)　原動機付自転車　4,000円", "(2)　特定小型原動機付自転車　4,000円\n(3)　原動機付自転車　5,000円"
    )
    made = amend(parse(BIKES), parse(new))
    assert made.exact and made.sentences[0] == (
        "　第1条第2号中「4,000円」を「5,000円」に改め、同号を同条第3号とし、同条第1号の次に次の1号を加える。"
    )


def test_changes_in_several_lines_of_the_contents_are_one_list():
    new = BIKES.replace("総則（第1条）", "総則（第1条―第3条）").replace(
        "雑則（第2条・第3条）", "雑則（第4条）"
    )
    made = amend(
        parse(BIKES), parse(new.replace("第3条　必要", "第4条　必要").replace("第2条　減免", "第3条　減免"))
    )
    assert made.sentences[0].startswith("　目次中「") and made.sentences[0].count("改め") == 1


def test_a_further_row_of_the_same_group_is_found():
    told = "別表自転車の部一般の項中「1,800円」を「2,000円」に改め、同部学生の項中「100円」を「150円」に、「1,200円」を「1,400円」に改める。"
    found = apply(parse(BIKES), "○○市自転車条例の一部を次のように改正する。\n" + told)
    assert found.failures == () and found.doubts == ()
    assert "一般\t100円\t2,000円" in found.text and "学生\t150円\t1,400円" in found.text


def test_rows_of_one_group_are_told_by_it_and_no_quote_goes_over_cells():
    new = BIKES.replace("一般\t100円\t1,800円", "一般\t150円\t2,000円").replace(
        "学生\t100円\t1,200円", "学生\t150円\t1,400円"
    )
    rows = BIKES + "原動機付自転車\t一般\t200円\t3,600円\n原動機付自転車\t学生\t200円\t2,600円\n"
    made = amend(parse(rows), parse(rows.replace(BIKES, new)))
    assert made.exact and made.sentences == (
        "　別表自転車の部一般の項中「100円」を「150円」に、「1,800円」を「2,000円」に改め、"
        "同部学生の項中「100円」を「150円」に、「1,200円」を「1,400円」に改める。",
    )


def test_a_sentence_with_more_than_one_full_stop_is_new_text():
    broken = "第二条の規定は、準用する。この場合において、同条第一項及び市長」とあるのは、「当該機関」と読み替えるものとする。"
    assert not looks_amending(broken)
    assert looks_amending("別表甲地方（規則で定める区域をいう。）の項中「1円」を「2円」に改める。")
