"""Regulations as offices' systems write them out: pages' numbers, a 見出し on the line of its 項, short numbers, notes in 〔〕."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.law.force import read_force
from ingest.law.front import own_number, own_promulgation
from ingest.law.lines import is_note
from ingest.law.reference import find_references
from ingest.law.tree import parse
from ingest.loaders import load
from ingest.loaders.layout.running import without_pages
from ingest.search.tablerows import row_in

PRINTED = """霧原町例規集
霧原町空き家改修補助金交付要綱
令和３年４月１日
告示第４５号
第１条 この要綱は、空き家を改修して住む者に対し、予算の範囲内において補助金を交付することについて定
 めるものとする。
第２条 補助金の額は、改修に要した費用の２分の１とし、５０万円を限度とする。この場合において、補助金
 の額に千円未満の端数が生じたときは、

      - 1 -
霧原町例規集
 これを切り捨てる。
２ 前項の費用には、次に掲げるものを含まない。
 (１) 家具の購入費

      - 2 -
霧原町例規集
 (２) 町長が定めるもの
   附 則
 この告示は、令和３年４月１日から施行する。
"""


def test_pages_numbers_and_heads_are_no_part_of_an_article(tmp_path):
    file = tmp_path / "youkou.txt"
    file.write_text(PRINTED, encoding="utf-8")
    tree = parse(load(file).text)
    assert tree.title == "霧原町空き家改修補助金交付要綱"
    articles = list(tree.articles())
    assert tree.text_of(articles[1]).split("\n")[1:3] == [
        " の額に千円未満の端数が生じたときは、",
        " これを切り捨てる。",
    ]
    assert [node.anchor for node in tree.walk() if node.kind == "item"] == ["a2p2i1", "a2p2i2"]


KEPT = [
    ["一", "- 1 -", "二", "- 3 -", "三"],  # no row of pages
    ["損益", "- 5 -", "計"],  # one number alone
    ["- 1 -", "頭", "", "甲", "- 2 -", "足", "", "乙"],
]


@pytest.mark.parametrize(
    ("lines", "left"), [(KEPT[0], KEPT[0]), (KEPT[1], KEPT[1]), (KEPT[2], ["頭", "", "甲", "足", "", "乙"])]
)
def test_only_numbers_in_order_are_those_of_pages(lines, left):
    assert without_pages(lines) == left


ALLOWANCES = """霧原町職員手当条例
（平9.3.10条例5）
（目的）第1条　この条例は、手当について定める。
（一部改正〔平成12年条例3号〕）
第2条　削除
（平20条例15）
附則
（施行期日）１　この条例は、平成9年4月1日から施行する。
（手当の特例）２　当分の間、手当の額は、4,000円とする。
（注）３は、欠番とする。
"""


def test_a_caption_on_the_line_of_its_paragraph():
    tree = parse(ALLOWANCES)
    supplement = tree.root.children[-1]
    assert [(node.number, node.caption) for node in supplement.children] == [
        ("1", "施行期日"),
        ("2", "手当の特例"),
    ]
    assert read_force(tree).enactments[0].main.day == date(1997, 4, 1)


NUMBERS = [
    ("（平9.3.10条例5）", "平成9年霧原町条例第5号", date(1997, 3, 10)),
    ("昭和50.3.20規則12", "昭和50年霧原町規則第12号", date(1975, 3, 20)),
    ("（平9条例5）", "平成9年霧原町条例第5号", None),
    ("令元.10.1　告示第7号", "令和元年霧原町告示第7号", date(2019, 10, 1)),
]


@pytest.mark.parametrize(("line", "number", "day"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_a_short_number_below_the_title(line, number, day):
    tree = parse(ALLOWANCES.replace("（平9.3.10条例5）", line))
    assert (tree.title, own_number(tree), own_promulgation(tree)) == ("霧原町職員手当条例", number, day)
    assert [node.kind for node in tree.articles()[0].children] == ["paragraph", "note"]


NOTES = [
    ("（一部改正〔令和三年条例二〇号〕）", True),
    ("　（追加〔平成30年条例9号〕、一部改正〔令和3年条例2号〕）", True),
    ("一部改正〔平成12年条例3号〕", True),
    ("（平20条例15）", True),
    ("（平9条例5・平12条例3・一部改正）", True),
    ("（一部改正）", False),
    ("第3条の一部改正〔平成3年条例9号〕を行う。", False),
    ("（平日の利用）", False),
]


@pytest.mark.parametrize(("line", "note"), NOTES, ids=[row[0] for row in NOTES])
def test_notes_of_the_history(line, note):
    assert is_note(line) is note


PARKING = """○霧原町営駐車場条例
平成18年6月20日
条例第19号
（区分）
第1条　区分は、次のとおりとする。
一　普通車　次に掲げるもの
　イ　町内のもの
　ロ　町外のもの
　　（１）　県内のもの
　　（２）　県外のもの
（使用料）
第2条　使用料は、{fee}円とする。
{added}附　則
1　この条例は、平成18年10月1日から施行する。
{supplement}"""
OLD = PARKING.format(fee=300, added="", supplement="")
NEW = PARKING.format(
    fee=400,
    added="（減免）\n第2条の2　町長は、使用料を減額することができる。この場合において、町長は、理由を示すものとする。\n",
    supplement="附　則（令和7年9月19日条例第21号）\n1　この条例は、令和8年4月1日から施行する。ただし、第2条の2を加える改正規定は、令和7年10月1日から施行する。\n"
    "2　施行の日前に入った車両の使用料については、なお従前の例による。\n",
)
PAGE = """<html><head><title>例規集｜霧原町営駐車場条例施行規則</title></head><body><p><a href="i.html">体系目次</a>｜<a href="t.html">先頭へ</a></p>
<p>○霧原町営駐車場条例施行規則</p><p>平成18年9月1日<br>規則第31号</p><p>第1条　この規則は、霧原町営駐車場条例（平成18年霧原町条例第19号）の施行に関し必要な事項を定める。</p>
<p>附　則<br>この規則は、平成18年10月1日から施行する。</p></body></html>"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    (folder / "files").mkdir()
    for name, text in {"old.txt": OLD, "new.txt": NEW, "rule.html": PAGE}.items():
        (folder / "files" / name).write_text(text, encoding="utf-8")
    made = Index(folder / "index", tenant="midori", embedder=HashEmbedder())
    assert ingest([folder / "files"], index=made).failed == []
    return made


def asked(index, query, *day):
    found = index.search(query, viewer=CLERK, as_of=date(*day) if day else None)
    return [(hit.passage.label, hit.passage.text.strip()) for hit in found.hits], found.notice


def test_a_page_of_a_regulation_is_called_by_its_own_name(index):
    found = {each.title: (each.number, each.kind) for each in index.documents(CLERK)}
    assert found["霧原町営駐車場条例施行規則"] == ("平成18年霧原町規則第31号", "規則")


ADDED = (
    "第2条の2",
    "（減免）\n第2条の2　町長は、使用料を減額することができる。この場合において、町長は、理由を示すものとする。",
)


def test_a_part_that_begins_first_is_law_while_the_older_text_is(index):
    shown, notice = asked(index, "霧原町営駐車場条例第2条の2", 2025, 9, 30)
    assert ADDED not in shown and notice.startswith("第2条の2はありません（最終は第2条）。")
    shown, notice = asked(index, "霧原町営駐車場条例第2条の2", 2025, 10, 1)
    assert shown == [ADDED] and notice.startswith("第2条の2は、令和7年10月1日から施行されています")
    for day, fee in (((2025, 10, 1), 300), ((2026, 3, 31), 300), ((2026, 4, 1), 400)):
        shown, _ = asked(index, "霧原町営駐車場条例第2条", *day)
        assert shown == [("第2条", f"（使用料）\n第2条　使用料は、{fee}円とする。")]


def test_a_paragraph_of_an_amendments_supplement_is_told_by_its_name(index):
    shown, notice = asked(index, "霧原町営駐車場条例附則第2項", 2026, 4, 1)
    assert [label for label, _ in shown] == ["附則（令和7年9月19日条例第21号）第2項"]
    assert notice == "制定のときの附則第2項はありません。改正の附則にあるものを示します。"
    assert asked(index, "霧原町営駐車場条例附則第1項", 2026, 4, 1)[1] == ""


def test_a_regulation_is_found_by_its_number_alone(index):
    assert asked(index, "平成18年条例第19号第2条", 2026, 4, 1)[0] == [
        ("第2条", "（使用料）\n第2条　使用料は、400円とする。")
    ]


def test_a_mark_in_brackets_below_another(index):
    day = 2026, 4, 1
    assert asked(index, "霧原町営駐車場条例第1条第1号ロ(2)", *day)[0] == [
        ("第1条第1項第1号ロ(2)", "（２）　県外のもの")
    ]
    assert (
        asked(index, "霧原町営駐車場条例第1条第1号ロ(3)", *day)[1] == "第1条第1項第1号にロ(3)はありません。"
    )


def test_a_sentence_of_a_place_by_its_name(index):
    day = 2026, 4, 1
    later = "この場合において、町長は、理由を示すものとする。"
    assert asked(index, "霧原町営駐車場条例第2条の2後段", *day) == ([("第2条の2第1項後段", later)], "")
    assert asked(index, "霧原町営駐車場条例第2条の2第1項の前段", *day)[0] == [
        ("第2条の2第1項前段", "町長は、使用料を減額することができる。")
    ]
    assert asked(index, "霧原町営駐車場条例第2条ただし書", *day)[1] == "第2条にただし書はありません。"


DRAWN = """霧原村温泉条例
別表（第８条関係）
┌────┬──────┬─────┐
│区　分│村　　内　　│村　　外　│
│　　　│（１回）　　│（１回）　│
├────┼──────┼─────┤
│大　人│　３００円　│　６００円│
├────┴──────┼─────┤
│　　回　数　券　　　│　３千円　│
└───────────┴─────┘
備考　小人は、半額とする。
"""


def test_a_table_drawn_with_lines_is_a_table(tmp_path):
    file = tmp_path / "onsen.txt"
    file.write_text(DRAWN, encoding="utf-8")
    loaded = load(file)
    assert loaded.text.splitlines()[2:] == [
        "区分 | 村内（１回） | 村外（１回）",
        "大人 | ３００円 | ６００円",
        "回数券 | ３千円",
        "備考　小人は、半額とする。",
    ]
    rows = [block.header for block in loaded.blocks if block.kind == "row"]
    assert rows == ["区分 | 村内（１回） | 村外（１回）"] * 2


@pytest.mark.parametrize(
    "drawn",
    ["┌──┐\n│注意│\n└──┘\n", "┌──┬──┐\n│犬　├──┤\n│　　│鑑札│\n└──┴──┘\n"],
    ids=["frame", "merged"],
)
def test_a_frame_and_a_cell_over_several_rows_stay_as_they_are_drawn(drawn, tmp_path):
    file = tmp_path / "frame.txt"
    file.write_text("お知らせ\n" + drawn, encoding="utf-8")
    assert load(file).text == "お知らせ\n" + drawn


PROMULGATED = """霧原村温泉条例をここに公布する。
　平成21年３月19日
　　　霧原村長　　古　屋　　信　夫
霧原村条例第12号
　　　霧原村温泉条例（抄）
第１条　温泉を設置する。
　　　附　則
　この条例は、平成21年４月１日から施行する。
附則(令和5年条例第4号)
(施行期日)
1. この条例は、令和5年7月1日から施行する。
"""


def test_the_title_below_the_sentence_that_promulgates_it():
    tree = parse(PROMULGATED)
    assert (tree.title, own_number(tree)) == ("霧原村温泉条例", "平成21年霧原村条例第12号")
    assert [node.kind for node in tree.root.children] == ["number", "title", "article", "suppl", "suppl"]
    starts = [each.main and each.main.day for each in read_force(tree).enactments]
    assert starts == [date(2009, 4, 1), date(2023, 7, 1)]
    twice = parse("○霧原村温泉条例\n平成21年３月19日\n条例第12号\n" + PROMULGATED)
    assert [node.kind for node in twice.root.children][:3] == ["title", "number", "article"]


def test_a_rule_by_its_usual_name_that_it_does_not_have(index):
    told = asked(index, "霧原町営駐車場条例施行細則第1条", 2026, 4, 1)[1]
    assert told.startswith(
        "「霧原町営駐車場条例施行細則」という例規はありません。「霧原町営駐車場条例施行規則」"
    )


def test_a_row_of_a_table_whose_name_begins_with_a_figure():
    row = row_in("給与条例別表第1の2の5キロメートル未満の項")
    assert row is not None and (row.words, row.name) == ("の5キロメートル未満の項", "5キロメートル未満")
    assert [each.anchor for each in find_references("別表第1の2の5キロメートル未満の項")] == ["t1_2"]
    row = row_in("手数料条例別表第3の2の項")
    assert row is not None and (row.words, row.name) == ("の2の項", "2")
