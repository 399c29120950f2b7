"""A change typed in half-width figures meets an ordinance that has them in full width."""

from types import SimpleNamespace

import pytest

from app.extractive.legislation import supplement
from app.law.matter import changed_text
from app.law.width import in_width_of
from ingest.law.tree import parse

LAW = """みどり市立図書館設置条例
（設置）
第１条　図書館を設置する。
（位置）
第２条　図書館の位置は、みどり市駅前町３丁目１番２号とする。
"""


@pytest.mark.parametrize(
    ("wanted", "written"),
    [
        (
            "第2条中「３丁目１番２号」を「３丁目２番１号」に改める。",
            "第2条中「３丁目１番２号」を「３丁目２番１号」に改める。",
        ),
        (
            "第2条中「3丁目1番2号」を「3丁目2番1号」に改める。",
            "第2条中「３丁目１番２号」を「３丁目２番１号」に改める。",
        ),
        ("第2条中「3丁目9番」を「3丁目2番」に改める。", "第2条中「3丁目9番」を「3丁目2番」に改める。"),
        (
            "第1条中「図書館」の次に「（以下「館」という。）」を加える。",
            "第1条中「図書館」の次に「（以下「館」という。）」を加える。",
        ),
    ],
)
def test_only_what_differs_in_width_alone_is_written_as_the_ordinance_has_it(wanted, written):
    assert in_width_of(wanted, LAW) == written


def test_the_change_is_carried_out():
    text, left = changed_text(parse(LAW), "第2条中「3丁目1番2号」を「3丁目2番1号」に改める。")
    assert left == ()
    assert "みどり市駅前町３丁目２番１号とする。" in text


def test_the_supplement_has_the_figures_of_the_ordinance():
    def told(law):
        values = {"施行日": "令和9年4月1日（木）", "対象": "みどり市立図書館設置条例"}
        template = SimpleNamespace(sources=SimpleNamespace(law="対象"))
        held = SimpleNamespace(draft=SimpleNamespace(old=parse(law)))
        return supplement(SimpleNamespace(values=values, template=template, law=held))

    assert told(LAW).endswith("この条例は、令和９年４月１日から施行する。")
    assert told(LAW.replace("１", "1").replace("２", "2")).endswith("この条例は、令和9年4月1日から施行する。")
