"""Which 条, 項 and 号 of two revisions answer each other."""

from ingest.law.alignment import align
from ingest.law.tree import parse

OLD = """みどり市灯台条例
（目的）
第1条　この条例は、灯台の管理を定める。
（開館）
第2条　灯台は、午前9時に開く。
2　灯台は、月曜日に休む。
（料金）
第3条　料金は、次のとおりとする。
(1)　大人　300円
(2)　子ども　100円
附　則
この条例は、令和6年4月1日から施行する。
"""
NEW = """みどり市灯台条例
（目的）
第1条　この条例は、灯台の管理を定める。
（名称）
第2条　灯台の名称は、みどり灯台とする。
（開館）
第3条　灯台は、午前9時に開く。
2　灯台は、月曜日に休む。
（料金）
第4条　料金は、次のとおりとする。
(1)　大人　350円
(2)　学生　200円
(3)　子ども　100円
附　則
この条例は、令和6年4月1日から施行する。
"""


def told(old, new):
    found = align(parse(old), parse(new))
    return [(p.kind, p.old and p.old.anchor, p.new and p.new.anchor) for p in found if p.kind != "same"]


def test_units_answer_by_content_and_not_by_number():
    assert told(OLD, NEW) == [
        ("added", None, "a2"),
        ("added", None, "a2p1"),
        ("moved", "a2", "a3"),
        ("moved", "a2p1", "a3p1"),
        ("changed", "a3", "a4"),
        ("changed", "a3p1", "a4p1"),
        ("changed", "a3p1i1", "a4p1i1"),
        ("added", None, "a4p1i2"),
        ("moved", "a3p1i2", "a4p1i3"),
    ]


def test_what_left_is_removed_with_everything_in_it():
    assert told(NEW, OLD)[:2] == [("removed", "a2", None), ("removed", "a2p1", None)]
    assert told(OLD, OLD) == []


def test_every_unit_stands_in_one_pair():
    found = align(parse(OLD), parse(NEW))
    for side in ("old", "new"):
        anchors = [getattr(p, side).anchor for p in found if getattr(p, side)]
        assert len(anchors) == len(set(anchors))
        text = OLD if side == "old" else NEW
        known = {n.anchor for n in parse(text).walk() if n.kind not in ("number", "note")}
        assert set(anchors) == known
