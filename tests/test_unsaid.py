"""What a source holds and a draft must not say as it stands: members' questions, announcements, relative years, bare figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.citation import make_citation
from app.extractive.answer import addressed
from app.extractive.asked import both_asked
from app.extractive.contact import office_of
from app.extractive.past_answers import _differing, near_topic
from app.extractive.quoting import cite, is_statement, telling
from app.extractive.recipe import columns, reads_both
from app.extractive.relevance import tell
from app.extractive.statements import statements
from app.extractive.touching import concerns
from app.extractive.unsaid import announces, greets
from app.material import Material
from app.retrieval import Evidence
from app.tasks.template_file import load_prompts
from app.text.years import dated
from ingest.document import Passage
from tests.tiny_index import document

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")


def source(text, *, kind="会議録", label="", issued=None, context="", number=1):
    paper = replace(document(f"d{number}", "資料", kind, text), issued=issued)
    passage = Passage(f"d{number}#1", paper.id, label, (), 0, len(text), "paragraph", text, context=context)
    return Evidence(number, make_citation(number, passage, paper, wanted=frozenset()), passage, paper, text)


def test_a_members_question_is_not_what_the_city_says():
    asked = source("書かない窓口は、全国で120の市が始めています。", label="質問 7番（大河内由美君）")
    told = source("書かない窓口は、市民課で始めました。", label="答弁 市民部長（関口君）", number=2)
    assert [each.number for each in statements([asked, told])] == [2]
    assert [number for number, _ in telling((asked, told), "書かない窓口", most=3)] == [2]


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("初めに、部活動の地域展開でございます。", True),
        ("1項目めは、書かない窓口とコンビニ交付です。", True),
        ("注2　高齢化率は、65歳以上の人口を総人口で除したもの。", True),
        ("料金は、1回400円です。", False),
        ("実施は、令和9年度からの予定でございます。", False),
        ("出動は2,648件でございます。", False),
    ],
)
def test_what_only_names_the_next_subject_says_nothing(text, announced):
    assert announces(text) is announced


def test_this_year_of_an_old_paper_is_the_year_that_it_was():
    said = "昨年度の9部から、今年度は17部に増やし、来年度は全てとします。"
    assert (
        dated(said, date(2025, 6, 17))
        == "令和6年度の9部から、令和7年度は17部に増やし、令和8年度は全てとします。"
    )
    assert dated("今年1月に始めました。", date(2026, 2, 1)) == "令和8年1月に始めました。"
    assert dated("今年度の予算", date(2026, 2, 1)) == "令和7年度の予算"
    assert dated(said, None) == said
    assert dated("去る者は今年中に申し出る。", date(2026, 2, 1)) == "去る者は今年中に申し出る。"
    (told,) = statements([source("今年度は17部に増やしました。", label="答弁", issued=date(2025, 6, 17))])
    assert told.text == "令和7年度は17部に増やしました。"
    assert "令和7年度は17部" in source("今年度は17部に増やしました。", issued=date(2025, 6, 17)).words


def test_the_hours_of_the_office_answer_no_question_about_hours():
    page = source(
        "期日前投票の時間\n投票できる時間は、午前8時30分から午後8時までです。\n"
        "このページに関するお問い合わせ\n受付時間は、8時30分から17時15分までです。",
        kind="ウェブページ",
    )
    told = [each.text for each in tell([page], "期日前投票の時間", most=3)]
    assert told == ["投票できる時間は、午前8時30分から午後8時までです。"]


def test_a_row_without_heads_tells_one_figure_at_most():
    rows = source(
        "中央公民館 | 会議室4室 | 347 | 4,164 | 53.0\n講堂 | 1,400円 | 1,900円\n貸出し | 98,240冊",
        kind="統計",
    )
    assert [each.text for each in statements([rows])] == ["貸出し：98,240冊"]
    headed = replace(rows.passage, context="施設 | 室 | 日数 | 区分 | 率")
    texts = [each.text for each in statements([replace(rows, passage=headed)])]
    assert "中央公民館：室 会議室4室、日数 347、区分 4,164、率 53.0" in texts


def test_a_heading_of_single_letters_is_no_subject():
    safety = source("気を付けること\n強い苦情の人には、2人で対応します。", kind="通知")
    budget = source("予算の要求は、事業ごとに積算します。", kind="通知", number=2)
    assert [each.number for each in tell([safety, budget], "予算の要求で気を付けること", most=4)] == [2]


def test_a_figure_is_told_where_a_number_is_asked():
    paper = source(
        "調査票に御記入いただき回答をお送りください。\n調査は1,212人から回答がありました。", kind="通知"
    )
    assert "1,212人" in tell([paper], "調査の回答の数", most=1)[0].text


def test_a_law_on_something_else_is_no_ground():
    assert concerns("公民館条例\n公民館の使用料は、別表に定める。", "公民館のスマートフォン相談室")
    assert not concerns(
        "廃棄物の処理及び清掃に関する条例\n手数料は、減免することができる。", "罹災証明書の交付"
    )


def test_a_formula_holds_the_letters_of_columns_alone():
    given = {"列": "A列：氏名、B列：生年月日", "出す列": "C列"}
    assert columns(given, both=False) == {"列": "A", "出す列": "C"}
    assert columns(given, both=True) == {"列": "A", "出す列": "B"}
    counts = {"列": "A、B、C", "出す列": "E", "説明": "A列＝館名、B列＝利用日、C列＝件数"}
    assert columns(counts, both=True)["出す列"] == "C", "what is added up, not the day"
    assert reads_both("=SUMIFS({出す列}:{出す列},{列}:{列})") and not reads_both("=LEN({列}2)")


def test_what_the_mayor_said_of_another_matter_answers_no_question_on_this_one():
    told = "放課後児童クラブの定員は、増やしてまいります。" + "次の項目に移ります。" * 20
    other = "自己負担を全てなくすためには、年間でおよそ4,300万円の財源が必要です。"
    own = "放課後児童クラブの運営には、年間1,200万円の費用が必要です。"
    paper = source(f"{told}{other}{own}")
    assert not near_topic(other, "放課後児童クラブ", [paper])
    assert near_topic(own, "放課後児童クラブ", [paper])
    turned = source(
        "放課後児童クラブなど、急ぐべき課題がございます。また、医療費の助成は、国が行うべきものです。"
    )
    assert not near_topic(
        "また、医療費の助成は、国が行うべきものです。", "放課後児童クラブ", [turned], also="国 県 補助"
    )
    assert near_topic(other, "放課後児童クラブ", [source(other, kind="計画")]), "a paper has one subject"


def test_a_question_that_asks_two_things_of_one_subject_is_two():
    assert both_asked("児童クラブの利用料はいくらで、減免はありますか。") == (
        "児童クラブの利用料はいくら",
        "児童クラブの利用料の減免はありますか。",
    )
    for one in ("申請書は窓口で、いつまでに出しますか。", "利用料はいくらですか。"):
        assert both_asked(one) == (one,)


def test_the_courtesy_of_a_letter_is_no_fact():
    greeting = "児童健全育成事業の推進につきましては、日頃から格別の御協力を頂き、厚くお礼申し上げます。"
    assert greets(greeting) and not is_statement(greeting)
    assert not greets("利用者の御協力により、ごみは5パーセント減りました。")
    assert columns({"列": "Ｄ", "出す列": "E"}, both=True) == {"列": "D", "出す列": "E"}


def test_names_that_end_or_begin_awkwardly():
    fill = PROMPTS.templates["kaitou"].fill
    assert (
        fill("{件名}について（回答案）", {"件名": "空き家の草木について"}) == "空き家の草木について（回答案）"
    )
    assert fill("「{件名}」について", {"件名": "空き家について"}) == "「空き家」について"
    assert office_of("都市整備課") == "都市整備課"
    assert office_of("みどり市総務部総務課行政係") == "総務課"
    assert addressed("3番（江田亮介君）") == "江田議員"


def test_a_sentence_is_quoted_without_the_headings_above_it():
    page = "空き家の相談\nページ番号 1000951　更新日 令和8年10月30日\n市内の空き家は1,084戸でした。"
    assert cite(page, 3) == "市内の空き家は1,084戸でした[3]。"
    assert cite("長い文の途中で、\n行が変わります。", 1) == "長い文の途中で、行が変わります[1]。"


@pytest.mark.parametrize(
    "words",
    ["年末年始のごみ収集のお知らせです。", "市民マラソンの御案内です。"],
)
def test_a_title_said_politely_says_nothing(words):
    assert announces(words)


def test_what_refers_to_a_letter_below_it_cannot_stand_alone():
    letter = "下記のとおり説明会を開きますので、担当者を出席させてください。定員は40人です。"
    assert [one.text for one in statements([source(letter, kind="通知")])] == ["定員は40人です。"]


def test_a_row_that_names_columns_tells_nothing():
    table = "区分 | 令和5年度 | 令和6年度\n児童書 | 48,210冊 | 51,077冊"
    told = [one.text for one in statements([source(table, kind="統計", context="名 | 前 | 後")])]
    assert told == ["児童書：令和5年度 48,210冊、令和6年度 51,077冊"], "the names nearest to the row"


def test_half_of_a_subject_is_not_the_subject():
    rooms = "市民が公民館を利用するときは、窓口で申し込んでください。"
    here = [source(rooms, kind="FAQ")]
    assert tell(here, "市民農園の利用 申込み", most=2, subject="市民農園の利用") == []
    assert [one.text for one in tell(here, "公民館の利用 申込み", most=2, subject="公民館の利用")] == [rooms]


def test_another_amount_for_the_same_thing_is_told_beside_an_answer():
    answer = source("デマンド交通の費用は約600万円を見込んでおります。")
    budget = source("デマンド交通実証運行　580万円", kind="予算", number=3)
    other = source("町道の除雪　590万円", kind="予算", number=4)
    made = Material(PROMPTS.templates["souteimondou"], {}, (answer, other, budget))
    said = "費用は約600万円を見込んでおります[1]。"
    assert _differing(said, made, "デマンド交通") == "【要確認：デマンド交通実証運行　580万円[3]との違い】"
    same = source("デマンド交通実証運行　600万円", kind="予算", number=3)
    assert _differing(said, Material(made.template, {}, (answer, same)), "デマンド交通") == ""
