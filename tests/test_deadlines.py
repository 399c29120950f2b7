"""A closing day after the event; a whole that its parts in brackets do not make."""

from __future__ import annotations

from app.checks.alone.deadlines import check_deadlines
from app.checks.alone.totals import check_totals
from app.checks.subject import Subject

TEXT = "親子料理教室の御案内\n\n日時　令和8年8月22日（土）　午前10時から\n会場　中央公民館\n申込み　{}までに、電話で生涯学習課へ\n"


def told(check, text):
    return [text[one.start : one.end] for one in check(Subject(text)).findings]


def test_one_cannot_apply_after_the_day():
    assert told(check_deadlines, TEXT.format("8月28日（金）")) == ["8月28日（金）"]
    assert told(check_deadlines, TEXT.format("8月7日（金）")) == []
    assert told(check_deadlines, TEXT.format("8月28日（金）") + "日時　令和8年9月5日（土）\n") == []
    assert told(check_deadlines, TEXT.replace("申込み　{}", "アンケート　8月28日（金）")) == []


def test_the_parts_in_brackets_make_the_whole():
    text = "1日当たり{}食（小学校3,080食、中学校1,540食）とする。"
    assert told(check_totals, text.format("4,820")) == ["4,820食"]
    assert told(check_totals, text.format("4,620")) == []
    assert told(check_totals, "定員は120人（うち市内100人、市外30人）です。") == []
    assert told(check_totals, "バスは3便（午前8便、午後2便）です。") == []
