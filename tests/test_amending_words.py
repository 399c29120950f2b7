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


def amended_law(old, new):
    """The sentences between two texts, carried out again."""
    made = amend(parse(old), parse(new))
    assert made.exact
    assert apply(parse(old), made.text).text.strip() == new.strip()
    return made.sentences


FEES = """みどり市観光手数料条例
平成30年3月20日
条例第9号
（手数料）
第1条　手数料は、別表のとおりとする。
附　則
この条例は、平成30年4月1日から施行する。
別表（第1条関係）
{}"""


def test_amounts_that_take_each_others_place_are_all_read_in_the_text_as_it_was():
    old, new = FEES.format("会議室\t300円\t400円\t500円\n和室\t100円\t100円\t100円\n"), ""
    new = old.replace("300円\t400円\t500円", "400円\t500円\t600円")
    assert amended_law(old, new) == (
        "　別表会議室の項中「300円」を「400円」に、「400円」を「500円」に、「500円」を「600円」に改める。",
    )


def test_of_numbered_rows_the_name_tells_which_is_which():
    old = FEES.format(
        "1\t住民票の写し\t1通\t300円\n2\t印鑑登録証\t1件\t300円\n3\t納税証明書\t1件\t300円\n4\t鳥獣飼養登録票\t1件\t3,400円\n"
    )
    new = FEES.format(
        "1\t住民票の写し\t1通\t300円\n2\t納税証明書\t1件\t400円\n3\t鳥獣飼養登録票\t1件\t3,400円\n"
    )
    assert amended_law(old, new) == (
        "　別表の2の項を削り、同表の3の項中「300円」を「400円」に改め、同項を同表の2の項とし、同表の4の項を同表の3の項とする。",
    )


def test_the_end_of_a_verb_is_not_added_by_itself_and_half_a_bracket_not_quoted():
    law = FEES.format("").replace("別表（第1条関係）\n", "")
    base = law.replace(
        "手数料は、別表のとおりとする。", "市長は、申請書（様式第1号）を受けたときは、使用を制限する。"
    )
    new = base.replace("制限する", "制限し、又は停止する").replace(
        "号）を受けた", "号）又は電子申請により申請を受けた"
    )
    assert amended_law(base, new) == (
        "　第1条中「を受けた」を「又は電子申請により申請を受けた」に、「制限する」を「制限し、又は停止する」に改める。",
    )


def test_a_rule_that_calls_itself_by_another_name_does_so_in_its_amendment():
    old = (
        FEES.format("")
        .replace("条例第9号", "訓令第9号")
        .replace("この条例は", "この訓令は")
        .replace("手数料条例", "手数料規程")
    )
    assert (
        "\n　この訓令は、○年○月○日から施行する。"
        in amend(parse(old), parse(old.replace("別表のとおり", "別表による額"))).text
    )
