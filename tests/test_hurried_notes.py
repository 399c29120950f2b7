"""Notes of a hurried clerk: days and hours in full, requests as an office asks them, one line that names several things."""

from __future__ import annotations

import pytest

from app.extractive.asked import of_subject, parts_of
from app.extractive.easy import easier
from app.extractive.relevance import tell
from app.extractive.resolved import resolved, taken
from app.rewording.furigana import with_readings
from app.rewording.requests import asked_politely, told_in_full
from app.tasks.form import read_form
from app.text.matters import proposed
from app.text.written_days import written_out
from ingest.loaders.speakers import find_speakers
from ingest.papers.kinds import guess_kind
from tests.held import paper
from tests.test_makers import PROMPTS


@pytest.mark.parametrize(
    ("noted", "written"),
    [
        ("12/1～3/31", "12月1日から3月31日まで"),
        ("12/7(月)まで", "12月7日（月）まで"),
        ("13:30-14:40", "午後1時30分から午後2時40分まで"),
        ("補助率1/2以内", "補助率1/2以内"),
        ("24時間受付", "24時間受付"),
        ("https://www.town.example/12/1 を見る", "https://www.town.example/12/1 を見る"),
        ("電話0195-00-2120", "電話0195-00-2120"),
        ("R8.12定例会", "令和8年12月定例会"),
    ],
)
def test_days_and_hours_are_written_in_full(noted, written):
    assert written_out(noted) == written


@pytest.mark.parametrize(
    ("noted", "asked"),
    [
        ("参加人数を教えてほしい", "参加人数を教えてくださいますようお願いいたします。"),
        ("ごみ袋は町が用意する。", "ごみ袋は町が用意します。"),
        ("軽トラを出してもらえると助かる", "軽トラを出していただけますと幸いです。"),
        ("年明けに返事がほしい", "年明けに返事をお願いいたします。"),
        ("提出期限について", "提出期限について"),
        ("様式に理由を書く", "様式に理由を書く"),
    ],
)
def test_a_wish_is_a_request_and_what_the_reader_is_to_do_stays(noted, asked):
    assert asked_politely(noted) == asked


def test_a_note_that_tells_a_day_is_a_sentence():
    assert told_in_full("次の訓練は来年11月7日") == "次の訓練は来年11月7日です。"


def test_the_form_of_a_letter_is_written_out_and_a_text_to_translate_is_not():
    mail = {
        "行動": "お知らせ",
        "用件": "清掃",
        "宛先": "区長",
        "相手": "庁内",
        "依頼": "12/8～18で実施",
        "差出人": "総務課",
    }
    assert read_form(PROMPTS.templates["mail"], mail)["依頼"] == "12月8日から18日まで実施"
    text = {"言語": "英語", "原文": "12/8 17:00から", "用件": "清掃"}
    assert read_form(PROMPTS.templates["honyaku"], text)["原文"] == "12/8 17:00から"


def test_a_line_of_several_things_asks_each_of_the_subject():
    assert [of_subject(part, "冬の海岸清掃") for part in parts_of("日時、場所")] == [
        "冬の海岸清掃の日時",
        "冬の海岸清掃の場所",
    ]
    assert parts_of("車で避難した人がいた、次はやめてほしい") == ("車で避難した人がいた、次はやめてほしい",)


def test_a_short_line_is_told_of_the_subject_and_not_of_another_event():
    own = paper("冬の海岸清掃\n12月13日（日）午前8時30分から砂子海岸で行います。", "広報12月号", 1)
    other = paper("点灯式\n12月20日（日）午後5時から灯台で行います。", "灯台の点灯", 2)
    told = tell((own, other), "冬の海岸清掃の日時", most=2, subject="冬の海岸清掃")
    assert [each.number for each in told] == [1]


def test_lines_with_a_bare_time_are_somebodys_words_and_a_timetable_is_not():
    talk = [
        "0:05 産業課：甘酒は200人分でいいですか",
        "0:18 観光協会：200で",
        "0:40 産業課：では",
        "0:52 観光協会：はい",
    ]
    assert find_speakers(talk) == ["産業課", "観光協会", "産業課", "観光協会"]
    assert find_speakers(["9:00 受付：正面玄関", "9:30 開会：町長挨拶", "10:00 説明：大会議室"]) == [
        "",
        "",
        "",
    ]


def test_what_one_proposes_and_the_next_takes_is_settled():
    assert resolved("2人なら4時半に、残りは5時半でどうですか。") == "2人なら4時半に、残りは5時半とする。"
    assert taken("それでお願いします。") and not taken("それでは足りません。")


def test_the_policy_answers_the_one_matter_that_asks_for_something():
    assert proposed("待機児童の推移、支援員不足をどうするか、高学年の受入れはいつか", "") == "高学年の受入れ"
    assert proposed("本町のタワーの進み具合。浜浦にもタワーを。", "") == "浜浦にもタワーを"
    assert proposed("防災について伺う。", "") == ""


def test_a_mail_is_one_whatever_its_subject_is_about():
    text = "件名：【回答依頼】令和8年度当初予算要求ヒアリングの日程について\n\n各課庶務担当　様\n\n企画課の早瀬です。"
    assert guess_kind("【回答依頼】令和8年度当初予算要求ヒアリングの日程について", text) == "メール"


def test_easy_words_keep_the_way_and_the_denial():
    words = {"避難": "逃げること", "行わないでください": "しないで ください", "を希望する": "を したい"}
    assert easier("車での避難は行わないでください。", words) == "車で 逃げることを しないで ください。"
    assert (
        easier("利用を希望する方は、申請する方法を見る。", words)
        == "利用を したい 人は、申請する方法を見る。"
    )


def test_a_desk_behind_a_name_is_read_as_one_says_it():
    assert with_readings("総務課防災係") == "総務課防災係《そうむかぼうさいがかり》"
