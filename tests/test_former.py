"""The value of before a change told as the one of now, and papers of another occasion: only what is certain is told."""

from __future__ import annotations

from datetime import date

from app.checks.library.former import former
from app.checks.library.occasions import other_occasion
from app.result import Citation, Fact
from app.retrieval import Evidence
from ingest.document import Document, Passage

TODAY = date(2026, 11, 27)
TABLE = """区分 | 改定前（令和8年3月31日まで） | 改定後（{from_}から）
指定ごみ袋　大（45リットル）1枚 | 30円 | 40円
指定ごみ袋　中（30リットル）1枚 | 20円 | 30円
粗大ごみ　1点 | 500円 | 700円
"""


def paper(text, title="手数料の改定について（通知）"):
    document = Document("d", title, "通知", text, "d.txt", "0")
    passage = Passage("d#p1", "d", title, (), 0, len(text), "row", text)
    return Evidence(1, Citation(1, "d#p1", title, text[:20], ""), passage, document, text)


def told(text, from_="令和8年4月1日"):
    return [text[one.start : one.end] for one in former(text, (paper(TABLE.format(from_=from_)),), TODAY)]


def test_the_old_fee_told_as_the_fee_of_now():
    assert told("大きな袋（45リットル）は1枚30円、中の袋（30リットル）は1枚30円です。") == ["30円"]
    assert told("粗大ごみの手数料は1点500円です。") == ["500円"]
    assert told("大きな袋（45リットル）は1枚40円、中の袋（30リットル）は1枚30円です。") == []


def test_what_was_before_is_no_mistake_and_what_is_to_come_is_not_in_force():
    assert told("粗大ごみの手数料は、これまで1点500円でした。") == []
    assert told("粗大ごみの手数料は1点500円から700円になります。") == []
    assert told("粗大ごみの手数料は1点500円です。", from_="令和9年4月1日") == []


def fact(words, kind="数", quote=""):
    return Fact(words, kind, "conflict", 0, len(words), "", 1, quote or words)


def test_another_years_paper_and_the_day_of_a_page_contradict_nothing():
    text = "令和8年第2回定例会　想定問答\n\n水道管の耐震化率は23.1％です。"
    assert other_occasion(text, fact("23.1％"), paper("x", "令和8年第3回定例会　想定問答"))
    assert other_occasion(text, fact("23.1％"), paper("x", "令和7年第2回定例会　想定問答"))
    assert not other_occasion(text, fact("23.1％"), paper("x", "令和8年第2回定例会　会議録"))
    both = "第21回敬老会の送迎バス\n昨年の第20回の出席者は731人でした。"
    assert not other_occasion(both, fact("731人"), paper("x", "第21回みどり市敬老会の開催"))
    assert not other_occasion(text, fact("23.1％"), paper("x", "水道事業の経営戦略"))
    assert other_occasion(
        "お知らせ", fact("令和8年11月4日", "日付", "更新日 令和8年6月10日"), paper("x", "税の証明書")
    )
