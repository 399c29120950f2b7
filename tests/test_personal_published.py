"""What a public paper of the library has is nobody's secret; what only the text itself has is."""

from __future__ import annotations

from types import SimpleNamespace

from app.checks.personal.data import check_personal
from app.checks.personal.public import PublicNames
from app.checks.personal.published import not_published
from ingest.document import Viewer
from tests.held import paper

TEXT = "お知らせ\n受付は、中央一丁目10番2号で行います。連絡先は、川添168番地2、0999-24-9999です。"


class _Library:
    def __init__(self, *papers):
        self._papers = papers
        self.levels = set()

    def search(self, query, *, viewer, **_):
        self.levels.add(viewer.level)
        return SimpleNamespace(hits=self._papers)


def left(*papers):
    library = _Library(*papers)
    found = not_published(TEXT, check_personal(TEXT, PublicNames()), library, Viewer())
    assert library.levels == {"1"}
    return [TEXT[one.start : one.end] for one in found]


def test_only_what_a_public_paper_has_is_left_out():
    assert left(paper("駐車場の位置\tみどり市中央一丁目１０番２号")) == ["川添168番地2", "0999-24-9999"]


def test_the_copy_of_the_text_itself_is_no_such_paper():
    assert left(paper(TEXT)) == ["中央一丁目10番2号", "川添168番地2", "0999-24-9999"]


def test_without_a_library_all_is_told():
    found = check_personal(TEXT, PublicNames())
    assert not_published(TEXT, found, None, Viewer()) == list(found)
