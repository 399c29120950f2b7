"""Last year's paper speaks for no value of this year's: what it alone has is told as that."""

from __future__ import annotations

from datetime import date

import pytest

from app.checks.library.generations import of_now, parted
from tests.held import held, hinted, paper

PLAN = paper(
    "令和8年度ふれあい健康まつり実施要領\n1　日時　令和8年10月18日（日）　午前10時から午後3時まで\n2　会場　中央公園芝生広場\n"
    "3　出店の申込みは、9月11日（金）までに、健康推進課へ提出する。\n4　出店料　1区画4,000円",
    "令和8年度ふれあい健康まつり実施要領",
    1,
)
LAST = paper(
    "令和7年度ふれあい健康まつりの開催について（通知）\n1　日時　令和7年10月19日（日）　午前10時から午後4時まで\n"
    "2　出店の申込みは、9月12日（金）までに、保健予防課へ提出してください。\n3　問合せ　電話0555-21-3344\n4　出店料　1区画3,500円",
    "令和7年度ふれあい健康まつりの開催について（通知）",
    2,
    issued=date(2025, 8, 1),
)
TEXT = """令和8年8月3日

令和8年度ふれあい健康まつりの開催について（通知）

1　日時　令和8年10月18日（日）　午前10時から午後{hour}時まで
2　出店の申込みは、9月11日（金）までに、{section}へ提出してください。
3　出店料　1区画{fee}円
4　問合せ　電話0555-21-3344
"""


def text(hour="3", section="健康推進課", fee="4,000"):
    return TEXT.format(hour=hour, section=section, fee=fee)


@pytest.mark.parametrize(
    ("changed", "words", "right"),
    [
        ({"hour": "4"}, "午後4時", "午後3時"),
        ({"section": "保健予防課"}, "保健予防課", "健康推進課"),
        ({"fee": "3,500"}, "3,500円", "4,000円"),
    ],
)
def test_what_only_last_years_paper_says_is_told_with_what_this_years_says(changed, words, right):
    told = held(text(**changed), PLAN, LAST)
    assert set(told) == {words}
    assert LAST.document.title in told[words] and right in told[words]


def test_what_did_not_change_is_no_fault_and_what_only_last_year_has_is_a_hint():
    assert held(text(), PLAN, LAST) == {}
    assert "今回の資料には見当たりません" in hinted(text(), PLAN, LAST)["0555-21-3344"]


def test_a_paper_of_another_series_or_of_the_same_year_is_no_older_one():
    other = paper(LAST.text, "令和7年度粗大ごみの臨時受付について（通知）", 3, issued=date(2025, 8, 1))
    assert [one.number for one in parted(text(), (PLAN, other)).now] == [1, 3]
    assert [one.number for one in parted(text(), (PLAN, LAST)).now] == [1]
    report = "令和8年5月20日\n\n令和7年度ふれあい健康まつりの実績について（報告）\n\n参加者は812人です。"
    assert [one.number for one in parted(report, (PLAN, LAST)).now] == [1, 2]


def test_a_year_may_be_that_of_the_month_or_of_the_fiscal_year():
    assert of_now("広報　令和9年1月号\n二十歳のつどい", "令和8年度二十歳のつどい実施計画")
    assert not of_now("広報　令和9年4月号\n入学の準備", "令和8年度入学の準備")
    assert not of_now("第21回湖畔マラソン大会", "第20回湖畔マラソン大会　挨拶")
