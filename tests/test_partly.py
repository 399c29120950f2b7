"""What begins before or after the rest of its regulation, and what begins with another one, on the days around each change."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.law.outline import outline
from ingest.law.tree import parse
from ingest.search.partly import later_notes
from ingest.search.unbegun import read_parts

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
RINK = """みなと町氷上競技場条例
平成22年3月19日条例第7号
（滑走料）
第1条　滑走料は、1回につき700円とする。
（返還）
第2条　納めた滑走料は、返還しない。
附　則
この条例は、平成22年4月1日から施行する。
"""
RINK_AFTER = (
    RINK.replace("700円", "900円").replace("返還しない", "申出により返還する")
    + """附　則（令和6年9月24日条例第30号）
この条例は、令和7年4月1日から施行する。ただし、第2条の改正規定は、令和6年10月1日から施行する。
"""
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("partly")
    (folder / "files").mkdir()
    for name, text in {
        "spring": SPRING,
        "rule": RULE,
        "bath": BATH,
        "bath_after": AFTER,
        "rink": RINK,
        "rink_after": RINK_AFTER,
    }.items():
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


def test_what_a_part_leaves_as_it_was_is_read_with_the_articles_in_force(index, tmp_path):
    """「前条」 of the words before is the 前条 of that day, though it stands in the newer text."""
    old = BATH.replace("使用料は、15日まで", "前条の使用料は、15日まで").replace("浴場", "温浴施設")
    new = (
        old.replace("300円", "400円").replace("15日まで", "末日まで")
        + "附　則（令和6年3月19日条例第11号）\nこの条例は、令和6年10月1日から施行する。ただし、第2条の改正規定は、令和7年1月1日から施行する。\n"
    )
    (tmp_path / "files").mkdir()
    for name, text in {"old": old, "new": new}.items():
        (tmp_path / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    made = Index(tmp_path / "index", tenant="midori", embedder=HashEmbedder())
    assert ingest([tmp_path / "files"], index=made).failed == []
    for day, words in (
        (date(2024, 9, 30), "300円"),
        (date(2024, 12, 31), "400円"),
        (date(2025, 1, 1), "400円"),
    ):
        hit = made.search("温浴施設使用条例第2条", viewer=CLERK, as_of=day).hits[0]
        assert ("15日まで" in hit.passage.text) == (day.year == 2024)
        (beside,) = made.law.companions(hit.passage, hit.document, CLERK, day)
        assert words in beside.passage.text and beside.document.effective_from == (
            date(2024, 10, 1) if words == "400円" else date(2009, 4, 1)
        )


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


# ---- in a search in words

WORDS = "浴場の使用料の納入はいつまでか"
ALONE = AFTER.replace("浴場使用条例", "体育館使用条例").replace("第31号", "第33号")
NOTED = (
    AFTER.replace("浴場使用条例", "弓道場使用条例").replace("第31号", "第34号")
).replace("末日までに納入する。", "末日までに納入する。\n（令6条例11・一部改正）")  # fmt: skip
ADDED = (
    AFTER.replace("浴場使用条例", "球場使用条例").replace("第31号", "第35号").replace("末日", "15日")
    .replace("（区分）", "（納入の特例）\n第2条の2　納入は、納期限後とすることができる。\n（区分）")
    .replace("第2条の改正規定", "第2条の次に1条を加える改正規定")
)  # fmt: skip
OTHERS = ALONE.replace("体育館使用条例", "庭球場使用条例").replace("第33号", "第36号").replace(
    "第2条の改正規定", "第2条の規定"
)  # fmt: skip


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("merged")
    texts = {"bath": BATH, "bath_after": AFTER, "gym": ALONE, "bow": NOTED, "ball": ADDED, "court": OTHERS, "spring": SPRING}  # fmt: skip
    (folder / "files").mkdir()
    for name, text in texts.items():
        (folder / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    made = Index(folder / "index", tenant="midori", embedder=HashEmbedder())
    assert ingest([folder / "files"], index=made).failed == []
    return made


def shown(index, query, title, *day):
    """(label and words of each hit of a regulation, the last day of its text), and what is said above."""
    found = index.search(query, viewer=CLERK, k=30, as_of=date(*day))
    hits = [
        (hit.passage.label, hit.passage.text.splitlines()[1], hit.document.effective_to)
        for hit in found.hits
        if hit.document.title == title and hit.passage.label.startswith("第2条")
    ]
    return hits, found.notice


def test_a_search_in_words_shows_the_text_before_until_the_part_begins(merged):
    bath, before = "みなと町浴場使用条例", "第2条　使用料は、15日までに納入する。"
    assert shown(merged, WORDS, bath, 2024, 9, 30)[0] == [("第2条", before, date(2024, 9, 30))]
    for day in ((2024, 10, 1), (2024, 12, 31)):
        hits, notice = shown(merged, WORDS, bath, *day)
        assert hits == [("第2条", before, date(2024, 12, 31))]
        assert (
            f"{bath}の第2条は、令和7年1月1日から改正後の条文になるため、それまでの条文を示します。" in notice
        )
    assert shown(merged, WORDS, bath, 2025, 1, 1)[0] == [
        ("第2条", "第2条　使用料は、末日までに納入する。", None)
    ]


def test_what_was_written_in_before_its_day_is_not_shown_where_the_text_before_is_not_here(merged):
    bow, ball = "みなと町弓道場使用条例", "みなと町球場使用条例"
    hits, notice = shown(merged, "弓道場の使用料の納入", bow, 2024, 12, 31)
    assert hits == [] and f"{bow}の第2条は、令和7年1月1日から施行される条文なので、示していません。" in notice
    assert [label for label, *_ in shown(merged, "弓道場の使用料の納入", bow, 2025, 1, 1)[0]] == ["第2条"]
    assert [label for label, *_ in shown(merged, "球場の納入の特例", ball, 2024, 12, 31)[0]] == ["第2条"]
    assert {label for label, *_ in shown(merged, "球場の納入の特例", ball, 2025, 1, 1)[0]} == {
        "第2条",
        "第2条の2",
    }


def test_where_nothing_tells_whether_it_is_written_in_the_day_is_told_beside_the_article(merged):
    gym, court = "みなと町体育館使用条例", "みなと町庭球場使用条例"
    labels = [label for label, *_ in shown(merged, "体育館の使用料の納入", gym, 2024, 12, 31)[0]]
    assert labels == ["第2条（令和7年1月1日に改正）"]
    assert [label for label, *_ in shown(merged, "体育館の使用料の納入", gym, 2025, 1, 1)[0]] == ["第2条"]
    # 「第2条の規定」 of an amendment is its own second article
    assert [label for label, *_ in shown(merged, "庭球場の使用料の納入", court, 2024, 12, 31)[0]] == ["第2条"]


def test_the_page_of_a_regulation_tells_the_day_beside_the_article():
    tree = parse(ALONE)
    anchors = [part.anchor for part in outline(tree)]
    told = {"a2": ["附則によると、第2条の改正規定は令和7年1月1日から施行されます。"]}
    assert later_notes(tree, anchors, date(2024, 12, 31)) == told
    assert later_notes(tree, anchors, date(2025, 1, 1)) == {}


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("第2条から第4条までの改正規定", {"a2", "a3", "a4"}),
        ("第2条第2項の改正規定", {"a2p2"}),
        ("第2条中「第5条」を「第6条」に改める改正規定", {"a2"}),
        ("第1条中みなと町浴場使用条例第3条の改正規定", {"a3"}),
        ("第1条中みなと町球場使用条例第3条の改正規定", set()),
        ("第2条の規定", set()),
        ("第1条の次に2条を加える改正規定", {"a2", "a3"}),
        ("別表の改正規定及び第4条を削る改正規定", {"t", "a4"}),
    ],
)
def test_the_places_that_a_part_of_an_amendment_is_about(what, named):
    text = BATH.replace("（区分）\n", "2　略する。\n（区分）\n").replace(
        "附　則", "（委任）\n第4条　規則で定める。\n附　則", 1
    )
    text += f"附　則（令和6年3月19日条例第11号）\nこの条例は、令和6年10月1日から施行する。ただし、{what}は、令和7年1月1日から施行する。\n別表（第1条関係）\n一般\t300円\n"
    assert {each for part in read_parts(parse(text)) for each in part.anchors} == named


def test_words_find_the_part_that_began_before_the_rest_and_of_the_rest_the_text_in_force(index):
    def found(query, *day):
        hits = index.search(query, viewer=CLERK, as_of=date(*day)).hits
        return [
            (hit.passage.text.splitlines()[-1][4:], hit.document.in_force(date(*day)))
            for hit in hits
            if "氷上競技場" in hit.document.title and hit.passage.label[:3] in ("第1条", "第2条")
        ]

    old, new = "納めた滑走料は、返還しない。", "納めた滑走料は、申出により返還する。"
    less, more = "滑走料は、1回につき700円とする。", "滑走料は、1回につき900円とする。"
    told = {
        day: sorted(found("滑走料の返還はできるか", *day))
        for day in ((2024, 9, 30), (2024, 10, 1), (2025, 3, 31), (2025, 4, 1))
    }
    assert told == {
        (2024, 9, 30): sorted([(old, True), (less, True)]),
        (2024, 10, 1): sorted([(new, True), (less, True)]),
        (2025, 3, 31): sorted([(new, True), (less, True)]),
        (2025, 4, 1): sorted([(new, True), (more, True)]),
    }
    notice = index.search("滑走料の返還はできるか", viewer=CLERK, as_of=date(2024, 10, 1)).notice
    assert "第2条は、令和6年10月1日から施行されています" in notice
