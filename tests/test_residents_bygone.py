"""Whether days in an answer are over: what changed on a day is so today, what took place on a day is over."""

from datetime import date

import pytest

from app.residents.bygone import ends_in

ON = date(2025, 4, 1)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("窓口の手数料は、令和7年4月1日に200円から300円に変わりました。", [None]),
        ("こども医療費は、令和7年4月1日に無料になりました。", [None]),
        ("市民課は、令和7年4月1日（火）に2階へ移転しました。", [None]),
        ("令和7年4月1日に料金を改定しました。", [None]),
        ("助成は18歳までです。令和7年4月1日に、15歳（中学校修了）までから広げました。", [None]),
        ("令和7年4月1日、夜間の窓口を設けました。", [None]),
        ("まつりは、令和7年4月1日に開きました。", [ON]),
        ("令和7年4月1日に、町内の方が集まりました。", [ON]),
        ("令和7年4月1日の会は、中止になりました。", [ON]),
        ("令和7年4月1日に中止になりました。", [ON]),
        ("令和7年4月1日に申し込んでください。手数料が変わりました。", [ON]),
    ],
)
def test_a_change_goes_on_and_an_event_is_over(text, ends):
    assert list(ends_in(text)) == ends
