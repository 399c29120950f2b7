"""What a text says of itself that cannot be: contradictions, changes that do not reckon, values of before a change."""

from __future__ import annotations

import pytest

from app.checks.alone.changes import check_changes
from app.checks.alone.namesakes import check_namesakes
from app.checks.alone.within import check_within
from app.checks.grounds.almanac import earlier_start
from app.checks.grounds.bound import bound_elsewhere
from app.checks.grounds.pools import read_sentences
from app.checks.grounds.qualifiers import find_qualifiers
from app.checks.subject import Subject
from app.text.spans import find_spans


def within(text):
    return [(text[one.start : one.end], one.message) for one in check_within(Subject(text)).findings]


def changed(text):
    return [text[one.start : one.end] for one in check_changes(Subject(text)).findings]


NOTICE = """予算要求説明会の出席者の報告について（依頼）

10月30日（金）に開く予算要求説明会（本庁舎3階大会議室）について、出席者を報告してください。
1　報告の期限　10月28日（水）
2　説明会の日時　{day}　午前10時から
3　場所　本庁舎3階　{room}
教育長　神尾　節子
御不明な点は、神尾{name}教育長までお尋ねください。
"""


def test_a_day_a_place_and_a_name_that_contradict_the_same_text():
    assert within(NOTICE.format(day="10月30日（金）", room="大会議室", name="節子")) == []
    wrong = NOTICE.format(day="10月29日（木）", room="第2会議室", name="節代")
    assert [words for words, _ in within(wrong)] == ["10月29日（木）", "第2会議室"]
    assert [each.message for each in check_namesakes(Subject(wrong)).findings] == [
        "「神尾節子」は、この文書のほかの所では「神尾節代」です。氏名の漢字を確かめてください。"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "説明会の日程\n説明会　3月7日（土）　午前10時から\n説明会　3月8日（日）　午前10時から\n",
        "第1回見学会は5月3日に開きました。\n第2回見学会は6月7日に開きます。\n",
        "期日前投票　4月14日（月）〜19日（土）\n投票　4月20日（日）\n",
        "訓練は10月26日に延期しました。\n訓練は10月5日に行う予定でした。\n",
        "場所　上沢公民館、川添公民館\n説明会を中央公民館で開きます。\n",
        "令和7年度決算の概要\n令和6年度決算と比べ、令和7年度決算は増えました。\n",
    ],
)
def test_sessions_postponed_days_and_years_compared_are_no_contradiction(text):
    assert within(text) == []


def test_an_event_named_as_the_object_of_its_sentence():
    text = "第21回敬老会を、令和8年9月21日（月・祝）に開きます。\n\n敬老会は9月{}日に開催します。\n"
    assert [words for words, _ in within(text.format(20))] == ["9月20日"]
    assert within(text.format(21)) == []


def test_the_year_of_the_title_that_was_not_moved_on():
    text = "令和9年度放課後児童クラブの申込み\n\n令和8年度の放課後児童クラブの申込みを受け付けます。\n"
    assert within(text) == [
        (
            "令和8年度",
            "「令和8年度」は、題名の「令和9年度」と年度が違います。どちらが正しいかを確かめてください。",
        )
    ]


def test_differences_directions_and_shares_are_reckoned_again():
    assert changed("比率は93.1％で、前年度の92.6％から0.7ポイント上がりました。") == ["0.7ポイント"]
    assert changed("比率は93.1％で、前年度の92.6％から0.5ポイント上がりました。") == []
    assert changed("残高は29億8,700万円で、前年度の31億5,200万円から1億6,500万円増えました。") == [
        "1億6,500万円"
    ]
    assert changed("寄附は4億7,600万円で、前年度から7,800万円（16.4％）増えました。") == ["16.4％"]
    assert changed("寄附は4億7,600万円で、前年度から7,800万円（19.6％）増えました。") == []
    assert changed("34世帯のうち26世帯（86.5％）が答えた。34世帯のうち26世帯（76％）が答えた。") == ["86.5％"]
    assert changed("1,604人から1,688人に84人増え、翌年は1,742人となった。") == []


def order(text):
    first, last = find_spans(text)
    return earlier_start(text, last, first)


def test_an_end_without_a_year_may_lie_in_the_next_year_but_not_before_its_start():
    assert order("令和8年12月1日（火）から11月18日（水）まで") == "令和8年12月1日（火）"
    assert order("令和8年12月1日から11月18日まで") == "令和8年12月1日"
    assert order("令和8年12月1日から1月15日まで") == ""
    assert order("令和8年4月1日から3月31日まで") == ""


def bound(mine, theirs):
    mine, theirs = read_sentences(mine)[0], read_sentences(theirs)[0]
    span = mine.spans[-1]
    saying = [each for each in theirs.spans if each.value == span.value]
    others = [
        each
        for each in theirs.spans
        if each not in saying and (each.kind, each.unit) == (span.kind, span.unit)
    ]
    found = bound_elsewhere(span, mine, theirs, saying, others)
    return found.text if found else ""


def test_the_value_of_the_neighbouring_words_is_told():
    source = "地方交付税総額は、前年度比約１兆２，２７４億円の増、地方税は約２兆３，６９２億円の増を見込む。"
    assert bound("地方交付税の総額は、前年度比約２兆３，６９２億円", source) == "１兆２，２７４億円"
    assert bound("地方交付税の総額は、前年度比約１兆２，２７４億円", source) == ""
    races = "10キロメートル（午前9時20分スタート）、3キロメートル・親子（午前9時40分スタート）"
    assert bound("10キロメートルの部は、午前9時40分", races) == "午前9時20分"
    assert bound("3キロメートルの部は、午前9時40分", races) == ""


def test_a_series_of_years_has_one_name_for_all_its_figures():
    source = (
        "1人1日当たりの排出量は、令和4年度912グラム、令和5年度901グラム、令和6年度889グラムと減っている。"
    )
    assert bound("1人1日当たりのごみ排出量は、令和6年度は889グラム", source) == ""
    assert bound("1人1日当たりのごみ排出量は、令和6年度", source) == ""


def sure(text, given):
    return [one.message for one in find_qualifiers(Subject(text, values={"資料": given}), sure=True)]


def test_a_turned_word_behind_a_figure_is_told():
    told = "固定資産税は堅調で７，２１３万７千円の増収、鉱産税は５万１千円の減収を見込んでおります。"
    assert "増" in sure("固定資産税は７，２１３万７千円の減収を見込んでいます。", told)[0]
    assert sure("固定資産税は７，２１３万７千円の増収を見込んでいます。", told) == []
    ages = "本年４月から、対象に１６歳以上の自転車利用者が追加されます。"
    assert sure("４月から、対象に１６歳を超える自転車利用者が追加されます。", ages) != []
    assert sure("４月から、対象に１６歳の自転車利用者が追加されます。", ages) == []


def test_figures_of_budgets_weeks_and_articles_are_read_whole():
    text = (
        "約１０２兆４，４００億円、妊娠２８週、第5条の一部負担金、地方自治法第９６条第１項第８号、市環第412号"
    )
    spans = [(one.text, one.kind) for one in find_spans(text)]
    assert spans == [
        ("１０２兆４，４００億円", "金額"),
        ("２８週", "数"),
        ("第5条", "条番号"),
        ("第９６条第１項第８号", "条番号"),
        ("市環第412号", "文書番号"),
    ]
    assert find_spans(text)[0].value == 102_440_000_000_000
