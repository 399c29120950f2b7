"""What an amendment quotes and pairs where words are short, and the forms in which offices set a quote of several lines."""

import pytest

from ingest.law.amending import amend, apply
from ingest.law.tree import parse

LAW = """みどり市観光交流館条例
平成30年3月20日
条例第9号
目次
第1章　総則（第1条・第2条）
第2章　雑則（第3条）
附則
第1章　総則
（休館日）
第1条　交流館の休館日は、次に掲げる日とする。
(1)　毎週月曜日
(2)　12月29日から翌年の1月3日までの日
（利用の許可）
第2条　会議室を利用しようとする者は、あらかじめ市長の許可を受けなければならない。許可を受けた事項を変更しようとするときも、同様とする。
第2章　雑則
（委任）
第3条　この条例の施行に関し必要な事項は、規則で定める。
附　則
この条例は、平成30年4月1日から施行する。
別表（第2条関係）
区分	使用料
会議室	800円
備考　1時間に満たない時間は、1時間とする。
"""
LEAD = "みどり市観光交流館条例の一部を改正する条例\n　みどり市観光交流館条例（平成30年みどり市条例第9号）の一部を次のように改正する。\n"


def amended(*edits):
    """The amending sentences of the law with each old words replaced by the new."""
    new = LAW
    for old, words in edits:
        assert new.count(old) == 1
        new = new.replace(old, words)
    told = amend(parse(LAW), parse(new)).text
    assert apply(parse(LAW), told).text.strip() == new.strip()
    return told.split("次のように改正する。\n")[1].split("　　　附　則")[0]


def test_a_short_item_is_paired_by_its_words_and_not_by_being_an_item():
    edit = (
        "(1)　毎週月曜日\n",
        "(1)　毎週火曜日（その日が休日に当たるときは、その翌日）\n(1)の2　毎月の末日\n",
    )
    assert amended(edit) == (
        "　第1条第1号中「毎週月曜日」を「毎週火曜日（その日が休日に当たるときは、その翌日）」に改め、同号の次に次の1号を加える。\n"
        "　(1)の2　毎月の末日\n"
    )


def test_the_articles_that_an_appendix_belongs_to_are_quoted_without_its_name():
    assert amended(("別表（第2条関係）", "別表（第2条、第3条関係）"), ("800円", "900円")) == (
        "　別表中「（第2条関係）」を「（第2条、第3条関係）」に改め、同表会議室の項中「800円」を「900円」に改める。\n"
    )


def test_what_is_only_added_is_said_as_added_behind_the_noun_before_an_exception():
    old = LAW.replace("次に掲げる日とする", "市長が定める休館日以外の日とする")
    new = old.replace("休館日以外", "休館日及び開館日以外")
    assert amend(parse(old), parse(new)).sentences == (
        "　第1条中「定める休館日」の下に「及び開館日」を加える。",
    )


def test_a_sentence_that_cannot_be_read_behind_one_that_can_is_told():
    made = apply(
        parse(LAW), LEAD + "　第2条中「あらかじめ」を「事前に」に改める。\n　第5条をいい感じにする。\n"
    )
    assert [(one.line, one.code) for one in made.failures] == [(4, "unreadable")]
    assert "事前に市長の許可" in made.text and made.done == 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "。許可を受けた事項",
            "。この場合において、許可を受けた事項",
            "　第2条中「許可を受けた」を「この場合において、許可を受けた」に改める。\n",
        ),
        ("備考　1時間に", "備考　30分に", "　別表備考中「1時間に」を「30分に」に改める。\n"),
        (
            "あらかじめ市長",
            "利用しようとする日の3日前までに市長",
            "　第2条中「あらかじめ」を「利用しようとする日の3日前までに」に改める。\n",
        ),
    ],
)
def test_a_quote_begins_with_a_word_and_not_with_the_end_of_a_sentence_or_a_gap(old, new, told):
    assert amended((old, new)) == told


def test_a_heading_given_to_the_supplement_stands_above_its_paragraph():
    text = (
        LEAD
        + "　附則に見出しとして「（施行期日）」を付し、附則を附則第1項とし、附則に次の1項を加える。\n2　この条例は、令和10年3月31日限り、その効力を失う。\n"
    )
    found = apply(parse(LAW), text)
    assert found.failures == ()
    assert (
        "附　則\n（施行期日）\n1　この条例は、平成30年4月1日から施行する。\n2　この条例は、令和10年"
        in found.text
    )


def test_quotes_of_several_lines_are_set_below_each_other_by_gaps():
    text = LEAD + (
        "　目次中「第1章　総則（第1条・第2条）\n　　　　　第2章　雑則（第3条）　　　　　　」を\n"
        "「第1章　総則及び利用（第1条・第2条）\n　第2章　補則（第3条）　　　　　　　」に改める。\n"
    )
    found = apply(parse(LAW), text)
    assert found.failures == ()
    assert "目次\n第1章　総則及び利用（第1条・第2条）\n第2章　補則（第3条）\n附則\n" in found.text
