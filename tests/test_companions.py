"""What the papers of the matter say where the text has a figure that none of them says; other matters say nothing."""

from __future__ import annotations

import pytest

from app.checks.library.companions import Matter
from tests.held import held, hinted, paper

PLAN = paper(
    "市民合唱団創立40周年記念演奏会　開催要項\n日時　令和8年11月22日（日）　14時開演\n昭和61年に18人で発足し、現在は団員247人である。"
    "演奏会の入場料は、前売り1,200円、当日1,500円とする。",
    "市民合唱団創立40周年記念演奏会　開催要項",
)
TEXT = (
    "市民合唱団創立40周年記念演奏会　市長挨拶\n\n{year}に18人で発足された合唱団は、今日では団員{size}を数えます。"
    "令和8年11月22日、午後2時に開演し、入場料は前売り1,200円、当日1,500円です。"
)


@pytest.mark.parametrize(
    ("year", "size", "words", "right"),
    [("昭和51年", "247人", "昭和51年", "昭和61年"), ("昭和61年", "274人", "274人", "団員247人")],
)
def test_a_figure_beside_the_same_word_or_misread(year, size, words, right):
    told = held(TEXT.format(year=year, size=size), PLAN)
    assert set(told) == {words} and right in told[words]


def test_the_figures_of_the_paper_are_no_fault():
    assert held(TEXT.format(year="昭和61年", size="247人"), PLAN) == {}


def test_a_paper_of_another_matter_says_nothing():
    other = paper("体育協会の会員は、現在は団員310人である。昭和30年に18人で発足した。", "体育協会の概要")
    text = TEXT.format(year="昭和61年", size="247人")
    assert Matter(text, (other,)).papers == [] and Matter(text, (PLAN,)).papers == [PLAN]
    assert held(text, other) == {} and "247人" in hinted(text, other)
