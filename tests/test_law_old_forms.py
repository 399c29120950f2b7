"""Forms of smaller offices: 項 without numbers, 要綱 in 「第1」, 規約 with a 許可, links above the 題名, days told as 同年 and by a later rule."""

from datetime import date

import pytest

from ingest.document import Document
from ingest.law.findings import find_findings
from ingest.law.force import read_force
from ingest.law.front import own_number
from ingest.law.reference import label_of
from ingest.law.resolution import find_links
from ingest.law.standing import Standing
from ingest.law.tree import is_law, parse
from ingest.search.missing import as_written, unnamed
from ingest.search.naming import RegulationNames
from ingest.search.shorthand import spelled_out

NOTICE = """白沢広域組合公告式条例
昭和48年6月1日
条例第1号
(条例の公布)
第2条　条例には、管理者が署名しなければならない。
　条例の公布は、掲示場に掲示して行う。
　前項の掲示場に掲示できないときは、役場の掲示場に掲示する。
　ただし、急ぐときは、この限りでない。
(準用)
第3条　前条の規定は、規則にこれを準用する。
附則
この条例は、公布の日からこれを施行する。
"""
GRANT = """沢見村新婚世帯補助金交付要綱
令和５年３月24日　告示第17号
第１　趣旨
　この要綱は、補助金の交付について定める。
第２　定義
　用語の意義は、次のとおりとする。
（１）新婚世帯　婚姻から１年を経過しない夫婦をいう。
（２）住居費　次に掲げるものをいう。
　ア　家賃
　イ　敷金
第３　補助金の額
１　補助金の額は、30万円を上限とする。
２　前項の額の端数は、切り捨てる。
附　則
この要綱は、令和５年４月１日から施行し、令和11年３月31日限り、その効力を失う。
"""


def anchors(tree, *kinds):
    return [node.anchor for node in tree.walk() if node.kind in kinds]


def test_paragraphs_without_numbers_are_counted():
    tree = parse(NOTICE)
    assert anchors(tree, "paragraph") == ["a2p1", "a2p2", "a2p3", "a3p1", "s1p1"]
    assert tree.text_of(tree.find("a2p2")).strip() == "条例の公布は、掲示場に掲示して行う。"
    assert tree.text_of(tree.find("a2p3")).rstrip().endswith("ただし、急ぐときは、この限りでない。")
    assert str(tree) == NOTICE


def test_lines_broken_by_their_length_and_numbered_paragraphs_stay_as_they_are():
    broken = NOTICE.replace(
        "署名しなければならない。\n　条例の公布は、", "署名し\n　なければならない。条例の公布は、"
    )
    broken = broken.replace("掲示できないときは、役場", "掲示できない\n　ときは、役場").replace(
        "準用する", "準用\n　する"
    )
    assert "a2p2" not in anchors(parse(broken), "paragraph")
    numbered = NOTICE.replace("前条の規定は", "前条の規定は、次項を除き").replace(
        "準用する。\n附", "準用する。\n２　略する。\n附"
    )
    assert "a2p2" not in anchors(parse(numbered), "paragraph")


def test_a_guideline_written_in_first_second_third():
    tree = parse(GRANT)
    assert anchors(tree, "article") == ["n1", "n2", "n3"]
    assert anchors(tree, "paragraph", "item", "subitem")[1:6] == ["n2p1", "n2p1i1", "n2p1i2", "n2p1i2e1", "n2p1i2e2"]  # fmt: skip
    assert [node.caption for node in tree.articles()] == ["趣旨", "定義", "補助金の額"]
    assert [label_of(each) for each in ("n3", "n3p2", "n2p1i1")] == ["第3", "第3第2項", "第2第1項第1号"]
    assert str(tree) == GRANT and is_law(GRANT) and not find_findings(tree)
    assert read_force(tree).until == date(2029, 3, 31)


def test_a_plan_with_such_headings_is_no_law():
    assert not parse(GRANT.replace("交付要綱", "交付計画")).articles()
    assert not parse(GRANT.partition("附　則")[0]).articles()


@pytest.mark.parametrize(
    ("told", "spelled"),
    [("交付要綱第3(2)", "交付要綱第3条第2号"), ("規則第2条⑴", "規則第2条第1号"), ("規約第3条", "規約第3条")],
)
def test_a_place_in_brackets_is_a_number(told, spelled):
    assert spelled_out(told) == spelled


@pytest.mark.parametrize(
    ("head", "title", "number"),
    [
        ("白沢広域組合規約\n昭和四十八年五月八日\n県指令地第百十号許可\n改正　平成一七年六月六日県指令市第一九五号\n", "白沢広域組合規約", "昭和48年県指令地第110号"),
        ("センター管理規程\n　平成一四年三月二九日\n　訓　令　第　四　号\n", "センター管理規程", "平成14年訓令第4号"),
        ("例規集トップ ｜ 体系目次 ｜ 印刷\n○白沢広域組合斎場条例\n（平成17年3月31日条例第18号）\n", "白沢広域組合斎場条例", "平成17年白沢広域組合条例第18号"),
        ("白沢広域組合手数料条例\n平成14年3月20日条例第3号（最終改正：令和6年12月20日条例第7号）\n", "白沢広域組合手数料条例", "平成14年白沢広域組合条例第3号"),
    ],
)  # fmt: skip
def test_the_head_of_a_regulation(head, title, number):
    text = head + "第1条　趣旨を定める。\n第2条　次による。\n附則\nこの条例は、公布の日から施行する。\n"
    tree = parse(text)
    assert (tree.title, own_number(tree), str(tree)) == (title, number, text)
    assert read_force(tree).promulgated is not None
    assert not any(node.kind == "preamble" for node in tree.walk())


def test_the_day_that_a_later_rule_gave_and_the_same_year():
    text = NOTICE + (
        "附則(昭和61年3月18日条例第3号)\nこの条例は、公布の日から起算して3月を超えない範囲内において規則で定める日から施行する。\n"
        "(昭和61年5月規則第15号で、同61年6月3日から施行)\n"
        "附則(令和6年条例第1号)\nこの条例は、令和6年4月1日から施行する。ただし、別表の改正規定は、同年7月1日から施行する。\n"
    )
    enacted = read_force(parse(text)).enactments
    assert [start.day for start in enacted[1].starts] == [date(1986, 6, 3)]
    assert [(start.what, start.day) for start in enacted[2].starts] == [
        ("", date(2024, 4, 1)),
        ("別表の改正規定", date(2024, 7, 1)),
    ]


def test_articles_left_out_lack_no_caption():
    text = "甲条例\n(趣旨)\n第1条　趣旨。\n(額)\n第2条　額。\n(期限)\n第3条　期限。\n第4条から第6条まで　略\n附則\nこの条例は、令和6年4月1日から施行する。\n"
    assert not [each for each in find_findings(parse(text)) if each.rule == "caption"]


def test_the_name_of_a_joint_authority_may_be_left_out_and_mistyped():
    names = RegulationNames([("白沢広域組合消防手数料条例", ""), ("白沢広域組合規約", "")])
    assert names.meant_in("消防手数料条例第3条").titles == ("白沢広域組合消防手数料条例",)
    near = names.meant_in("消防手数量条例第3条")
    assert (near.how, near.titles) == ("near", ("白沢広域組合消防手数料条例",))
    assert names.stranger_in("消防手数量条例第3条") == ""
    assert names.meant_in("組合規約第40条").titles == ("白沢広域組合規約",)


def test_schedules_asked_without_a_number_are_all_of_them():
    two = Standing(parse("甲条例\n第1条　別表第1による。\n第2条　別表第2による。\n附則\nこの条例は、公布の日から施行する。\n別表第1（第1条関係）\n一 | 1円\n別表第2（第2条関係）\n一 | 2円\n"))  # fmt: skip
    assert as_written(two, ["t", "a1"]) == ["t1", "t2", "a1"]
    assert as_written(Standing(parse(NOTICE)), ["t"]) == ["t"]
    assert as_written(Standing(parse(GRANT)), ["a3p1", "s1"]) == ["n3p1", "s1"]


def test_references_within_such_a_guideline_are_found():
    text = GRANT.replace("前項の額の端数は", "第１の額及び前項の額の端数は")
    found = {link.text: (link.state, link.anchors) for link in find_links(text)}
    assert found["前項"] == ("found", ("a3p1",)) and "dangling" not in {state for state, _ in found.values()}


def test_a_place_in_such_a_guideline_is_named_without_jou():
    text = GRANT.replace(
        "前項の額の端数は", "第２第２号イの敷金、第３第１項の額及び第１の規定による額の端数は"
    )
    found = [(link.text, link.state, link.anchors) for link in find_links(text)]
    assert found == [
        ("第２第２号イ", "found", ("a2p1i2",)),
        ("第３第１項", "found", ("a3p1",)),
        ("第１", "found", ("a1",)),
    ]
    assert spelled_out("新婚世帯補助金要綱第3第2項") == "新婚世帯補助金要綱第3条第2項"


def test_an_article_of_a_covenant_without_its_name():
    held = Document("k", "白沢広域組合規約", "規程", NOTICE, "k.txt", "x")
    told = unnamed("規約第2条", [held], lambda _: parse(NOTICE), "")
    assert told.startswith("どの規約の第2条かが書かれていません。") and told.endswith(
        "「白沢広域組合規約」です。"
    )
    assert unnamed("規約第40条", [held], lambda _: parse(NOTICE), "").endswith(
        "第40条のある規約は、取り込まれていません。"
    )
