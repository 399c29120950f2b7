"""A day is read in every form that people write it, and what is wrong with one that is none is told."""

from datetime import date

import pytest

from ingest.law.days import read_day

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    "words", ["令和6年4月1日", "R6.4.1", "令6.4.1", "２０２４年４月１日", "令和六年四月一日", "2024-04-01", "2024/4/1", "20240401"]
)  # fmt: skip
def test_one_day_in_every_form(words):
    assert read_day(words, today=TODAY) == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("平成31年5月1日", "年号と日が合いません。その日は令和元年5月1日です"),
        ("昭和64年1月8日", "年号と日が合いません。その日は平成元年1月8日です"),
        ("令和元年4月30日", "年号と日が合いません。その日は平成31年4月30日です"),
        ("令和6年2月30日", "暦にない日です。月と日を確かめてください"),
        ("2019-04-31", "暦にない日です。月と日を確かめてください"),
        ("令和99年4月1日", "50年より先の日です。年を確かめてください"),
        ("1850-01-01", "明治より前の日なので使えません。年を確かめてください"),
        ("昨日", "日付ではありません。2023-04-01 か 令和5年4月1日 の形で書いてください"),
        *(
            (words, "日まで書かれていません。2023-04-01 か 令和5年4月1日 のように、月と日も書いてください")
            for words in ("平成31年5月", "令和99年", "令和6年度", "2024", "2024年4月", "2024-04", "令6")
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_day_is_told(words, told):
    with pytest.raises(ValueError, match=f"^{told}$"):
        read_day(words, today=TODAY)
