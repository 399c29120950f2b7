"""A question that says its day gets the law of that day, and says so; places jotted down, rows of a 別表 and who cites a 条 are found."""

from datetime import date

import pytest

from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.law.front import own_number
from ingest.law.tree import parse
from ingest.search.asked_day import read_asked_day
from ingest.search.naming import RegulationNames
from ingest.search.shorthand import spelled_out

BIKES = """○みどり市自転車等の放置の防止に関する条例
平成15年9月30日
条例第33号
（撤去）
第1条　市長は、放置された自転車を撤去することができる。
（費用の徴収）
第2条　市長は、前条の規定により自転車を撤去したときは、2,000円を徴収する。
（減免）
第3条　市長は、規則で定めるところにより、前条の費用を減免することができる。
（承認）
第4条　駐車場の使用には、市長の承認を要する。
附　則
この条例は、平成16年4月1日から施行する。
別表第1（第4条関係）
名称	位置
東口	一丁目2番
別表第2（第4条関係）
区分	金額
1　自転車	100円
	学生　80円
2　原動機付自転車	200円
"""
SUPPLEMENT = """附　則（令和5年12月20日条例第35号）
この条例は、令和6年4月1日から施行する。ただし、第3条を削る改正規定及び第4条を第3条とする改正規定は、令和6年10月1日から施行する。
別表第1"""
APRIL = BIKES.replace("2,000円を", "3,000円を").replace("別表第1", SUPPLEMENT, 1)
OCTOBER = APRIL.replace("（減免）\n第3条　市長は、規則で定めるところにより、前条の費用を減免することができる。\n", "").replace("第4条　駐車場", "第3条　駐車場")  # fmt: skip
RULE = """○みどり市自転車等の放置の防止に関する条例施行規則
平成15年10月1日
規則第40号
（趣旨）
第1条　この規則は、みどり市自転車等の放置の防止に関する条例（平成15年みどり市条例第33号。以下「条例」という。）の施行に関し必要な事項を定める。
（公示）
第2条　条例第1条の撤去は、公示して行う。
附　則
この規則は、平成16年4月1日から施行する。
"""
DWELLINGS = """○みどり市空家等対策の推進に関する条例
平成30年3月20日
条例第3号
（目的）
第1条　この条例は、空家等の管理に関し必要な事項を定める。
附　則
この条例は、平成30年4月1日から施行する。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("days")
    (folder / "files").mkdir()
    texts = {"z_old": BIKES, "b_april": APRIL, "a_october": OCTOBER, "rule": RULE, "dwellings": DWELLINGS}
    for name, text in texts.items():
        (folder / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    made = Index(folder / "index", tenant="midori", embedder=HashEmbedder())
    assert ingest([folder / "files"], index=made).failed == []
    return made


def asked(index, query, **options):
    return index.search(query, viewer=CLERK, **options)


def test_texts_of_one_amendment_in_force_part_by_part_are_told_apart(index):
    days = {
        each.source.rpartition("/")[2]: (each.effective_from, each.effective_to)
        for each in index.documents(CLERK)
    }
    assert days["z_old.txt"] == (date(2004, 4, 1), date(2024, 3, 31))
    assert days["b_april.txt"] == (date(2024, 4, 1), date(2024, 9, 30))
    assert days["a_october.txt"] == (date(2024, 10, 1), None)


@pytest.mark.parametrize(
    ("query", "day", "rest"),
    [
        ("令和6年3月時点で返還費用はいくら", date(2024, 3, 31), "返還費用はいくら"),
        ("令和６年４月１日現在の手数料", date(2024, 4, 1), "手数料"),
        ("2023年4月1日時点の税条例第12条", date(2023, 4, 1), "税条例第12条"),
        ("令和5年4月1日の手数料条例", date(2023, 4, 1), "手数料条例"),
        ("R5.4.1時点の使用料", date(2023, 4, 1), "使用料"),
        ("平成30年当時の使用料", date(2018, 12, 31), "使用料"),
        ("令和5年度の使用料", date(2024, 3, 31), "使用料"),
        ("令和8年度の使用料", date(2026, 11, 27), "使用料"),
        ("令和9年度における使用料", date(2027, 4, 1), "使用料"),
    ],
)
def test_the_day_is_read_from_the_question(query, day, rest):
    found = read_asked_day(query, date(2026, 11, 27))
    assert (found.day, found.rest) == (day, rest)


@pytest.mark.parametrize(
    "query",
    ["令和6年4月1日から施行の条例", "令和6年4月1日付けの通知", "現在の使用料", "令和6年2月30日時点の額"],
)
def test_a_date_that_is_no_day_of_the_law_is_left(query):
    assert read_asked_day(query, date(2026, 11, 27)) is None


@pytest.mark.parametrize(
    ("query", "words", "notice"),
    [
        ("令和6年3月時点で撤去した自転車の徴収の額", "2,000円", "例規は、令和6年3月31日に効力のあった条文を示します。"),
        ("令和6年5月1日時点の自転車等の放置の防止に関する条例第3条", "減免", "例規は、令和6年5月1日に効力のあった条文を示します。"),
        ("令和5年度の自転車等の放置の防止に関する条例第2条", "2,000円", "例規は、令和6年3月31日に効力のあった条文を示します。"),
        ("自転車等の放置の防止に関する条例第3条 改正前", "減免", "例規は、令和6年9月30日に効力のあった条文を示します。"),
        ("撤去した自転車の徴収の額", "3,000円", ""),
        ("自転車等の放置の防止に関する条例第3条", "承認", ""),
    ],
)  # fmt: skip
def test_the_law_of_that_day_is_shown_and_said(index, query, words, notice):
    found = asked(index, query)
    first = next(hit for hit in found.hits if "附則" not in hit.passage.label)
    assert words in first.passage.text
    assert found.notice.endswith(notice) and (notice or not found.notice)
    assert not [hit for hit in found.hits if words == "2,000円" and "3,000円" in hit.passage.text]


@pytest.mark.parametrize(
    ("jotted", "place"),
    [
        ("税条例12の2①", "税条例第12条の2第1項"),
        ("税条例１２の２", "税条例第１２条の２"),
        ("税条例第12条の2②⑶", "税条例第12条の2第2項第3号"),
        ("税条例12条Ⅱ①", "税条例12条第2項第1号"),
        ("税条例12条の2 2項", "税条例12条の2第2項"),
        ("税条例12の2の罰則", "税条例第12条の2の罰則"),
        ("条例第12号", "条例第12号"),
        ("手数料条例2件", "手数料条例2件"),
        ("平成12年条例8号", "平成12年条例8号"),
    ],
)
def test_places_that_are_jotted_down_are_spelled_out(jotted, place):
    assert spelled_out(jotted) == place


@pytest.mark.parametrize(
    ("query", "text", "label"),
    [
        ("放置の防止に関する条例別表第2の1の項", "1　自転車\t100円\n\t学生　80円\n", "別表第2の1の項"),
        ("放置の防止に関する条例の別表第2原動機付自転車の項", "2　原動機付自転車\t200円\n", "別表第2の原動機付自転車の項"),
        ("放置の防止に関する条例の別表の東口の項", "東口\t一丁目2番\n", "別表第1の東口の項"),
    ],
)  # fmt: skip
def test_a_row_of_a_table_is_given_alone_with_the_names_of_its_columns(index, query, text, label):
    (hit,) = asked(index, query).hits
    assert (hit.passage.text, hit.passage.label) == (text, label)
    assert hit.passage.context in ("区分 | 金額", "名称 | 位置")
    assert hit.document.text[hit.passage.start : hit.passage.end] == text


def test_a_row_that_is_not_there_is_told_with_those_that_are(index):
    found = asked(index, "放置の防止に関する条例別表第2の3の項")
    assert not found.confident and found.notice.endswith(
        "別表第2に「3の項」はありません。別表第2の項は、「1　自転車」、「2　原動機付自転車」です。"
    )


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("空き家条例", "空家等対策の推進に関する条例"),
        ("空き家等対策の推進に関する条例第1条", "空家等対策の推進に関する条例"),
        ("放置自転車条例", "自転車等の放置の防止に関する条例"),
    ],
)
def test_another_spelling_and_another_order_of_words_name_a_regulation(words, title):
    names = RegulationNames(
        [
            (f"みどり市{each}", "")
            for each in ("空家等対策の推進に関する条例", "自転車等の放置の防止に関する条例", "市営住宅条例")
        ]
    )
    meant = names.meant_in(words)
    assert (meant.titles, meant.how) == ((f"みどり市{title}",), "short")
    assert names.stranger_in("墓地管理条例の罰則") == "墓地管理条例"


def test_a_place_without_a_regulation_is_asked_back(index):
    found = asked(index, "条例第4条の罰則は？")
    assert (
        found.notice.startswith("どの条例の第4条かが書かれていません。")
        and "第4条のある条例は、取り込まれていません。" in found.notice
    )
    assert "「みどり市空家等対策の推進に関する条例」" in asked(index, "第1条には何がある").notice
    assert asked(index, "地方自治法第244条の2").notice == ""


def test_who_cites_a_place_and_what_is_left_to_rules_are_told(index):
    found = asked(index, "放置自転車条例第1条を引用しているのは")
    assert [(hit.document.kind, hit.passage.label) for hit in found.hits] == [
        ("条例", "第2条第1項"),
        ("規則", "第2条第1項"),
    ]
    assert found.notice == "みどり市自転車等の放置の防止に関する条例第1条を引用している規定は、2か所です。"
    left = asked(index, "令和6年5月1日時点の放置自転車条例で規則に委任している規定")
    assert [hit.passage.label for hit in left.hits][:1] == ["第3条第1項"]
    assert not asked(index, "空家等対策の推進に関する条例第1条を引用している規定").confident


def test_a_day_without_a_text_of_it_is_answered_from_today_and_said(index):
    found = asked(index, "平成29年度の空家等の管理に関する条例の目的")
    assert any(hit.document.title == "みどり市空家等対策の推進に関する条例" for hit in found.hits)
    assert found.notice.endswith(
        "みどり市空家等対策の推進に関する条例は、その日の版が取り込まれていないため、今の条文です。"
    )
    assert read_asked_day("昨年度の使用料", date(2026, 11, 27)).day == date(2026, 3, 31)


def test_a_place_in_a_regulation_that_is_not_here_is_said(index):
    found = asked(index, "情報公開条例第5条")
    assert (found.confident, found.notice) == (False, "「情報公開条例」という例規は、取り込まれていません。")


def test_a_number_in_kanji_is_cited_in_figures():
    upright = "みどり市空家等対策の推進に関する条例施行規則\n平成三十年三月二十日規則第六号\n（趣旨）\n第一条　この規則は、条例の施行に関し必要な事項を定める。\n"
    assert own_number(parse(upright)) == "平成30年みどり市規則第6号"
    assert (
        own_number(parse(upright.replace("平成三十年三月二十日", "令和元年五月七日")))
        == "令和元年みどり市規則第6号"
    )
