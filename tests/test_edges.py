"""Values that only seem to differ: both sides of a day, another 附則, another 課, a sibling page, a question."""

from __future__ import annotations

from app.checks.library.occasions import sibling
from tests.held import held, paper


def test_the_last_day_of_the_old_and_the_first_of_the_new():
    new = paper(
        "粗大ごみの手数料は、令和8年4月1日から1点600円に改めます。処理券は市役所と公民館で買えます。受付は午前8時30分から午後5時15分までです。",
        "粗大ごみの手数料の改定について",
    )
    text = "粗大ごみの出し方\n\n粗大ごみの手数料は、{}1点600円です。処理券は市役所と公民館で買えます。受付は午前8時30分から午後5時15分までです。"
    assert held(text.format("令和8年4月1日から"), new) == {}
    assert held(text.format("令和8年3月31日までは500円、4月1日から"), new) == {}


def test_siblings():
    assert sibling("乳がん検診\n対象", "子宮頸がん検診")
    assert sibling("みどり市財務規則\n平成17年", "みどり市行政組織規則")
    assert not sibling("第21回みどり市敬老会　市長挨拶（案１）", "第20回みどり市敬老会　市長挨拶")
    assert not sibling("令和8年度粗大ごみの収集について（通知）", "令和8年度粗大ごみの収集について（伺い）")
    assert not sibling("みどり市財務規則の一部を改正する規則", "みどり市財務規則")
    assert not sibling("断水のお知らせ", "施工計画書")


def test_the_telephone_of_another_section():
    other = paper(
        "特定健診のお知らせ\n健康課\n電話　0999-22-4100\n受付時間　8:30から17:15まで（土日・祝日を除く）",
        "特定健診",
    )
    text = "し尿のくみ取り\n環境課\n電話　{}\n受付時間　8:30から17:15まで（土日・祝日を除く）"
    assert held(text.format("0999-22-1144"), other) == {}


def test_a_question_denies_nothing():
    plan = paper(
        "LINE配信　年末の収集\n年内最後の持込みは、12月30日（水）16:00までです。手数料は10kgまで100円です。受付は9:00からです。",
        "LINE配信　年末の収集",
    )
    text = "12月号原稿の確認\n\n年内最後の持込みは、12月30日（水）16:00までと違いませんか。手数料は10kgまで100円です。受付は9:00からです。"
    assert held(text, plan) == {}
