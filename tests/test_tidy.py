"""A model's stream made clean: cut anywhere it gives the same sentences; fences, chatter, loops and covers are dealt with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.tidy import Sentences


def tidy(text, *, size=5, cut=False, **options):
    clean = Sentences(**options)
    found = []
    for start in range(0, len(text), size):
        found += clean.feed(text[start : start + size])
        if clean.stuck:
            return "".join(found)
    return "".join([*found, *clean.finish(cut=cut)])


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("火災は11件です[1]。皆様に感謝します。", "火災は11件です[1]。皆様に感謝します。"),
        ("火災は11件です。[1]次です。", "火災は11件です。[1]次です。"),
        ("```\n火災は11件です。\n```", "火災は11件です。\n"),
        ("以下のとおりです。\n火災は11件です。", "火災は11件です。"),
        ("はい、承知しました。\n火災は11件です。", "火災は11件です。"),
        ("**火災**は11件です。", "火災は11件です。"),
        ("火災は〔数〕件、第〔数〕回です。", "火災は【要確認：数】件、【要確認：数】です。"),
        ("〔聴取不能〕という声。", "〔聴取不能〕という声。"),
        ("[3] 事務局の説明です。", "事務局の説明です。"),
        ("同じ文を言いました。違う文です。同じ文を言いました。", "同じ文を言いました。違う文です。"),
        ("", ""),
        ("\n\n", ""),
    ],
)
def test_what_comes_out_is_what_was_meant(raw, clean):
    assert tidy(raw) == clean


def test_a_loop_is_noticed_and_ended():
    clean = Sentences()
    found = []
    for _ in range(50):
        found += clean.feed("皆様の御健勝を心から祈念いたします。")
        if clean.stuck:
            break
    assert clean.stuck
    assert len(found) == 1
    clean = Sentences()
    for _ in range(100):
        clean.feed("訓練、訓練、")
        if clean.stuck:
            break
    assert clean.stuck


def test_a_sentence_cut_off_is_dropped_and_lines_that_are_none_too():
    assert tidy("火災は11件です。次の文は途中", cut=True) == "火災は11件です。"
    assert (
        tidy("火災は11件です。\n御協力くださいますよう\n終わりです。", prose=True)
        == "火災は11件です。\n終わりです。"
    )


def test_paragraphs_begin_one_character_in():
    assert (
        tidy("一段落目です。続きます。\n二段落目です。", indent=True)
        == "　一段落目です。続きます。\n　二段落目です。"
    )


@given(st.text(alphabet="火災は件です。\n [1]、数〔〕*`", max_size=120), st.integers(1, 9))
def test_where_the_stream_is_cut_does_not_matter(text, size):
    assert tidy(text, size=size) == tidy(text, size=1)
