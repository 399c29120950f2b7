"""The net of regulations: who cites a 条, references from one regulation to another, 委任, 様式."""

from datetime import date

import pytest

from ingest.document import Document
from ingest.law.delegation import children, delegations, forms
from ingest.regulations import Regulations

DAY = date(2026, 11, 26)
ORDINANCE = """○みどり市公園条例
平成17年4月1日
条例第40号
（趣旨）
第1条　この条例は、公園に関し必要な事項を定める。
（許可）
第2条　許可を受けようとする者は、規則で定めるところにより、申請しなければならない。
2　前項の申請は、第3条の使用料を納めてしなければならない。
（使用料）
第3条　使用料は、規則で定める。
（準用）
第4条　第1条から第3条までの規定は、広場について準用する。
附　則
この条例は、平成17年4月1日から施行する。
"""
RULE = """○みどり市公園条例施行規則
平成17年4月1日
規則第12号
（趣旨）
第1条　この規則は、みどり市公園条例（平成17年みどり市条例第40号。以下「条例」という。）の施行に関し必要な事項を定める。
（申請）
第2条　条例第2条第1項の申請は、申請書（様式第1号）による。
（使用料）
第3条　条例第3条の使用料は、100円とする。
（その他）
第4条　条例第9条の規定は、適用しない。
附　則
この規則は、平成17年4月1日から施行する。
様式第1号（第2条関係）
申請書
"""
OTHER = """○みどり市広場条例
平成20年3月1日
条例第5号
（使用料）
第1条　みどり市公園条例第2条の規定は、広場について準用する。
（その他）
第2条　みどり市駐車場条例第3条の規定による。
附　則
この条例は、平成20年4月1日から施行する。
"""


def document(name, text, number, **days):
    return Document(
        name,
        text.split("\n")[0].lstrip("○"),
        "規則" if "規則第" in number else "条例",
        text,
        f"{name}.txt",
        name,
        number,
        **days,
    )


OLD = document(
    "old",
    ORDINANCE.replace("第4条　第1条から", "第4条　第2条から"),
    "平成17年みどり市条例第40号",
    effective_to=date(2020, 3, 31),
)


@pytest.fixture
def regulations(tmp_path):
    documents = {
        "park": document("park", ORDINANCE, "平成17年みどり市条例第40号", effective_from=date(2020, 4, 1)),
        "rule": document("rule", RULE, "平成17年みどり市規則第12号"),
        "square": document("square", OTHER, "平成20年みどり市条例第5号"),
        "old": OLD,
    }
    return Regulations(list(documents.values()), documents.get, file=tmp_path / "links.json")


def citing(regulations, title, anchor, day=DAY):
    graph = regulations.graph
    found = graph.cited_by(graph.find(title, "", day), anchor, day)
    return [(each.source, each.link.source, each.link.text, each.exact) for each in found]


def test_who_cites_an_article(regulations):
    assert citing(regulations, "みどり市公園条例", "a3") == [
        ("park", "a2p2", "第3条", True),
        ("park", "a4p1", "第3条", True),
        ("rule", "a3p1", "条例第3条", True),
    ]
    assert citing(regulations, "みどり市公園条例", "a2") == [
        ("park", "a2p2", "前項", False),
        ("park", "a4p1", "第3条", True),
        ("rule", "a2p1", "条例第2条第1項", False),
        ("square", "a1p1", "みどり市公園条例第2条", True),
    ]
    assert citing(regulations, "みどり市公園条例施行規則", "f1") == [("rule", "a2p1", "様式第1号", True)]


def test_a_range_counts_for_every_article_in_it_and_old_revisions_do_not(regulations):
    assert ("park", "a4p1", "第3条", True) in citing(regulations, "みどり市公園条例", "a1")
    in_2019 = citing(regulations, "みどり市公園条例", "a1", date(2019, 1, 1))
    assert not [each for each in in_2019 if each[0] in ("park", "old")]


def test_references_between_regulations_are_looked_up(regulations):
    rule = {link.text: link for link in regulations.graph.look_up("rule", DAY)}
    assert (rule["条例第3条"].state, rule["条例第3条"].law) == ("found", "みどり市公園条例")
    assert rule["条例第9条"].state == "dangling"
    assert rule["条例第9条"].reason == "みどり市公園条例に、第9条はありません（最終は第4条）。"
    square = {link.text: link.state for link in regulations.graph.look_up("square", DAY)}
    assert square["みどり市駐車場条例第3条"] == "outside"


def test_what_is_left_to_a_rule_and_where_the_rule_does_it(regulations):
    graph = regulations.graph
    park = graph.find("みどり市公園条例", "", DAY)
    assert [each.id for each in children(graph, park, DAY)] == ["rule"]
    found = {each.anchor: (each.to, each.targets) for each in delegations(graph, park, DAY)}
    assert found == {"a2p1": ("規則", (("rule", "a2p1"),)), "a3p1": ("規則", (("rule", "a3p1"),))}
    assert forms(graph, graph.find("みどり市公園条例施行規則", "", DAY)) == (("f1", "a2p1"),)


def test_revisions_stand_side_by_side(regulations):
    graph = regulations.graph
    park = graph.find("", "平成十七年みどり市条例第四十号", DAY)
    assert [each.id for each in graph.revisions(park)] == ["old", "park"]
    assert graph.find("みどり市公園条例", "", date(2019, 1, 1)).id == "old"


def test_the_links_are_kept_and_can_be_lost(regulations, tmp_path):
    first = regulations.graph.links
    kept = tmp_path / "links.json"
    assert kept.is_file()
    again = Regulations(list(regulations.documents.values()), lambda _: None, file=kept)
    assert again.graph.links == first, "read from the file: no text was asked for"
    kept.write_text("{broken", encoding="utf-8")
    assert (
        Regulations(list(regulations.documents.values()), regulations._load, file=kept).graph.links == first
    )
