"""What one text contradicts by itself: lists, lengths, products, sums of columns, the parts of a letter."""

from __future__ import annotations

import pytest

from app.checks.alone.lasting import check_lasting
from app.checks.alone.letter import check_letter
from app.checks.alone.listed import check_listed
from app.checks.alone.products import check_products
from app.checks.alone.summed import check_summed
from app.checks.alone.totals import check_totals
from app.checks.subject import Subject


def told(check, text):
    return [text[one.start : one.end] for one in check(Subject(text)).findings]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "次の4会場で開催します。\n\n期日 | 会場\n1月17日 | 訓練室\n2月13日 | 分署\n3月14日 | 公民館\n",
            "次の3会場で開催します。\n\n期日 | 会場\n1月17日 | 訓練室\n2月13日 | 分署\n3月14日 | 公民館\n",
        ),
        ("試験は次の2種目　①小論文　②面接　③適性検査", "試験は次の3種目　①小論文　②面接　③適性検査"),
        (
            "次の3点に留意すること。\n(1)　水\n(2)　火\n",
            "次の2点に留意すること。\n(1)　水\n　ア　上水\n(2)　火\n",
        ),
        (
            "付議事件　次の2件\n議案第41号　規則の改正\n議案第42号　採択\n議案第43号　委嘱\n",
            "付議事件　次の3件\n議案第41号　規則の改正\n議案第42号　採択\n議案第43号　委嘱\n",
        ),
        ("会場は、北公民館、南公民館の3か所です。", "会場は、北公民館、南公民館及び東体育館の3か所です。"),
        (
            "次の二つとする。\n・申請書\n・見積書\n・図面\n添えて出すこと。",
            "次の三つとする。\n・申請書\n・見積書\n・図面\n添えて出すこと。",
        ),
    ],
)
def test_a_number_and_its_list(wrong, right):
    (words,) = told(check_listed, wrong)
    assert words in wrong and told(check_listed, right) == []


def test_a_number_that_no_list_follows():
    assert (
        told(check_listed, "次の3点を検討した。検討の経過を報告する。\n(1)　経過\n(2)　結果\n(3)　今後\n")
        == []
    )
    assert told(check_listed, "次の3件以内とする。\n(1)　水\n(2)　火\n") == []
    assert told(check_listed, "市役所、北公民館、南公民館の3か所に置く。") == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("令和9年2月8日（月）から2月15日（月）までの{}、休館します。", "7日間", "8日間"),
        ("12月28日（月）から30日（水）までの{}とする。", "2日間", "3日間"),
        ("令和9年4月1日～令和12年3月31日（{}）", "2年間", "3年間"),
        ("午前9時から正午まで（{}）", "", ""),
        ("午後1時30分から4時まで（{}）", "3時間", "2.5時間"),
        ("令和8年10月1日から令和9年3月31日まで（{}）", "5か月", "6か月"),
    ],
)
def test_a_period_and_its_length(text, wrong, right):
    assert told(check_lasting, text.format(wrong)) == [wrong] * bool(wrong)
    assert told(check_lasting, text.format(right)) == []


def test_days_that_do_not_count():
    assert told(check_lasting, "2月8日から2月15日までの6日間（土日を除く。）") == []
    assert told(check_lasting, "9時から17時まで（7時間、休憩1時間）") == []
    assert told(check_lasting, "2月20日から3月5日までの14日間") == []  # a leap year or none
    assert told(check_lasting, "午後8時から午後12時までの4時間") == []


def test_one_year_in_two_ways():
    text = "令和9年1月1日（{}年1月1日）現在"
    assert told(check_lasting, text.format(2026)) == ["2026年1月1日"]
    assert told(check_lasting, text.format(2027)) == []
    assert told(check_lasting, "令和9年1月1日（2026年1月5日公布）") == []
    assert told(check_lasting, "令和8年度、2025年度の比較") == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("小学校 月額5,100円（年額{}）", "55,100円", "56,100円"),
        ("記念品　1,650円×98人＝{}", "160,700円", "161,700円"),
        ("報酬　3,500円×40人×3回＝{}", "320千円", "420千円"),
        ("契約金額　44,660,000円（うち消費税及び地方消費税の額 {}）", "4,600,000円", "4,060,000円"),
        ("品名 | 単価 | 数量 | 金額\n腕章 | 1,200円 | 30枚 | {}\n", "34,000円", "36,000円"),
    ],
)
def test_what_is_no_product(text, wrong, right):
    assert told(check_products, text.format(wrong)) == [wrong]
    assert told(check_products, text.format(right)) == []


def test_a_sum_of_a_column_and_of_a_breakdown():
    table = "期日 | 会場 | 定員\n1月17日 | 訓練室 | 20人\n2月13日 | 分署 | 15人\n3月14日 | 公民館 | 30人\n\n定員　3会場合わせて{}（先着順）\n"
    assert told(check_summed, table.format("55人")) == ["55人"]
    assert told(check_summed, table.format("65人")) == []
    below = "2 交付決定額　{}\n3 内訳　研修費 486,000円、広報費 180,000円、活動費 588,000円\n"
    assert told(check_totals, below.format("1,284,000円")) == ["1,284,000円"]
    assert told(check_totals, below.format("1,254,000円")) == []


def test_a_page_of_a_budget_that_goes_on_from_another():
    assert told(check_totals, "委託料　300千円\n負担金　400千円\n計　65,443千円\n") == []


def test_whom_a_letter_addresses():
    text = "令和8年12月1日\n\n{}　様\n\n霧浦町長　安曇 清孝\n\n研修について（依頼）\n\n貴{}の御協力をお願いします。"
    assert told(check_letter, text.format("霧浦町議会議長", "社")) == ["貴社"]
    assert told(check_letter, text.format("株式会社滝口設備", "社")) == []
    assert told(check_letter, text.format("関係団体各位", "社")) == []


def test_what_a_letter_holds_and_encloses():
    text = "消防団員研修会の開催について（通知）\n\n下記のとおり{}を開催します。"
    assert told(check_letter, text.format("救急講習会")) == ["救急講習会"]
    assert told(check_letter, text.format("団員研修会")) == []
    sheets = "別紙1の改正案及び別紙{}の新旧対照表のとおり改める。\n\n別紙1　改正案\n別紙2　新旧対照表\n"
    assert told(check_letter, sheets.format(3)) == ["別紙3"]
    assert told(check_letter, sheets.format(2)) == []
    assert told(check_letter, "別紙3のとおり改める。") == []
