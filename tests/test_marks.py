"""Where [n] stands in a text that is brought up to date, and the rows of an old paper that are history."""

from __future__ import annotations

from datetime import date

import pytest

from app.citation import make_citation
from app.extractive.filler import Filler
from app.extractive.marks import Told, joined, marked
from app.material import Material
from app.retrieval import Evidence, PastDocument
from app.tasks.form import read_form
from ingest.document import Passage
from tests.test_makers import PROMPTS
from tests.tiny_index import document

PLAN = """第20回記念マラソン　企画書
令和8年11月10日
大会 | 開催日 | 出走者
第16回 | 令和5年12月3日（日） | 1,512人
第19回 | 令和8年12月6日（日） | 1,742人
参加費 | 一般4,000円、高校生2,000円、親子1組2,000円
"""
SAID = """第16回 | 令和5年12月3日（日） | 1,512人
第19回 | 令和8年12月6日（日） | 1,742人
参加費 | 一般4,000円、高校生2,000円、親子1組2,000円"""


@pytest.mark.parametrize(
    ("told", "rest", "text"),
    [
        ([("一般", "4,000円", 1), ("、高校生", "2,000円", 1)], "。", "一般4,000円、高校生2,000円[1]。"),
        ([("一般", "4,000円", 1), ("、高校生", "2,000円", 2)], "。", "一般4,000円[1]、高校生2,000円[2]。"),
        ([("親子", "1組", 1), ("", "2,000円", 1)], "（前回と同じ）", "親子1組2,000円（前回と同じ）[1]"),
        ([("", "第16回", 2), (" | ", "1,512人", 2)], " | 備考", "第16回 | 1,512人[2] | 備考"),
        ([("車椅子で", "34分", 5)], "掛かり、連絡先も違った。", "車椅子で34分掛かり[5]、連絡先も違った。"),
        ([("定員は", "40人", 0)], "です。", "定員は40人です。"),
        ([], "", ""),
    ],
)
def test_the_number_stands_at_the_end_of_what_it_proves(told, rest, text):
    assert marked([Told(*one) for one in told], rest) == text


def filler(issued):
    template = PROMPTS.templates["kikakusho"]
    values = read_form(template, template.examples[1].fields)
    past = document("plan", "第20回記念マラソン　企画書", "企画書", PLAN, issued=issued)
    source = document("kisha", "第19回マラソン", "記者発表", SAID)
    passage = Passage("kisha#1", "kisha", "1頁", (), 0, len(SAID), "table", SAID)
    evidence = (Evidence(2, make_citation(2, passage, source, wanted=frozenset()), passage, source, SAID),)
    return Filler(Material(template, values, evidence, PastDocument(past, True, ())))


def test_a_row_that_was_history_when_it_was_written_stays_where_a_source_says_it():
    settled = filler(date(2026, 11, 10)).settle("第16回 | 令和5年12月3日（日） | 1,512人")
    assert settled.text == "第16回 | 令和5年12月3日（日） | 1,512人[2]" and settled.open == 0


def test_a_row_of_a_day_that_was_still_to_come_is_no_history():
    settled = filler(date(2026, 11, 10)).settle("第19回 | 令和8年12月6日（日） | 1,742人")
    assert "【要確認：旧「令和8年12月6日（日）」" in settled.text
    undated = filler(None).settle("第16回 | 令和5年12月3日（日） | 1,512人")
    assert "【要確認：旧「令和5年12月3日（日）」" in undated.text


def test_a_row_that_no_source_says_is_no_history_either():
    settled = filler(date(2026, 11, 10)).settle("第15回 | 令和4年12月4日（日） | 1,105人")
    assert settled.text.count("【要確認：旧") == 3 and settled.open == 3


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("年【要確認：旧「3回」】（【要確認：旧「6月」】、【要確認：旧「10月」】及び【要確認：旧「2月」】）", "年【要確認：旧「3回」】（【要確認：旧「6月、10月及び2月」】）"),
        ("【要確認：旧「1日」】【要確認：旧「1回」】", "【要確認：旧「1日1回」】"),
        ("【要確認：旧「8時」】から【要確認：旧「9時」→「10時」か】", "【要確認：旧「8時」】から【要確認：旧「9時」→「10時」か】"),
        ("【要確認：旧「3室」】 | 【要確認：旧「145㎡」】", "【要確認：旧「3室」】 | 【要確認：旧「145㎡」】"),
        ("【要確認：担当】、【要確認：旧「9時」】", "【要確認：担当】、【要確認：旧「9時」】"),
    ],
)  # fmt: skip
def test_marks_in_a_row_are_one_where_neither_has_a_suggestion(text, one):
    assert joined(text) == one


def test_the_day_of_the_occasion_is_the_one_of_its_own_field():
    template = PROMPTS.templates["shiyousho"]
    fields = dict(template.examples[0].fields) | {"終了日": "2027-09-30", "実施日": "2027-09-20"}
    past = document(
        "old",
        "送迎バス運行業務仕様書",
        "仕様書",
        "仕様書\n3　履行日\n令和6年9月16日（月）\n",
        issued=date(2024, 6, 1),
    )
    made = Filler(Material(template, read_form(template, fields), (), PastDocument(past, True, ())))
    assert made.settle("令和6年9月16日（月）").text == "令和9年9月20日（月）"
