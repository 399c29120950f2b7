"""Articles named for what another one has, members that are more than the body, days in an order that cannot be, sums that stand
apart from their parts."""

from __future__ import annotations

import pytest

from app.checks.alone.ages import check_ages
from app.checks.alone.changes import check_changes
from app.checks.alone.membership import check_membership
from app.checks.alone.misdirected import check_misdirected
from app.checks.alone.own_articles import check_own_articles
from app.checks.alone.schedule import check_schedule
from app.checks.alone.summed import check_summed
from app.checks.alone.twice import check_twice
from app.checks.subject import Subject

_GRANT = (
    "（趣旨）\n第1条　この要綱は、垣根の設置の補助に関し必要な事項を定める。\n（補助金の額）\n第2条　補助金の額は、3万円以内とする。\n"
    "（交付の申請）\n第3条　補助金を受けようとする者は、申請書（様式第1号）により申請しなければならない。\n"
    "（交付の決定）\n第4条　市長は、第{}条の申請があったときは、可否を決定し、決定通知書（様式第{}号）により通知する。\n"
    "附　則\nこの要綱は、令和9年4月1日から施行する。\n様式第1号（第3条関係）　申請書\n"
)
_LEASE = (
    "（総則）\n第1条　受注者は、物件を賃貸する。\n（期間）\n第2条　期間は、60月とする。\n"
    "（転貸の禁止）\n第3条　発注者は、受注者の承諾を得ないで、物件を第三者に転貸{}。\n"
)
_BODY = "（組織）\n第3条　検討会は、委員{}人以内で組織する。\n2　委員は、次の者とする。\n(1)　学校の関係者　4人\n(2)　保護者　3人\n(3)　学識経験者　2人\n（任期）\n第4条　任期は、2年とする。\n"
_TENDER = (
    "| 手続 | 期日 |\n|---|---|\n| 質問の受付 | 令和8年12月14日（月）から令和8年12月18日（金）まで |\n"
    "| 質問への回答 | 令和8年12月{}日 |\n| 開札 | 令和9年1月{}　午前10時 |"
)
_REPLY = "市都第276号\n令和8年12月14日\n\n県住宅課長　様\n\n令和8年12月{}日付け住第441号で照会のあったことについて、回答します。"
_MERGED = "| 区分 | 回数 | 単価 | 金額 |\n|---|---|---|---|\n| 床 | 6 | 45,000 | 270,000 |\n| 窓 | 4 | 38,000 | 152,000 |\n| 合計 | | | {} |"
_PROSE = "基礎課税額は67万円、支援金等課税額は26万円、介護納付金課税額は17万円です。合計は、{}万円です。"
_BORN = "令和9年二十歳のつどいの御案内\n1　日時　令和9年1月10日（日）\n2　対象　平成{}年4月2日から平成{}年4月1日までに生まれた方"


def told(check, text):
    return [text[one.start : one.end] for one in check(Subject(text)).findings]


@pytest.mark.parametrize(
    ("check", "shape", "wrong", "right", "found"),
    [
        (check_misdirected, _GRANT, ("2", "1"), ("3", "1"), "第2条の申請"),
        (check_own_articles, _GRANT, ("3", "2"), ("3", "1"), "様式第2号"),
        (check_misdirected, _LEASE, ("することができる",), ("してはならない",), "することができる"),
        (check_membership, _BODY, ("8",), ("9",), "委員8人以内"),
        (check_schedule, _TENDER, ("16", "8日（金）"), ("22", "8日（金）"), "令和8年12月16日"),
        (check_schedule, _TENDER, ("22", "11日（月）"), ("22", "12日（火）"), "令和9年1月11日（月）"),
        (check_schedule, _REPLY, ("18",), ("8",), "令和8年12月18日"),
        (check_summed, _MERGED, ("432,000",), ("422,000",), "432,000"),
        (check_summed, _PROSE, ("112",), ("110",), "112万円"),
        (check_changes, "訓練に1,485人が参加した。令和7年度の1,402人から{}人増えている。", ("103",), ("83",), "103人"),
        (check_ages, _BORN, ("19", "20"), ("18", "19"), "平成19年4月2日"),
    ],
)  # fmt: skip
def test_one_wrong_and_the_same_right(check, shape, wrong, right, found):
    assert told(check, shape.format(*wrong)) == [found]
    assert told(check, shape.format(*right)) == []


@pytest.mark.parametrize(
    ("check", "text"),
    [
        # another law's article of that number
        (check_misdirected, _GRANT.format("3", "1").replace("第3条の申請", "規則第2条の申請")),
        # what is forbidden but for a consent
        (
            check_misdirected,
            _LEASE.format("することができる").replace("承諾を得ないで", "承諾を得たときに限り"),
        ),
        # a period that runs over a 祝日
        (check_schedule, "受付期間　令和9年1月11日（月）から令和9年1月15日（金）まで"),
        # what is to be told on a day to come
        (check_schedule, "市総第5号\n令和9年3月1日\n\n職員　様\n\n令和9年4月1日付けで通知します。"),
        # each item of a list of grants has a limit of its own
        (
            check_twice,
            "1　結成　資機材の購入費を、限度額20万円まで補助する。\n2　活動　訓練の費用を、限度額3万円まで補助する。",
        ),
    ],
)
def test_what_only_looks_so_is_left_alone(check, text):
    assert told(check, text) == []
