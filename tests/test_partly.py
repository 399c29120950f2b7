"""What begins before or after the rest of its regulation, and what begins with another one, on the days around each change."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest

SPRING = """みなと町湧水保全条例
令和6年9月24日条例第27号
（目的）
第1条　この条例は、湧水を保全することを目的とする。
（届出）
第2条　湧水を取水しようとする者は、規則で定めるところにより、町長に届け出なければならない。
（過料）
第3条　第2条の規定による届出をしない者は、5万円以下の過料に処する。
附　則
この条例は、公布の日から起算して6月を経過した日から施行する。ただし、第2条の規定は、公布の日から起算して20日を経過した日から施行する。
"""
RULE = """みなと町湧水保全条例施行規則
令和6年9月30日規則第19号
（趣旨）
第1条　この規則は、みなと町湧水保全条例（令和6年みなと町条例第27号。以下「条例」という。）の施行に関し必要な事項を定める。
（届出）
第2条　条例第2条の規定による届出は、届出書により行う。
附　則
この規則は、条例の施行の日から施行する。
"""
BATH = """みなと町浴場使用条例
平成20年12月15日条例第31号
（使用料）
第1条　使用料は、300円とする。
（納入）
第2条　使用料は、15日までに納入する。
（区分）
第3条　区分は、次のとおりとする。
(1)　一般
　ア　町内
　　(ア)　大人
　　(イ)　子ども
附　則
この条例は、平成21年4月1日から施行する。
"""
AFTER = (
    BATH.replace("300円", "400円").replace("15日まで", "末日まで")
    + """附　則（令和6年3月19日条例第11号）
この条例は、令和6年10月1日から施行する。ただし、第2条の改正規定は、令和7年1月1日から施行する。
"""
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("partly")
    (folder / "files").mkdir()
    for name, text in {"spring": SPRING, "rule": RULE, "bath": BATH, "bath_after": AFTER}.items():
        (folder / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    made = Index(folder / "index", tenant="midori", embedder=HashEmbedder())
    assert ingest([folder / "files"], index=made).failed == []
    return made


def asked(index, query, *day):
    found = index.search(query, viewer=CLERK, as_of=date(*day))
    return [hit.passage.text.splitlines()[-1].strip() for hit in found.hits], found.notice


def test_a_part_that_began_before_the_rest_is_shown_from_its_day(index):
    shown, notice = asked(index, "湧水保全条例第2条", 2024, 10, 13)
    assert shown == [] and "令和7年3月24日から施行される版があります" in notice
    shown, notice = asked(index, "湧水保全条例第2条", 2024, 10, 14)
    assert shown == [SPRING.splitlines()[5]]
    assert "第2条は、令和6年10月14日から施行されています" in notice
    assert "ほかの規定は、令和7年3月24日から" in notice
    assert asked(index, "湧水保全条例第1条", 2024, 10, 14)[0] == []
    assert asked(index, "湧水保全条例第1条", 2025, 3, 23)[0] == []
    assert asked(index, "湧水保全条例第1条", 2025, 3, 24)[0] == [SPRING.splitlines()[3]]


def test_a_part_that_begins_later_is_shown_as_it_was_before(index):
    assert asked(index, "浴場使用条例第2条", 2024, 9, 30) == (["第2条　使用料は、15日までに納入する。"], "")
    shown, notice = asked(index, "浴場使用条例第2条", 2024, 12, 31)
    assert shown == ["第2条　使用料は、15日までに納入する。", "第2条　使用料は、末日までに納入する。"]
    assert "先に示すのが令和6年12月31日に効力のある条文" in notice
    assert "第2条の改正規定は令和7年1月1日から施行されます。" in notice
    assert asked(index, "浴場使用条例第2条", 2025, 1, 1) == (["第2条　使用料は、末日までに納入する。"], "")
    assert asked(index, "浴場使用条例第1条", 2024, 10, 1) == (["第1条　使用料は、400円とする。"], "")


def test_a_rule_begins_with_its_ordinance(index):
    (rule,) = [each for each in index.documents(CLERK) if "規則" in each.title]
    assert rule.effective_from == date(2025, 3, 24)


def test_what_will_cite_a_regulation_that_has_not_begun_is_told(index):
    found = index.search("湧水保全条例第2条を引用しているのは", viewer=CLERK, as_of=date(2024, 10, 1))
    assert [(hit.document.title, hit.passage.label) for hit in found.hits] == [
        ("みなと町湧水保全条例", "第3条第1項"), ("みなと町湧水保全条例", "附則第1項"),
        ("みなと町湧水保全条例施行規則", "第2条第1項"),
    ]  # fmt: skip


def test_the_mark_below_a_mark_is_found(index):
    found = index.search("浴場使用条例第3条第1号ア(イ)", viewer=CLERK)
    assert [hit.passage.text.strip() for hit in found.hits] == ["(イ)　子ども"]
