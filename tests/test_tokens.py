"""Counting tokens offline, and cutting a text to a number of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.tokens import count_tokens, fit_tokens


def test_japanese_costs_about_four_tokens_for_five_characters():
    text = "市民課の窓口で住民票の写しを交付します。" * 50
    assert 0.6 < count_tokens(text) / len(text) < 1.1
    assert count_tokens("") == 0
    assert count_tokens("<|endoftext|>") > 1, "what looks like a special token is text"


@given(st.text(max_size=80), st.integers(0, 40))
def test_what_fits_is_a_beginning_of_the_text(text, limit):
    cut = fit_tokens(text, limit)
    assert text.startswith(cut)
    assert count_tokens(cut) <= limit + 2
    assert fit_tokens(text, 1000) == text
