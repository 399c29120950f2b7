"""A person with another rank of the same post than the papers give."""

from __future__ import annotations

from app.checks.library.posts import misposted
from tests.held import held, paper

GUESTS = paper("来賓　市議会議長　相良　武　氏、元教育長　佐伯　和子　氏")


def told(text):
    return {text[one.start : one.end]: one.message for one in misposted(text, (GUESTS,))}


def test_another_rank():
    assert "「議長」です（相良武さん）" in told("市議会副議長の相良武様を迎え、")["副議長"]
    assert "「元教育長」" in told("前教育長の佐伯和子様を表彰します。")["前教育長"]


def test_the_same_post_and_another_office_are_none():
    assert told("市議会議長の相良武様、元教育長の佐伯和子様を迎え、") == {}
    assert told("実行委員会の会長は相良武様です。") == {}


def test_who_held_a_post_in_another_year_is_no_rival():
    text = "令和8年第4回定例会　会議録\n\n○教育部長（榊理恵）　お答えします。教育部長の榊理恵でございます。"
    told = "教育部長の佐藤花子が答弁した。"
    assert held(text, paper(told, "令和6年第4回定例会　会議録")) == {}
    assert "佐藤花子" in " ".join(held(text, paper(told, "令和8年第4回定例会　日程")).values())
