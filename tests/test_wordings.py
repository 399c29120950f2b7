"""Words that depend on the form: 提案理由 or 制定理由, the clock in やさしい日本語, the subject line of a mail, a host's greeting."""

from __future__ import annotations

import pytest

from app.checks.style.document import _SUBJECT
from app.extractive.easy import easier, spoken_time
from app.tasks.form import read_form
from app.tasks.placeholder import fill
from tests.test_makers import PROMPTS


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("みどり市手数料条例", "提案理由"),
        ("みどり市契約規則", "制定理由"),
        ("みどり市補助金交付要綱", "制定理由"),
    ],
)
def test_only_what_a_council_votes_on_is_proposed(title, heading):
    template = PROMPTS.templates["reiki"]
    values = read_form(template, dict(template.examples[0].fields) | {"対象の例規": title})
    reasons = [one for one in template.sections if "理由" in one.title and one.applies(values)]
    assert [one.title for one in reasons] == [heading]
    assert ("この案を提出する理由" in reasons[0].text) == (heading == "提案理由")


@pytest.mark.parametrize(
    ("clock", "said"),
    [("8:30", "午前8時30分"), ("17:15", "午後5時15分"), ("午前8:30", "午前8時30分"), ("12:00", "昼の12時")],
)
def test_the_clock_is_spoken_in_easy_japanese(clock, said):
    assert spoken_time(clock) == said
    assert easier(f"朝の{clock}までです。", {"提出": "出すこと"}) == f"朝の{said}までです。"


def test_the_subject_line_of_a_mail_needs_no_word_for_its_kind():
    assert _SUBJECT.search("件名：Re: 粗大ごみについて") is None
    assert _SUBJECT.search("説明会の開催について") is not None


def test_all_are_addressed_once():
    assert fill("{感謝}の皆様には", {"感謝": "ボランティアの皆様"}) == "ボランティアの皆様には"
