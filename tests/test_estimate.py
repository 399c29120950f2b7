"""What something costs, noted in lines, as a table with its sum; the figures that follow are no figures without a source."""

from __future__ import annotations

from app.checks.running import run_checks
from app.checks.subject import Subject
from app.extractive.estimate import Cost, read_costs
from app.text.priced import priced
from tests.tiny_index import TinyIndex, document

NOTED = "バス借上げ 9万円\n昼食 30食 1,200円\nちらし 40円 600部"
TABLE = "項目 | 積算 | 金額\nバス借上げ | 9万円 | 90,000円\n昼食 | 30食×1,200円 | {lunch}\nちらし | 600部×40円 | 24,000円\n計 | | {total}"


def test_a_count_and_a_price_are_multiplied_and_other_lines_stay():
    costs, others = read_costs(f"{NOTED}\n謝礼　2人　3日　5,000円\n会場費　3万円程度\n計 30万円")
    assert costs == (
        Cost("バス借上げ", "9万円", 90_000),
        Cost("昼食", "30食×1,200円", 36_000),
        Cost("ちらし", "600部×40円", 24_000),
        Cost("謝礼", "2人×3日×5,000円", 30_000),
    )
    assert others == ("会場費　3万円程度",), "about so much is no cost to add"


def unsupported(lunch: str, total: str) -> list[str]:
    subject = Subject(TABLE.format(lunch=lunch, total=total), values={"予算": NOTED})
    return [one.message for one in run_checks(subject).findings if one.rule == "fact.unsupported"]


def test_products_and_the_sum_below_a_column_follow_from_the_form():
    assert unsupported("36,000円", "150,000円") == []
    assert any("35,000円" in one for one in unsupported("35,000円", "149,000円"))
    assert any("151,000円" in one for one in unsupported("36,000円", "151,000円"))


def test_a_price_asked_of_no_thing_is_that_of_the_subject():
    hall = document(
        "jourei",
        "海の交流館条例",
        "条例",
        "別表（第5条関係）\n\n室名 | 午前 | 夜間\nホール | 3,600円 | 4,200円\n調理室 | 1,200円 | 1,400円\n",
    )
    rows = [(each, hall) for each in TinyIndex((hall,)).passages("jourei")]
    assert priced(rows, "使用料はいくらですか。")[1] == []
    assert priced(rows, "調理室の予約　使用料はいくらですか。")[1] == ["調理室：午前 1,200円、夜間 1,400円"]
