"""A section's old name, last year's count of an event, and what is done when it rains."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from app.checks.library.old_names import outworn_names
from app.checks.library.recounted import miscounted
from app.checks.library.renewed import rained, renamed
from app.checks.subject import Subject
from ingest.document import Viewer
from tests.held import paper

DAY = date(2026, 11, 28)
PLAN = paper("担当　福祉課こども応援係（令和8年4月に子育て係から改称）\n荒天の場合　中止とし、延期しない。")
FESTIVAL = paper("第39回綾野ふるさと雪まつり開催計画\n期日　令和9年2月13日（土）")


def told(found, text):
    return [text[one.start : one.end] for one in found]


def test_a_section_that_has_another_name_by_now():
    text = "申込先　福祉課子育て係　電話0597-62-1131"
    assert told(renamed(text, [PLAN], DAY), text) == ["子育て係"]
    assert told(renamed(text, [PLAN], date(2026, 3, 1)), text) == []
    assert told(renamed("係の名は子育て係からこども応援係に変わりました。", [PLAN], DAY), text) == []


def test_a_day_that_no_calendar_has_stops_nothing():
    plan = paper("担当　福祉課こども応援係（令和8年2月30日に子育て係から改称）")
    text = "申込先　福祉課子育て係　電話0597-62-1131"
    assert told(renamed(text, [plan], DAY), text) == ["子育て係"]


def test_the_count_of_the_year_before():
    text = "第38回綾野ふるさと雪まつり　開会式\n令和9年2月13日に開催できますことをお喜び申し上げます。"
    assert told(miscounted(text, [FESTIVAL]), text) == ["第38回"]
    assert told(miscounted(text.replace("38", "39"), [FESTIVAL]), text) == []
    assert told(miscounted(text.replace("令和9年", "令和8年"), [FESTIVAL]), text) == []


def test_what_is_done_in_bad_weather():
    text = "荒天の場合は、2月6日（土）に延期します。"
    assert told(rained(text, [PLAN]), text) == ["荒天の場合は、2月6日（土）に延期します"]
    assert told(rained("荒天の場合は、中止します。", [PLAN]), text) == []


def test_a_bill_that_renames_a_section_is_found_by_the_name():
    bill = paper(
        "第4条の表企画部の項中「情報政策課」を「デジタル推進課」に改める。",
        "行政組織規則の一部を改正する規則",
        issued=date(2024, 3, 25),
    )
    library = SimpleNamespace(search=lambda *_, **__: SimpleNamespace(hits=(bill,)))
    text = "令和8年12月8日\n各課長　様\n情報政策課の大谷です。"
    subject = Subject(text, library=library, viewer=Viewer(), today=DAY)
    assert told(outworn_names(subject), text) == ["情報政策課"]
    before = text.replace("令和8年", "令和5年")
    assert told(outworn_names(subject.with_text(before)), before) == []
