"""What 前条, 同項, 法第○条 and the rest refer to: each from where it stands, or reported as going nowhere."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from public_data import public_data

from ingest.law.definitions import find_definitions
from ingest.law.lawname import Names, name_ending, number_key
from ingest.law.mention import find_mentions
from ingest.law.resolution import find_links
from ingest.law.tree import parse
from ingest.loaders import load

ORDINANCE = """○みどり市公園条例
平成17年4月1日
条例第40号
目次
第1章　総則（第1条―第4条）
第2章　雑則（第5条―第8条）
附則
第1章　総則
（趣旨）
第1条　この条例は、都市公園法（昭和31年法律第79号。以下「法」という。）及び都市公園法施行令（昭和31年政令第290号。以下「令」という。）に定めるもののほか、必要な事項を定める。
（定義）
第2条　この条例において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
(1)　公園　法第2条第1項に規定するものをいう。
(2)　施設　前号の公園に設ける次に掲げるものをいう。
ア　遊具
イ　令第5条第2項に規定するもの
(3)　占用　前2号に掲げるものを使用することをいう。
2　前項第2号イの施設については、同項第1号の規定にかかわらず、令第5条第3項及び第4項の例による。
（許可）
第3条　法第5条第1項、第6条第1項若しくは第3項又は第10条の規定による許可を受けようとする者は、前条第2項の施設を示して申請しなければならない。ただし、第5条から第7条までに該当する者は、この限りでない。
2　前項ただし書の規定は、同項本文の申請をした者には適用しない。
3　前2項の許可は、様式第1号による。
（使用料）
第4条　使用料は、別表第1及び別表第3に定める額とする。
第2章　雑則
（減免）
第5条　市長は、次条第1号に該当するときは、減免する。
（例外）
第6条　次に掲げる者は、許可を要しない。
(1)　国
(2)　前号に掲げる者に準ずる者
(3)　前各号に掲げる者のほか、第9条に定める者
第7条　地方自治法（昭和22年法律第67号）第244条の2第3項に規定する指定管理者は、同法第231条の3の規定により、みどり市手数料条例（令和元年みどり市条例第18号）第2条を準用する。この場合において、同条中「第3条」とあるのは「第4条」と読み替えるものとする。
（委任）
第8条　この章に定めるもののほか、必要な事項は、規則で定める。
附　則
（施行期日）
1　この条例は、平成17年4月1日から施行する。
（経過措置）
2　前項の規定にかかわらず、第4条の規定は、次項に定めるところによる。
3　附則第5項の規定は、規則で定める。
別表第1（第4条関係）
項	区分	額
1	広場	100円
2	前項に掲げるもの以外	200円
様式第1号（第3条関係）
申請書
"""


def links():
    return find_links(ORDINANCE)


def at(source, text):
    found = [link for link in links() if link.source == source and link.text == text]
    assert len(found) == 1, (source, text, [(each.source, each.text) for each in links()])
    return found[0]


@pytest.mark.parametrize(
    ("source", "text", "law", "anchors", "state"),
    [
        ("a2p1", "次の各号", "", ("a2p1",), "found"),
        ("a2p1i1", "法第2条第1項", "都市公園法", ("a2p1",), "outside"),
        ("a2p1i2", "前号", "", ("a2p1i1",), "found"),
        ("a2p1i2e2", "令第5条第2項", "都市公園法施行令", ("a5p2",), "outside"),
        ("a2p1i3", "前2号", "", ("a2p1i1", "a2p1i2"), "found"),
        ("a2p2", "前項第2号イ", "", ("a2p1i2",), "found"),
        ("a2p2", "同項第1号", "", ("a2p1i1",), "found"),
        ("a2p2", "令第5条第3項", "都市公園法施行令", ("a5p3",), "outside"),
        ("a2p2", "第4項", "都市公園法施行令", ("a5p4",), "outside"),
        ("a3p1", "第6条第1項", "都市公園法", ("a6p1",), "outside"),
        ("a3p1", "第3項", "都市公園法", ("a6p3",), "outside"),
        ("a3p1", "第10条", "都市公園法", ("a10",), "outside"),
        ("a3p1", "前条第2項", "", ("a2p2",), "found"),
        ("a3p1", "第7条", "", ("a5", "a6", "a7"), "found"),
        ("a3p2", "前項ただし書", "", ("a3p1",), "found"),
        ("a3p3", "前2項", "", ("a3p1", "a3p2"), "found"),
        ("a3p3", "様式第1号", "", ("f1",), "found"),
        ("a4p1", "別表第1", "", ("t1",), "found"),
        ("a4p1", "別表第3", "", ("t3",), "dangling"),
        ("a5p1", "次条第1号", "", ("a6p1i1",), "found"),
        ("a6p1i3", "前各号", "", ("a6p1i1", "a6p1i2"), "found"),
        ("a6p1i3", "第9条", "", ("a9",), "dangling"),
        ("a7p1", "同法第231条の3", "地方自治法", ("a231_3",), "outside"),
        ("a7p1", "第3条", "みどり市手数料条例", ("a3",), "quoted"),
        ("a8p1", "この章", "", ("ch2",), "found"),
        ("s1p2", "前項", "", ("s1p1",), "found"),
        ("s1p2", "第4条", "", ("a4",), "found"),
        ("s1p2", "次項", "", ("s1p3",), "found"),
        ("s1p3", "附則第5項", "", ("s1p5",), "dangling"),
        ("t1", "第4条", "", ("a4",), "found"),
        ("t1", "前項", "", ("t1",), "found"),
        ("f1", "第3条", "", ("a3",), "found"),
    ],
)
def test_each_reference_goes_where_it_means(source, text, law, anchors, state):
    link = at(source, text)
    assert (link.law, link.anchors, link.state) == (law, anchors, state)
    assert ORDINANCE[link.start : link.end] == link.text


def test_parts_marks_and_numbers_are_kept():
    assert at("a3p2", "前項ただし書").part == "ただし書"
    assert at("a2p2", "前項第2号イ").mark == "イ"
    assert (
        at("a7p1", "みどり市手数料条例（令和元年みどり市条例第18号）第2条").number
        == "令和元年みどり市条例第18号"
    )


@pytest.mark.parametrize(
    ("source", "text", "reason"),
    [
        ("a6p1i3", "第9条", "第9条はありません（最終は第8条）。"),
        ("a4p1", "別表第3", "別表第3はありません。"),
        ("s1p3", "附則第5項", "附則第5項はありません。"),
    ],
)
def test_what_goes_nowhere_says_why(source, text, reason):
    assert at(source, text).reason == reason


def test_an_amending_ordinance_speaks_of_the_text_it_amends():
    text = (
        "みどり市乙条例の一部を改正する条例をここに公布する。\n令和6年3月22日\nみどり市長　山田　太郎\nみどり市条例第8号\n"
        "みどり市乙条例の一部を改正する条例\nみどり市乙条例（平成17年みどり市条例第9号）の一部を次のように改正する。\n"
        "第3条第1項中「第5条」を「第6条」に改める。\n附　則\n1　この条例は、令和6年4月1日から施行する。\n"
        "2　改正後のみどり市乙条例（次項において「新条例」という。）別表第1の規定及び第9条の規定は、同日から適用する。\n3　なお従前の例による。\n"
    )
    assert parse(text).title == "みどり市乙条例の一部を改正する条例"
    found = {link.text: (link.law, link.state) for link in find_links(text)}
    assert found["第3条第1項"] == ("みどり市乙条例", "former")
    assert found["第5条"][1] == found["第6条"][1] == "quoted"
    assert not [link for link in find_links(text) if link.state in ("dangling", "unclear")]


def test_a_long_caption_is_no_broken_line():
    text = (
        "みどり市甲条例\n第1条　甲とする。\n附　則\n1　施行する。\n（みどり市個人情報保護条例等の廃止及び経過措置）\n"
        "2　廃止する。\n3　前項の規定による。\n"
    )
    assert [(link.source, link.anchors) for link in find_links(text)] == [("s1p3", ("s1p2",))]


def test_neither_the_contents_nor_the_articles_own_numbers_are_references():
    assert not [link for link in links() if link.source in ("toc", "title", "number", "note", "ch1", "a3")]


@pytest.mark.parametrize(
    ("body", "text", "state", "reason"),
    [
        ("第1条　法第5条の規定による。", "法第5条", "dangling", "「法」が何を指すかの定義がありません。"),
        (
            "第1条　甲とする。\n2　前項ただし書の規定",
            "前項ただし書",
            "dangling",
            "第1条第1項にただし書はありません。",
        ),
        (
            "第1条　甲とする。\n2　第1条第3項の規定",
            "第1条第3項",
            "dangling",
            "第1条に第3項はありません（第2項まで）。",
        ),
        ("第1条　前条の規定", "前条", "unclear", "この位置に前条はありません。"),
        ("第1条及び第2条　削除\n第3条　第2条の規定", "第2条", "found", ""),
        ("第1条　甲\n第2条　改正前の条例第9条の規定", "改正前の条例第9条", "former", ""),
    ],
)
def test_dangling_and_former(body, text, state, reason):
    found = [link for link in find_links(f"みどり市甲条例\n条例第1号\n{body}\n") if link.text == text]
    assert [(link.state, link.reason) for link in found] == [(state, reason)]


@pytest.mark.parametrize(
    "text",
    [
        "第1号被保険者の保険料",
        "議案第3号",
        "（昭和29年11月25日法制局総発第89号）",
        "みどり市条例第25号",
        "第三者及び一宮市",
        "第一条件",
        "方法第一",
    ],
)
def test_words_that_are_no_references(text):
    assert find_links(f"みどり市甲条例\n第1条　{text}とする。\n") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市長は、墓地、埋葬等に関する法律", "墓地、埋葬等に関する法律"),
        ("第5条及び地方公務員の育児休業等に関する法律", "地方公務員の育児休業等に関する法律"),
        (
            "鳥獣の保護及び管理並びに狩猟の適正化に関する法律",
            "鳥獣の保護及び管理並びに狩猟の適正化に関する法律",
        ),
        ("に規定する個人情報の保護に関する法律施行令", "個人情報の保護に関する法律施行令"),
        ("古都における歴史的風土の保存に関する特別措置法", "古都における歴史的風土の保存に関する特別措置法"),
        ("当該地方自治法", "地方自治法"),
        ("この法律", ""),
        ("申請の方法", ""),
    ],
)
def test_where_a_name_begins(text, name):
    assert name_ending(text, len(text)) == name


def test_a_known_name_and_the_citys_own_name_win():
    known = Names.of({"がん対策基本法": "平成18年法律第98号"}, ("みどり市",))
    assert name_ending("及びがん対策基本法", 9, known) == "がん対策基本法"
    text = "又はみどり市ひとり親家庭等医療費助成条例"
    assert name_ending(text, len(text), known) == "みどり市ひとり親家庭等医療費助成条例"


def test_definitions_in_parentheses_and_in_a_list():
    text = (
        "第1条　児童福祉法（昭和22年法律第164号。以下「法」という。）の定める\n第2条　次のとおりとする。\n"
        "(1)　令　児童福祉法施行令（昭和23年政令第74号）をいう。\n(2)　保護者　親をいう。\n"
    )
    found = [(each.name, each.number, each.short) for each in find_definitions(text)]
    assert ("児童福祉法", "昭和22年法律第164号", "法") in found
    assert ("児童福祉法施行令", "昭和23年政令第74号", "令") in found
    assert not [each for each in found if each[2] == "保護者"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("昭和22年法律第67号", "昭和二十二年四月十七日法律第六十七号"),
        ("令和元年みどり市条例第18号", "令和元年みどり市条例第１８号"),
    ],
)
def test_one_number_in_two_writings(one, other):
    assert number_key(one) == number_key(other) != ""


def spelled(text, *, unit="条"):
    """The ordinance in 漢数字, as national laws are printed."""
    from ingest.law.numbers import kanji_number

    digits = {kanji_number(each): each for each in "一二三四五六七八九"} | {10: "十", 40: "四十"}
    return re.sub(r"第(\d+)(?=[章条項号])", lambda m: "第" + digits.get(int(m[1]), m[1]), text)


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.translate(str.maketrans("0123456789()", "０１２３４５６７８９（）")),
        spelled,
        lambda text: re.sub(r"^（([^（）\n]+)）\n(第\d+条)　", r"\2（\1）　", text, flags=re.M),
        lambda text: re.sub(r"^(?=[（(第ア-ン])", "　", text, flags=re.M),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\n".join(
            "\n　".join(line[at : at + 38] for at in range(0, len(line), 38)) if "\t" not in line else line
            for line in text.split("\n")
        ),
    ],
    ids=["full width", "漢数字", "captions behind", "indented", "carriage returns", "broken lines"],
)
def test_every_way_an_office_writes_it_gives_the_same_tree_and_references(form):
    def read(text):
        anchors = [node.anchor for node in parse(text).walk()]
        return anchors, [(x.source, x.law, x.anchors, x.state, x.part) for x in find_links(text)]

    text = form(ORDINANCE)
    assert text != ORDINANCE and read(text) == read(ORDINANCE)
    assert all(text[link.start : link.end] == link.text for link in find_links(text))


words = st.sampled_from(
    [
        *("第1条　", "第2条", "前条", "同項", "同法", "法第3条", "（", "）", "「", "」", "、", "及び", "から", "まで", "。", "\n"),
        *("地方自治法", "（昭和22年法律第67号。以下「法」という。）", "附則", "別表第1", "様式", "次の各号", "ただし書", "第2章"),
        *("(1)　", "2　", "附　則\n", "別表第1\n", "改正する", "の一部を次のように改正する。\n", "第１号", "前２項", "イ", "同表"),
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(words | st.text(max_size=5), max_size=40))
def test_any_text_is_read_and_what_is_found_is_there(pieces):
    text = "みどり市甲条例\n" + "".join(pieces)
    anchors = {node.anchor for node in parse(text).walk()}
    for link in find_links(text):
        assert text[link.start : link.end] == link.text
        if link.state == "found" and len(link.anchors) > 1:
            assert set(link.anchors) <= anchors
    for mention in find_mentions(text):
        assert text[mention.start : mention.end] == mention.text


def test_the_links_that_a_publisher_put_into_its_own_pages():
    """前3条, 次号, 第3号 …: the publisher's <a class="quote"> of the page name the same places."""
    folder = public_data("reiki_html")
    first = {link.text: link.anchors for link in find_links(load(folder / "k518RG00000055.html").text)}
    assert first == {"前3条": ("a2", "a3", "a4")}
    text = load(folder / "k518RG00000080.html").text
    own = [(link.source, link.text, link.anchors) for link in find_links(text) if not link.law]
    assert own == [
        ("a2p1", "次の各号", ("a2p1",)),
        ("a2p1", "当該各号", ("a2p1",)),
        ("a2p1i1", "次号", ("a2p1i2",)),
        ("a2p1i1", "第3号", ("a2p1i3",)),
        ("a4p2", "次の各号", ("a4p2",)),
        ("a4p2i4", "前3号", ("a4p2i1", "a4p2i2", "a4p2i3")),
        ("a5p1", "次の各号", ("a5p1",)),
    ]


def test_references_of_national_laws_reach_their_targets():
    from evals.law import run_law_set

    report = run_law_set(public_data("egov_laws_50"))
    assert (report.links, len(report.impossible), report.articles) == (1002, 8, 5740)
    for level, precision, recall in (("law", 0.975, 0.97), ("article", 0.975, 0.97)):
        assert report.measures[level]["適合率"][0] >= precision
        assert report.measures[level]["再現率"][0] >= recall
    assert report.missing == ("公職選挙法 51", "公職選挙法 60", "公職選挙法 55")
