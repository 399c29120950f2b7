"""Citations: their labels, verbatim quotes, links; which [n] of a text are real; which source a sentence stands on."""

from __future__ import annotations

import pytest

from app.attribution import attach
from app.citation import (
    best_quote,
    cited_numbers,
    drawn_from,
    keep_known,
    make_citation,
    source_label,
    source_url,
)
from app.retrieval import pack
from app.text.wording import pairs
from ingest.document import CLERK
from tests.papers import FEES, FIRE_REPORT
from tests.tiny_index import TinyIndex

INDEX = TinyIndex([FEES, FIRE_REPORT])


def passage(document, words):
    return next(one for one in INDEX.passages(document.id) if words in one.text)


def test_a_regulation_is_cited_with_its_number_article_and_day():
    fee = passage(FEES, "300円")
    citation = make_citation(3, fee, FEES, wanted=pairs("住民票の写しの手数料"))
    assert citation.label == "みどり市手数料条例（令和元年みどり市条例第18号）第3条"
    assert citation.quote == "2　住民票の写しの手数料は、1通につき300円とする。"
    assert citation.quote in FEES.text
    assert citation.url == f"/documents/tesuryo#{fee.id.split('#')[1]}"
    assert citation.effective == "令和7年4月1日"
    assert citation.number == 3


def test_a_document_in_one_passage_is_cited_by_its_title():
    fee = passage(FEES, "300円")
    whole = type(fee)(**{name: getattr(fee, name) for name in fee.__slots__} | {"label": "全文"})
    assert source_label(FEES, whole) == "みどり市手数料条例（令和元年みどり市条例第18号）"
    assert source_url("文書 1#h2") == "/documents/%E6%96%87%E6%9B%B8%201#h2"


def test_a_quote_is_a_verbatim_part_and_never_longer_than_a_glance():
    long = "これは、" + "とても長い説明が続き、" * 60 + "終わる。"
    quote = best_quote(long, pairs("説明"))
    assert quote in long
    assert 0 < len(quote) <= 200
    assert best_quote("", pairs("説明")) == ""


def test_a_caption_by_itself_is_no_quote():
    article = "（祝金の額）\n第３条　祝金の額は、次の各号に定める額とする。\n(1)　満77歳に達する者　5,000円"
    assert best_quote(article, pairs("祝金の額")) == "第３条　祝金の額は、次の各号に定める額とする。"
    cell = "28 | ごみ | 粗大ごみはどう出しますか。 | 電話で申し込んでください。 | 環境課"
    assert best_quote(cell, pairs("電話で申し込む")) == "電話で申し込んでください。"
    assert best_quote("（祝金の額）", pairs("祝金の額")) == "（祝金の額）"


def test_the_quote_is_the_sentence_that_the_draft_took():
    fee = passage(FEES, "300円")
    asked = make_citation(1, fee, FEES, wanted=pairs("住民票の写しの手数料"))
    drawn = drawn_from("お知らせします。手数料の額は、次のとおりです[1]。", asked, fee.text)
    assert drawn.quote == "第3条　手数料の額は、次のとおりとする。" and drawn.quote in fee.text
    assert drawn_from("住民票の写しの手数料は、1通につき300円です[1]。", asked, fee.text) == asked
    assert drawn_from("引いていません。", asked, fee.text) == asked


@pytest.mark.parametrize(
    ("text", "kept", "used", "rejected"),
    [
        ("300円です［１］【9】。", "300円です[1]。", {1}, ("[9]",)),
        ("二つある[1,3]。", "二つある[1]。", {1}, ("[3]",)),
        ("二つある[1][2]。", "二つある[1][2]。", {1, 2}, ()),
        ("文末の後。[2]", "文末の後[2]。", {2}, ()),
        ("重なり[1][1]。", "重なり[1]。", {1}, ()),
        ("【出典2】にある", "[2]にある", {2}, ()),
        ("【答弁（案）】と【要確認：旧「3人」】", "【答弁（案）】と【要確認：旧「3人」】", set(), ()),
        ("令和8年[2026]", "令和8年[2026]", set(), ()),
    ],
)
def test_only_what_was_handed_over_is_cited(text, kept, used, rejected):
    marked = keep_known(text, {1, 2})
    assert (marked.text, set(marked.used), marked.rejected) == (kept, used, rejected)


def test_numbers_come_out_in_order():
    assert cited_numbers("甲[3]。乙[1]。丙[3]。") == (3, 1)


@pytest.fixture
def evidence():
    found = [(passage(FEES, "300円"), FEES), (passage(FIRE_REPORT, "11件"), FIRE_REPORT)]
    return pack(found, wanted=pairs("住民票の写しの手数料 火災 救急 件数"), limit=5)


@pytest.mark.parametrize(
    ("sentence", "sourced"),
    [
        ("昨年の火災は11件でした。", "昨年の火災は11件でした[2]。"),
        ("昨年の火災は11件でした[1]。", "昨年の火災は11件でした[2]。"),
        ("手数料は300円です[1]。", "手数料は300円です[1]。"),
        ("火災は99件でした[2]。", "火災は99件でした[2]。"),
        ("皆様の御健勝を祈念します。", "皆様の御健勝を祈念します。"),
        ("住民票の写しの手数料を頂きます。", "住民票の写しの手数料を頂きます[1]。"),
    ],
)
def test_a_sentence_gets_the_source_that_has_its_figures(evidence, sentence, sourced):
    assert attach(sentence, evidence) == sourced


def test_a_passage_that_may_not_be_read_is_not_found():
    secret = type(FEES)(**{name: getattr(FEES, name) for name in FEES.__slots__} | {"sensitivity": "3B"})
    index = TinyIndex([secret])
    assert index.search("手数料", viewer=CLERK).hits == ()


def test_of_a_table_the_row_that_is_named_is_quoted_and_not_the_names_of_its_columns():
    table = "1　ごみの量（単位　トン）\n区分 | 令和5年度 | 令和6年度\n剪定枝 | 8.0 | 8.4\n紙おむつ | 6.1 | 6.6。減量中\n紙 | 2 | 3"
    assert best_quote(table, pairs("紙おむつの令和6年度の量は何トンか")) == "紙おむつ | 6.1 | 6.6。減量中"
    assert best_quote(table, pairs("剪定枝は令和5年度に何トンか")) == "剪定枝 | 8.0 | 8.4"
    prose = table + "\n紙おむつの量は、令和6年度に6.6トンでした。"
    assert best_quote(prose, pairs("紙おむつの令和6年度の量")) == "紙おむつの量は、令和6年度に6.6トンでした。"
