"""A value that the search has not found near a text, looked for in every paper before it is said to be nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.checks.library.whereabouts import folded, looked_for
from app.result import Finding
from app.text.spans import find_spans
from ingest.document import CLERK, Document
from tests.tiny_index import TinyIndex

TODAY = date(2026, 11, 29)
OLD = Document(
    "old",
    "星見町プール条例",
    "条例",
    "第５条　町民プールの使用料は、一般１回につき４８０円とする。\n第６条　町民プールは、毎日開く。\n",
    "",
    "",
    effective_to=date(2026, 3, 31),
)
NOW = replace(
    OLD,
    id="now",
    text=OLD.text.replace("４８０円", "５５０円"),
    effective_to=None,
    effective_from=date(2026, 4, 1),
)
LETTER = Document(
    "letter",
    "星見町水泳教室の御案内",
    "通知",
    "教室は、１２回行います。\n登録料は、1,250円です。\n担当　星見町教育委員会体育係　電話0987(65)4321\n",
    "",
    "",
)


def told(text, *, viewer=CLERK, papers=(OLD, NOW, LETTER)):
    findings = [
        Finding("fact.unsupported", "info", "見当たりません", one.start, one.end) for one in find_spans(text)
    ]
    return {
        text[one.start : one.end]: one for one in looked_for(text, findings, TinyIndex(papers), viewer, TODAY)
    }


def test_a_value_is_told_with_the_paper_in_which_it_stands():
    found = told("水泳教室の登録料は、１２５０円です。")["１２５０円"]
    assert "水泳教室の御案内" in found.message and found.severity == "info"


def test_a_value_of_what_is_no_longer_in_force_is_told_with_its_last_day():
    found = told("町民プールの使用料は、１回につき４８０円です。")["４８０円"]
    assert "令和8年3月31日まで" in found.message and found.severity == "warning"


def test_a_telephone_and_a_section_beside_the_same_words_are_no_findings():
    assert "０９８７－６５－４３２１" not in told("問合せ　体育係（電話０９８７－６５－４３２１）")


def test_nothing_is_found_within_a_longer_number_in_a_copy_or_in_what_may_not_be_read():
    text = "教室は、２回行います。"
    assert told(text)["２回"].message == "見当たりません"
    own = "登録料は、1,250円です。\n"
    copy = replace(LETTER, text=own)
    assert told(own, papers=(copy,))["1,250円"].message == "見当たりません"
    closed = replace(LETTER, sensitivity="3B", section="総務課")
    viewer = replace(CLERK, sections=frozenset(), level="1")
    assert told("水泳教室の登録料は、１２５０円です。", viewer=viewer, papers=(closed,))[
        "１２５０円"
    ].message == ("見当たりません")


def test_one_spelling_of_what_is_written_in_several():
    assert folded("０９８７（６５）４３２１、１，２５０円") == "0987-65-4321、1250円"


def test_a_place_of_a_rule_of_the_library_is_not_said_to_be_nowhere():
    assert "第５条第２号" not in told("星見町プール条例第５条第２号により、免除します。")
    assert "第５条" in told("隣町プール条例第５条により、免除します。")
