"""Words of last year's paper behind the same label; the column of the year before."""

from __future__ import annotations

from datetime import date

from tests.held import held, paper

PLAN = paper(
    "令和8年度第3回緑化協議会の開催について（伺い）\n日時　令和8年12月10日（木）　15時から\n場所　保健福祉センター4階研修室\n出欠の回答　12月2日（水）まで\n議題　公園の植替え（3件）",
    "令和8年度第3回緑化協議会の開催について（伺い）",
)
LAST = paper(
    "令和8年度第2回緑化協議会の開催について（通知）\n日時　令和8年8月27日（木）　午後2時から\n場所　市役所第1会議室\n持ち物　筆記用具",
    "令和8年度第2回緑化協議会の開催について（通知）",
    2,
    issued=date(2026, 8, 6),
)
TEXT = "令和8年度第3回緑化協議会の開催について（通知）\n\n日時　令和8年12月10日（木）　午後3時から\n場所　{}\n持ち物　筆記用具\n出欠は、12月2日（水）までに御連絡ください。"


def test_the_place_of_last_time():
    told = held(TEXT.format("市役所第1会議室"), PLAN, LAST)
    assert set(told) == {"市役所第1会議室"} and "保健福祉センター4階研修室" in told["市役所第1会議室"]
    assert held(TEXT.format("保健福祉センター4階研修室"), PLAN, LAST) == {}


def test_the_column_of_the_year_before():
    table = paper(
        "事業 | 予算額 | 前年度予算額\n企業立地促進奨励金 | 5,600万円 | 6,150万円\n無償化 | 8,940万円 | 4,310万円\n体育館空調 | 3億7,200万円 | 1億2,500万円",
        "令和8年度　主要施策の概要",
    )
    text = "令和8年度　施政方針\n\n企業立地促進奨励金{}、無償化に8,940万円、体育館空調に3億7,200万円を計上しました。"
    assert "前年度予算額" in held(text.format("6,150万円"), table)["6,150万円"]
    assert held(text.format("5,600万円"), table) == {}
    assert held(text.format("は、前年度の6,150万円を下回る5,600万円"), table) == {}
