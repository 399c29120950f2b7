"""Last year's paper speaks for no value of this year's: what it alone has is told as that."""

from __future__ import annotations

from datetime import date

import pytest

from app.checks.library.companions import Matter
from app.checks.library.generations import of_now, parted
from app.checks.library.miscounted import miscounted
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


def test_last_times_count_beside_this_times_day():
    plan = paper(
        "第13回浜辺ウォーク実施要項\n1　期日　令和8年12月13日（日）\n2　受付　午前8時30分　開会　午前9時30分\n3　定員　350人\n4　参加費　700円（小学生以下無料）",
        "第13回浜辺ウォーク実施要項",
        1,
    )
    told = "第{n}回浜辺ウォークを開催します\n\n1　日時　令和8年12月{day}日　受付　午前8時30分　開会　午前9時30分\n2　定員　350人\n"
    found = [one.message for one in miscounted(told.format(n=12, day=13), (plan,))]
    assert found == [
        "「第12回」は、同じ日のことを書いた「第13回浜辺ウォーク実施要項」では「第13回」です。前の回の数が残っていないか、確かめてください。"
    ]
    assert list(miscounted(told.format(n=13, day=13), (plan,))) == []
    assert Matter(told.format(n=12, day=13), [plan]).papers == [plan]
    assert Matter(told.format(n=12, day=20), [plan]).papers == []


def test_hours_alone_make_no_paper_one_of_the_matter():
    hall = paper(
        "行事予定\n音楽祭　13:00～16:00\n講演会　10:00～12:00\n防災講座　14:30～15:30", "行事予定", 1
    )
    mail = "会議室の割当て\n審査会　10:00～12:00\n査定　13:00～14:30\n会議　15:30～16:00\n"
    assert Matter(mail, [hall]).papers == []


def test_a_telephone_of_another_section_is_told_though_last_years_paper_has_the_section():
    phones = paper("生涯学習課　電話0555-21-2281\nスポーツ振興課　電話0555-21-2285\n", "令和8年度電話一覧", 1)
    last = paper(
        "令和7年度親子工作教室\n日時　令和7年12月20日（土）午前10時\n申込み　12月12日（金）までに生涯学習課（電話0555-21-2281）へ\n",
        "令和7年度親子工作教室",
        2,
    )
    text = "令和8年度親子工作教室\n日時　令和8年12月19日（土）午前10時\n申込み　12月11日（金）までに生涯学習課（電話0555-21-{n}）へ\n"
    told = held(text.format(n=2285), phones, last)
    assert "その電話はスポーツ振興課です" in told["生涯学習課"]
    assert "生涯学習課" not in held(text.format(n=2281), phones, last)
