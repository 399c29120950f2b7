"""An article named for what another article of the same rules says."""

from __future__ import annotations

from app.checks.library.misnumbered import misnumbered
from tests.held import paper

RULES = paper(
    "第7条　使用者は、建物及び工作物を設置してはならない。\n第8条　使用者は、区画を他人に転貸してはならない。\n"
    "第9条　既に納めた使用料は、還付しない。ただし、災害により使用できなくなったときは、月割りにより還付することができる。",
    "市民農園の管理運営に関する要領",
)
TEXT = "災害により使用できなくなったときは、使用料を月割りで還付します（要領第{}条）。"


def told(text):
    return {text[one.start : one.end]: one.message for one in misnumbered(text, (RULES,))}


def test_another_article():
    assert "第9条にあります" in told(TEXT.format(8))["第8条"]
    assert told(TEXT.format(9)) == {}


def test_other_rules_are_left_alone():
    assert told(TEXT.format(8).replace("要領", "条例")) == {}


def test_a_place_in_another_width_and_the_name_of_the_rules_make_no_wrong_number():
    rules = paper(
        "第1条　この条例は、町民プールの設置及び管理に関し必要な事項を定める。\n"
        "第6条　町内のスポーツ少年団が使用するときは、使用料の２割に相当する額を減額する。",
        "星見町民プール設置及び管理条例",
    )
    text = "星見町民プール設置及び管理条例第６条により、スポーツ少年団が使用するときは、使用料を減額します。"
    assert list(misnumbered(text, (rules,))) == []
    assert "第6条にあります" in told_of(text.replace("第６条", "第１条"), rules)


def told_of(text, rules):
    return "".join(one.message for one in misnumbered(text, (rules,)))
