"""What one text contradicts by itself: lists, lengths, products, sums of columns, the parts of a letter."""

from __future__ import annotations

from datetime import date

import pytest

from app.checks.alone.ages import check_ages
from app.checks.alone.attending import check_attending
from app.checks.alone.bookings import check_bookings, read_slots
from app.checks.alone.changes import check_changes
from app.checks.alone.lasting import check_lasting
from app.checks.alone.letter import check_letter
from app.checks.alone.listed import check_listed
from app.checks.alone.namesakes import check_namesakes
from app.checks.alone.own_articles import check_own_articles
from app.checks.alone.periods import check_periods
from app.checks.alone.products import check_products
from app.checks.alone.summed import check_summed
from app.checks.alone.thousands import check_thousands
from app.checks.alone.totals import check_totals
from app.checks.library.repealed import day_of
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


BOOKED = "12月8日（火）の会議は、次のとおり行います。\n・10:00～12:00　工程会議　第1会議室（管財課）\n・{hours}　広報編集会議　{room}（総務課）\n"


def test_one_room_given_to_two_at_once_is_told():
    assert told(check_bookings, BOOKED.format(hours="11:00～12:30", room="第1会議室")) == ["11:00～12:30"]
    plan = "期日 | 時間 | 室 | 会議\n12月8日（火） | 午後1時～3時 | 第2研修室 | 水道審議会\n12月8日（火） | 午後2時30分～4時 | 第2研修室 | 農業委員会\n"
    assert told(check_bookings, plan) == ["午後2時30分～4時"]
    below = "編集会議\n日時　12月8日（火）13:00～15:00\n場所　本庁舎　第1会議室\n入札審査会\n日時　12月8日（火）14:00～15:00\n場所　本庁舎　第1会議室\n"
    assert told(check_bookings, below) == ["14:00～15:00"]


@pytest.mark.parametrize(
    "text",
    [
        BOOKED.format(hours="12:00～13:00", room="第1会議室"),
        BOOKED.format(hours="10:00～12:00", room="第2会議室"),
        BOOKED.replace("・{", "12月9日（水）\n・{").format(hours="10:00～12:00", room="第1会議室"),
        "10:00～15:00　作品の展示　大ホール\n10:00～15:00　体験コーナー　大ホール\n",
        "編集会議　10:00～12:00　本庁舎　第1会議室\n審査会　10:00～12:00　別館　第1会議室\n",
        "予算査定　10:00～12:00　第1会議室\n予算査定（続き）　11:00～12:00　第1会議室\n",
    ],
)
def test_rooms_one_after_the_other_and_stands_side_by_side_are_no_double_booking(text):
    assert told(check_bookings, text) == []


def test_a_name_written_in_two_ways_and_a_number_of_people_that_the_names_are_not():
    minutes = "出席委員（{n}人）　高森里美会長、浦田健一副会長、井出和子委員\n　{name}会長　推移を報告してほしい。\n　井出委員　分かった。\n"
    assert told(check_namesakes, minutes.format(n=3, name="高盛")) == ["高盛"]
    assert told(check_namesakes, minutes.format(n=3, name="高森")) == []
    assert told(check_attending, minutes.format(n=4, name="高森")) == ["4人"]
    assert told(check_attending, minutes.format(n=3, name="高森")) == []
    both = "会長　高森里美\n委員　高盛健一\n高盛委員　質問する。\n高森会長　答える。\n"
    assert told(check_namesakes, both) == []
    assert told(check_attending, "出席者（5人）　高森里美、浦田健一ほか\n出席者　3人、傍聴者　2人\n") == []


def test_a_period_before_the_year_of_the_title_is_last_years():
    paper = "令和9年度庁舎清掃業務委託仕様書\n1　業務名　令和9年度庁舎清掃業務委託\n2　履行期間　{days}まで\n"
    last = "令和8年4月1日から令和9年3月31日"
    assert told(check_periods, paper.format(days=last)) == [last]
    assert told(check_periods, paper.format(days="令和9年4月1日から令和10年3月31日")) == []
    assert told(check_periods, paper.format(days="令和9年3月20日から令和9年12月28日")) == []


def test_thousands_of_a_table_told_as_single_yen():
    paper = "事業名 | 補正額（千円）\n空調設備改修事業 | 12,400\n予防接種事業 | 6,270\n\n空調設備改修事業に、{sum}を計上した。\n"
    assert told(check_thousands, paper.format(sum="12,400円")) == ["12,400円"]
    assert told(check_thousands, paper.format(sum="12,400千円")) == []
    assert told(check_thousands, paper.replace("（千円）", "（円）").format(sum="12,400円")) == []


def test_an_article_that_the_paper_itself_does_not_have():
    rule = "（申請）\n第1条　申請書を出す。\n2　許可書を交付する。\n（変更）\n第2条　前条第{n}項の許可書を受けた者は、第1条の申請を変えられる。\n"
    assert told(check_own_articles, rule.format(n=3)) == ["前条第3項"]
    assert told(check_own_articles, rule.format(n=2)) == []


def test_years_of_a_plan_are_counted_and_a_share_behind_the_difference_is_reckoned():
    assert told(check_lasting, "計画期間は、令和9年度から令和13年度までの6年間とします。") == ["6年間"]
    assert told(check_lasting, "計画期間は、令和9年度から令和13年度までの5年間とします。") == []
    told_ = "利用は、令和7年度が1,400件で、令和6年度の1,250件と比べ150件、率にして{rate}の増となった。"
    assert told(check_changes, told_.format(rate="15.0％")) == ["15.0％"]
    assert told(check_changes, told_.format(rate="12.0％")) == []


def test_a_rate_behind_a_comma_a_member_who_is_not_in_the_list_and_an_age():
    rate = "寄附件数は4,800件で、前年度の4,000件から800件、{rate}の増となりました。"
    assert told(check_changes, rate.format(rate="25.0％")) == ["25.0％"]
    assert told(check_changes, rate.format(rate="20.0％")) == []
    minutes = (
        "出席者　千代田紘一会長、葛西睦美副会長、丹羽佳乃委員\n{name}委員　移住の施策を厚くしてほしい。\n"
    )
    assert told(check_namesakes, minutes.format(name="丹波")) == ["丹波"]
    assert told(check_namesakes, minutes.format(name="丹羽")) == []
    course = "1　日時　令和9年1月24日（日）\n2　対象　{born}以前に生まれた、65歳以上の町民\n"
    assert told(check_ages, course.format(born="昭和31年4月1日")) == ["65歳以上"]
    for born in ("昭和37年1月24日", "昭和36年4月1日", "昭和37年4月1日"):
        assert told(check_ages, course.format(born=born)) == []


def test_a_day_that_no_calendar_has_stops_no_check():
    """2月30日 in a paper: it is no day, and the rest is read."""
    paper = "令和8年2月30日\n令和9年度庁舎清掃業務委託仕様書\n履行期間　令和8年4月1日から令和9年2月30日まで\n"
    assert told(check_periods, paper) == []
    assert day_of(paper, date(2026, 11, 28)) == date(2026, 11, 28)
    assert day_of(paper + "令和8年3月2日\n", date(2026, 11, 28)) == date(2026, 3, 2)
    held = "令和8年2月30日　13:00〜15:00　第1会議室　茶道教室\n"
    assert [each.day for each in read_slots(held)] == [None]
