"""What one text contradicts by itself: forms, shares, addressees, letters of names, rates, the rows under a 小計."""

from __future__ import annotations

import pytest

from app.checks.alone.changes import check_changes
from app.checks.alone.deadlines import check_deadlines
from app.checks.alone.letter import check_letter
from app.checks.alone.namesakes import check_namesakes
from app.checks.alone.own_articles import check_own_articles
from app.checks.alone.products import check_products
from app.checks.alone.shares import check_shares
from app.checks.alone.summed import check_summed
from app.checks.alone.totals import check_totals
from app.checks.alone.within import check_within
from app.checks.subject import Subject

_FORMS = (
    "第1条　交付申請書（様式第1号）を提出する。\n第2条　交付請求書（様式第{}号）を提出する。\n"
    "第3条　町補助金等交付規則様式第9号による。\n附　則\n様式第1号（第1条関係）　交付申請書\n様式第2号（第2条関係）　交付請求書"
)
_BUDGET = (
    "会計 |  | 令和6年度\n一般会計 |  | 24,540,000\n特別会計 | 国民健康保険 | 6,046,000\n特別会計 | 介護保険 | 6,840,000\n"
    "特別会計 | 小計 | 12,886,000\n企業会計 | 水道事業 | 1,894,000\n合計 |  | {}"
)
_PRICES = "| 品名 | 数量 | 単価（円） | 金額（円） |\n|---|---:|---:|---:|\n| 毛布 | 60 | 2,400 | {} |"
_LETTER = (
    "綾教第411号\n令和8年12月4日\n\n青木　祐二{}\n\n綾野町教育委員会教育長\n\n講師の依頼について（依頼）"
)
_MAIL = "件名：日程\n宛先：産業建設課長\n\n{}課長　様\n\nお世話になっております。"


def told(check, text):
    return [text[one.start : one.end] for one in check(Subject(text)).findings]


@pytest.mark.parametrize(
    ("check", "shape", "wrong", "right", "found"),
    [
        (check_own_articles, _FORMS, "4", "2", "様式第4号"),
        (check_totals, _BUDGET, "39,330,000", "39,320,000", "39,330,000"),
        (check_products, _PRICES, "143,000", "144,000", "143,000"),
        (check_products, "契約金額　1,320,000円\n　　（うち消費税及び地方消費税の額　{}円）", "132,000", "120,000", "132,000円"),
        (check_letter, _LETTER, "", "　様", "青木　祐二"),
        (check_letter, _MAIL, "上下水道", "産業建設", "上下水道課長"),
        (check_changes, "予算24,000千円に対し、執行済額は21,030千円で、執行率は{}％である。", "87.7", "87.6", "87.7％"),
        (check_namesakes, "出席者　斎藤恵子委員長\n1　開会\n　{}藤恵子委員長　始めます。", "斉", "斎", "斉藤恵子"),
        (check_deadlines, "1　日時　令和9年1月24日（日）\n2　回答期限　令和9年1月{}日", "29", "15", "令和9年1月29日"),
        (check_shares, "このうち、70歳以上が45％、60歳代が32％、50歳代が13％、49歳以下が{}％です。", "12", "10", "12％"),
        (check_shares, "区分 | 割合\n良い | 40.1％\n普通 | 30.0％\n悪い | 2{}.9％\n計 | 100.0％", "7", "9", "100.0％"),
    ],
)  # fmt: skip
def test_one_wrong_and_the_same_right(check, shape, wrong, right, found):
    assert told(check, shape.format(wrong)) == [found]
    assert told(check, shape.format(right)) == []


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (check_totals, "施設 | 増減\n公民館（4館） | 630\n文化会館 | 3,480\n支援センター | -620\n合計 | 3,490"),
        (check_totals, "課税額　560円（特定世帯にあっては280円、特定継続世帯にあっては420円）"),
        (check_totals, "管理職（2回、計50人）、一般職（8回、計320人）、推進員（2回、計28人）の研修"),
        (check_totals, "訪問（1回500円）、宿泊（2回3,000円）があり、合わせて7回まで使えます。"),
        (check_summed, "定員は合わせて520人\n小学校 | 定員\n中央 | 各40人\n上沢 | 30人\n川添 | 50人"),
        (check_within, "第3期こども計画\n第2期の計画では目標を達成した。\n第2期の課題を踏まえ、策定します。"),
        (check_namesakes, "申請書を町長に提出する。申告書を町長に提出する。"),
        (check_shares, "利用のうち、図書館が62.1％、体育館が40.5％、その他が9.0％（複数回答）"),
        (check_letter, "令和8年12月1日\n保護者　各位\n綾野町長　水越　和彦"),
    ],
)  # fmt: skip
def test_what_is_no_contradiction(check, text):
    assert told(check, text) == []
