"""Amendments that come into force by stages: what a day has made of a regulation, and which words of a 附則 mean what."""

import re
from datetime import date

import pytest

from evals.revisions import AMENDMENTS, REIKI, tree
from ingest.law.amending.amendment import lines_of
from ingest.law.amending.numerals import habit_of, widths
from ingest.law.amending.staging import apply_on
from ingest.law.amending.unit import read
from ingest.law.commencement import read_starts
from ingest.law.tree import parse

PROMULGATED = date(2026, 12, 20)
LAW = """みどり市灯台条例
（目的）
第1条　この条例は、灯台に関し必要な事項を定める。
（入館料）
第2条　入館料は、100円とする。
2　前項の入館料は、前納とする。
（減免）
第3条　市長は、入館料を減免することができる。
第4条　必要な事項は、規則で定める。
附　則
この条例は、令和6年4月1日から施行する。
別表（第2条関係）
区分\t金額
一般\t100円
学生\t50円
"""
AMENDMENT = """　（みどり市灯台条例の一部改正）
第1条　みどり市灯台条例（令和6年みどり市条例第1号）の一部を次のように改正する。
　第2条第1項中「100円」を「120円」に改め、同条第2項を同条第3項とし、同条第1項の次に次の1項を加える。
2　入館料は、分納することができる。
　第4条を第5条とし、第3条の次に次の2条を加える。
　（写真）
第3条の2　写真を撮ることができる。
　（過料）
第4条　違反した者は、5万円以下の過料に処する。
　別表一般の項中「100円」を「120円」に改め、同表学生の項を削る。
　（みどり市港湾条例の一部改正）
第2条　みどり市港湾条例（令和6年みどり市条例第2号）の一部を次のように改正する。
　第3条中「甲」を「乙」に改める。
第3条　みどり市灯台条例の一部を次のように改正する。
　第2条第1項中「120円」を「150円」に改める。
　　　附　則
"""
FEE, FINE, PHOTO, TABLE = "120円とする", "5万円以下", "写真を撮る", "学生\t50円"


@pytest.mark.parametrize("name", sorted(AMENDMENTS))
def test_a_revision_of_the_corpus_is_what_its_amendment_has_made_by_its_day(name):
    text = tree(REIKI / "kaisei" / name).text
    for old_name, new_name in AMENDMENTS[name]:
        old, stem = tree(REIKI / old_name), old_name.rpartition("_")[0]
        days = {re.search(r"20\d{6}", path.name)[0]: path for path in REIKI.glob(f"{stem}_20*")}
        first, last = (re.search(r"20\d{6}", each)[0] for each in (old_name, new_name))
        if name == "kodomo_iryo_jorei_kaisei_r06.txt":  # the revision kept is the one after the second day
            days = {"20241202": days["20241001"]}
        for day in (each for each in days if first < each <= last or name.startswith("kodomo")):
            found = apply_on(old, text, date.fromisoformat(day))
            new, habit = tree(days[day]), habit_of(old.text)
            assert found.applied.failures == ()
            wanted = parse(widths(new.text, habit))
            assert lines_of(read(found.applied.tree)) == lines_of(read(wanted))


def test_before_its_first_day_nothing_is_changed_and_what_waits_is_told():
    old = tree(REIKI / "koen_jorei_20240401.txt")
    text = tree(REIKI / "kaisei" / "koen_jorei_kaisei_r08.txt").text
    found = apply_on(old, text, date(2026, 3, 31))
    assert found.applied.done == 0 and lines_of(read(found.applied.tree)) == lines_of(read(old))
    assert found.days == (date(2026, 4, 1), date(2026, 7, 1)) and len(found.pending) == 5
    found = apply_on(old, text, date(2026, 6, 30))
    assert [(each.sentence, each.day) for each in found.pending] == [
        ("第21条第1号を次のように改める。", date(2026, 7, 1))
    ]


def on(day, rule):
    found = apply_on(parse(LAW), AMENDMENT + rule, day, promulgated=PROMULGATED)
    assert found.applied.failures == (), found.applied.failures
    return found.applied.text


@pytest.mark.parametrize(
    ("rule", "day", "there", "absent"),
    [
        ("この条例中第1条及び第2条の規定は公布の日から、第3条の規定は令和10年4月1日から施行する。",
         PROMULGATED, (FEE, FINE, PHOTO), (TABLE, "150円とする")),
        ("この条例中第1条及び第2条の規定は公布の日から、第3条の規定は令和10年4月1日から施行する。",
         date(2028, 4, 1), ("150円とする", FINE), (FEE,)),
        ("この条例は、公布の日から施行する。ただし、第1条中みどり市灯台条例第2条第1項の改正規定及び別表の改正規定"
         "（同表学生の項に係る部分に限る。）は令和9年7月1日から、第3条の規定は令和10年4月1日から施行する。",
         PROMULGATED, (TABLE, "一般\t120円", FINE), (FEE,)),
        ("この条例は、令和9年4月1日から施行する。ただし、第1条中第4条を第5条とし、第3条の次に2条を加える改正規定"
         "（第4条に係る部分に限る。）及び附則第2項の規定は、公布の日から施行する。",
         PROMULGATED, (FINE, "第5条　必要な"), (PHOTO, FEE)),
        ("この条例は、次の各号に掲げる区分に応じ、当該各号に定める日から施行する。\n"
         "(1)　第1条の規定（みどり市灯台条例別表の改正規定を除く。）　公布の日\n"
         "(2)　前号に掲げる規定以外の規定　令和9年4月1日",
         PROMULGATED, (FEE, FINE, TABLE, "一般\t100円"), ()),
        ("この条例は、公布の日から起算して3月を超えない範囲内において規則で定める日から施行する。",
         date(2030, 4, 1), (TABLE,), (FEE, FINE)),
        ("（経過措置）\nこの条例の施行前の入館料については、なお従前の例による。",
         date(2026, 12, 29), (TABLE,), (FEE, FINE)),
        ("（経過措置）\nこの条例の施行前の入館料については、なお従前の例による。",
         date(2026, 12, 30), ("150円とする", FINE), (TABLE,)),
    ],
)  # fmt: skip
def test_the_words_of_a_supplement_say_what_is_in_force_on_a_day(rule, day, there, absent):
    text = on(day, rule)
    assert [each for each in there if each not in text] == []
    assert [each for each in absent if each in text] == []


def test_a_day_for_a_provision_that_is_not_there_is_told():
    rule = "この条例は、公布の日から施行する。ただし、第1条中第9条の改正規定は、令和9年4月1日から施行する。"
    found = apply_on(parse(LAW), AMENDMENT + rule, PROMULGATED, promulgated=PROMULGATED)
    assert [(each.code, each.detail) for each in found.applied.failures] == [
        ("stage", "第1条中第9条の改正規定")
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("この条例は、公布の日又は令和9年4月1日のいずれか遅い日から施行する。", [("", date(2027, 4, 1))]),
        ("1　この条例は、民法の一部を改正する法律（平成29年法律第44号）の施行の日（令和2年4月1日）から施行する。",
         [("", date(2020, 4, 1))]),
        ("第1条の規定は公布の日から、第2条の規定は令和9年4月1日から施行する。",
         [("第1条の規定", PROMULGATED), ("第2条の規定", date(2027, 4, 1))]),
        ("この条例中第2条の規定は令和9年4月1日から、その他の規定は公布の日から施行する。",
         [("", PROMULGATED), ("第2条の規定", date(2027, 4, 1))]),
        ("この条例は、規則で定める日から施行する。ただし、第3条及び附則第4項の規定は、公布の日から施行する。",
         [("", None), ("第3条及び附則第4項の規定", PROMULGATED)]),
    ],
)  # fmt: skip
def test_a_supplement_is_read_into_the_days_it_gives(words, expected):
    assert [(each.what, each.day) for each in read_starts(words, PROMULGATED)] == expected
