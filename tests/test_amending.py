"""改め文 and 溶け込み: what an amendment makes of a regulation, and the amendment between two texts."""

import re

import pytest

from ingest.law.amending import amend, apply
from ingest.law.amending.amendment import lines_of
from ingest.law.amending.numerals import habit_of, widths
from ingest.law.amending.unit import provisions, read
from ingest.law.tree import parse
from tests.public_data import public_data
from tests.revisions import AMENDMENTS, REIKI, neighbours, tree

PAIRS = neighbours(REIKI)


def as_told(text, habit):
    """The provisions of a text in the widths of another."""
    return lines_of(read(parse(widths(text, habit))))


# ---- the corpus


@pytest.mark.parametrize("name", sorted(AMENDMENTS))
def test_amendments_of_the_corpus_give_the_next_revision(name):
    text = tree(REIKI / "kaisei" / name).text
    for old_name, new_name in AMENDMENTS[name]:
        old, new = tree(REIKI / old_name), tree(REIKI / new_name)
        found = apply(old, text)
        assert found.failures == ()
        assert found.done > 0
        habit = habit_of(old.text)
        assert as_told(found.text, habit) == as_told(new.text, habit)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0].stem}-{pair[1].stem}")
def test_amending_and_applying_gives_the_new_revision_to_the_letter(pair):
    old, new = map(tree, pair)
    made = amend(old, new)
    assert made.exact, made.rest
    applied = apply(old, made.text)
    assert applied.failures == ()
    habit = habit_of(old.text)
    assert as_told(applied.text, habit) == as_told(new.text, habit)


def test_texts_of_one_form_are_equal_without_any_allowance():
    pairs = [tuple(map(tree, pair)) for pair in PAIRS if {path.suffix for path in pair} == {".txt"}]
    pairs = [(old, new) for old, new in pairs if habit_of(old.text) == habit_of(new.text)]
    assert len(pairs) == 12
    for old, new in pairs:
        assert provisions(read(apply(old, amend(old, new).text).tree)) == provisions(read(new))


def test_statutes_with_kanji_numbers_come_out_to_the_letter():
    pairs = neighbours(public_data("egov_xml"))
    assert len(pairs) == 10
    for old, new in (map(tree, pair) for pair in pairs):
        made = amend(old, new)
        assert made.exact, made.rest
        assert provisions(read(apply(old, made.text).tree)) == provisions(read(new))
        assert not re.search("[0-9]", made.text)
