"""What the library says of the very thing in one way only, days of the week among it, and what it says of something else."""

from __future__ import annotations

import pytest

from app.checks.grounds.facts import check_facts
from app.checks.library.close import of_subject
from app.checks.library.settled import settled
from app.checks.library.weekly import misweekly
from app.checks.subject import Subject
from tests.held import paper

_HOUSE = (
    "市営住宅の手続き\n入居が決まった日から10日以内に、請書の提出、家賃3か月分の敷金の納付をしてください。"
)
_ASKED = "市営住宅の入居の質問\n緊急時の連絡先の届出と、家賃3か月分の敷金が必要です。"
_TEXT = "市営住宅の管理について（回答）\n3　敷金　家賃{}か月分"


def found(text, *papers, find=settled):
    near = [paper(words, title, number) for number, (title, words) in enumerate(papers, start=1)]
    facts = check_facts(Subject(text, tuple(near), marking=False)).facts
    told = settled(text, near, facts) if find is settled else find(text, near)
    return [text[one.start : one.end] for one in told]


@pytest.mark.parametrize(("months", "wrong"), [("2", ["2か月"]), ("3", [])])
def test_two_papers_that_agree_settle_a_figure(months, wrong):
    assert found(_TEXT.format(months), ("市営住宅", _HOUSE), ("市営住宅の質問", _ASKED)) == wrong


def test_papers_that_disagree_settle_nothing():
    other = ("市営住宅の質問", _ASKED.replace("3か月", "4か月"))
    assert found(_TEXT.format("2"), ("市営住宅", _HOUSE), other) == []


def test_an_earlier_edition_of_a_regulation_is_not_held_against_the_one_in_force():
    words = (
        "市営住宅の入居の手続　入居が決まった日から10日以内に、請書の提出、家賃{}か月分の敷金の納付をする。"
    )
    rule = ("みどり市営住宅条例", f"みどり市営住宅条例\n{words.format(3)}")
    assert found(f"入居のしおり\n{words.format(2)}", rule) == ["2か月"]
    assert found(f"みどり市営住宅条例\n{words.format(2)}", rule) == []


def test_a_page_on_another_subject_settles_nothing():
    page = ("後期高齢者医療の保険料", "均等割額は1人48,200円、所得割額は所得の9.45％です。")
    text = "国民健康保険税のお知らせ\n税率\n所得割は7.20％、均等割は28,800円です。"
    assert found(text, page) == []
    near = paper(page[1], page[0])
    assert not of_subject(text, near, text.index("7.20"))
    assert of_subject(text.replace("国民健康保険税", "後期高齢者医療の保険料"), near, text.index("7.20"))


def test_a_weekday_of_the_same_counter():
    page = ("市民課の窓口", "市民課は、祝日を除く毎週木曜日に19:00まで延長しています。")
    text = "市民課の延長\n市民課は、毎週{}曜日（祝日を除きます。）に、午後7時まで延長しています。"
    assert found(text.format("水"), page, find=misweekly) == ["毎週水曜日"]
    assert found(text.format("木"), page, find=misweekly) == []
