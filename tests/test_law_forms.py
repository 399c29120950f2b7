"""Regulations in forms that offices really have: 告示 with its 制定文, 読替表, 限時, 廃止条例, 欠番, and what amendments leave astray."""

from datetime import date

import pytest

from ingest.law.amending import amend, apply
from ingest.law.amending.displacement import displaced
from ingest.law.findings import find_findings
from ingest.law.force import read_force
from ingest.law.front import own_number
from ingest.law.resolution import find_links
from ingest.law.review import review
from ingest.law.tree import parse

CITY = "かすみ野市"


def links(text):
    return [(link.text, link.state, link.law, link.anchors) for link in find_links(text)]


def test_a_notice_has_its_title_below_the_sentence_that_makes_it():
    text = (
        "かすみ野市告示第101号\nかすみ野市地域猫活動支援要領を次のように定める。\n令和6年6月3日\nかすみ野市長　霞　一郎\n"
        "かすみ野市地域猫活動支援要領\n1　目的\nこの要領は、支援を目的とする。\n2　対象\n対象は、次のとおりとする。\n(1)　自治会\n"
        "附則\nこの要領は、告示の日から施行する。\n"
    )
    tree = parse(text)
    assert (tree.title, own_number(tree)) == ("かすみ野市地域猫活動支援要領", "令和6年かすみ野市告示第101号")
    assert [node.anchor for node in tree.walk() if node.kind in ("paragraph", "item")] == [
        "p1",
        "p2",
        "p2i1",
        "s1p1",
    ]
    assert read_force(tree).current == date(2024, 6, 3)


def test_a_city_with_kana_begins_a_name():
    text = (
        "○かすみ野市放置防止条例施行規則\n平成元年3月30日\n規則第12号\n"
        "第1条　かすみ野市放置防止条例（昭和63年条例第31号。以下「条例」という。）の施行について定める。\n第2条　条例第5条の告示による。\n"
    )
    assert links(text) == [("条例第5条", "outside", "かすみ野市放置防止条例", ("a5",))]


def test_the_rows_of_a_reading_table_are_no_references_of_this_text():
    text = (
        "かすみ野市特例条例\n第1条　給与条例（昭和40年かすみ野市条例第20号）第12条の適用については、次の表の左欄に掲げる規定中同表の中欄に掲げる字句は、同表の右欄に掲げる字句とする。\n"
        "第12条第1項 | 100分の120 | 第99条の額\n第2条　第1条の表第12条第1項の項の規定は、適用しない。\n"
    )
    found = {words: state for words, state, _, _ in links(text)}
    assert (found["第12条第1項"], found["第99条"], found["第1条"]) == ("quoted", "quoted", "found")
    assert "dangling" not in found.values()


def test_a_row_of_a_schedule_is_named_by_its_remarks():
    text = "かすみ野市手数料条例\n第1条　別表による。\n別表（第1条関係）\n1 | 住民票 | 300円\n備考\n1　第1項の事務は、減額する。\n"
    assert ("第1項", "found", "", ("t",)) in links(text)


def test_what_repeals_says_so_in_its_main_part():
    text = "かすみ野市助成条例を廃止する条例\n令和5年3月22日\n条例第9号\nかすみ野市助成条例（昭和46年条例第30号）は、廃止する。\n附則\nこの条例は、令和5年7月1日から施行する。\n"
    first = read_force(parse(text)).enactments[0]
    assert (first.main.day, first.repeals) == (
        date(2023, 7, 1),
        (("かすみ野市助成条例", "昭和46年条例第30号"),),
    )


def test_a_regulation_that_ends_by_its_own_words():
    head = "かすみ野市補助要綱\n令和2年4月1日\n告示第45号\n第1条　補助する。\n附則\n（施行期日）\n1　この要綱は、令和2年4月1日から施行する。\n"
    fixed = head + "（この要綱の失効）\n2　この要綱は、令和8年3月31日限り、その効力を失う。\n"
    assert read_force(parse(fixed)).until == date(2026, 3, 31)
    counted = head + "2　この要綱は、施行の日から起算して3年を経過した日に、その効力を失う。\n"
    assert read_force(parse(counted)).until == date(2023, 3, 31)
    amended = head + "附則（令和4年告示第9号）\nこの告示は、令和9年3月31日限り、その効力を失う。\n"
    assert read_force(parse(amended)).until is None
    assert (
        read_force(
            parse(fixed.replace("かすみ野市補助要綱", "かすみ野市補助要綱の一部を改正する要綱", 1))
        ).until
        is None
    )


def test_the_day_of_an_amendment_stands_under_the_title():
    text = "かすみ野市条例\n昭和63年12月23日\n条例第31号\n改正　平成9年3月25日条例第8号\n第1条　定める。\n附則（平成9年条例第8号）\nこの条例は、公布の日から施行する。\n"
    assert read_force(parse(text)).enactments[0].main.day == date(1997, 3, 25)


def test_a_paragraph_after_a_missing_one_is_a_paragraph_and_told():
    text = "かすみ野市条例\n第1条　甲とする。\n2　乙とする。\n4　丙とする。\n第2条　丁とする。\n附則\n施行する。\n"
    tree = parse(text)
    assert [node.anchor for node in tree.find("a1").children] == ["a1p1", "a1p2", "a1p4"]
    assert [each.message for each in find_findings(tree)] == ["第1条第2項の次が第4項です。"]


def test_words_that_named_what_is_gone_and_name_another_now():
    old = "みどり市公園条例\n（使用料）\n第1条　使用料を納める。\n（督促）\n第2条　期限までに納めない者を督促する。\n（減免）\n第3条　市長は、前条の督促を取り消すことができる。\n附則\n施行する。\n"
    new = old.replace("（督促）\n第2条　期限までに納めない者を督促する。\n", "").replace("第3条", "第2条")
    found = [
        each
        for each in review(parse(new), old=parse(old), day=date(2026, 1, 1)).findings
        if each.rule == "astray"
    ]
    assert [(each.line, each.message) for each in found] == [
        (
            5,
            "第2条第1項の「前条」が指していた改正前の第2条はなくなり、このままでは改正後の第1条（別の規定）を指します。",
        )
    ]


def test_articles_that_changed_places_are_followed():
    head, fee = (
        "みどり市公園条例\n（許可）\n第1条　許可を受ける。\n",
        "（使用料）\n第{}条　許可を受けた者は、使用料を納める。\n",
    )
    cut, tail = "（減免）\n第{}条　市長は、前条の使用料を減免することができる。\n", "附則\n施行する。\n"
    old = parse(head + fee.format(2) + cut.format(3) + tail)
    new = parse(head + cut.format(2) + fee.format(3) + tail)
    assert [(each.old, each.new) for each in displaced(old, new)] == [("第2条", "第3条"), ("第3条", "第2条")]
    found = [
        each.message for each in review(new, old=old, day=date(2026, 1, 1)).findings if each.rule == "astray"
    ]
    assert found == [
        "第2条第1項の「前条」は、改正前に指していた規定（改正後の第3条）ではなく、第1条を指すようになります。"
    ]


def test_where_two_articles_have_one_number_no_reference_to_nothing_is_told():
    old = parse(
        "みどり市広場条例\n（使用）\n第1条　許可を受ける。\n2　前項の許可は、書面による。\n（委任）\n第2条　規則で定める。\n2　前項の規則は、公表する。\n"
    )
    new = parse(old.text.replace("（使用）\n第1条", "（特例）\n第1条　別に定める。\n（使用）\n第2条"))
    findings = review(new, old=old, day=date(2026, 1, 1)).findings
    assert [each.message for each in findings if each.rule == "astray"] == []
    assert any("第2条が二つあります" in each.message for each in findings)


TABLE = "みどり市体育館条例\n第1条　別表による。\n附則\n施行する。\n別表（第1条関係）\n区分\t区分\t金額\n専用\t弓道場\t1,000円\n専用\t会議室\t400円\n個人\t会議室\t100円\n"


@pytest.mark.parametrize(
    ("sentence", "before", "after"),
    [
        ("別表専用の部弓道場の項中「1,000円」を「1,200円」に改める。", "1,000円", "1,200円"),
        ("別表弓道場の項中「1,000円」を「1,200円」に改める。", "1,000円", "1,200円"),
        (
            "別表個人の部会議室の項中「100円」を「150円」に改める。",
            "個人\t会議室\t100円",
            "個人\t会議室\t150円",
        ),
        (
            "別表専用の部中「円」を「円以内」に改める。",
            "1,000円\n専用\t会議室\t400円",
            "1,000円以内\n専用\t会議室\t400円以内",
        ),
        ("別表専用の部会議室の項を削る。", "専用\t会議室\t400円\n", ""),
    ],
)
def test_rows_below_a_group_of_a_table_are_named_by_both(sentence, before, after):
    head = "みどり市体育館条例の一部を改正する条例\nみどり市体育館条例の一部を次のように改正する。\n"
    found = apply(parse(TABLE), f"{head}{sentence}\n附則\nこの条例は、公布の日から施行する。\n")
    assert found.failures == () and found.text == TABLE.replace(before, after)
    several = apply(parse(TABLE), f"{head}別表会議室の項を削る。\n")
    assert several.text == TABLE and [each.code for each in several.failures] == ["missing"]


def test_an_amount_below_a_group_is_told_by_both_and_not_by_the_whole_table():
    new = TABLE.replace("専用\t会議室\t400円", "専用\t会議室\t500円")
    made = amend(parse(TABLE), parse(new))
    assert made.exact and made.sentences == ("　別表専用の部会議室の項中「400円」を「500円」に改める。",)


KANJI = """みなと町住民投票条例
平成十六年三月二十二日条例第三号
（実施）
第一条　町長は、次の各号に掲げる事項について、住民投票を実施する。
　一　合併
　二　境界の変更
二　前項の住民投票は、請求があった日から九十日以内に行う。
三　手続は、規則で定める。
（区域）
第二条　区域は、次のとおりとする。
　一　北区
　二　中区
　四　南区
二　前項の区域は、町長が告示する。
"""


def test_paragraphs_in_kanji_and_an_item_that_is_left_out_are_read():
    tree = parse(KANJI)
    assert str(tree) == KANJI
    assert [node.anchor for node in tree.walk() if node.kind in ("paragraph", "item")] == [
        "a1p1", "a1p1i1", "a1p1i2", "a1p2", "a1p3", "a2p1", "a2p1i1", "a2p1i2", "a2p1i4", "a2p2",
    ]  # fmt: skip
    gaps = [each.message for each in find_findings(tree) if each.rule == "gap"]
    assert gaps == ["第2条第1項第2号の次が第4号です。"]
