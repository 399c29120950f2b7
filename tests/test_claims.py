"""What a small model claims beyond its sources, and which source bears a sentence that is laid under."""

from __future__ import annotations

from datetime import date

import pytest

from app.claims import oversteps
from app.extractive.quoting import with_sources
from app.extractive.relevance import tell
from app.extractive.statements import statements
from evals.scorers.drafts import polite
from tests.test_unsaid import source

TABLE = "種目 | スタート | 申込者\nハーフマラソン | 9:00 | 684人\n合計 |  | 1,742人"


@pytest.mark.parametrize(
    ("sentence", "ground", "beyond"),
    [
        ("目標は、1,800人に達しています[3]。", "防災訓練の参加者 | 1,316人 | 1,800人", True),
        ("令和11年度に1,800人に達した。", "令和11年度に1,800人に達した。", False),
        ("今年の大会の申込者数は、684人です[1]。", TABLE, True),
        ("ハーフマラソンの申込者は、684人です[1]。", TABLE, False),
        ("申込者は、1,742人です[1]。", TABLE, False),
        ("初の5キロメートルの競走を加えます。", "5キロメートルを加えます", True),
        ("現在、78.2％の世帯が組織しています[3]。", "令和6年度の78.2％を、90.0％とする。", True),
        ("市民の皆様に、心からお礼を申し上げます。", "", False),
    ],
)
def test_a_sentence_claims_no_more_of_a_figure_than_its_sources(sentence, ground, beyond):
    assert oversteps(sentence, [ground]) is beyond


def test_a_line_that_a_source_has_whole_is_cited_to_that_source():
    near = source("避難所担当職員（1か所4人） | あらかじめ指名された市の職員 | 判断", number=1)
    own = source("移送は、本部が手配する。避難所担当職員の判断で移さない。", number=2)
    line = "避難所担当職員の判断で移さない。"
    assert with_sources(line, (near, own)) == "避難所担当職員の判断で移さない[2]。"
    assert with_sources(line, (near,)) == line


def test_a_figure_that_the_source_has_not_gets_no_mark():
    rule = source("契約担当者は、業務の完了の届出を受けた日から検査をしなければならない。30日とする。")
    said = "発注者は、業務の完了の届出を受けた日から10日以内に検査をする。"
    assert with_sources(said, (rule,)) == said


def test_what_a_letter_asks_of_its_reader_and_courtesies_are_told_to_nobody_else():
    text = (
        "訪問の折に、送迎バスがあることを、お伝えいただくこと。\n委員を2人御推薦いただくこと（8月7日（金）まで）。\n"
        "バスを出してよかったと、職員一同で喜びました。\n送迎バスを1往復ずつ運行します。"
    )
    assert [each.text for each in statements([source(text, kind="通知")])] == [
        "送迎バスを1往復ずつ運行します。"
    ]


def test_the_counts_of_two_years_are_two():
    older = source("第20回の敬老会の出席者は、731人でした。", kind="通知", issued=date(2026, 7, 17))
    newer = source("第21回の敬老会の出席者は、745人でした。", kind="FAQ", number=2)
    told = tell([older, newer], "敬老会の出席者の数", most=2)
    assert {each.number for each in told} == {1, 2}


def test_a_question_and_its_answer_in_a_manual_are_no_mixed_manner():
    text = "係長は、決裁する。\n職員は、席を離れない。\n問　出し方を教えてください。\n答　電話で申し込んでください。"
    assert polite({}, {"text": f"{text}\n班長は、記録する。", "status": "ok"}) == (1.0, "")
    assert polite({}, {"text": f"{text}\n班長は、記録する。\n班長は、記録します。", "status": "ok"})[0] == 0.0


def test_a_sentence_of_another_year_is_told_only_where_no_other_is():
    then = source("令和４年度の市税収入は、２億円の増収を見込んでおります。", kind="報告")
    now = source("令和8年度の市税収入は、65億円を見込んでおります。", kind="報告", number=2)
    for asked, told in (("令和8年度", now), ("令和4年度", then)):
        (found,) = tell([then, now], f"{asked}の市税収入の見込みは", most=2)
        assert found.number == told.number


def test_a_row_of_another_room_is_no_price_of_the_one_asked_for():
    rooms = source(
        "名称 | 箇所 | 使用料（1時間） | 冷暖房\n中央会館 | 調理室 | 200円 | 60円\n中央会館 | ホール | 300円 | 100円\n",
        kind="条例",
    )
    told = tell([rooms], "中央会館のホールの使用料（1時間）はいくらか", most=2)
    assert [each.text for each in told] == ["中央会館：箇所 ホール、使用料（1時間） 300円"]
