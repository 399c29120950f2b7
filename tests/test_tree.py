"""The tree of a regulation: every form a 例規集 exports, text that only looks like one, and real statutes as gold."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.law.tree import KINDS, LawTree, Node, has_articles, is_law, parse

ORDINANCE = """○みどり市手数料条例
令和元年9月30日
条例第12号
改正　令和3年3月25日条例第5号

目次
　第１章　総則（第１条―第３条）
　第２章　手数料（第４条―第12条の２）
　附則

　　　第１章　総則
（目的）
第１条　この条例は、手数料の徴収に関し必要な事項を定める。ただし、他の条例に定めがあるものを除く。
（定義）
第２条　この条例において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
(1)　証明　次に掲げるものをいう。
　ア　住民票に関するもの
　　(ア)　写し
　　(イ)　除票の写し
　イ　戸籍に関するもの
(2)　閲覧　帳簿を見ることをいう。
(2)の2　謄写　帳簿を写すことをいう。
２　前項の規定は、市が行う証明には適用しない。
（令3条例5・一部改正）
第３条　削除
　　　第２章　手数料
第４条（手数料の額）　手数料の額は、別表第１のとおりとする。
2　市長は、手数料を減額することができる。
第５条及び第６条　削除
第12条の２　手数料は、前納とする。
附　則
この条例は、公布の日から施行する。
附則（令和３年３月25日条例第５号）抄
（施行期日）
１　この条例は、令和３年４月１日から施行する。
（経過措置）
３　この条例の施行の際現に受けた申請については、なお従前の例による。
別表第１（第４条関係）
番号	事務	金額
1	住民票の写し	300円
2	戸籍謄本	450円
様式第１号（第４条関係）
　手数料減免申請書
"""


def anchors(tree: LawTree, *kinds: str) -> list[str]:
    return [node.anchor for node in tree.walk() if not kinds or node.kind in kinds]


def node_of(tree: LawTree, anchor: str) -> Node:
    node = tree.find(anchor)
    assert node is not None, anchor
    return node


def test_an_ordinance_as_a_whole() -> None:
    tree = parse(ORDINANCE)
    assert (tree.title, tree.number) == ("みどり市手数料条例", "条例第12号")
    assert anchors(tree) == [
        *("title", "number", "toc"),
        *("ch1", "a1", "a1p1", "a2", "a2p1", "a2p1i1", "a2p1i1e1", "a2p1i1e1e1", "a2p1i1e1e2", "a2p1i1e2"),
        *("a2p1i2", "a2p1i2_2", "a2p2", "note", "a3"),
        *("ch2", "a4", "a4p1", "a4p2", "a5", "a12_2", "a12_2p1"),
        *("s1", "s1p1", "s2", "s2p1", "s2p3", "t1", "f1"),
    ]
    assert str(tree) == ORDINANCE


def test_captions_stand_above_behind_and_nowhere() -> None:
    tree = parse(ORDINANCE)
    assert [(n.anchor, n.caption) for n in tree.articles()] == [
        ("a1", "目的"),
        ("a2", "定義"),
        ("a3", ""),
        ("a4", "手数料の額"),
        ("a5", ""),
        ("a12_2", ""),
    ]
    assert node_of(tree, "s2p1").caption == "施行期日"
    assert node_of(tree, "s2").caption == "令和３年３月25日条例第５号"
    assert node_of(tree, "t1").caption == "第４条関係"
    assert node_of(tree, "ch2").caption == "手数料"


def test_heads_and_texts() -> None:
    tree = parse(ORDINANCE)
    assert tree.head_of(node_of(tree, "a1")) == "（目的）\n第１条　"
    assert tree.head_of(node_of(tree, "a2p1")).startswith("この条例において、次の各号に")
    assert tree.text_of(node_of(tree, "a2p1i2_2")) == "(2)の2　謄写　帳簿を写すことをいう。\n"
    assert tree.text_of(node_of(tree, "t1")).endswith("2	戸籍謄本	450円\n")
    assert [node.anchor for node in tree.path("a2p1i2")] == ["ch1", "a2", "a2p1", "a2p1i2"]
    assert tree.path("a99") == ()


def test_deleted_articles_and_ranges() -> None:
    tree = parse(ORDINANCE)
    both = node_of(tree, "a5")
    assert (both.number, both.last, both.deleted, both.children) == ("5", "6", True, ())
    assert node_of(tree, "a3").deleted
    assert not node_of(tree, "a4").deleted


def test_national_style_with_kanji_numbers_and_iroha() -> None:
    tree = parse(
        "行政手続法\n（平成五年法律第八十八号）\n（定義）\n第二条の三　次に掲げる用語の意義は、次による。\n"
        "　一　法令　次のものをいう。\n　　イ　法律\n　　ロ　条例\n　　　（１）　告示\n"
        "　二から四まで　略\n　五　処分　行政庁の処分をいう。\n②　前項の規定は、適用しない。\n"
    )
    assert tree.number == "平成五年法律第八十八号"
    assert anchors(tree)[2:] == [
        *("a2_3", "a2_3p1", "a2_3p1i1", "a2_3p1i1e1", "a2_3p1i1e2", "a2_3p1i1e2e1"),
        *("a2_3p1i2", "a2_3p1i5", "a2_3p2"),
    ]
    assert node_of(tree, "a2_3p1i2").last == "4"


def test_markdown() -> None:
    tree = parse(
        "# みどり市空家等対策協議会設置要綱\n\n- 令和5年4月1日\n- 告示第40号\n\n## 第1章　総則\n\n"
        "### 第1条（設置）\n協議会を置く。\n\n**第2条**　協議会は、次の事項を所掌する。\n- (1) 計画\n- (2) その他\n\n"
        "## 附則\nこの要綱は、令和5年4月1日から施行する。\n"
    )
    assert (tree.title, tree.number) == ("みどり市空家等対策協議会設置要綱", "告示第40号")
    assert anchors(tree)[2:] == [
        *("ch1", "a1", "a1p1", "a2", "a2p1", "a2p1i1", "a2p1i2"),
        *("s1", "s1p1"),
    ]
    assert node_of(tree, "a1").caption == "設置"


def test_a_caption_on_the_line_of_its_article() -> None:
    tree = parse("○町駐車場条例\n条例第25号\n(目的)第1条　目的とする。\n(定義)第2条　定義する。\n")
    assert [(n.anchor, n.caption) for n in tree.articles()] == [("a1", "目的"), ("a2", "定義")]


@pytest.mark.parametrize(
    "toc",
    [
        "目次\n第1章　総則（第1条）\n第2章　雑則（第2条）\n附則\n",
        "# 目次\n第1章　総則\n第2章　雑則\n",
        "第1章　総則\n第2章　雑則\n",
        "目　次\n　第1編　本編\n　　第1章　総則（第1条）\n　　第2章　雑則\n　附則\n",
    ],
)
def test_lines_of_a_table_of_contents_are_no_chapters(toc: str) -> None:
    part = "第1編　本編\n" if "第1編" in toc else ""
    text = f"みどり市公園条例\n{toc}{part}第1章　総則\n第1条　置く。\n第2章　雑則\n第2条　定める。\n附則\n施行する。\n"
    tree = parse(text)
    chapters = [node.anchor for node in tree.walk() if node.kind == "chapter"]
    assert chapters == (["part1ch1", "part1ch2"] if part else ["ch1", "ch2"])
    assert len([node for node in tree.walk() if node.kind == "toc"]) == 1
    assert anchors(tree, "suppl") == ["s1"]


AMENDING = """みどり市手数料条例の一部を改正する条例をここに公布する。
令和6年3月25日
みどり市条例第5号
みどり市手数料条例の一部を改正する条例
みどり市手数料条例（令和元年みどり市条例第12号）の一部を次のように改正する。
第3条第1項中「額」を「金額」に改める。
第5条を次のように改める。
（減免）
第5条　市長は、次に掲げる場合は、減免する。
(1)　災害のとき。
2　前項の申請は、書面による。
第7条の次に次の1条を加える。
（委任）
第7条の2　規則で定める。
別表第1を次のように改める。
別表第1（第4条関係）
1　住民票　400円
附　則
（施行期日）
1　この条例は、令和6年4月1日から施行する。
（みどり市印鑑条例の一部改正）
2　みどり市印鑑条例（平成17年みどり市条例第3号）の一部を次のように改正する。
第2条の次に次の1条を加える。
（手数料）
第3条　手数料を徴収する。
（経過措置）
3　なお従前の例による。
"""


def test_new_text_within_an_amendment_stays_with_the_amendment() -> None:
    tree = parse(AMENDING)
    assert (tree.title, tree.number) == ("みどり市手数料条例の一部を改正する条例", "みどり市条例第5号")
    assert anchors(tree) == ["number", "title", "p1", "s1", "s1p1", "s1p2", "s1p3"]
    assert "別表第1（第4条関係）" in tree.text_of(node_of(tree, "p1"))
    assert "第3条　手数料を徴収する。" in tree.text_of(node_of(tree, "s1p2"))
    assert is_law(AMENDING)


def test_an_amendment_in_articles() -> None:
    tree = parse(
        "条例の整備に関する条例\n条例第9号\n第1条　みどり市甲条例（平成17年条例第1号）の一部を次のように改正する。\n"
        "第4条を次のように改める。\n第4条　甲による。\n第2条　みどり市乙条例（平成17年条例第2号）の一部を次のように改正する。\n"
        "第2条中「甲」を「乙」に改める。\n附則\nこの条例は、公布の日から施行する。\n"
    )
    assert [node.anchor for node in tree.articles()] == ["a1", "a2"]
    assert "第4条　甲による。" in tree.text_of(node_of(tree, "a1"))


def test_quoted_provisions_are_not_structure() -> None:
    tree = parse(
        "みどり市甲条例\n第1条　次のように読み替える。\n「\n第2条　読み替えた規定\n2　その第2項\n」\n2　本当の第2項とする。\n"
        "第2条　本当の第2条とする。\n附則\n施行する。\n"
    )
    assert anchors(tree, "article", "paragraph") == ["a1", "a1p1", "a1p2", "a2", "a2p1", "s1p1"]
    assert tree.text_of(node_of(tree, "a2")) == "第2条　本当の第2条とする。\n"


def test_a_stray_bracket_hides_nothing() -> None:
    tree = parse("みどり市甲条例\n第1条　「甲は、置く。\n" + "第2条　乙\n第3条　丙\n")
    assert [node.anchor for node in tree.articles()] == ["a1", "a2", "a3"]


def test_lines_out_of_order_are_text() -> None:
    tree = parse(
        "みどり市甲条例\n第1条　甲\n第2条　次の表による。\n第60条　表の行\n第1条　表の行\n第3条　乙\n2　第2項\n4　飛んだ数\n第4条　丙\n"
    )
    assert anchors(tree, "article", "paragraph") == [
        "a1",
        "a1p1",
        "a2",
        "a2p1",
        "a3",
        "a3p1",
        "a3p2",
        "a4",
        "a4p1",
    ]
    assert "第60条　表の行\n第1条　表の行" in tree.text_of(node_of(tree, "a2p1"))
    assert "4　飛んだ数" in tree.text_of(node_of(tree, "a3p2"))


def test_a_regulation_without_articles() -> None:
    text = (
        "みどり市の休日を定める条例\n平成17年条例第2号\n1　市の休日は、次のとおりとする。\n(1)　日曜日及び土曜日\n"
        "(2)　祝日\n2　前項の規定は、妨げない。\n附則\nこの条例は、公布の日から施行する。\n"
    )
    tree = parse(text)
    assert anchors(tree)[2:] == ["p1", "p1i1", "p1i2", "p2", "s1", "s1p1"]
    assert is_law(text)


def test_rows_after_a_table_begins_are_not_articles() -> None:
    tree = parse(
        "甲条例\n第1条　別表による。\n別表（第1条関係）\n第2条　の事務　300円\n2　欄\n附則\n施行する。\n別表第2に掲げる額は、\n"
    )
    assert anchors(tree) == ["title", "a1", "a1p1", "t", "s1", "s1p1"]


def test_supplement_on_one_line() -> None:
    tree = parse("甲規則\n第1条　置く。\n附　則　この規則は、公布の日から施行する。\n")
    assert tree.text_of(node_of(tree, "s1p1")) == "この規則は、公布の日から施行する。\n"


def test_preamble() -> None:
    tree = parse("みどり市自治基本条例\n条例第1号\n私たちのまちは、緑とともにある。\n第1条　目的\n")
    assert anchors(tree) == ["title", "number", "preamble", "a1", "a1p1"]


@pytest.mark.parametrize(
    ("text", "law", "articled"),
    [
        (ORDINANCE, True, True),
        ("業務委託契約書\n第1条　甲は\n第2条　乙は\n第3条　その他\n甲　みどり市\n", False, True),
        (
            "会議録\n○議長　第1条の改正について\n第1条　は別紙のとおり\n" + "委員　賛成です。\n" * 20,
            False,
            False,
        ),
        ("手数料のあらまし\n手数料条例第3条により徴収します。\n", False, False),
        ("あいさつ\n本日はお日柄もよく。\n", False, False),
        ("", False, False),
        ("みどり市甲要綱\n第1条　置く。\n附則\nこの要綱は、令和5年4月1日から施行する。\n", True, False),
    ],
)
def test_is_law(text: str, law: bool, articled: bool) -> None:
    assert is_law(text) is law
    assert has_articles(text) is articled


def nodes_cover(tree: LawTree) -> None:
    def check(node: Node) -> None:
        assert node.kind in KINDS
        assert node.start <= node.end
        at = node.head_end
        for child in node.children:
            assert child.start == at
            check(child)
            at = child.end
        assert at == node.end

    assert (tree.root.start, tree.root.end) == (0, len(tree.text))
    check(tree.root)
    assert str(tree) == tree.text
    assert len(set(anchors(tree))) == len(anchors(tree))


pieces = st.sampled_from(
    [
        *(
            "第1条　置く。",
            "第１条（目的）　置く。",
            "第二条の二　定める。",
            "第3条　削除",
            "第4条から第6条まで　削除",
        ),
        *(
            "（目的）",
            "2　前項の",
            "３　市長は",
            "1　表の行",
            "(1)　甲",
            "(2)　乙",
            "一　丙",
            "ア　丁",
            "イ　戊",
            "(ア)　己",
        ),
        *(
            "第1章　総則",
            "# 第1編　総論",
            "第1節　通則（第1条―第2条）",
            "目次",
            "附則",
            "附　則（令和3年条例第5号）抄",
        ),
        *(
            "別表第1（第3条関係）",
            "別表",
            "様式第1号（第2条関係）",
            "（令3条例5・一部改正）",
            "「",
            "」",
            "",
            "　",
            "備考",
        ),
        *(
            "第5条を次のように改める。",
            "甲条例の一部を次のように改正する。",
            "甲条例（令和6年甲市条例第12号）",
            "条例第3号",
        ),
        *("\r", "住民票\t300円", "| 区分 | 額 |", "②　略", "（１）", "iv　略", "第9条"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces | st.text(max_size=8), max_size=30), st.booleans())
@example(["第1章　総則", "（目的）", "目次", "第1条　置く。"], False)
@example(["0", "（目的）", "甲条例（令和6年甲市条例第12号）", "第1条　置く。"], False)
def test_the_nodes_of_any_text_cover_it(lines: list[str], ends: bool) -> None:
    tree = parse("\n".join(lines) + ("\n" if ends else ""))
    nodes_cover(tree)
    assert parse(str(tree)) == tree
    for node in tree.articles():
        assert re.search(r"第[^\n]*条", tree.head_of(node)), node
        assert tree.find(node.anchor) == node and tree.path(node.anchor)[-1] == node


def statutes() -> Iterator[Path]:
    folder = os.environ.get("SHITAGAKI_PUBLIC_DATA")
    if not folder:
        pytest.skip("公開データの場所が SHITAGAKI_PUBLIC_DATA にありません")
    yield from sorted((Path(folder) / "egov_xml").glob("*.xml"))


def test_every_article_of_46_statutes_is_found() -> None:
    folder = os.environ.get("SHITAGAKI_PUBLIC_DATA")
    if not folder:
        pytest.skip("公開データの場所が SHITAGAKI_PUBLIC_DATA にありません")
    laws: dict[str, list[dict[str, str]]] = {}
    for line in (Path(folder) / "egov_laws_50" / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        laws.setdefault(article["law"], []).append(article)
    missing: list[str] = []
    for law, articles in laws.items():
        lines = [f"{a['caption'] or ''}\n{a['article']}　{a['text']}\n" for a in articles]
        tree = parse(f"{law}\n" + "".join(lines))
        found = {node.number.replace("_", "-") for node in tree.articles()}
        missing += [f"{law} {a['article_no']}" for a in articles if a["article_no"] not in found]
    assert sum(map(len, laws.values())) == 5740
    # The set has these three inside the table of 第48条の2, out of their order.
    assert missing == ["公職選挙法 51", "公職選挙法 60", "公職選挙法 55"]


def test_statutes_printed_as_text_give_the_tree_of_their_xml() -> None:
    from statute import as_text

    read = 0
    for path in statutes():
        text, gold = as_text(path)
        tree = parse(text)
        nodes_cover(tree)
        assert is_law(text)
        assert anchors(tree, "article", "paragraph", "item", "subitem", "suppl") == gold, path.name
        read += 1
    assert read >= 10
