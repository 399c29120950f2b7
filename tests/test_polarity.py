"""A sentence denies the same in its plain and in its polite form."""

import pytest

from app.checks.grounds.polarity import denials, reversed_sense
from app.checks.grounds.pools import read_sentences


def _one(text):
    (said,) = read_sentences(text)
    return said


@pytest.mark.parametrize(
    ("plain", "polite"),
    [
        ("冬期は貸し出さないが、相談できる。", "冬期は貸し出しませんが、相談できます。"),
        ("予約は要らないけれど、早めに来る。", "予約は要りませんが、早めに来てください。"),
        (
            "18歳未満は使用できないが保護者がいればよい。",
            "18歳未満は使用できませんが保護者がいればよいです。",
        ),
    ],
)
def test_the_plain_and_the_polite_form_deny_the_same(plain, polite):
    assert denials(plain) == denials(polite) == 1
    assert reversed_sense(_one(plain), _one(polite)) is None


def test_the_reverse_is_told_before_a_but():
    plain, reverse = _one("冬期は貸し出さないが、相談できる。"), _one("冬期は貸し出しますが、相談できます。")
    assert reversed_sense(plain, reverse) and reversed_sense(reverse, plain)


def test_few_is_no_denial():
    assert denials("席は少ないが、入れる。") == denials("席は少ないですが、入れます。") == 0
