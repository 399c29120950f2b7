"""One thing with two values in one text, days asked for after the event, and what is no contradiction at all."""

from __future__ import annotations

from app.checks.alone.deadlines import check_deadlines
from app.checks.alone.twice import check_twice
from app.checks.library.changed import outdated
from app.checks.library.waved import waved_off
from app.checks.subject import Subject
from app.result import Finding
from tests.held import held, paper


def twice(text):
    return {text[one.start : one.end]: one.message for one in check_twice(Subject(text)).findings}


def test_two_numbers_of_places_are_told():
    text = "スマートフォンの教室を開きます。定員は20人です。\n申込み　電話で。定員の30人に達したときは、締め切ります。"
    assert twice(text) == {
        "30人": "「30人」は、この文書のほかの所では「20人」です（定員）。どちらが正しいかを確かめてください。"
    }
    assert twice(text.replace("30人", "20人")) == {}
    assert twice("定員は1回20人です。\n午後の部の定員は30人です。") == {}


def test_two_groups_of_one_speech_are_no_contradiction():
    assert twice("市内の75歳以上の方は9,517人です。\n市内の100歳以上の方は46人です。") == {}


def test_one_rule_with_two_ages_is_told_and_what_was_is_not():
    rule = "18歳に達する日以後の最初の3月31日までのお子さんの医療費を助成しています。\n"
    text = rule + "助成の対象は、15歳に達する日以後の最初の3月31日までです。"
    assert list(twice(text)) == ["15歳"]
    assert twice(rule + "それまでの助成の対象は、15歳に達する日以後の最初の3月31日まででした。") == {}


def test_who_takes_part_is_asked_before_the_event():
    text = "職員研修の受講者の報告について（依頼）\n1　日時　令和8年12月22日（火）\n5　報告　令和8年12月25日（金）までに総務課へ提出してください。"
    found = check_deadlines(Subject(text)).findings
    assert [text[one.start : one.end] for one in found] == ["令和8年12月25日（金）"]
    other = text.replace("受講者の報告について", "実施について")
    assert not check_deadlines(Subject(other)).findings


def test_the_former_fare_in_brackets_is_told():
    page = paper("運賃　1回300円（令和8年3月31日までは200円）。小学生以下は無料です。", "きりバスの御案内")
    text = "2　運賃　1回200円（小学生以下は無料）"
    assert [text[one.start : one.end] for one in outdated(text, [page])] == ["200円"]
    assert not list(outdated(text.replace("200円", "300円"), [page]))


def test_a_short_page_is_held_against_its_guidelines():
    law = paper(
        "第3条　補助金の額は、雨水タンクの購入費の2分の1に相当する額とし、3万円を限度とする。",
        "霧原町家庭用雨水タンク設置費補助金交付要綱",
    )
    text = "雨水タンクの設置を補助します\n雨水タンクを設置した人に、購入費の2分の1（上限5万円）を補助します。"
    assert list(held(text, law)) == ["5万円"]
    assert held(text.replace("5万円", "3万円"), law) == {}


def test_closing_days_and_the_day_of_a_mail_are_waved_off():
    text = "12月29日から1月3日までは休みます。\n配信予定：令和8年9月28日（月）18:00"
    page = paper("12月28日は休みます。", "窓口")

    def off(words):
        at = text.index(words)
        told = f"「{words}」は、「窓口」では「12月28日」です。どちらが正しいかを確かめてください。"
        return waved_off(text, Finding("fact.conflict", "warning", told, at, at + len(words)), [page])

    assert off("12月29日")
    assert off("令和8年9月28日（月）")
    assert not waved_off(
        "締切りは12月20日です。", Finding("fact.conflict", "warning", "「窓口」", 5, 11), [page]
    )
