"""Last year's paper known as that by its form; what this year's have in place of its values, names, rows and rates."""

from __future__ import annotations

from datetime import date

from tests.held import held, paper

PLAN = paper(
    "配水管布設替工事（神明地区その2）　施工計画書\n受注者　株式会社滝口設備\n断水作業　令和8年12月15日（火）　21:00～翌16日（水）5:00（予備日　12月17日（木））\n断水区域　神明1丁目、神明2丁目（約340世帯）\n問合せ　企業団工務課　0287-53-7715　夜間　0287-53-7700\n責任者　杉山 直樹\n",
    "配水管布設替工事（神明地区その2）施工計画書",
)
LAST = paper(
    "令和7年11月28日\n断水のお知らせ\nみなせ水道企業団工務課\n次のとおり断水します。御協力をお願いいたします。\n日時　令和7年12月9日（火）午後10時から翌10日（水）午前4時まで（予備日　12月11日（木））\n区域　神明3丁目、大字上神明の一部（約210世帯）\n施工業者　有限会社大森管工\n責任者　田村 健一\n連絡先　みなせ水道企業団工務課　電話 0287-53-7710（夜間 0287-53-7700）\n",
    "断水のお知らせ（神明地区その1）",
    2,
    issued=date(2025, 11, 28),
)
TEXT = "令和8年12月1日\n断水のお知らせ\nみなせ水道企業団工務課\n次のとおり断水します。御協力をお願いいたします。\n日時　令和8年12月15日（火）午後9時から翌16日（水）午前5時まで（予備日　12月17日（木））\n区域　神明1丁目、神明2丁目（約340世帯）\n施工業者　株式会社滝口設備\n責任者　杉山 直樹\n連絡先　みなせ水道企業団工務課　電話 0287-53-7715（夜間 0287-53-7700）\n"


def test_nothing_is_told_of_this_years_values():
    assert held(TEXT, PLAN, LAST) == {}


def test_the_telephone_and_the_person_of_last_year():
    told = held(TEXT.replace("7715", "7710"), PLAN, LAST)
    assert "0287-53-7715" in told["0287-53-7710"] and "前の「断水のお知らせ" in told["0287-53-7710"]
    told = held(TEXT.replace("杉山 直樹", "田村 健一"), PLAN, LAST)
    assert set(told) == {"田村 健一"} and "杉山 直樹" in told["田村 健一"]


def test_a_name_half_changed():
    told = held(TEXT.replace("株式会社", "有限会社"), PLAN, LAST)
    assert set(told) == {"有限会社滝口設備"} and "株式会社滝口設備" in told["有限会社滝口設備"]


def test_rows_and_rates_of_another_row():
    plan = paper(
        "期日 | 担当分団 | 本部詰め\n12月28日（月） | 第1分団・第4分団 | 鶴見\n12月29日（火） | 第2分団・第5分団 | 砂川\n12月30日（水） | 第3分団・第6分団 | 郡司\n",
        "令和8年度年末特別警戒",
    )
    text = "令和8年度年末特別警戒実施計画\n\n期日 | 担当分団\n12月28日（月） | 第4分団・第1分団\n12月29日（火） | {}\n12月30日（水） | 第3分団・第6分団\n"
    told = held(text.format("第3分団・第6分団"), plan)
    assert list(told) == ["第3分団・第6分団"] and "第2分団・第5分団" in told["第3分団・第6分団"]
    assert held(text.format("第2分団・第5分団"), plan) == {}
    settled = paper(
        "区分 | 令和7年度 | 増減額 | 増減率\n歳入総額 | 1,842,560千円 | 52,450千円 | 2.9％\n歳出総額 | 1,761,030千円 | 36,650千円 | 2.1％\n",
        "令和7年度一般会計決算の状況",
    )
    text = "令和7年度一般会計決算の認定について\n\n歳入総額は18億4,256万円、歳出総額は17億6,103万円で、歳出は、前年度に比べ3,665万円、率にして{}の増となりました。"
    assert "2.1％" in held(text.format("2.9％"), settled)["2.9％"]
    assert held(text.format("2.1％"), settled) == {}


def test_a_rate_beside_its_count_and_a_plan_made_the_year_before():
    figures = paper(
        "令和8年10月末　救急出動状況\n搬送人員 1,655人　うち65歳以上 1,158人（70.0％）　出動 1,812件　急病 1,204件\n",
        "令和8年10月末　救急出動状況",
    )
    text = "救急出動の状況（令和8年1月から10月まで）\n\n救急出動は1,812件、急病が1,204件でした。搬送した方は1,655人で、65歳以上の方は1,158人（{}）でした。"
    assert "70.0％" in held(text.format("75.0％"), figures)["75.0％"]
    assert held(text.format("70.0％"), figures) == {}
    plan = paper(
        "町営バス運行計画の変更について　令和8年11月20日\n変更日　令和9年4月1日（木）\n運賃　1乗車200円→230円\n回数券　11枚つづり2,300円\n",
        "町営バス運行計画の変更について（令和8年11月20日）",
        issued=date(2026, 11, 20),
    )
    text = "町営バスの運行変更のお知らせ\n\n令和9年4月1日（木）から、町営バスの運行を変更します。\n1 運賃　1乗車230円\n2 回数券　11枚つづり{}\n"
    assert "2,300円" in held(text.format("2,000円"), plan)["2,000円"]
    assert held(text.format("2,300円"), plan) == {}
