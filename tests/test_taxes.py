"""An amount on the other side of the tax than the papers give it."""

from __future__ import annotations

from app.checks.library.taxes import mistaxed
from tests.held import paper

PLAN = paper("委託料の上限　年額52,800,000円（税抜き48,000,000円）。会議室は1時間880円（税込み）とする。")


def told(text):
    return {text[one.start : one.end]: one.message for one in mistaxed(text, (PLAN,))}


def test_an_amount_without_the_tax_told_as_one_with_it():
    found = told("委託料は、年額48,000,000円（消費税及び地方消費税を含む。）を上限とする。")
    assert "消費税を含まない額です" in found["48,000,000円"]
    assert "消費税を含む額です" in told("会議室は1時間880円（税抜き）です。")["880円"]


def test_the_right_side_and_no_side_are_none():
    assert told("委託料は、年額52,800,000円（消費税及び地方消費税を含む。）を上限とする。") == {}
    assert told("税抜き48,000,000円を上限とする。会議室は880円です。") == {}
