"""No text that is not in force is shown as the law of a day: every revision of the example city's 例規, around each change."""

import re
import shutil
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest

CORPUS = Path(__file__).parents[1] / "corpus"
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """The 例規 of which the corpus has several texts, each with the day in its file's name."""
    folder = tmp_path_factory.mktemp("revisions")
    shutil.copy(CORPUS / "sources.toml", folder / "sources.toml")
    (folder / "reiki").mkdir()
    for file in sorted((CORPUS / "reiki").glob("*_[0-9]*.*")):
        shutil.copy(file, folder / "reiki" / file.name)
    made = Index(folder / "index", tenant="midori", embedder=HashEmbedder())
    ingest([folder], index=made)
    return made


def changes(index):
    """(number, title, the first days of its revisions and the days after their last ones)."""
    days, titles = defaultdict[str, set[date]](set), dict[str, str]()
    for each in index.documents(CLERK):
        if each.number and each.effective_from:
            last = each.effective_to
            days[each.number] |= {each.effective_from} | ({last + DAY} if last else set())
            titles[each.number] = each.title
    return [(number, titles[number], sorted(held)) for number, held in sorted(days.items())]


def test_every_revision_of_the_corpus_is_there(index):
    files = [each for each in (CORPUS / "reiki").glob("*_[0-9]*.*") if re.search(r"_\d{8}\.", each.name)]
    assert len(index.documents(CLERK)) == len(files)
    assert sum(len(days) for _, _, days in changes(index)) >= 50


@pytest.mark.parametrize("asked", ["{title}", "{title}第2条", "{title}はどう定めているか"])
def test_no_superseded_text_is_shown_on_the_days_around_a_change(index, asked):
    wrong, shown = [], 0
    for _, title, days in changes(index):
        for day in sorted({each + step * DAY for each in days for step in (-1, 0, 1)}):
            found = index.search(asked.format(title=title), viewer=CLERK, as_of=day)
            shown += len(found.hits)
            wrong += [(day, hit.document.id) for hit in found.hits if not hit.document.in_force(day)]
    assert shown > 100 and wrong == []
