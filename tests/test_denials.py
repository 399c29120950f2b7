"""A clause that says the reverse of a paper's: only of the same things and the same verb; duty and leave are told apart."""

from __future__ import annotations

import pytest

from app.checks.library.denials import reversed_clauses
from tests.held import paper

RULES = paper(
    "利用者は、来客用の駐車場を利用できない。郵送による申請は受け付けない。ただし、高さ1.5メートル以下の防虫網は、この限りでない。\n"
    "指定管理者は、市と協議の上、自主事業を行うことができる。応募できるのは、欠格条項に当たらない者とする。"
)


def told(text):
    return [one.message for one in reversed_clauses(text, (RULES,))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("来客用の駐車場も利用できます。", "駐車場を利用できない"),
        ("郵送での申請も、受け付けています。", "申請は受け付けない"),
        ("指定管理者は、市と協議の上、自主事業を行わなければなりません。", "行うことができる"),
    ],
)
def test_the_reverse_is_told(text, words):
    found = told(text)
    assert len(found) == 1 and words in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "来客用の駐車場は、利用できません。",
        "郵送での申請は、受け付けておりません。",
        "高さ1.5メートル以下の防虫網は、設置できます。",
        "欠格条項に当たる者は、応募できません。",
        "指定管理者は、市と協議の上、自主事業を行うことができます。",
    ],
)
def test_the_same_in_other_words_is_not(text):
    assert told(text) == []
