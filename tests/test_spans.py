"""Checkable spans: what is found, what it is worth, what says the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.spans import find_spans, impossible, number, supports, weekday_of, years


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("2億640万円", "金額", Decimal(206400000), "円"),
        ("206,400千円", "金額", Decimal(206400000), "円"),
        ("２億６４０万円", "金額", Decimal(206400000), "円"),
        ("1億2千万円", "金額", Decimal(120000000), "円"),
        ("2万7,000食", "数", Decimal(27000), "食"),
        ("38万4千人", "数", Decimal(384000), "人"),
        ("三十人", "数", Decimal(30), "人"),
        ("12名", "数", Decimal(12), "人"),
        ("38.9％", "割合", Decimal("38.9"), "%"),
        ("38.9パーセント", "割合", Decimal("38.9"), "%"),
        ("第20回", "回数", "第20回", ""),
        ("令和元年5月1日", "日付", (2019, 5, 1), ""),
        ("2026年12月6日（日）", "日付", (2026, 12, 6), ""),
        ("8月27日", "日付", (None, 8, 27), ""),
        ("令和7年8月", "年月", (2025, 8, None), ""),
        ("令和7年度", "年度", (2025, None, None), ""),
        ("午後1時30分", "時刻", (13, 30), ""),
        ("13:30", "時刻", (13, 30), ""),
        ("午前9時半", "時刻", (9, 30), ""),
        ("第十二条の二第1項", "条番号", "第12条の2第1項", ""),
        ("昭和22年法律第67号", "例規番号", "昭和22年法律第67号", ""),
        ("0999-22-1152", "電話", "0999-22-1152", ""),
    ],
)
def test_a_span_is_one_whole_thing_with_its_value(text, kind, value, unit):
    (span,) = find_spans(f"その{text}です")
    assert (span.text, span.kind, span.value, span.unit) == (text, kind, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "1　目的",
        "(2)　数量",
        "資料1",
        "第2部",
        "〔数〕人",
        "【要確認：旧「13件」】",
        "出典[3]",
        "二十歳のつどい",
        "一人一人",
        "第三者",
    ],
)
def test_marks_names_and_idioms_are_no_quantities(text):
    assert find_spans(text) == ()


@pytest.mark.parametrize(
    ("source", "span", "same"),
    [
        ("令和8年12月6日（日）", "12月6日", True),
        ("12月6日", "令和8年12月6日", False),
        ("2億640万円", "206,400千円", True),
        ("13人", "3人", False),
        ("3人", "3件", False),
        ("9,288", "9,288人", True),
        ("令和8年12月6日", "令和8年", True),
        ("第20回", "第2回", False),
    ],
)
def test_the_same_is_the_same_value_not_the_same_letters(source, span, same):
    assert supports(find_spans(source)[0], find_spans(span)[0]) is same


def test_days_that_cannot_be_and_weekdays():
    assert [
        impossible(find_spans(text)[0])
        for text in ("6月31日", "令和元年4月", "平成31年5月1日", "令和8年2月28日", "13月の分", "60月の賃借料")
    ] == [True, True, True, False, True, False]
    assert weekday_of(find_spans("令和8年12月6日")[0]) == "日"
    assert weekday_of(find_spans("12月6日")[0], 2025) == "土"
    assert weekday_of(find_spans("12月6日")[0]) == ""
    assert years(find_spans("令和8年度と2024年5月")) == {2026, 2024}


@given(st.integers(min_value=1, max_value=10**12))
def test_a_number_is_read_however_it_is_grouped(value):
    assert number(f"{value:,}") == value
    wide = f"{value:,}".translate(
        {ord(a): ord(b) for a, b in zip("0123456789,", "０１２３４５６７８９，", strict=True)}
    )
    assert number(wide) == value


@given(st.text(alphabet="令和8年12月6日（）第回人円万千,0９.％ 　あ\n[]【】〔〕", max_size=80))
def test_spans_never_overlap_and_are_parts_of_the_text(text):
    at = 0
    for span in find_spans(text):
        assert span.start >= at
        assert text[span.start : span.end] == span.text
        at = span.end


def test_a_fraction_is_one_figure():
    def read(text):
        return [(span.kind, span.text, span.unit) for span in find_spans(text)]

    assert read("購入費の3分の2（上限4万円）") == [("割合", "3分の2", "分の"), ("金額", "4万円", "円")]
    assert read("三分の二以上の出席") == [("割合", "三分の二", "分の")]
    (whole,), (half,) = find_spans("6分の4"), find_spans("２分の１")
    assert whole.value == find_spans("3分の2")[0].value and half.value == Decimal("0.5")
    assert [kind for kind, _, _ in read("午後1時30分の2便")] == ["時刻", "数"]
