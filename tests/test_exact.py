"""A place that is named is answered with that place alone; what is not there, abbreviated or mistyped is told in a sentence."""

from datetime import date

import pytest

from app.web.ui_home import results
from ingest.document import CLERK, RESIDENT
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.search.naming import RegulationNames
from tests.web_office import open_office, serving

TAX = """○みどり市税条例
平成17年4月1日
条例第55号
（趣旨）
第1条　この条例は、市税に関し必要な事項を定める。
（納税の方法）
第12条の2　徴収金の納付は、次に掲げる方法による。ただし、市長が認めるときは、この限りでない。
(1)　納付書
(2)　口座振替
2　前項の口座振替は、申込みによる。
（過料）
第31条　5万円以下の過料に処する。
附　則
（施行期日）
1　この条例は、平成17年4月1日から施行する。
（経過措置）
2　なお従前の例による。
別表第1（第31条関係）
区分	額
一	100円
"""
LATER = TAX.replace("5万円以下", "10万円以下").replace(
    "別表第1", "附　則（令和6年3月22日条例第8号）\nこの条例は、令和6年4月1日から施行する。\n別表第1"
).replace("附　則\n（施行期日）", "（加算）\n第31条の2　加算する。\n附　則\n（施行期日）", 1)  # fmt: skip
WASTE = """○みどり市廃棄物の処理及び清掃に関する条例
平成17年4月1日
条例第98号
（目的）
第1条　この条例は、廃棄物の適正な処理を図る。
（粗大ごみ）
第2条　粗大ごみは、5点までとする。
附　則
この条例は、平成17年4月1日から施行する。
"""
HEALTH = WASTE.replace("廃棄物の処理及び清掃に関する条例", "国民健康保険税条例").replace("98号", "56号")


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exact")
    (folder / "files").mkdir()
    texts = {"tax_old": TAX, "tax_new": LATER, "waste": WASTE, "health": HEALTH}
    for name, text in texts.items():
        (folder / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    made = Index(folder / "index", tenant="midori", embedder=HashEmbedder())
    assert ingest([folder / "files"], index=made).failed == []
    return made


def asked(index, query, day=None, **options):
    return index.search(query, viewer=options.pop("viewer", CLERK), as_of=day, **options)


@pytest.mark.parametrize(
    ("query", "anchor", "label", "text"),
    [
        ("税条例第12条の2第2項", "a12_2p2", "第12条の2第2項", "2　前項の口座振替は、申込みによる。\n"),
        (
            "みどり市税条例 第十二条の二 第２項",
            "a12_2p2",
            "第12条の2第2項",
            "2　前項の口座振替は、申込みによる。\n",
        ),
        ("税条例第12条の2第1項第2号", "a12_2p1i2", "第12条の2第1項第2号", "(2)　口座振替\n"),
        ("税条例12条の2第2号", "a12_2p1i2", "第12条の2第1項第2号", "(2)　口座振替\n"),
        (
            "平成17年みどり市条例第55号第1条",
            "a1",
            "第1条",
            "（趣旨）\n第1条　この条例は、市税に関し必要な事項を定める。\n",
        ),
        (
            "市税条例の第1条について教えてください。",
            "a1",
            "第1条",
            "（趣旨）\n第1条　この条例は、市税に関し必要な事項を定める。\n",
        ),
        ("税条例附則第2項", "s1p2", "附則第2項", "（経過措置）\n2　なお従前の例による。\n"),
        ("税条例別表第1", "t1", "別表第1", "別表第1（第31条関係）\n区分\t額\n一\t100円\n"),
    ],
)
def test_a_named_place_gives_its_words_and_nothing_else(index, query, anchor, label, text):
    found = asked(index, query)
    assert (found.confident, found.notice, len(found.hits)) == (True, "", 1)
    hit = found.hits[0]
    assert (hit.passage.id, hit.passage.label, hit.passage.text) == (f"tax-new-txt#{anchor}", label, text)
    assert hit.via == ("exact",) and hit.document.number == "平成17年みどり市条例第55号"
    assert hit.document.text[hit.passage.start : hit.passage.end] == text


def test_several_places_come_in_the_order_named(index):
    found = asked(index, "税条例第31条及び第1条")
    assert [hit.passage.label for hit in found.hits] == ["第31条", "第1条"]


@pytest.mark.parametrize(
    ("query", "notice", "labels"),
    [
        (
            "税条例第40条",
            "第40条はありません（最終は第31条の2）。近い条を示します。",
            ["第31条", "第31条の2"],
        ),
        (
            "税条例第12条の3",
            "第12条の3はありません（最終は第31条の2）。近い条を示します。",
            ["第1条", "第12条の2"],
        ),
        (
            "税条例第12条の2第5項",
            "第12条の2に第5項はありません（第2項まで）。近い条を示します。",
            ["第12条の2"],
        ),
        (
            "税条例第12条の2第1項第9号",
            "第12条の2に第1項第9号はありません（第2号まで）。近い条を示します。",
            ["第12条の2"],
        ),
        ("税条例別表第3", "別表第3はありません。", []),
    ],
)
def test_what_is_not_there_is_said_with_the_nearest(index, query, notice, labels):
    found = asked(index, query)
    assert (found.notice, found.confident) == (notice, False)
    assert [hit.passage.label for hit in found.hits] == labels


def test_an_abbreviated_name_is_read_and_said(index):
    found = asked(index, "廃棄物条例第2条")
    assert found.confident and found.hits[0].passage.id == "waste-txt#a2"
    assert (
        found.notice == "「廃棄物条例」を「みどり市廃棄物の処理及び清掃に関する条例」のこととして探しました。"
    )
    assert asked(index, "廃棄物条例").notice == found.notice


def test_a_mistyped_name_is_offered_and_not_taken_for_certain(index):
    found = asked(index, "廃棄物の処理及び清操に関する条例第2条")
    assert found.notice.startswith(
        "「廃棄物の処理及び清操に関する条例」という例規はありません。「みどり市廃棄物の処理及び清掃に関する条例」ではありませんか。"
    )
    assert not found.confident and found.hits[0].passage.id == "waste-txt#a2"


def test_the_longer_name_is_not_the_shorter_one(index):
    assert asked(index, "国民健康保険税条例第2条").hits[0].document.title == "みどり市国民健康保険税条例"
    assert asked(index, "税条例第1条").hits[0].document.title == "みどり市税条例"


def test_the_text_of_the_day_and_the_day_before(index):
    assert "5万円以下" in asked(index, "税条例第31条", date(2024, 3, 31)).hits[0].passage.text
    assert "10万円以下" in asked(index, "税条例第31条", date(2024, 4, 1)).hits[0].passage.text
    assert "10万円以下" in asked(index, "税条例第31条").hits[0].passage.text
    old = asked(index, "税条例第31条の2", date(2024, 3, 31))
    assert (
        old.notice
        == "第31条の2はありません（最終は第31条）。令和6年4月1日からの版にはあります。近い条を示します。"
    )
    assert {hit.document.id for hit in old.hits} == {"tax-old-txt"}
    early = asked(index, "税条例第1条", date(2000, 1, 1))
    assert early.hits == () and "平成17年4月1日から施行される版があります" in early.notice


@pytest.mark.parametrize("query", ["税条例では過料はいくらですか", "過料", "条例"])
def test_questions_are_left_to_the_search(index, query):
    found = asked(index, query)
    assert found.notice == "" and all("exact" not in hit.via or hit.score < 1 for hit in found.hits)


def test_a_question_about_an_article_of_a_short_name_is_searched_with_that_article_first(index):
    found = asked(index, "税条例第31条の過料はいくら")
    assert found.notice == "" and "exact" in found.hits[0].via and "10万円以下" in found.hits[0].passage.text
    assert len(found.hits) > 1


def test_a_question_about_an_article_that_is_not_there_says_so(index):
    found = asked(index, "税条例第40条の過料はいくらですか")
    assert found.notice == "みどり市税条例に、第40条はありません（最終は第31条の2）。"


def test_rights_and_kinds_hold_for_exact_answers_too(index):
    assert all("exact" not in hit.via for hit in asked(index, "税条例第1条", viewer=RESIDENT).hits)
    assert asked(index, "税条例第1条", viewer=RESIDENT).notice == ""
    assert asked(index, "税条例第1条", kinds=("会議録",)).hits == ()


NAMES = RegulationNames(
    [
        ("みどり市税条例", "平成17年みどり市条例第55号"),
        ("みどり市国民健康保険条例", ""),
        ("みどり市情報公開条例", ""),
        ("みどり市情報公開条例施行規則", ""),
        ("みどり市立図書館条例", ""),
        ("みどり市立図書館管理運営規則", ""),
        ("みどり市放課後児童クラブ条例", ""),
        ("みどり市国民健康保険条例の一部を改正する条例", "令和6年みどり市条例第30号"),
    ]
)


@pytest.mark.parametrize(
    ("query", "how", "titles"),
    [
        ("税条例第3条", "full", ("みどり市税条例",)),
        ("市税条例", "full", ("みどり市税条例",)),
        ("国保条例第5条", "short", ("みどり市国民健康保険条例",)),
        ("児童クラブ条例", "short", ("みどり市放課後児童クラブ条例",)),
        ("図書館規則", "short", ("みどり市立図書館管理運営規則",)),
        ("情報公開規則", "short", ("みどり市情報公開条例施行規則",)),
        ("情報公開条例", "full", ("みどり市情報公開条例",)),
        ("情報公開要綱", "near", ("みどり市情報公開条例", "みどり市情報公開条例施行規則")),
        ("情報交開条例", "near", ("みどり市情報公開条例",)),
        ("国民健康保険條例第2條", "full", ("みどり市国民健康保険条例",)),
        ("図書館きそく第3条", "near", ("みどり市立図書館管理運営規則",)),
        ("しぜい条例第3条", "near", ("みどり市税条例",)),
        ("情報こうかいじょうれい", "near", ("みどり市情報公開条例",)),
        ("国保条礼", "near", ("みどり市国民健康保険条例",)),
    ],
)
def test_whose_name_is_meant(query, how, titles):
    meant = NAMES.meant_in(query)
    assert (meant.how, meant.titles[: len(titles)]) == (how, titles)


@pytest.mark.parametrize(
    "query",
    [
        "水道料金",
        "条例",
        "下水道条例",
        "規則第3条",
        "情報公界の規定",
        "前条の規定",
        "図書館の規則正しい利用",
        "下水道じょうれい",
    ],
)
def test_no_name_is_meant(query):
    assert NAMES.meant_in(query) is None


# ---- on the faces


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_office(tmp_path_factory.mktemp("office"))


def test_the_api_tells_the_notice_and_takes_days_by_era(office):
    import httpx

    with serving(office) as address, httpx.Client(base_url=address, timeout=30) as http:
        found = http.get("/api/search", params={"q": "手数料条例第9条"}).json()
        assert found["notice"] == "第9条はありません（最終は第3条）。近い条を示します。"
        assert [hit["label"] for hit in found["hits"]] == ["第2条", "第3条"] and set(found) >= {
            "hits",
            "seconds",
        }
        one = http.get("/api/search", params={"q": "手数料条例第2条第2項", "as_of": "令和元年7月1日"}).json()
        hit = one["hits"][0]
        assert (hit["text"], hit["number"], hit["effective"]) == (
            "２　印鑑登録証明書の交付手数料は、1通につき300円とする。\n",
            "令和元年みどり市条例第12号",
            "令和元年7月1日",
        )
        page = http.get(hit["url"].partition("#")[0]).text
        assert '<span id="a2p2"></span>' in page
        assert "<mark>２　印鑑登録証明書の交付手数料は、1通につき300円とする。</mark>" in page
        none = http.get("/api/search", params={"q": "手数料条例第2条", "as_of": "2019/6/30"}).json()
        assert none["hits"] == [] and "令和元年7月1日から施行される版があります" in none["notice"]
        wrong = http.get("/api/search", params={"q": "あ", "as_of": "令和元年13月1日"})
        assert wrong.status_code == 422 and "as_of" in wrong.json()["detail"]


def test_the_page_shows_the_notice_above_the_hits(office):
    page = results("手数科条例第3条", office)
    told = "「手数科条例」という例規はありません。「みどり市手数料条例」ではありませんか。"
    assert page.index(f'<p class="sg-notice" role="status">{told}</p>') < page.index('<li class="sg-hit">')
    assert "sg-notice" not in results("手数料条例第3条", office)


def test_the_page_searches_on_a_day_in_either_calendar_and_in_one_kind(office):
    for day in ("令和元年7月1日", "R1.7.1", "2019-07-01"):
        page = results("手数料", office, day=day)
        assert "令和元年7月1日に効力のある文書からさがしました。" in page and "みどり市手数料条例" in page
    assert "みどり市手数料条例" not in results("手数料", office, day="2019-06-30")
    assert "さがしました" not in results("手数料", office)
    told = results("手数料", office, day="令和元年13月1日")
    assert "「令和元年13月1日」は暦にない日です。月と日を確かめてください。" in told and "sg-hit" not in told
    kinds = {
        kind for kind in ("条例", "規則") if f"<span>{kind}</span>" in results("手数料", office, kind=kind)
    }
    assert "条例" in kinds and "<span>条例</span>" not in results("手数料", office, kind="規則")
