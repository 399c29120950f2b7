"""What a pattern needs: no text that it matches may be passed over, and most others are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.checks.style.file import load_style
from app.text.grams import grams_of, may_match, needs

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("申請及び", [["申請"], ["請及"], ["及び"]]),
        ("(?<=[るた])事(?=が)", [["事が"], ["た事", "る事"], ["事"]]),
        ("申請|届(?:出|書)", [["届出", "届書", "申請"]]),
        ("甲?乙{2,}", [["乙乙"], ["乙"]]),
        ("甲?", []),
        ("甲|.", []),
        ("[^甲]乙?", []),
        ("(?!甲)丙*(?<!乙)", []),
        ("(?i:abc)", []),
    ],
)
def test_what_a_pattern_needs(pattern: str, wanted: list[list[str]]) -> None:
    assert sorted(map(sorted, needs(pattern))) == sorted(wanted)


def test_every_match_of_every_rule_is_looked_for() -> None:
    guide = load_style(PROMPTS)
    texts = [example for rule in guide.rules for example in (*rule.match, *rule.passes)]
    grams = [grams_of(text) for text in texts]
    searched = found = 0
    for rule in guide.rules:
        for text, held in zip(texts, grams, strict=True):
            matches = rule.pattern.search(text) is not None
            looked = may_match(rule.pattern, held)
            assert looked or not matches, (rule.id, text)
            searched, found = searched + looked, found + matches
    assert found > len(guide.rules)
    assert searched < 5 * found  # of 100,000 pairs nearly all are known not to match


def test_without_regard_to_case_nothing_is_said() -> None:
    assert may_match(re.compile("abc", re.IGNORECASE), grams_of("ABC"))
