"""A person with another rank of the same post than the papers give."""

from __future__ import annotations

from app.checks.posts import misposted
from tests.held import paper

GUESTS = paper("来賓　市議会議長　相良　武　氏、元教育長　佐伯　和子　氏")


def told(text):
    return {text[one.start : one.end]: one.message for one in misposted(text, (GUESTS,))}


def test_another_rank():
    assert "「議長」です（相良武さん）" in told("市議会副議長の相良武様を迎え、")["副議長"]
    assert "「元教育長」" in told("前教育長の佐伯和子様を表彰します。")["前教育長"]


def test_the_same_post_and_another_office_are_none():
    assert told("市議会議長の相良武様、元教育長の佐伯和子様を迎え、") == {}
    assert told("実行委員会の会長は相良武様です。") == {}
