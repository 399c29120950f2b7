"""What stands above a regulation: cited national provisions, what they leave to it, penalties beyond the law."""

import json
from datetime import date

import pytest

from evals.revisions import REIKI, tree
from ingest.law.above import excesses, findings_above, grounds
from ingest.law.graph import Graph, Regulation
from ingest.law.resolution import find_links
from ingest.law.tree import parse
from ingest.loaders.titles import find_title
from tests.public_data import public_data
from tests.test_cli_law import run

__all__ = ["run"]
DAY = date(2026, 11, 27)
PENALTY = "○みどり市灯台{kind}\n（罰則）\n第1条　違反した者は、{words}。\n附　則\nこの{kind}は、公布の日から施行する。\n"
LAW = """灯台法
昭和三十年法律第九号
（手数料）
第一条　市町村は、手数料について、条例で定めるところにより、これを徴収することができる。
（報告）
第二条　市町村長は、国土交通大臣に報告しなければならない。
2　次に掲げる事項は、条例で定める。
一　開館時間
"""
OURS = """○みどり市灯台手数料条例
令和8年3月1日
条例第3号
（趣旨）
第1条　この条例は、灯台法（昭和30年法律第9号。以下「法」という。）第{at}の規定に基づき、手数料に関し必要な事項を定めるものとする。
（報告）
第2条　法第9条の報告は、港湾法（昭和25年法律第218号）第3条の例による。
附　則
この条例は、公布の日から施行する。
"""


@pytest.mark.parametrize(
    ("kind", "words", "found"),
    [
        ("条例", "2年以下の拘禁刑又は100万円以下の罰金に処する", []),
        ("条例", "3年以下の拘禁刑又は150万円以下の罰金に処する", ["3年以下の拘禁刑", "150万円以下の罰金"]),
        ("条例", "三十月以下の拘禁刑に処する", ["三十月以下の拘禁刑"]),
        ("条例", "1,000,000円以下の罰金に処する", []),
        ("条例", "５万円以下の過料に処する", []),
        ("条例", "60,000円以下の過料を科する", ["60,000円以下の過料"]),
        ("条例", "1年以下の懲役に処する", ["懲役"]),
        ("規則", "10万円以下の罰金に処する", ["10万円以下の罰金"]),
        ("規則", "5万円以下の過料に処する", []),
        ("要綱", "1万円以下の過料に処する", ["1万円以下の過料"]),
        ("条例", "10万円以下の補助金を返還する", []),
    ],
)
def test_penalties_beyond_the_law_are_told_with_its_article(kind, words, found):
    told = list(excesses(parse(PENALTY.format(kind=kind, words=words)), DAY))
    assert [each.words for each in told] == found
    assert all("地方自治法第1" in each.limit or "令和4年法律第67号" in each.limit for each in told)


def test_what_a_special_law_allows_and_old_terms_before_their_day_are_let_be():
    for name in (
        "kaigo_hoken_jorei_20240401.docx",
        "kokuho_jorei_20241202.txt",
        "shizei_jorei_20260401.html",
    ):
        assert list(excesses(tree(REIKI / name), DAY)) == []
    old = tree(REIKI / "shobodan_jorei_20250401.md")
    assert [each.words for each in excesses(old, DAY)] == ["禁錮"]
    assert list(excesses(old, date(2025, 5, 31))) == []


def looked_up(text):
    ours, above = parse(text), parse(LAW)
    rows = [
        Regulation("ours", "みどり市灯台手数料条例", "令和8年みどり市条例第3号", "条例"),
        Regulation("law", "灯台法", "昭和三十年法律第九号", "法律"),
    ]
    graph = Graph(rows, {}, {"ours": ours, "law": above}.__getitem__)
    links = tuple(graph.checked(link, DAY) for link in find_links(text, tree=ours))
    return ours, links, graph


@pytest.mark.parametrize(("at", "leaves"), [("1条", True), ("2条第1項", False), ("2条第2項第1号", True)])
def test_a_ground_must_leave_something_to_an_ordinance(at, leaves):
    ours, links, graph = looked_up(OURS.format(at=at))
    first, missing, absent = grounds(ours, links, graph, DAY)
    assert (first.law, first.place, first.ground, first.leaves) == ("灯台法", f"第{at}", True, leaves)
    assert (missing.state, missing.place) == ("dangling", "第9条") and "第2条" in missing.reason
    assert (absent.law, absent.state, absent.leaves) == ("港湾法", "absent", None)
    told = {each.rule: each.message for each in findings_above(ours, None, links, (), graph, DAY)}
    assert ("no_ground" in told) is not leaves
    assert "港湾法（第3条）" in told["above_absent"]
    assert list(findings_above(ours, ours, links, links, graph, DAY)) == []


def test_the_command_looks_the_law_up_where_it_was_taken_in(run, tmp_path):
    law = next(public_data("egov_xml").glob("405AC*.xml"))
    assert run("ingest", str(law)).returncode == 0
    file = REIKI / "gyosei_tetsuzuki_jorei_20260521.xml"
    told = json.loads(run("law", "above", str(file), "--json").stdout)
    own = [each for each in told["grounds"] if each["law"] == "行政手続法"]
    assert [(each["state"], each["place"], each["anchor"]) for each in own] == [("found", "第46条", "a1p1")]
    assert "地方公共団体は" in own[0]["says"] and told["excesses"] == []


def test_a_caption_in_brackets_is_no_title():
    lines = ["○みどり市灯台条例", "令和8年3月1日", "条例第3号", "（協議）", "第1条　市長は、協議する。"]
    assert find_title(lines, "x") == "みどり市灯台条例"
    assert find_title(["総総第12号", "灯台の点検について（照会）"], "x") == "灯台の点検について（照会）"
