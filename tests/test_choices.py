"""One of a few ways told for another, and another end of a matter."""

from __future__ import annotations

from app.checks.library.choices import mischosen
from tests.held import paper

CONTRACT = paper("契約の方法　指名競争入札（指名6者、応札4者）")
RECORD = paper(
    "北部線については、利用者への説明会を開いた上で、次回決めることとします。継続審議といたします。\n運賃の見直しについて、議題1は原案のとおり承認します。"
)


def told(text, *papers):
    return {text[one.start : one.end]: one.message for one in mischosen(text, papers)}


def test_the_way_of_a_contract():
    assert "指名競争入札" in told("契約の方法は一般競争入札です。", CONTRACT)["一般競争入札"]
    assert told("契約の方法は指名競争入札です。", CONTRACT) == {}
    assert told("一般競争入札と指名競争入札があります。", CONTRACT) == {}


def test_the_end_of_a_matter():
    assert "継続審議" in told("北部線は承認とし、利用者への説明会を開いた上で、次回決める。", RECORD)["承認"]
    assert told("北部線は継続審議とし、利用者への説明会を開いた上で、次回決める。", RECORD) == {}
    assert told("運賃の見直しについて、議題1は原案のとおり可決された。", RECORD) == {}
