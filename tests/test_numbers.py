"""Numbers, dates by era and fiscal years: values taken from real regulations and from era boundaries."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.law.numbers import (
    branch_number,
    find_wareki,
    fiscal_period,
    fiscal_year,
    kanji_number,
    normalise_ordinals,
    parse_fiscal,
    parse_wareki,
    to_fiscal_wareki,
    to_wareki,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十二", 12),
        ("百二十三", 123),
        ("二〇二六", 2026),
        ("元", 1),
        ("１２", 12),
        ("三億五千万", 350_000_000),
        ("千二百", 1200),
        ("1億2千万", 120_000_000),
        ("1,500", 1500),
        ("千", 1000),
        ("", None),
        ("一宮", None),
        ("A", None),
    ],
)
def test_kanji_number(text: str, value: int | None) -> None:
    assert kanji_number(text) == value


def test_branch_number() -> None:
    assert branch_number("十二条の二の3") == "12_2_3"
    assert branch_number("条") == ""


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (
            "第十二条の二第三項第一号（一宮市、第三者）",
            "第12条の2第3項第1号（一宮市、第三者）",
        ),
        ("第３条の一部を改正する", "第3条の一部を改正する"),
        ("第二項の三分の一", "第2項の三分の一"),
        ("第十二条の二から第十二条の十一まで", "第12条の2から第12条の11まで"),
        ("別表第一の二及び様式第三号", "別表第1の2及び様式第3号"),
        ("昭和二十二年法律第六十七号", "昭和二十二年法律第67号"),
        (
            "第一条件、第一目標、統一、五十嵐、三条市",
            "第一条件、第一目標、統一、五十嵐、三条市",
        ),
        ("第十条の十二部", "第10条の十二部"),
        ("第２章第１節", "第2章第1節"),
    ],
)
def test_normalise_ordinals(text: str, plain: str) -> None:
    assert normalise_ordinals(text) == plain
    assert normalise_ordinals(plain) == plain


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和6年12月2日（月）", date(2024, 12, 2)),
        ("令和6年12月2日（火）", None),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("平成31年5月1日", None),
        ("令和元年4月30日", None),
        ("昭和六十四年一月七日", date(1989, 1, 7)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("令和５年２月２９日", None),
        ("Ｒ６．４．１", date(2024, 4, 1)),
        ("R6.4.1", date(2024, 4, 1)),
        ("令和6年12月", None),
        ("令和6年12月2日に施行", None),
        ("", None),
    ],
)
def test_parse_wareki(text: str, day: date | None) -> None:
    assert parse_wareki(text) == day


def test_a_day_past_the_end_of_its_era_is_read_when_asked() -> None:
    assert parse_wareki("平成37年3月31日", strict=False) == date(2025, 3, 31)
    assert parse_wareki("平成37年2月31日", strict=False) is None


def test_find_wareki_tells_dates_from_fiscal_years() -> None:
    text = "令和6年度の予算は、令和6年3月25日に可決され、平成31年5月から適用、令和7年に見直す。ISO-R6"
    assert [(w.text, w.year, w.month, w.day, w.valid) for w in find_wareki(text)] == [
        ("令和6年3月25日", 2024, 3, 25, True),
        ("平成31年5月", 2019, 5, None, False),
        ("令和7年", 2025, None, None, True),
    ]
    assert all(text[w.start : w.end] == w.text for w in find_wareki(text))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 12, 2), "令和6年12月2日（月）"),
        (date(2019, 5, 1), "令和元年5月1日（水）"),
        (date(2019, 4, 30), "平成31年4月30日（火）"),
        (date(1989, 1, 8), "平成元年1月8日（日）"),
        (date(1989, 1, 7), "昭和64年1月7日（土）"),
        (date(1926, 12, 25), "昭和元年12月25日（土）"),
        (date(1912, 7, 29), "明治45年7月29日（月）"),
    ],
)
def test_to_wareki(day: date, text: str) -> None:
    assert to_wareki(day, weekday=True) == text
    assert to_wareki(day) == text[:-3]


def test_before_meiji_there_is_no_wareki() -> None:
    with pytest.raises(ValueError, match="1867-01-01"):
        to_wareki(date(1867, 1, 1))


@given(st.dates(min_value=date(1868, 4, 1), max_value=date(2100, 12, 31)))
def test_what_is_printed_is_read_back(day: date) -> None:
    assert parse_wareki(to_wareki(day, weekday=True)) == day
    first, last = fiscal_period(fiscal_year(day))
    assert first <= day <= last
    assert parse_fiscal(to_fiscal_wareki(day)) == fiscal_year(day)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (2024, "令和6年度"),
        (date(2025, 3, 31), "令和6年度"),
        (date(2025, 4, 1), "令和7年度"),
        (2019, "令和元年度"),
        (date(2019, 4, 1), "令和元年度"),
        (2018, "平成30年度"),
        (1988, "昭和63年度"),
        (1989, "平成元年度"),
    ],
)
def test_to_fiscal_wareki(when: date | int, text: str) -> None:
    assert to_fiscal_wareki(when) == text


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和6年度", 2024),
        ("平成31年度の実績", 2019),
        ("R6年度", 2024),
        ("2024年度", 2024),
        ("令和6年", None),
    ],
)
def test_parse_fiscal(text: str, year: int | None) -> None:
    assert parse_fiscal(text) == year


def test_a_fiscal_year_runs_from_april_to_march() -> None:
    assert fiscal_period(2024) == (date(2024, 4, 1), date(2025, 3, 31))
    assert fiscal_period(2024)[1] + timedelta(days=1) == fiscal_period(2025)[0]
