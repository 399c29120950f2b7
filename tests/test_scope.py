"""Rights, time and kind as one key."""

from datetime import date

import pytest

from ingest.document import RESIDENT, Document, Viewer
from ingest.scope import allowed_scopes, scope_of

TODAY = date(2026, 11, 24)


def document(sensitivity="2", section="総務課", start=None, end=None, kind="条例"):
    return Document(
        "d",
        "題",
        kind,
        "本文",
        "s",
        "0",
        effective_from=start,
        effective_to=end,
        section=section,
        sensitivity=sensitivity,
    )


@pytest.mark.parametrize(
    ("sensitivity", "section", "viewer", "allowed"),
    [
        ("1", "総務課", RESIDENT, True),
        ("2", "総務課", RESIDENT, False),
        ("2", "総務課", Viewer(sections=frozenset({"税務課"})), True),
        ("3C", "総務課", Viewer(sections=frozenset({"総務課"}), level="2"), False),
        ("3C", "総務課", Viewer(sections=frozenset({"総務課"}), level="3C"), True),
        ("3C", "総務課", Viewer(sections=frozenset({"税務課"}), level="3C"), False),
        ("3B", "総務課", Viewer(sections=frozenset({"総務課"}), level="3C"), False),
        ("3A", "総務課", Viewer(sections=None, level="3A"), True),
    ],
)
def test_who_may_read_what(sensitivity, section, viewer, allowed):
    scope = scope_of(document(sensitivity, section))
    assert (allowed_scopes([scope], viewer, TODAY) == (scope,)) is allowed


def test_the_days_in_force_are_inclusive():
    old = scope_of(document(end=date(2025, 3, 31)))
    new = scope_of(document(start=date(2025, 4, 1)))
    clerk = Viewer()
    assert allowed_scopes([old, new], clerk, date(2025, 3, 31)) == (old,)
    assert allowed_scopes([old, new], clerk, date(2025, 4, 1)) == (new,)


def test_kinds_narrow_and_none_means_all():
    scopes = [scope_of(document(kind="条例")), scope_of(document(kind="会議録"))]
    assert len(allowed_scopes(scopes, Viewer(), TODAY)) == 2
    assert allowed_scopes(scopes, Viewer(), TODAY, kinds=["会議録"]) == (scopes[1],)
