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
