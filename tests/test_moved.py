"""What has to follow an amendment elsewhere: rows of a 別表, sentences, 題名; names, numbers and grounds that are not so."""

from datetime import date

import pytest
from test_graph import document

from ingest.law.correspondence import places
from ingest.law.following import follow
from ingest.law.review import review
from ingest.law.tree import parse
from ingest.regulations import Regulations

DAY = date(2026, 11, 28)
HALL = """○白樺町会館条例
平成18年3月24日
条例第12号
（許可）
第1条　会館を利用しようとする者は、規則で定めるところにより、町長の許可を受けなければならない。許可を受けた事項を変更するときも、同様とする。
（使用料）
第2条　使用料は、別表に定めるとおりとし、前納する。ただし、町長が認めるときは、後納とする。
2　既に納めた使用料は、還付しない。
（取下げ）
第3条　前条の使用料を納める者は、十日以内に申請を取り下げることができる。
（委任）
第4条　この条例の施行に関し必要な事項は、規則で定める。
附　則
この条例は、平成18年4月1日から施行する。
別表（第2条関係）
項　　室名　　　　使用料
1　　大広間　　　1,200円
2　　会議室　　　300円
3　　調理室　　　500円
"""
RULE = """○白樺町会館条例施行規則
平成18年3月28日
規則第8号
（趣旨）
第1条　この規則は、白樺町会館条例（平成18年白樺町条例第12号。以下「条例」という。）第4条の規定に基づき、必要な事項を定めるものとする。
（変更）
第2条　条例第1条後段の許可の申請は、変更申請書による。
（後納）
第3条　条例第2条第1項ただし書の後納は、翌月末までとする。
（減額）
第4条　条例別表の2の項及び3の項の室の使用料は、同表の1の項の額を超えない。
（適用除外）
第5条　条例第1条から第3条までの規定は、町が利用する場合には、適用しない。
附　則
この規則は、平成18年4月1日から施行する。
"""
OTHER = """○白樺町会館運営要綱
令和2年4月1日
告示第15号
（趣旨）
第1条　この要綱は、白樺町会館条例施行規則（平成18年白樺町規則第8号）に定めるもののほか、白樺町会館条例（平成18年白樺町条例第12号）第2条第1項に規定する使用料及び同条第2項の還付に関し定める。
附　則
この要綱は、令和2年4月1日から施行する。
"""


@pytest.fixture
def net():
    made = [
        document("hall", HALL, "平成18年白樺町条例第12号"),
        document("rule", RULE, "平成18年白樺町規則第8号"),
        document("other", OTHER, "令和2年白樺町告示第15号"),
    ]
    return Regulations(made, {each.id: each for each in made}.get)


def elsewhere(net, *changes):
    """(where, its words, what is told) of every place elsewhere that has to follow."""
    found = looked(net, "hall", changed(HALL, *changes), net.tree("hall"))
    return [(f"{each.document} {each.label}", each.words, each.told) for each in found.repercussions]


def looked(net, source, text, old=None):
    graph = net.graph
    return review(
        parse(text), old=old, graph=graph, regulation=graph.regulations[source], names=net.names, day=DAY
    )


def changed(text, *changes):
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_rows_of_a_table_set_with_spaces_that_got_another_number(net):
    added = ("2　　会議室　　　300円\n3　　調", "2　　和室　　　　400円\n3　　会議室　　　300円\n4　　調")
    assert elsewhere(net, added) == [
        ("rule 第4条第1項", "条例別表の2の項", "別表の2の項は別表の3の項になります"),
        ("rule 第4条第1項", "3の項", "別表の3の項は別表の4の項になります"),
    ]
    old, new = net.tree("hall"), parse(changed(HALL, added))
    (only,) = follow(net.graph, net.graph.regulations["hall"], places(old, new), DAY)
    assert "条例別表の3の項及び4の項の室の使用料は、同表の1の項の額" in only.new.text
    assert only.open == ()


def test_sentences_that_are_gone(net):
    assert elsewhere(net, ("許可を受けた事項を変更するときも、同様とする。", "")) == [
        ("rule 第2条第1項", "条例第1条後段", "第1条後段はなくなります")
    ]
    assert elsewhere(net, ("ただし、町長が認めるときは、後納とする。", "")) == [
        ("rule 第3条第1項", "条例第2条第1項ただし書", "第2条第1項ただし書はなくなります")
    ]


def test_what_names_its_article_as_the_same_goes_along_and_a_range_is_told_once(net):
    moved = (
        ("（使用料）\n第2条", "（目的）\n第2条　会館は、交流の場とする。\n（使用料）\n第3条"),
        ("（取下げ）\n第3条", "（取下げ）\n第4条"),
        ("（委任）\n第4条", "（委任）\n第5条"),
        ("別表（第2条", "別表（第3条"),
    )
    assert [(where, words) for where, words, _ in elsewhere(net, *moved)] == [
        ("rule 第1条第1項", "白樺町会館条例（平成18年白樺町条例第12号。以下「条例」という。）第4条"),
        ("rule 第3条第1項", "条例第2条第1項ただし書"),
        ("rule 第5条第1項", "第3条"),
        ("other 第1条第1項", "白樺町会館条例（平成18年白樺町条例第12号）第2条第1項"),
    ]


def test_a_new_title_is_told_and_followed_but_not_within_a_longer_name(net):
    renamed = HALL.replace("白樺町会館条例", "白樺町交流館条例")
    found = looked(net, "hall", renamed, net.tree("hall")).repercussions
    assert [(each.document, each.label, each.told) for each in found] == [
        ("rule", "題名", "題名「白樺町会館条例」は「白樺町交流館条例」になります"),
        ("rule", "第1条第1項", "題名「白樺町会館条例」は「白樺町交流館条例」になります"),
        ("other", "第1条第1項", "題名「白樺町会館条例」は「白樺町交流館条例」になります"),
    ]
    moved = places(net.tree("hall"), parse(renamed))
    other, rule = sorted(
        follow(net.graph, net.graph.regulations["hall"], moved, DAY), key=lambda each: each.regulation.id
    )
    assert (
        "白樺町会館条例施行規則（平成18年白樺町規則第8号）に定めるもののほか、白樺町交流館条例（"
        in other.new.text
    )
    assert other.open == () and [each.label for each in rule.open] == ["題名"]
    assert (
        rule.new.text.startswith("○白樺町会館条例施行規則\n")
        and "白樺町交流館条例（平成18年" in rule.new.text
    )


def test_an_article_with_other_matter_or_none_is_told(net):
    other = (
        "（取下げ）\n第3条　前条の使用料を納める者は、十日以内に申請を取り下げることができる。",
        "（損害）\n第3条　建物を壊したときは、償う。",
    )
    assert elsewhere(net, other) == [("rule 第5条第1項", "第3条", "第3条は全部改められます")]
    gone = (other[0], "第3条　削除")
    assert elsewhere(net, gone) == [("rule 第5条第1項", "第3条", "第3条はなくなります")]


def test_a_range_that_takes_in_a_new_article_is_told(net):
    branch = ("（取下げ）\n第3条", "（督促）\n第2条の2　町長は、督促することができる。\n（取下げ）\n第3条")
    assert elsewhere(net, branch) == [
        ("rule 第5条第1項", "第3条", "第1条から第3条までは第2条の2を含むものになります")
    ]
    behind = ("（委任）\n第4条", "（督促）\n第3条の2　町長は、督促することができる。\n（委任）\n第4条")
    assert elsewhere(net, behind) == []


def test_a_line_below_an_item_that_is_gone_or_has_another_mark_is_told():
    law = (
        "○白樺町公園条例\n平成19年3月24日\n条例第3号\n（制限）\n第1条　次の場合は、許可しない。\n(1)　次のいずれかに該当するとき。\n"
        "ア　営利を目的とするとき。\nイ　政治を目的とするとき。\nウ　公園を損なうとき。\n附　則\nこの条例は、平成19年4月1日から施行する。\n"
    )
    rule = RULE.replace("白樺町会館条例", "白樺町公園条例").replace(
        "平成18年白樺町条例第12号", "平成19年白樺町条例第3号"
    )
    rule = changed(
        rule, ("条例第1条後段の許可の申請は、", "条例第1条第1号アに該当しない場合及び同号ウの場合は、")
    )
    made = [
        document("law", law, "平成19年白樺町条例第3号"),
        document("rule", rule, "平成18年白樺町規則第8号"),
    ]
    net = Regulations(made, {each.id: each for each in made}.get)
    new = law.replace("ア　営利を目的とするとき。\nイ", "ア").replace("ウ", "イ")
    found = looked(net, "law", new, net.tree("law")).repercussions
    assert [(each.words, each.told) for each in found if each.label == "第2条第1項"] == [
        ("条例第1条第1号ア", "第1条第1項第1号アはなくなります"),
        ("同号ウ", "第1条第1項第1号ウは第1条第1項第1号イになります"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("条例別表の2の項及び3の項", "条例別表の2の項及び9の項", "白樺町会館条例に、別表の9の項はありません。"),
        ("条例第2条第1項ただし書", "条例第2条第2項ただし書", "白樺町会館条例に、第2条第2項にただし書はありません。"),
        ("条例第12号", "条例第13号", "白樺町会館条例は、平成18年白樺町条例第12号です。"),
        ("白樺町会館条例（平成18年白樺町条例", "白樺町公民館条例（平成18年白樺町条例", "の題名が違います。平成18年白樺町条例第12号は、白樺町会館条例です。"),
        ("第4条の規定に基づき", "第3条の規定に基づき", "白樺町会館条例第3条には規則等に委ねる定めがありません。"),
        ("条例第1条後段の許可", "白樺町公園条例第1条の許可", "取り込まれていません。名に誤りがないか確かめてください：白樺町公園条例。"),
    ],
)  # fmt: skip
def test_what_a_rule_says_of_others_is_held_against_them(net, old, new, told):
    before = [each.message for each in looked(net, "rule", RULE).findings]
    after = [each.message for each in looked(net, "rule", changed(RULE, (old, new))).findings]
    assert before == []
    assert [message for message in after if told in message]


def test_the_ordinances_of_the_town_as_a_whole_are_no_name(net):
    said = changed(RULE, ("条例第1条後段の許可の申請は、", "白樺町条例第1条の申請は、"))
    assert [each.rule for each in looked(net, "rule", said).findings if each.rule == "law_absent"] == []


def test_each_item_of_another_article_is_told(net):
    old = "第1条　許可しない。\n(1)　甲のとき。\n(2)　乙のとき。\n第2条　第1条各号の場合は、届け出る。\n附　則\nこの条例は、公布の日から施行する。\n"
    new = old.replace("第2条　第1", "第3条　第1").replace("第1条　許", "第1条　会館を置く。\n第2条　許")
    found = review(parse("○会館条例\n" + new), old=parse("○会館条例\n" + old), day=DAY)
    assert [each.message for each in found.findings if each.rule == "astray"] == [
        "第3条第1項の「第1条各号」は、改正前に指していた規定（改正後の第2条）ではなく、第1条を指すようになります。"
    ]


def test_the_numbered_parts_of_a_guideline_move_too():
    old = (
        "○家賃補助要綱\n令和2年4月1日\n告示第40号\n第1　目的\nこの要綱は、家賃を補助することを目的とする。\n"
        "第2　申請\n補助を受けようとする者は、申請するものとする。\n"
        "第3　取消し\n第2の申請に偽りがあったときは、取り消すものとする。\n"
        "附　則\nこの要綱は、令和2年4月1日から施行する。\n"
    )
    new = old.replace("第3　取", "第4　取").replace("第2　申", "第2　額\n補助の額は、千円とする。\n第3　申")
    found = review(parse(new), old=parse(old), day=DAY)
    assert [each.message for each in found.findings if each.rule == "astray"] == [
        "第4第1項の「第2」は、改正前に指していた規定（改正後の第3）ではなく、第2を指すようになります。"
    ]
