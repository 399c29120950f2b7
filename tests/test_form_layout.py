"""様式 keep their indentation and blank lines through an amendment; 部 come behind a 部; a day keeps its weekday."""

import pytest

from ingest.law.amending import amend, apply
from ingest.law.amending.bill import Change, enact
from ingest.law.difference import Run, differing
from ingest.law.tree import parse

FORM = """様式第1号（第2条関係）
利用許可申請書
　　　　　　　　　　　　　　　　年　　月　　日

　白樺町長　様

　　　　　　　　　　　　申請者　住所
　　　　　　　　　　　　　　　　氏名　　　　　　　㊞

　次のとおり申請します。

　　利用日時　　　年　　月　　日
　　利用の目的
"""
RULE = f"""○白樺町会館条例施行規則
平成18年3月28日
白樺町規則第8号
（申請）
第2条　申請は、利用日の3日前までに、様式第1号による。
附　則
この規則は、平成18年4月1日から施行する。
{FORM}"""
SECOND = "様式第2号（第2条関係）\n許可書\n\n　　　　　　　　　　　白樺町長　　　　㊞\n\n　　　記\n\n　1　利用日時\n"
WORDY = FORM.replace(
    "　次のとおり申請します。\n", "　次のとおり許可を申請します。\n\n　　　　利用者の区分　町内・町外\n"
).replace("　　利用の目的\n", "　　利用の目的\n\n　　　備考　裏面に続く。\n")


@pytest.mark.parametrize(
    "new",
    [
        RULE.replace("　　　　　　　㊞", ""),
        RULE.replace("3日前", "7日前"),
        RULE.replace(FORM, WORDY),
        RULE + SECOND,
        (RULE + SECOND).replace("3日前", "7日前").replace("氏名　　　　　　　㊞", "氏名"),
    ],
    ids=["a word of the form", "words elsewhere", "the form anew", "a further form", "several"],
)  # fmt: skip
def test_a_form_stands_as_it_did(new):
    old = parse(RULE)
    made = amend(old, parse(new))
    assert made.exact
    assert apply(old, made.text).text == new
    bill = enact([Change(old, parse(new), "令和9年4月1日")])
    assert bill.exact and apply(old, bill.text).text == new


TABLE = """○白樺町使用料条例
平成18年3月24日
白樺町条例第12号
（使用料）
第1条　使用料は、別表のとおりとする。
附　則
この条例は、平成18年4月1日から施行する。
別表（第1条関係）
区分	室	金額
会館	大会議室	500円
会館	小会議室	300円
中央館	全面	800円
"""
FRESH = "学習館	研修室	600円\n学習館	和室	300円\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "別表会館の部の次に次のように加える。",
        "別表会館の部の次に次の部を加える。",
        "別表会館の部の次に次の1部を加える。",
        "別表中会館の部の次に次のように加える。",
        "別表中会館の部小会議室の項の次に次のように加える。",
    ],
)
def test_a_part_of_a_table_comes_behind_another(sentence):
    lead = "　白樺町使用料条例（平成18年白樺町条例第12号）の一部を次のように改正する。\n"
    found = apply(parse(TABLE), f"　　　白樺町使用料条例の一部を改正する条例\n{lead}　{sentence}\n{FRESH}")
    assert found.failures == ()
    assert found.text == TABLE.replace("中央館", FRESH + "中央館")


def test_a_name_that_begins_with_the_word_for_within_is_whole():
    lead = "　白樺町使用料条例（平成18年白樺町条例第12号）の一部を次のように改正する。\n"
    found = apply(parse(TABLE), f"　　　題\n{lead}　別表中央館の項中「800円」を「900円」に改める。\n")
    assert (found.failures, found.text) == ((), TABLE.replace("800円", "900円"))


def test_a_day_and_its_weekday_change_together():
    old, new = differing("受付は、12月3日（日）までとする。", "受付は、12月4日（月）までとする。")
    assert old == (Run("受付は、12月"), Run("3日（日）", True), Run("までとする。"))
    assert new == (Run("受付は、12月"), Run("4日（月）", True), Run("までとする。"))
